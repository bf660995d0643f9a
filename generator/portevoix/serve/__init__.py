"""Floor 7: the live preview, on loopback."""
