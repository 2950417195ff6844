"""One file per measurement; the file's name is the key in an experiment, a report and `--json`."""

from chaoslab.probes._contract import Measurement, Probe, ProbeKey, Shape, Value, measure_all, names, probe, renamed

__all__ = ["Measurement", "Probe", "ProbeKey", "Shape", "Value", "measure_all", "names", "probe", "renamed"]
