"""Floor 7: the quality gate."""
