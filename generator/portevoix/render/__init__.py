"""Floor 4: themes, Markdown and the views that templates see."""
