"""Packing: what goes into a press kit becomes files, and the files one archive.

What is in it::

    index.html      what there is, with links to it
    texts/          each text as HTML and as plain text
    pictures/       whole, without metadata; logos/ likewise
    captions.csv    and captions.html: captions, credits, licences, terms, sizes
    files/          other files, as they are
    boilerplate.txt, contacts.txt, contacts/*.vcf
    manifest.json   and manifest.txt: path, bytes and SHA-256 of every other file
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portevoix.model.entry import Entry, Medium
from portevoix.model.naming import slug_of
from portevoix.press.archive import archive, with_manifest
from portevoix.press.captions import caption_rows, caption_sheet
from portevoix.press.contents import Contents, contents
from portevoix.press.documents import TEXTS, Documents
from portevoix.press.names import Names, file_names, stem
from portevoix.press.plain_text import plain_text
from portevoix.press.vcards import vcard
from portevoix.render.filling import hidden_target
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView
from portevoix.render.views.values import Record, set_type


def pack_kit(scope: Scope, key: str) -> bytes:
    """The archive of the kit ``key`` (``id@language``); ``scope`` must write absolute addresses."""
    kit = scope.site.library.entries[key]
    scope.read(f"listing:{key}")
    inside = contents(kit, scope)
    for target in inside.hidden:
        scope.problem(hidden_target(kit.path, 0, 0, target))
    files = {place: data for place, data in _pack(kit, inside, scope) if data is not None}
    about = {"kit": kit.id, "language": kit.language, "title": kit.title, "site": _base_url(scope)}
    return archive(with_manifest(files, about))


def _base_url(scope: Scope) -> str:
    scope.read("setting:base_url")
    return scope.site.library.campaign.base_url


def _pack(kit: Entry, inside: Contents, scope: Scope) -> Iterator[tuple[str, bytes | None]]:
    """Path and bytes of each file; None for a picture that is damaged, which is then among the problems."""
    places = _places(inside)
    documents = Documents(scope, places)
    for medium in (*inside.pictures, *inside.logos, *inside.files):
        yield places[medium.path], scope.call("original", medium)
    names = Names()
    texts = []
    for entry in inside.texts:
        name = names.take(stem(entry.url.rstrip("/").rpartition("/")[2].rpartition("#")[2], slug_of(entry.id)))
        html = documents.text(entry)
        yield f"{TEXTS}/{name}.html", html.encode("utf-8", "replace")
        yield f"{TEXTS}/{name}.txt", plain_text(html).encode("utf-8", "replace")
        texts.append(Record(path=f"{TEXTS}/{name}", title=set_type(entry.title, entry.language)))
    pictures = (*inside.pictures, *inside.logos)
    if pictures:
        rows = caption_rows(pictures, places, scope)
        yield "captions.csv", caption_sheet(rows, scope)
        yield "captions.html", documents.render("captions", rows=rows).encode("utf-8", "replace")
    if inside.boilerplate:
        yield "boilerplate.txt", f"{set_type(inside.boilerplate, scope.language)}\n".encode("utf-8", "replace")
    yield from _contacts(inside, documents)
    index = documents.render(
        "kit", kit=EntryView(kit, scope), texts=tuple(texts), pictures=bool(pictures),
        files=tuple(places[medium.path] for medium in inside.files), contacts=bool(inside.contacts),
        boilerplate=set_type(inside.boilerplate, scope.language),
    )  # fmt: skip
    yield "index.html", index.encode("utf-8", "replace")


def _places(inside: Contents) -> Mapping[str, str]:
    """The path in the kit of every picture and file, by its path in the content."""
    found: dict[str, str] = {}
    lists: tuple[tuple[str, tuple[Medium, ...]], ...] = (
        ("pictures", inside.pictures), ("logos", inside.logos), ("files", inside.files)
    )  # fmt: skip
    for folder, media in lists:
        names = file_names(medium.path for medium in media)
        found |= {path: f"{folder}/{name}" for path, name in names.items()}
    return found


def _contacts(inside: Contents, documents: Documents) -> Iterator[tuple[str, bytes]]:
    if not inside.contacts:
        return
    people = tuple(EntryView(person, documents.scope) for person in inside.contacts)
    yield "contacts.txt", plain_text(documents.render("contacts", people=people)).encode("utf-8", "replace")
    names = Names()
    for person in inside.contacts:
        name = names.take(stem(person.url.rstrip("/").rpartition("/")[2], slug_of(person.id)), ending=".vcf")
        yield f"contacts/{name}", vcard(person)
