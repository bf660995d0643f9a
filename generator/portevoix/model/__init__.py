"""Floor 3: what the files mean: entries, sections, facets, addresses, visibility."""
