"""Floor 0: what every other floor stands on; it imports nothing of ours."""
