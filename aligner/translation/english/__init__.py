"""What is set right in the English that a model writes, and joined to sentences."""
