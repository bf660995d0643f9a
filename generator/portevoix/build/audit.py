"""The audit: no byte of what is hidden may stand in what is about to be published.

The gate keeps hidden entries from every emitter; the audit does not trust it, and reads the finished bytes.
"""

from __future__ import annotations

import html
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from urllib.parse import quote

from portevoix.build.desk import Desk, over
from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest
from portevoix.model.entry import Entry
from portevoix.model.gate import Gated
from portevoix.model.library import Bodies

_RUN = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")
_SHORTEST = 12
"""Characters of a run of words that is telling enough to be looked for."""
DEEPEST = 3
"""How many archives within one another are looked into."""
LARGEST = 500_000_000
"""Bytes of the largest file in an archive that is unpacked: what is larger was never a text."""


def needles(gated: Gated, paths: Iterable[str]) -> tuple[bytes, ...]:
    """What to look for: addresses, and runs of words from titles, summaries and first paragraphs of hidden entries.

    What public entries say of themselves in the same words is no needle, nor is an address at or below which something
    public stands; ``paths`` are those of all files that the site has.
    """
    hidden, bodies = gated.hidden, gated.bodies
    said = "\n".join("\n".join(_words(entry, bodies)) for entry in gated.public.entries.values())
    found: dict[str, None] = {}
    for entry in hidden:
        for text in _words(entry, bodies):
            for run in _RUN.findall(text):
                if len(run) >= _SHORTEST and run not in said:
                    found[run] = None
    folders = {path[: end + 1] for path in paths for end in range(len(path)) if path[end] == "/"}
    for entry in hidden:
        if entry.url not in folders:
            found[f"/{entry.url}"] = None
            found[f"/{quote(entry.url)}"] = None
    return tuple(dict.fromkeys(form.encode() for text in found for form in _forms(text)))


def _words(entry: Entry, bodies: Bodies) -> tuple[str, str, str]:
    """Title, summary and first paragraph."""
    return entry.title, str(entry.meta.get("summary") or ""), bodies[entry.key].lead


def _forms(text: str) -> Sequence[str]:
    """``text`` as it may stand in HTML, in JSON and in addresses."""
    return tuple(dict.fromkeys((text, html.escape(text), json.dumps(text)[1:-1], quote(text))))


def find(data: bytes, sought: Sequence[bytes]) -> bytes | None:
    """The first of ``sought`` that stands in ``data``, or None."""
    for needle in sought:
        if needle in data:
            return needle
    return None


def find_within(data: bytes, sought: Sequence[bytes], depth: int = DEEPEST) -> bytes | None:
    """As ``find``; in a ZIP archive (which many office documents are) also in names and unpacked files."""
    found = find(data, sought)
    if found is not None or not data.startswith(b"PK\x03\x04") or not depth:
        return found
    from zipfile import BadZipFile, ZipFile  # only now: most files are none

    try:
        with ZipFile(BytesIO(data)) as packed:
            for info in packed.infolist():
                inside = packed.read(info) if info.file_size <= LARGEST and not info.flag_bits & 1 else b""
                found = find(info.filename.encode("utf-8", "replace"), sought) or find_within(inside, sought, depth - 1)
                if found is not None:
                    return found
    except (BadZipFile, NotImplementedError, OSError, EOFError, ValueError, zlib.error):
        return None  # what no program can unpack tells nothing
    return None


def audit(
    desk: Desk, gated: Gated, manifest: Mapping[str, bytes], standing: Mapping[str, bytes]
) -> tuple[list[Problem], str]:
    """A problem for each file to be published that holds words of what is hidden; and a digest of what was sought.

    Files that stand already were audited when they were made, unless other things are hidden now.
    """
    if not gated.hidden:
        return [], digest().hex()
    sought = needles(gated, manifest)
    mark = digest(*sought).hex()
    again = mark != desk.before.meta.get("sought")
    waiting = [
        f"{desk.stage.tree}/{path}" if standing.get(path) != here else f"{desk.request.output}/{path}"
        for path, here in manifest.items()
        if standing.get(path) != here or again
    ]
    hits = over(desk, _find, sought, [place for place in waiting if os.path.exists(place)])
    suspects = [(place, needle) for place, needle in hits if needle is not None]
    names = {f"{root}/{path}": path for path in manifest for root in (desk.stage.tree, desk.request.output)}
    return leaks([(names[place], needle) for place, needle in suspects], _open_texts(desk, gated)), mark


def _find(sought: Sequence[bytes], place: str) -> tuple[str, bytes | None]:
    with open(place, "rb") as stream:
        return place, find_within(stream.read(), sought)


def _open_texts(desk: Desk, gated: Gated) -> Iterator[bytes]:
    """The bytes of every text that anyone may read: public entries, settings, themes, names of folders.

    Each stands there a second time in one line, as pages show a text that its author folded.
    """
    folders = {part for entry in gated.public.entries.values() for part in entry.section.split("/")}
    yield "\n".join(name.replace("-", " ").capitalize() for name in sorted(folders)).encode()
    for path in desk.snapshot.files:
        if path not in gated.hidden_paths and path.endswith((".md", ".yaml", ".html", ".xml", ".po", ".css")):
            data = desk.snapshot.read(path)
            yield data
            yield b" ".join(data.split())


def leaks(suspects: Sequence[tuple[str, bytes]], public_sources: Iterable[bytes]) -> list[Problem]:
    """A problem for each (path, needle) whose words do not stand in a public source file as well.

    The problem does not say the words: reports end up in public logs.
    """
    if not suspects:
        return []
    open_words = {needle for source in public_sources for _, needle in suspects if needle in source}
    return [
        Problem(
            f"output/{path}",
            0,
            0,
            "leak",
            "this page holds words of something that is held back",
            hint="nothing was published; tell the makers of the theme, or of portevoix, which page it was",
        )
        for path, needle in suspects
        if needle not in open_words
    ]
