"""Floor 7: what authors need to begin: new entries."""
