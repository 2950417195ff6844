"""Programs that the lab starts and never leaves behind, their ports, and the machine that they run on."""
