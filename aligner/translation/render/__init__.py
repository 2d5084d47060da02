"""Translated documents: the source with its text replaced, or both languages in one document."""
