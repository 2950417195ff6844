"""From a timeline and a plan to a verdict, its sentence and its reasons."""
