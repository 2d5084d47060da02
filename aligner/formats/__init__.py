"""Bitext formats, one file each, all under one contract."""
