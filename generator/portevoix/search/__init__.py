"""Floor 5: full-text search. Finished pages go into an index per language, which readers' browsers look in."""
