"""Floor 6: composes the floors below into one build."""
