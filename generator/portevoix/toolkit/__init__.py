"""What readers and allies carry further: links to share a page, and posts as each platform takes them."""
