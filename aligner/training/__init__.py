"""Train a translation model (extra: train)."""
