"""Press kits: one archive for each kit and language, and where it lies."""

from __future__ import annotations

from collections.abc import Iterator

from portevoix.engine.products import Recorder
from portevoix.model.entry import Entry
from portevoix.model.naming import slug_of
from portevoix.press.contents import contents
from portevoix.press.names import stem
from portevoix.render.scope import Scope
from portevoix.render.site import Site

KIND = "kit"


def product_key(kit: Entry) -> str:
    """The name of the product, and of its receipt."""
    return f"{KIND}:{kit.key}"


def is_kit(key: str) -> bool:
    """Whether ``key`` is that of a kit, among products or receipts."""
    return key.startswith(f"{KIND}:")


def kit_path(kit: Entry) -> str:
    """Where the archive of ``kit`` lies in the output: ``en/press/kits/media-en.zip``."""
    place, _, part = kit.url.rpartition("/")
    return f"{place}/{stem(part.lstrip('#'), slug_of(kit.id), default=KIND)}-{kit.language}.zip"


def is_packed(kit: Entry) -> bool:
    """Whether its author wants ``kit`` packed in its language."""
    return kit.language in (kit.meta.get("languages") or (kit.language,))


def planned_kits(site: Site) -> Iterator[tuple[str, str]]:
    """Key and path of every archive there must be at this moment; a kit with nothing in it yet has none."""
    for kit in site.library.entries.values():
        if kit.kind != KIND or not is_packed(kit):
            continue
        if not contents(kit, Scope(site, kit.language, Recorder())).empty:
            yield product_key(kit), kit_path(kit)
