"""The listener: hears what a build of the preview makes, and lets the open pages have it at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from portevoix.build.session import Observer
from portevoix.engine.choose import Reason
from portevoix.engine.journal import Stage
from portevoix.engine.products import Made, Product
from portevoix.model.gate import Gated
from portevoix.model.library import Library
from portevoix.serve.epoch import Epoch

if TYPE_CHECKING:
    from portevoix.serve.preview import Preview


ASSET = "asset:"
"""How the keys of the theme's files begin."""


class Listener(Observer):
    """Listens to the builds of ``preview``, in the builder's thread.

    ``committing``: files of a sound site are on their way from the stage to the output; ``told``: the pages that were
    told to load again since the build began.
    """

    listens = True

    def __init__(self, preview: Preview) -> None:
        self.preview = preview
        self.committing = False
        self.told: set[str] = set()
        self._read: tuple[Library, Gated] | None = None
        self._products = 0
        self._open: Collection[str] = ()
        self._early: set[str] = set()
        self._shown_early: set[str] = set()  # ... and not committed, in whatever build
        self._moved: Mapping[str, str] = {}
        self._worn: dict[str, set[str]] = {}  # by the sheet that is committed

    @property
    def informed(self) -> bool:
        """A preview that has just started knows nothing of the site that it finds."""
        return self.preview.library is not None

    def read(self, library: Library, gated: Gated) -> None:
        """Keep what the bar tells of, until it is known to be sound."""
        self._read = library, gated

    def adopt(self) -> None:
        """What was read is what is shown."""
        if self._read is not None:
            (self.preview.library, self.preview.shown), self._read = self._read, None

    def passed(self) -> None:
        """What stood over the pages goes, before all that was waiting for it is made."""
        if self.preview.outcome.failed:
            self.preview.tell({**self.preview.problems(), "failed": False, "problems": []}, None)

    def chosen(self, reasons: Mapping[str, Sequence[Reason]]) -> None:
        """Keep the reasons; those of style sheets say where each stood before."""
        self.preview.reasons = {**self.preview.reasons, **reasons}
        self._moved = {
            path: reason.fact for path, found in reasons.items() for reason in found if reason.what == "moved"
        }

    def in_order(self, products: Sequence[Product]) -> Sequence[Product]:
        """The theme's files first, so that open pages can have new ones at once; then the open pages."""
        self._products, self._early = len(products), set()
        self._open = self.preview.open_pages()
        return sorted(products, key=self._rank)

    def _rank(self, product: Product) -> int:
        return 0 if product.key.startswith(ASSET) else 1 if product.path in self._open else 2

    def made(self, one: Made, stage: Stage) -> None:
        """Let an open page have it from the stage; end a long build when something newer waits."""
        self.preview.give_up_if_newer(self._products)
        asset = one.key.startswith(ASSET)
        if one.failed or not (asset or one.path in self._open) or not (stage.tree / one.path).exists():
            return
        if any(self.preview.epoch.locate(order.path) is None for order in one.orders):
            return  # its pictures are made when all pages are: it is seen with the whole site
        self._early.add(one.path)
        self.preview.epoch = Epoch(self.preview.output, stage.tree, frozenset(self._early))
        if asset:
            if one.path.endswith(".css") and one.path in self._moved:
                self._swap(self._moved[one.path], one.path)
        elif not self._styles_alone:
            self._shown_early.add(one.path)
            self._reload({one.path})

    def delivered(self, done: int, total: int) -> None:
        """End a long build when something newer waits: what has been made is kept."""
        self.preview.give_up_if_newer(total)

    def settle(self) -> None:
        """A build has ended: open pages that were shown early and came to nothing load the committed ones again."""
        self.committing = False
        paths, self._shown_early = self._shown_early, set()
        self._read = None
        self._reload(paths & set(self.preview.open_pages()))

    @property
    def _styles_alone(self) -> bool:
        return self.preview.session.styles_alone is True

    def _swap(self, old: str, new: str) -> None:
        """Let pages that wear the sheet ``old``, or what took its place since the last commit, wear ``new``."""
        if not self._styles_alone:
            return
        worn, place = self._worn.setdefault(old, {old}), self.preview.address
        sheets = {place(known): place(new) for known in sorted(worn) if known != new}
        worn.add(new)
        self.preview.tell({"command": "styles", "sheets": sheets}, None)

    def _reload(self, paths: Collection[str]) -> None:
        for path in sorted(paths):
            address = self.preview.address(path.removesuffix("index.html"))
            self.preview.turns.another(path)
            self.told.add(path)
            self.preview.tell({"command": "reload", "path": address, "liveCSS": True}, {path})

    def sound(self, stage: Stage, written: Collection[str], deleted: Collection[str]) -> None:
        """The new epoch: all of it is seen from here on."""
        self.committing = True
        self.adopt()
        self.preview.epoch = Epoch(self.preview.output, stage.tree, frozenset(written), frozenset(deleted))
        others = {*written, *deleted} - self._early
        for path in others:  # whoever is being handed one of them as it was is told when it says hello
            self.preview.turns.another(path)
        if not self._styles_alone:
            self._reload(others & set(self.preview.open_pages()))
        self._shown_early -= {*written, *deleted}

    def committed(self) -> None:
        """The output holds it now."""
        self.committing = False
        self._worn = {}
        self.preview.session.styles_alone = None
        self.preview.epoch = Epoch(self.preview.output)
