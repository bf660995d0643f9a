"""Floor 7: translators' work: what is translated, what lags behind, and what was accepted."""
