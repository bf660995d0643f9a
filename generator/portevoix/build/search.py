"""Search: after the pages, one index per language of those that readers look for.

An index stands in the output beside the pages that it was made of, and is made again only when one of them is another.
It is not kept in the store: each edit would leave a new one there that no later build asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import orjson

from portevoix.build.desk import Desk
from portevoix.build.frame import SETTINGS
from portevoix.build.load import Records
from portevoix.build.places import Places
from portevoix.core.diagnostics import Problem, Severity
from portevoix.core.digest import digest, digest_bytes
from portevoix.core.errors import PortevoixError
from portevoix.engine.products import Product
from portevoix.render.site import INDEX
from portevoix.search.command import installed
from portevoix.source.campaign import Campaign


def searched(campaign: Campaign) -> frozenset[str]:
    """The languages of the campaign whose pages can be searched."""
    command = installed() if campaign.search is not False else None
    if command is None:
        return frozenset()
    return frozenset(filter(command.knows, campaign.languages))


def missing_search(campaign: Campaign, where: Places) -> Iterator[Problem]:
    """What is to be told of languages that cannot be searched though the campaign does not say so."""
    if campaign.search is False:
        return
    command, hint = installed(), "run pip install 'portevoix[search]', or say search: false"
    if command is None:
        message = "the site has no search, since Pagefind is not installed"
        wanted = campaign.search is not None
        place = where(SETTINGS, "search") if wanted else (0, 0)
        severity: Severity = "warning" if wanted else "note"
        yield Problem(SETTINGS, *place, "search-missing", message, hint=hint, severity=severity)
        return
    for tag in sorted(campaign.languages.keys() - searched(campaign)):
        place = where.key(SETTINGS, "languages", tag)
        if command._replace(extended=True).knows(tag):
            message = "this language has no search: only Pagefind's extended build can tell its words apart"
            yield Problem(SETTINGS, *place, "search-language", message, tag, hint, "warning")
        else:
            message = "this language has no search: Pagefind cannot tell its words apart"
            yield Problem(SETTINGS, *place, "search-language", message, tag, severity="note")


@dataclass(frozen=True, slots=True)
class Indexes:
    """The indexes of a site: their ``files`` by digest, the ``records`` of them, and why one could not be made.

    ``made`` are the languages whose index was made just now.
    """

    files: Mapping[str, bytes] = field(default_factory=dict)
    records: Records = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    made: tuple[str, ...] = ()


def record_name(language: str) -> str:
    """The name of the record of a language's index."""
    return f"search:{language}"


def pages_to_find(products: Iterable[Product], languages: Iterable[str]) -> dict[str, list[str]]:
    """By language, the paths of the pages to be found: entries, home, and the lists of sections.

    The lists of facets are parts of those: a search would find each thing once more for every facet that it bears.
    """
    found: dict[str, list[str]] = {language: [] for language in sorted(languages)}
    for product in products:
        kind, _, name = product.key.partition(":")
        whole = kind == "list" and "/" not in name.rpartition("@")[2]
        language = product.path.partition("/")[0]
        if language in found and (whole or kind in ("entry", "home")):
            found[language].append(product.path)
    return {language: sorted(paths) for language, paths in found.items()}


def recorded_pages(records: Mapping[str, tuple[bytes, bytes]], languages: Iterable[str]) -> dict[str, list[str]]:
    """``pages_to_find`` of the build that left ``records``."""
    return {language: orjson.loads(records[record_name(language)][1])[0] for language in sorted(languages)}


def recorded_files(records: Mapping[str, tuple[bytes, bytes]], languages: Iterable[str]) -> dict[str, bytes]:
    """The files of the indexes that ``records`` tell of, by digest."""
    rows = (orjson.loads(records[record_name(language)][1])[1] for language in languages)
    return {path: bytes.fromhex(mark) for files in rows for path, mark in files.items()}


def index(
    desk: Desk,
    pages: Mapping[str, list[str]],
    manifest: Mapping[str, bytes],
    standing: Mapping[str, bytes],
    before: Mapping[str, tuple[bytes, bytes]],
) -> Indexes:
    """The index of each language's ``pages``; what does not stand in the output yet is made and staged.

    ``manifest`` holds the digests of all pages: one that is not ``standing`` in the output is staged. ``before`` are
    the records of the last build.
    """
    files: dict[str, bytes] = {}
    records: Records = {}
    made = []
    for number, (language, paths) in enumerate(pages.items(), 1):
        name = record_name(language)
        key = digest(desk.recipe, *(part for path in paths for part in (path, manifest[path])))
        known = before.get(name)
        own = recorded_files(before, [language]) if known is not None and known[0] == key else {}
        if not own or any(standing.get(path) != mark for path, mark in own.items()):
            try:
                own = _made(desk, language, paths, manifest, standing)
            except PortevoixError as error:
                return Indexes(problems=(_failed(language, error),))
            made.append(language)
        files |= own
        records[name] = key, orjson.dumps([paths, {path: mark.hex() for path, mark in own.items()}])
        desk.session.progress("search", number, len(pages))
    return Indexes(files, records, made=tuple(made))


def _made(
    desk: Desk, language: str, paths: list[str], manifest: Mapping[str, bytes], standing: Mapping[str, bytes]
) -> dict[str, bytes]:
    from portevoix.search.index import make_index  # only now: most builds change no page

    def page(path: str) -> tuple[str, str]:
        root = desk.request.output if standing.get(path) == manifest[path] else desk.stage.tree
        address = quote(path.removeprefix(f"{language}/").removesuffix("index.html"), safe="/-._~")
        return address, Path(root, path).read_text(encoding="utf-8")

    command = installed()
    if command is None:
        raise PortevoixError("pagefind is gone")
    folder = INDEX.format(language).rpartition("/")[0]
    found = {}
    for name, data in make_index(command, language, map(page, paths)).items():
        path, mark = f"{folder}/{name}", digest_bytes(data)
        if standing.get(path) != mark:
            desk.stage.write(path, data)
        found[path] = mark
    return found


def _failed(language: str, error: PortevoixError) -> Problem:
    hint = "search: false in this file makes the site without search"
    message = f"the search index could not be made: {error}"
    return Problem(SETTINGS, 0, 0, "search-failed", message, language, error.hint or hint)
