"""The audit: no byte of what is hidden may stand in what is about to be published.

The gate keeps hidden entries from every emitter; the audit does not trust it, and reads the finished bytes.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from portevoix.core.diagnostics import Problem
from portevoix.model.entry import Entry

_RUN = re.compile(r"[^\W_]+(?:[ '-][^\W_]+)*")
_SHORTEST = 12
"""Characters of a run of words that is telling enough to be looked for."""


def needles(hidden: Iterable[Entry], public: Iterable[Entry]) -> tuple[bytes, ...]:
    """What to look for: addresses, and runs of words from titles, summaries and first paragraphs of ``hidden`` entries.

    What public entries say of themselves in the same words is no needle.
    """
    said = "\n".join(f"{entry.title}\n{entry.meta.get('summary', '')}\n{entry.body.lead}" for entry in public)
    found: dict[str, None] = {}
    for entry in hidden:
        texts = [entry.title, str(entry.meta.get("summary") or ""), entry.body.lead]
        for text in texts:
            for run in _RUN.findall(text):
                if len(run) >= _SHORTEST and run not in said:
                    found[run] = None
    public_urls = {entry.url for entry in public}
    for entry in hidden:
        if entry.url not in public_urls:
            found[f"/{entry.url}"] = None
            found[f"/{quote(entry.url)}"] = None
    return tuple(dict.fromkeys(form.encode() for text in found for form in _forms(text)))


def _forms(text: str) -> Sequence[str]:
    """``text`` as it may stand in HTML, in JSON and in addresses."""
    return tuple(dict.fromkeys((text, html.escape(text), json.dumps(text)[1:-1], quote(text))))


def find(data: bytes, sought: Sequence[bytes]) -> bytes | None:
    """The first of ``sought`` that stands in ``data``, or None."""
    for needle in sought:
        if needle in data:
            return needle
    return None


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
