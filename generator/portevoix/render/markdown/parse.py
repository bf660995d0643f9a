"""Parsing: a Markdown text becomes a document of literal HTML and holes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from portevoix.core.diagnostics import Problem
from portevoix.render.blocks import BlockSpec
from portevoix.render.markdown.block_syntax import cut_blocks, marker
from portevoix.render.markdown.dialect import dialect, forget_parsers, normalise, parser
from portevoix.render.markdown.document import Document
from portevoix.render.markdown.guest import check_no_html, sanitize
from portevoix.render.markdown.job import KEPT, Job
from portevoix.render.markdown.locate import Locator
from portevoix.render.markdown.lost import check_lost, check_markdown_tags, check_raw_markup
from portevoix.render.markdown.raw_html import rewrite_raw_html
from portevoix.render.markdown.segments import cut_segments

__all__ = ["dialect", "parse"]

_KEPT = ' {}="{}"'.format(*KEPT)
_OPEN_BRACKETS = 1000
_DEEP_QUOTATION = 50
_DEEP = re.compile(rf"^(?:(?: {{0,3}}>){{{_DEEP_QUOTATION}}}| {{200}})", re.MULTILINE)

Parsed = tuple[Document, tuple[Problem, ...]]


def parse(
    body: str,
    *,
    path: str,
    folder: str,
    first_line: int,
    language: str,
    blocks: Mapping[str, BlockSpec],
    guest: bool = False,
    fast: bool = True,
) -> Parsed:
    """The document of the Markdown text ``body``, and everything that is wrong with it, in the order of the lines.

    ``path`` is the file's path for problems; ``folder`` is its folder inside the content tree, where its links start;
    ``first_line`` is the line of the file on which ``body`` begins. ``blocks`` are those that the theme declares. In
    ``guest`` text raw HTML is a problem, and what comes out is sanitized besides. ``fast=False`` parses with the
    library as it is: the same document, only slower. Pure: the arguments and ``dialect()`` decide the result.
    """
    text = normalise(body)
    job = Job(path, folder, language, guest, Locator(body, first_line))
    if "///" in text:
        text = cut_blocks(text, first_line, blocks, job)
    if not text.strip():
        return Document(), _in_order(job)
    if _is_hostile(text):
        job.problem(
            (first_line, 1), "markdown-depth", "brackets, lists or quotations are nested too deep in this text",
            hint="nest them less, or put “\\” before each bracket that is text",
        )  # fmt: skip
        return Document(), _in_order(job)
    html = _render(text, job, fast=fast)
    document = Document(
        segments=cut_segments(html, job),
        outline=tuple(job.outline),
        references=tuple(job.references),
        lead=job.lead,
        text="\n".join(job.lines),
    )
    return document, _in_order(job)


def _is_hostile(text: str) -> bool:
    """Whether the library would take minutes or run out of stack, which would depend on who calls.

    It looks for the end of each open bracket in the whole rest of the text, and calls itself for each level of nesting.
    """
    for first, last in ("[]", "<>"):
        opened = text.count(first)
        if opened > _OPEN_BRACKETS and opened - text.count(last) > _OPEN_BRACKETS:
            return True
    quoted = text.count(">") >= _DEEP_QUOTATION and (">>" in text or "> >" in text)
    return (quoted or " " * 200 in text) and bool(_DEEP.search(text))


def _render(text: str, job: Job, *, fast: bool) -> str:
    """The HTML of ``text``, with tokens for its holes."""
    markdown = parser(fast=fast)
    try:
        html = markdown.render(text, job)
    except RecursionError:
        forget_parsers()
        message = "links or tags are nested too deep in this text"
        job.problem((job.locator.first_line, 1), "markdown-depth", message, hint="nest them less")
        return ""
    for number in job.nested:
        html = html.replace(marker("b", number), "").replace(marker("c", number), "")
    stash = markdown.htmlStash.rawHtmlBlocks
    markdown_in_html = "<" in text and "markdown" in text
    if job.guest:
        check_no_html(stash, job)
        html = sanitize(html)
    elif markdown_in_html or any(isinstance(item, str) and "<" in item for item in stash):
        check_raw_markup(markdown, job)
        html = rewrite_raw_html(html, job)
    html = html.replace(_KEPT, "")
    if markdown_in_html:
        check_markdown_tags(job)
    if all(problem.code.startswith(("block-", "yaml-", "link-")) for problem in job.problems):
        check_lost(text, job, markdown)
    return html


def _in_order(job: Job) -> tuple[Problem, ...]:
    return tuple(sorted(set(job.problems)))
