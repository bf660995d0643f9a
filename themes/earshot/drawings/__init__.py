"""The pictures of the campaign, drawn by rule: `make pictures` writes them into content/."""
