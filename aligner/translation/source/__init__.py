"""What the model is given instead of the source, and what is written by rule without it."""
