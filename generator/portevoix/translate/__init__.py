"""Floor 7: what translators need."""
