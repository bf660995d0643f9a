"""Portevoix: a static-site generator for campaign microsites and press kits."""

__version__ = "0.1.0"
