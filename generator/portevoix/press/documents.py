"""The documents in a press kit: texts as HTML that reads without a network, with the kit's own pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from portevoix.model.entry import Entry
from portevoix.render.filling import EntryFiller
from portevoix.render.markdown.document import Picture, fill
from portevoix.render.pages import context
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView
from portevoix.render.views.values import Record

TEXTS = "texts"
"""The folder of the texts in a kit; the way from there to a picture begins with ``../``."""


class Documents:
    """Renders what goes into one kit. ``scope`` writes absolute addresses; ``places`` maps pictures to their paths in
    the kit."""

    def __init__(self, scope: Scope, places: Mapping[str, str]) -> None:
        self.scope = scope
        self.places = places
        values = context(scope, None, "")
        values.pop("kit")  # what kits come to is known only after they are made
        scope.values = values | {"picture": self.picture}

    def render(self, name: str, **values: Any) -> str:
        """The theme's template ``documents/<name>.html``."""
        return str(self.scope.partial(f"documents/{name}.html", **values))

    def text(self, entry: Entry) -> str:
        """``entry`` as an HTML document."""
        body = Markup("")
        self.scope.read(f"body:{entry.key}")
        if entry.has_text:
            body = Markup(fill(self.scope.site.document(entry), _Filler(entry, self)))
        return self.render("entry", entry=EntryView(entry, self.scope), body=body)

    def picture(self, view: Any, size: str = "", title: str = "", *, alone: bool = False) -> Markup:
        """The markup of a picture, which lies in the kit; nothing when it does not. All sizes are the whole one."""
        place = self.places.get(view.path)
        if place is None:
            return Markup("")
        shown = Record(src=f"../{place}", title=title, alone=alone, **{name: getattr(view, name) for name in _SHOWN})
        return self.scope.partial("documents/picture.html", picture=shown)


_SHOWN = ("alt", "width", "height", "caption", "credit", "licence_name")


class _Filler(EntryFiller):
    """Fills a text for a kit. What is left out is told where the text stands on the site, not here again."""

    def __init__(self, entry: Entry, documents: Documents) -> None:
        super().__init__(entry, documents.scope)
        self._documents = documents

    def picture(self, hole: Picture) -> str:
        view = self.picture_view(hole.target, hole.alt, hole.decorative)
        return "" if view is None else str(self._documents.picture(view, title=hole.title, alone=hole.alone))

    def picture_view(self, path: str, alt: str | None, decorative: bool = False) -> Any:
        return super().picture_view(path, alt, decorative) if path in self._documents.places else None

    def left_out(self, found: str, line: int, column: int) -> None:
        pass
