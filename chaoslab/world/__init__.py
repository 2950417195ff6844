"""What a fault can do to a trial's rig, as protocols: faults use these, and the rig implements them."""
