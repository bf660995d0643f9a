"""What templates see of press kits."""

from __future__ import annotations

from portevoix.model.entry import Entry
from portevoix.press.contents import contents
from portevoix.press.kits import KIND, kit_path, product_key
from portevoix.press.vcards import vcard
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView
from portevoix.render.views.languages import languages
from portevoix.render.views.values import Record


def kit_view(scope: Scope, entry_id: str) -> Record | None:
    """A kit as readers get it: its archives and what is in them; None when it is not public.

    ``archives`` are records of language, url and size (bytes), that of the page's language first; ``texts`` the views
    of the entries in it, ``pictures``, ``logos`` and ``files`` say how many there are, ``contacts`` who is named; all
    of the page's language.
    """
    kit = scope.nearest(entry_id)
    if kit is None or kit.kind != KIND:
        return None
    inside = contents(kit, scope)
    return Record(
        archives=_archives(scope, entry_id),
        texts=tuple(EntryView(entry, scope) for entry in inside.texts),
        pictures=len(inside.pictures),
        logos=len(inside.logos),
        files=len(inside.files),
        contacts=tuple(EntryView(entry, scope) for entry in inside.contacts),
    )


def _archives(scope: Scope, entry_id: str) -> tuple[Record, ...]:
    site, found = scope.site, []
    tags = site.library.campaign.languages
    scope.read("setting:languages")
    for tag in sorted(tags, key=lambda tag: tag != scope.language):
        scope.read(f"link:{entry_id}@{tag}")
        kit = site.library.entry(entry_id, tag)
        if kit is None:
            continue
        scope.read(f"receipt:{product_key(kit)}")
        receipt = site.receipts.get(product_key(kit))
        if receipt is not None:
            language, url = languages(scope)[tag], scope.address(kit_path(kit))
            found.append(Record(language=language, url=url, size=receipt.size, foreign=tag != scope.language))
    return tuple(found)


def card(scope: Scope, person: Entry) -> bytes:
    """The vCard of ``person``, of whom ``scope`` has read."""
    return vcard(person)
