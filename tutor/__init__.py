"""tutor: learn what PyTorch really does, at a terminal, by running it."""
