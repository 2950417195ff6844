"""What a fault may do to a trial's rig, as protocols: faults know these, and the rig fulfils them."""
