"""Blocks: their spelling, their options, and every mistake at its line."""

from __future__ import annotations

import pytest
from render.markdown.reading import Read

from portevoix.render.markdown.document import Block, BlockEnd, Link


def test_a_block_is_cut_out_with_its_options(read: Read) -> None:
    reading = read("Before.\n\n/// quote\n    by: Ada\n    source: ../a.md#b\n\nSome *words*.\n///\n\nAfter.")
    assert reading.document.segments == (
        "<p>Before.</p>\n",
        Block("quote", {"by": "Ada", "source": {"target": "a.md", "fragment": "b"}}, 3),
        "<p>Some <em>words</em>.</p>\n",
        BlockEnd(),
        "<p>After.</p>",
    )


def test_a_block_needs_no_empty_lines_around_it(read: Read) -> None:
    assert read("a\n///note\nb\n///\nc").html == "<p>a</p>\n<note><p>b</p></note><p>c</p>"


def test_blocks_nest_with_more_or_as_many_slashes(read: Read) -> None:
    assert read("//// note\n/// note\na\n///\nb\n////").html == "<note><note><p>a</p></note><p>b</p></note>"
    assert read("/// note\n/// note\na\n///\nb\n///").html == "<note><note><p>a</p></note><p>b</p></note>"


def test_footnotes_references_and_abbreviations_work_across_blocks(read: Read) -> None:
    reading = read(
        "/// note\nHTML[^1] [x][y]\n///\n\n*[HTML]: Hyper\n\n[y]: z.md\n\n/// note\n[^1]: In another block.\n///"
    )
    assert reading.problems == ()
    assert '<abbr title="Hyper">HTML</abbr>' in reading.html
    assert reading.holes(Link)[0].target == "press/z.md"
    assert "<li" in reading.html.rpartition("</note>")[2]


def test_slashes_that_begin_no_block(read: Read) -> None:
    text = "\\/// note\n\n    /// note\n\na /// b\n\n`/// note`\n\nhttps:///x // y\n"
    reading = read(text)
    assert reading.holes(Block) == []
    assert reading.problems == ()


def test_a_block_that_is_commented_out_is_none(read: Read) -> None:
    assert read("<!--\n/// note\na\n///\n-->\n\nb").html.strip() == "<p>b</p>"


def test_the_option_types(read: Read) -> None:
    reading = read(
        "/// gallery\n    pictures: [a.jpg, ../b.jpg]\n    cover: c.jpg\n    sheet: /d.pdf\n"
        "    entry: ../e/index.en.md\n"
        "    columns: 3\n    wide: true\n    style: loud\n    about: {topic: climate, year: 2026}\n///"
    )
    assert reading.problems == ()
    (block,) = reading.holes(Block)
    assert block.options == {
        "pictures": ["press/a.jpg", "b.jpg"],
        "cover": "press/c.jpg",
        "sheet": "d.pdf",
        "entry": "e/index.en.md",
        "columns": 3,
        "wide": True,
        "style": "loud",
        "about": {"topic": "climate", "year": "2026"},
    }
    assert [(r.kind, r.target, r.line) for r in reading.document.references] == [
        ("picture", "press/a.jpg", 2),
        ("picture", "b.jpg", 2),
        ("picture", "press/c.jpg", 3),
        ("download", "d.pdf", 4),
        ("entry", "e/index.en.md", 5),
        ("facet", "topic/climate", 9),
        ("facet", "year/2026", 9),
    ]


def test_a_link_option_may_be_an_address(read: Read) -> None:
    reading = read("/// quote\n    by: A\n    source: https://x.org/y\n\nb\n///")
    assert reading.holes(Block)[0].options["source"] == {"url": "https://x.org/y"}
    assert reading.document.references[0].kind == "url"


@pytest.mark.parametrize(
    ("options", "place", "code"),
    [
        ("    by: A\n    sorce: a.md", (3, 5), "block-option-unknown"),
        ("    source: a.md", (1, 1), "block-option-missing"),
        ("    by: A\n    source: ../../a.md", (3, 5), "link-climbs"),
        ("    by: A\n    source: javascript:x", (3, 5), "link-scheme"),
        ("    by: [a, b]", (2, 5), "block-option"),
        ("    by: true", (2, 5), "block-option"),
        ("    by: 1.50", (2, 5), "block-option"),
        ("    by: A\n    by: B", (3, 5), "yaml-duplicate-key"),
        ("    just words", (2, 5), "block-option"),
    ],
)
def test_a_mistake_in_the_options_has_its_line(read: Read, options: str, place: tuple[int, int], code: str) -> None:
    reading = read(f"/// quote\n{options}\n\ntext\n///")
    assert (*place, code) in reading.places


@pytest.mark.parametrize(
    "option",
    [
        "columns: 0",
        "columns: many",
        "columns: true",
        "wide: maybe",
        "style: louder",
        "about: climate",
        "cover: https://x.y/z.jpg",
        "cover: '#x'",
        "sheet: 3",
        "pictures: [https://x.y]",
        "entry: ''",
    ],
)
def test_a_value_of_the_wrong_type_is_a_problem_and_left_out(read: Read, option: str) -> None:
    reading = read(f"/// gallery\n    {option}\n///")
    assert reading.codes == ["block-option"]
    assert reading.holes(Block)[0].options.get(option.split(":")[0], []) in ([], None)


def test_the_nearest_name_is_the_hint(read: Read) -> None:
    assert read("/// qoute\nx\n///").problems[0].hint == "did you mean “quote”?"
    assert read("/// quote\n    by: A\n    sorce: b.md\n\nx\n///").problems[0].hint == "did you mean “source”?"
    assert read("/// gallery\n    style: lout\n///").problems[0].hint == "did you mean “loud”?"


def test_the_text_of_an_unknown_block_is_still_read(read: Read) -> None:
    reading = read("/// nothing\n    a: b\n\nText *here*.\n///")
    assert reading.html == "<p>Text <em>here</em>.</p>"


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ("a\n\n/// note\nb", (3, 1), "block-unclosed"),
        ("//// note\n/// note\na\n////", (2, 1), "block-unclosed"),
        ("a\n\n///", (3, 1), "block-stray"),
        ("/// note\na\n////\n///", (3, 1), "block-stray"),
        ("/// quote\n    by: A\n///", (1, 1), "block-body"),
        ("/// gallery\n\ntext\n///", (1, 1), "block-body"),
        ("/// quote\nby: A\n\nb\n///", (2, 1), "block-option-indent"),
        ("/// note | title\na\n///", (1, 5), "block-syntax"),
        ("/// 20 % off", (1, 5), "block-syntax"),
        ("///Footnotes Go Here///", (1, 4), "block-syntax"),
        ("<div>\n\n/// note\na\n///\n\n</div>", (3, 1), "block-nested-html"),
        ('<div markdown="1">\n\n/// note\na\n///\n\n</div>', (3, 1), "block-nested-html"),
        ('/// note\n\n<div markdown="1">\n\na\n\n///\n\n</div>', (1, 1), "block-nested-html"),
    ],
)
def test_a_mistake_in_the_spelling_has_its_line(read: Read, text: str, place: tuple[int, int], code: str) -> None:
    reading = read(text)
    assert (*place, code) in reading.places
    assert len(reading.holes(Block)) == len(reading.holes(BlockEnd))
    assert reading.html is not None


def test_options_end_at_an_empty_line_or_at_text(read: Read) -> None:
    assert read("/// quote\n    by: A\ntext\n///").html == "<quote><p>text</p></quote>"
    assert "<pre><code>by: A" in read("/// note\n\n    by: A\n///").html
