"""What can be broken, read from the faults themselves: settings, witness, example, experiment."""
