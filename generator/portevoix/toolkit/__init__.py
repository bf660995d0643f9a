"""What readers and allies carry further: links to share a page."""
