"""The side-by-side benchmark: the same campaign built by portevoix and by Hugo."""
