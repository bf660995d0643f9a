"""Floor 7: the quality gate over the sources and the finished pages."""
