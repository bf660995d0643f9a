"""The site of one build: what is public at its moment, with everything that pages are made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from portevoix.build.desk import Desk
from portevoix.build.functions import FUNCTIONS
from portevoix.build.search import searched
from portevoix.build.texts import reparse
from portevoix.core.diagnostics import Problem
from portevoix.engine.orders import Receipt
from portevoix.model.library import Library
from portevoix.render.moments import Moments
from portevoix.render.site import Site
from portevoix.render.styles import fingerprint
from portevoix.render.theme import Theme
from portevoix.source.catalog import Catalog


def site_of(
    desk: Desk, public: Library, theme: Theme, catalogs: Mapping[str, Catalog], receipts: Mapping[str, Receipt]
) -> tuple[Site, Sequence[Problem]]:
    """The site of the gated library ``public``, and what is wrong with its theme's assets."""
    assets, problems = fingerprint(theme, desk.snapshot.read)
    moments = Moments(desk.request.now, public.campaign)
    site = Site(
        public, theme, assets, catalogs, moments, desk.snapshot, desk.store, FUNCTIONS, receipts, reparse,
        searched(public.campaign),
    )  # fmt: skip
    return site, problems
