"""Sentence alignment of two articles."""
