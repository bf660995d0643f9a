"""Markdown in two stages: parse once into segments and holes, fill the holes for each product."""
