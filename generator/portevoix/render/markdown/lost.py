"""No text is ever lost: each word of the source stands in what was parsed, or a problem tells where it went missing."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable

from portevoix.render.markdown.dialect import Dialect
from portevoix.render.markdown.document import Link, Picture
from portevoix.render.markdown.elements import END_OPTIONAL, VOID
from portevoix.render.markdown.job import Job

_WORD = re.compile(r"[^\W_]+")
_SYNTAX = re.compile(
    r"<!--.*?-->"  # comments
    r"|\x02pv[bc]\d+\x03"  # where blocks begin and end
    r"|</?[A-Za-z][^<>]*>"  # tags, and automatic links, whose text is checked with the links
    r"|\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*"  # addresses
    r"|\]\s?\[[^\]]*\]|\[\^[^\]]*\]"  # labels of references and footnotes
    r"|\{:?[^}\n]*\}"  # attribute lists
    r"|^(?:[ >]|[*+-] )*\d+\.(?=\s)"  # numbers of lists
    r"|^ {0,3}\*?\[[^\]\n]*\][ ]?:",  # labels of definitions
    re.DOTALL | re.MULTILINE,
)
_MARKUP = re.compile(
    r"^[ ]{0,3}\#{1,6}[ ]+\S.*"  # headings
    r"|\*\*[^\s*][^*\n]*\*\*"  # strong emphasis
    r"|(?<!\!)\[[^\]\n]+\]\([^()\s]+\)"  # links
    r"|^[ ]{0,3}[*+-][ ]+\S.*\n[ ]{0,3}[*+-][ ]+\S",  # lists
    re.MULTILINE,
)
_LITERAL_HTML = re.compile(r"<(pre|code|kbd|samp|textarea|math|svg)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TARGET = re.compile(r"[/.:#]")
_TAG = re.compile(r"<!--.*?-->|<(/?)([A-Za-z][A-Za-z0-9-]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>", re.DOTALL)


def check_lost(source: str, job: Job, parser: Dialect) -> None:
    """Add a problem to ``job`` for the first place of ``source``, the text as parsed, whose words did not come out.

    Only texts with something that can swallow words are looked at.
    """
    if not _may_lose(source, parser):
        return
    shown = html.unescape("\n".join(_shown(job, parser)))
    stripped = _SYNTAX.sub(_blank, source)
    if "&" in stripped:
        stripped = "\n".join([" ".join(html.unescape(line).split()) for line in stripped.split("\n")])
    wanted = Counter(_WORD.findall(stripped))
    wanted.subtract(_WORD.findall(shown))
    short = {word for word, count in wanted.items() if count > 0 and stripped.count(word) > shown.count(word)}
    if short:
        _report(source, stripped, shown, short, job)


def _may_lose(source: str, parser: Dialect) -> bool:
    """Whether ``source`` holds what can swallow words: tags, definitions, table rows that are too long."""
    if "<" in source or parser.references or parser.abbreviated:
        return True
    if source.count("]:") > len(parser.footnotes.footnotes):
        return True
    return "|" in source and _has_long_row(source)


def _has_long_row(source: str) -> bool:
    """Whether a line holds more pipes than the first of the lines with pipes that it belongs to."""
    head = 0
    for line in source[source.rfind("\n", 0, source.index("|")) + 1 : source.rindex("|") + 1].split("\n"):
        pipes = line.count("|")
        if head and pipes > head:
            return True
        head = head if head and pipes else pipes
    return False


def _shown(job: Job, parser: Dialect) -> Iterable[str]:
    """Everything that came out: lines of text, attributes, and definitions that serve."""
    yield from job.lines
    for hole in job.holes:
        if isinstance(hole, Link | Picture):
            yield hole.target
            yield from (value for _, value in hole.attributes)
        if isinstance(hole, Picture):
            yield hole.alt or ""
            yield hole.title
    used = {reference.target for reference in job.references}
    for reference in job.references:
        yield f"{reference.target} {reference.fragment}"
    for address, title in parser.references.values():
        if address in used or _TARGET.search(address):
            yield f"{address} {title or ''}"
    text = "\n".join(job.lines)
    for word, title in parser.abbreviated.items():
        if word in text:
            yield title
    yield from job.titles


def _blank(match: re.Match[str]) -> str:
    """As many characters that are no words, so that places stay."""
    return " " * len(match[0]) if "\n" not in match[0] else re.sub(r"[^\n]", " ", match[0])


def _report(source: str, stripped: str, shown: str, short: set[str], job: Job) -> None:
    """Say where the loss begins."""
    lines = stripped.split("\n")
    number = _first_lost(lines, shown, short)
    line = source.split("\n")[number]
    words = [word for word in _WORD.findall(lines[number]) if word in short]
    place = job.locator.find([(line.strip(), 0), *((word, 0) for word in words[:1])])
    unclosed = unclosed_tags(job)
    if unclosed:
        name = unclosed[0][0]
        hint = f"the tag <{name}> is never closed and swallows what follows: write </{name}> where it ends"
    elif re.match(r" {0,3}\[\^", line):
        hint = "another footnote has the same label; give this one a label of its own"
    elif re.match(r" {0,3}\*?\[", line):
        hint = "this line is read as a definition that nothing uses; put “\\” before “[” to show it"
    elif "|" in line:
        hint = "this row has more cells than the head of its table"
    else:
        hint = "look for a tag or a bracket that is not closed before this line"
    job.problem(place, "text-lost", "from here on, words of this text do not come out", " ".join(words[:8]), hint)


def _first_lost(lines: list[str], shown: str, short: set[str]) -> int:
    """The first line with a missing word whose words did not come out in their order, else the first with one."""
    together = f" {' '.join(_WORD.findall(shown))} "
    candidates = []
    for index, line in enumerate(lines):
        words = _WORD.findall(line)
        if any(word in short for word in words):
            candidates.append(index)
            if f" {' '.join(words)} " not in together:
                return index
    return candidates[0] if candidates else 0


def check_markdown_tags(job: Job) -> None:
    """Add a problem for every ``<tag markdown="1">`` that is never closed: it takes all that follows into itself."""
    for name, written, offset in unclosed_tags(job):
        if "markdown" in written:
            place = job.locator.place(offset)
            hint = f"write </{name}> where it ends"
            job.problem(place, "html-unclosed", f"<{name}> is never closed", written, hint)


def check_raw_markup(parser: Dialect, job: Job) -> None:
    """Add a problem for Markdown that would be shown as it is written, since it stands in raw HTML."""
    texts = [item for item in parser.htmlStash.rawHtmlBlocks if isinstance(item, str) and "\n" in item]
    for text in texts:
        match = _MARKUP.search(_TAG.sub(_blank, _LITERAL_HTML.sub("", text)))
        if match:
            tag = _TAG.search(text)
            name = tag[2] if tag and tag[2] else "div"
            written = match[0].strip().split("\n")[0]
            job.problem(
                job.locator.find([(written, 0)]), "markdown-in-html", "this would be shown as it is written", written,
                f"Markdown in HTML needs “markdown=\"1\"”: write <{name} markdown=\"1\">",
            )  # fmt: skip


def unclosed_tags(job: Job) -> list[tuple[str, str, int]]:
    """The tags of the source that are never closed, outermost first: name, as written, where."""
    stack: list[tuple[str, str, int]] = []
    for match in _TAG.finditer(job.locator.body):
        name = (match[2] or "").lower()
        if not name or name in VOID or name in END_OPTIONAL or match[3].endswith("/") or match[3].startswith(":"):
            continue
        if job.locator.in_code(match.start()):
            continue
        if not match[1]:
            stack.append((name, match[0], match.start()))
            continue
        depth = next((depth for depth in range(len(stack) - 1, -1, -1) if stack[depth][0] == name), None)
        if depth is not None:
            del stack[depth:]
    return stack
