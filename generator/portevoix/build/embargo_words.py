"""Words of what is under embargo that stand in a public source: someone has pasted them there.

The audit lets pass what a public source says itself, for the page only repeats it; so its author is asked here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from itertools import takewhile
from typing import NamedTuple

import orjson

from portevoix.build.desk import Desk, over
from portevoix.build.frame import SETTINGS
from portevoix.build.load import Records
from portevoix.core.clock import zone
from portevoix.core.diagnostics import Problem, cut, line_and_column
from portevoix.core.digest import ABSENT, digest
from portevoix.model.gate import Gated
from portevoix.model.naming import DATA
from portevoix.source.snapshot import Snapshot

NAME = "kept:embargo"
"""The name of the record of what was found."""
TITLE = 20
"""Letters from which on a whole title is telling; a Chinese or Japanese character counts as two."""
RUN = 60
"""Letters from which on a run of words from a summary or a first paragraph is telling, counted in the same way.

The names of bodies and of goals are shorter, and any page may say them.
"""

_NO_LETTERS = re.compile(r"[\W_]+")


class _Held(NamedTuple):
    """The ``letters`` of a text that is under embargo ``until`` a moment in the file ``path``.

    ``pieces`` are what to look for: (place, letters). Around one that is found, letters that agree make a run, which is
    telling from the width ``enough`` on.
    """

    letters: str
    pieces: tuple[tuple[int, str], ...]
    enough: int
    until: str
    path: str


def embargo_words(
    desk: Desk, gated: Gated, known: Mapping[str, tuple[bytes, bytes]], changed: Collection[str] | None
) -> tuple[list[Problem], Records]:
    """A warning for each public source in which words of what is under embargo stand, and the record of them.

    ``known`` are the records of the last build, ``changed`` the files that are other or new since (None: all). Only
    those are read, as long as the same words are held back.
    """
    settings = _letters(_text(desk.snapshot, SETTINGS))
    held = tuple(_held(gated, desk.request.now))
    mark = digest(desk.recipe, settings, repr(held), *sorted(gated.hidden_paths))
    there, found = set(desk.snapshot.files), dict[str, list[Problem]]()
    if changed is not None and NAME in known and known[NAME][0] == mark:
        before = {path: rows for path, rows in orjson.loads(known[NAME][1]).items() if path not in changed}
        found = {path: [Problem.from_json(row) for row in before[path]] for path in before.keys() & there}
        there &= set(changed)
    waiting = _public_texts(there, desk.snapshot, gated) if held and there else []
    shared = _Shared(desk.snapshot, held, settings)
    for path, problems in zip(waiting, over(desk, _look, shared, waiting), strict=True):
        if problems:
            found[path] = problems
    rows = {path: [problem.to_json() for problem in found[path]] for path in sorted(found)}
    return [problem for path in sorted(found) for problem in found[path]], {NAME: (mark, orjson.dumps(rows))}


def _held(gated: Gated, now: datetime) -> Iterator[_Held]:
    """The texts to look for, title, summary and first paragraph of each entry under embargo."""
    time_zone = zone(gated.public.campaign.time_zone)
    for entry in gated.hidden:
        embargo = entry.visibility.embargo
        if embargo is None or embargo <= now:
            continue
        until = embargo.astimezone(time_zone).strftime("%Y-%m-%d %H:%M")
        title = _letters(entry.title)
        if (width := _width(title)) >= TITLE:
            yield _Held(title, ((0, title),), width, until, entry.path)
        for text in map(_letters, (str(entry.meta.get("summary") or ""), gated.bodies[entry.key].lead)):
            if pieces := tuple(_pieces(text)):
                yield _Held(text, pieces, RUN, until, entry.path)


def _pieces(letters: str) -> Iterator[tuple[int, str]]:
    """``letters`` cut so that every run of them that is telling holds a whole piece."""
    begin = width = 0
    for place, letter in enumerate(letters, 1):
        width += _width(letter)
        if width >= RUN // 2:
            yield begin, letters[begin:place]
            begin, width = place, 0


def _letters(text: str) -> str:
    """What of a text is compared: neither spaces and line breaks, nor marks of any kind, are the same everywhere."""
    return _NO_LETTERS.sub("", text)


def _width(letters: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in letters)


def _public_texts(paths: Iterable[str], snapshot: Snapshot, gated: Gated) -> list[str]:
    """Those of ``paths`` that are texts, and are known to be public; not the settings."""
    public, registries = gated.public_paths - gated.hidden_paths, f"content/{DATA}/"
    texts = (path for path in paths if path.endswith((".md", ".yaml")) and snapshot.files[path] != ABSENT)
    return sorted(path for path in texts if path in public or path.startswith(registries))


def _text(snapshot: Snapshot, path: str) -> str:
    return snapshot.read(path).decode("utf-8", "replace").replace("\r\n", "\n").removeprefix("\ufeff")


class _Shared(NamedTuple):
    snapshot: Snapshot
    held: tuple[_Held, ...]
    settings: str


def _look(shared: _Shared, path: str) -> list[Problem]:
    """A warning for each line of the file ``path`` on which words begin that are under embargo."""
    text = _text(shared.snapshot, path)
    letters = _letters(text)
    found: dict[tuple[int, str], Problem] = {}
    for held in shared.held:
        for begin, end in _runs(held, letters):
            if letters[begin:end] not in shared.settings:  # any page may say what the settings do
                problem = _problem(path, text, begin, end, held)
                found.setdefault((problem.line, held.path), problem)
    return sorted(found.values())


def _runs(held: _Held, letters: str) -> Iterator[tuple[int, int]]:
    """Where in ``letters`` telling runs of what is ``held`` begin and end."""
    for place, piece in held.pieces:
        at = letters.find(piece)
        while at >= 0:
            after = at + len(piece)
            begin = at - _agreeing(letters[:at][::-1], held.letters[:place][::-1])
            end = after + _agreeing(letters[after:], held.letters[place + len(piece) :])
            if _width(letters[begin:end]) >= held.enough:
                yield begin, end
            at = letters.find(piece, end)


def _agreeing(one: str, other: str) -> int:
    """How many letters ``one`` and ``other`` begin with that are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _problem(path: str, text: str, begin: int, end: int, held: _Held) -> Problem:
    places = [place for place, character in enumerate(text) if not _NO_LETTERS.match(character)]
    first, last = places[begin], places[end - 1]
    while first and text[first - 1].isalpha() and _width(text[first - 1]) == 1:  # from the beginning of the word
        first -= 1
    said = " ".join(text[first : last + 1].split())
    return Problem(
        path, *line_and_column(text, first), "embargo-words",
        f"these words are also in something that is held back until {held.until}",
        cut(said),
        f"they are in {held.path}: take them out here until then, or say it in other words", severity="warning",
    )  # fmt: skip
