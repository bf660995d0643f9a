"""Views: all that templates see. Each public attribute records what it reads."""
