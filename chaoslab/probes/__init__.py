"""One file a measurement; the file's name is the key in an experiment, a report and `--json`."""

from chaoslab.probes._contract import Measurement, Probe, Shape, Value, measure_all, names, probe

__all__ = ["Measurement", "Probe", "Shape", "Value", "measure_all", "names", "probe"]
