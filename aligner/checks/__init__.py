"""Checks of a segment pair, one family a file."""
