"""The status of translations, as a table of entries and languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from portevoix.core.diagnostics import cells
from portevoix.model.translation import State
from portevoix.translate.texts import Texts

TO_DO: tuple[State, ...] = ("missing", "stale", "untracked")
"""The states that ask for something."""


def table(texts: Texts, *, only_to_do: bool, leave_out: Collection[str] = ()) -> Iterator[str]:
    """Lines: a heading, a row for each entry with its state in each language, and counts.

    ``only_to_do`` leaves out rows in which everything is current; ``leave_out`` are the keys of entries of which only
    the number is told.
    """
    languages = tuple(texts.library.campaign.languages)
    rows: list[tuple[str, ...]] = [("", *languages)]
    counted: Counter[State] = Counter()
    unnamed: set[str] = set()
    for entry_id in sorted(texts.library.languages_of):
        if any(f"{entry_id}@{language}" in leave_out for language in languages):
            unnamed.add(entry_id)
            continue
        states = [texts.state_of(entry_id, language) for language in languages]
        counted.update(states)
        if not only_to_do or any(state in TO_DO for state in states):
            rows.append((entry_id, *states))
    widths = [max(cells(row[column]) for row in rows) for column in range(len(languages) + 1)]
    for row in rows:
        padded = (cell + " " * (width - cells(cell)) for cell, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()
    told = ", ".join(f"{counted[state]} {state}" for state in TO_DO if counted[state])
    yield told or "every translation is current"
    if unnamed:
        yield f"{len(unnamed)} held back and not named here"
