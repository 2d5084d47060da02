"""Run work over many tasks: in this process, in several, or on a Ray cluster."""
