"""Who and what a text names, and how English news spells it."""
