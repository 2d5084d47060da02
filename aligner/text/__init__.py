"""Text in, spans or text out: readers, news structure, splitting, normalising, numbers."""
