"""The colours of the campaign: ink and paper, one signal, one hue for each theme. All are flat."""

INK = "#14241f"
PAPER = "#f6f0e4"
SIGNAL = "#e5472c"
"""Only for the point from which a voice goes out, and for what one can do."""

CLIMATE = "#2b6cb0"
HEALTH = "#eda3a8"
FOOD = "#92a83c"
ENERGY = "#f1b434"
EDUCATION = "#6c4a97"
EQUALITY = "#1b8a7f"

SOIL = "#2c4238"
"""A second ink, for what lies in the dark."""

HUES = (ENERGY, FOOD, EQUALITY, CLIMATE, EDUCATION, HEALTH)
"""Beside each other, no two are close; in grey they differ as well."""
