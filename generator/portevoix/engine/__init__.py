"""Floor 1: an incremental build engine that knows nothing of pages.

A *product* is one file to be made. While it is made it asks for *facts*; every question is recorded. A *trace* keeps
what a product read, and the next build makes it again only when its recipe changed or a fact that it read has another
digest. *Orders* ask for declared work, whose key is known before it runs; its results lie in a *store*. Everything is
staged, and a *journal* turns the old tree into the new one. ``docs/engine.md`` tells the whole on one page.
"""
