"""The campaign's languages for templates."""

from __future__ import annotations

from portevoix.core.languages import open_graph_locale
from portevoix.render.scope import Scope
from portevoix.render.views.values import Record


def languages(scope: Scope) -> dict[str, Record]:
    """Every language by its tag: tag, name, direction, locale, url of its home page."""
    return scope.once("languages", _languages)


def _languages(scope: Scope) -> dict[str, Record]:
    scope.read("setting:languages")
    return {
        tag: Record(
            tag=tag, name=known.name, direction=known.direction, locale=open_graph_locale(tag),
            url=scope.address(f"{tag}/"),
        )
        for tag, known in scope.site.languages.items()
    }  # fmt: skip
