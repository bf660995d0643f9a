"""No text is ever lost without a word."""

from __future__ import annotations

import pytest
from render.markdown.reading import Read


@pytest.mark.parametrize(
    ("text", "line", "found", "hint"),
    [
        ("[Note]: important\n\ntext", 1, "important", "definition"),
        ("text\n\n*[Note]: read this first", 3, "read this first", "definition"),
        ("|a|b|\n|-|-|\n|x|y|\n|x|y|zebra|", 4, "zebra", "cells"),
        ("x[^1]\n\n[^1]: first one\n\n[^1]: second", 3, "first one", "footnote"),
    ],
)
def test_the_place_where_words_went_missing(read: Read, text: str, line: int, found: str, hint: str) -> None:
    (problem,) = read(text).problems
    assert (problem.code, problem.line, problem.found) == ("text-lost", line, found)
    assert hint in problem.hint


def test_words_are_counted_and_not_only_sought(read: Read) -> None:
    (problem,) = read("zebra\n\n|a|b|\n|-|-|\n|x|y|zebra|").problems
    assert (problem.code, problem.line) == ("text-lost", 5)


def test_a_tag_that_swallows_what_follows_is_named(read: Read) -> None:
    text = 'Start.\n\n<aside markdown="1">\n\nInside.\n\n<div>more</div>\n\nThe end of it all.'
    reading = read(text)
    assert (3, 1, "html-unclosed") in reading.places


@pytest.mark.parametrize(
    "text",
    [
        "un*frigging*believable and a_b_c and 2*3*4",
        "caf&eacute; &amp; <span title='a b'>c</span>",
        '[a]: https://example.org/x "Some title"\n\nnever used',
        "[a][b] [b][] [b]\n\n[b]: c.md 'title words'",
        "*[HTML]: Hyper Text\n\nHTML and *HTML*",
        "Term\n:   Definition <b>here</b>\n\n    more",
        "1. one\n2. two <br>\n\n    1. three\n\n> 4. quoted\n\n- 1. odd",
        "| a \\| b | `c|d` |\n|---|---|\n| e | f |",
        "<div>\n<p>One <b>two</b></p>\n</div>",
        "<!-- a comment | with words -->\n\n<https://example.org/a_b> <a@b.c>",
        "`<div>` and ``a ` b`` <b>x</b>\n\n    <code block>\n",
        "Setext <i>x</i>\n======\n\n## Hash ##\n\n* * *\n",
        "![alt words](p.jpg \"title words\") <b>x</b> [l](<a b.md> 'more words')",
        "a  \nb<br>c \\* \\_ d_e_f __g__ ***h***",
        "<b>dir</b> {.note}\n\n### H {#own .x title='y z'}\n",
        "x[^long note] <b>y</b>\n\n[^long note]: First.\n\n    Second paragraph.\n",
        "<dl><dt>a<dd>b</dl>\n\n<table><tr><td>c</table>",
        "l'été <b>«déjà»</b> don't 'quote' \"this\"... -- ---",
    ],
)
def test_ordinary_texts_raise_no_alarm(read: Read, text: str) -> None:
    assert read(text).problems == ()


def test_words_of_every_language_count_as_words(read: Read) -> None:
    for words in ("हिन्दी में लिखा", "العربيّة كلمة", "中文 词语", "русские слова"):
        (problem,) = read(f"|a|b|\n|-|-|\n|x|y|{words}|").problems
        assert problem.code == "text-lost"
