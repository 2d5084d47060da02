"""Train what the aligner ships: the lexical table and the weights of its features."""
