"""Floor 2: the tree of files as authors wrote it, read once, with a place for every problem."""
