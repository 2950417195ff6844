"""The events of a trial on one clock, and when its faults were on."""
