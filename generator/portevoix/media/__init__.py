"""Floor 5: pictures; fulfils the orders that pages make."""
