"""Raw HTML: for staff, without programs, and with holes like any other text."""

from __future__ import annotations

import pytest
from render.markdown.reading import Read, runs_something

from portevoix.render.markdown.document import FileAddress, Link, LinkEnd, Picture


def test_raw_links_and_pictures_are_holes(read: Read) -> None:
    reading = read('A <a class="x" href="../b.md#c">d *e*</a> <img src=\'p.jpg\' alt="" width=3> f')
    assert reading.problems == ()
    assert reading.holes(Link) == [Link("b.md", "c", (("class", "x"),), 1, 22)]
    assert reading.holes(Picture) == [Picture("press/p.jpg", None, True, "", (("width", "3"),), 1, 53, False)]
    assert len(reading.holes(LinkEnd)) == 1


def test_raw_blocks_are_read_as_well(read: Read) -> None:
    reading = read('<div>\n<p><a href="b.md">x</a>\n<img src="p.jpg" srcset="q.jpg 2x" alt="y">\n</div>\n\nz')
    assert reading.problems == ()
    assert (
        reading.html == '<div>\n<p><a href="/press/b.md#">x</a>\n<img src="/press/p.jpg" alt="y">\n</div>\n\n<p>z</p>'
    )


def test_files_of_players_are_holes(read: Read) -> None:
    reading = read(
        '<video controls poster="p.jpg"><source src="a.mp4" srcset="b.jpg, c.jpg 2x"><track src="d.vtt"></video>'
    )
    assert [hole.target for hole in reading.holes(FileAddress)] == [
        f"press/{n}" for n in ("p.jpg", "a.mp4", "b.jpg", "c.jpg", "d.vtt")
    ]
    assert [r.kind for r in reading.document.references] == ["picture", "download", "picture", "picture", "download"]
    assert '<source src="/press/a.mp4" srcset="/press/b.jpg, /press/c.jpg 2x">' in reading.html


def test_links_elsewhere_stay_as_written(read: Read) -> None:
    assert read('<a href="https://x.y" rel=me>z</a>').html == '<p><a href="https://x.y" rel=me>z</a></p>'


def test_comments_are_dropped_as_they_may_hold_what_is_not_public(read: Read) -> None:
    assert read("<!-- secret -->\n\na <!-- secret\nmore --> b").html.split() == ["<p>a", "b</p>"]


@pytest.mark.parametrize(
    "tag",
    [
        "script",
        "style",
        "iframe",
        "object",
        "embed",
        "base",
        "meta",
        "link",
        "form",
        "template",
        "noscript",
        "textarea",
        "body",
    ],
)
def test_tags_that_run_load_or_send_are_not_allowed(read: Read, tag: str) -> None:
    for text in (f"a\n\n<{tag}>x</{tag}>", f"a\n\nb <{tag.upper()}>x</{tag}>"):
        reading = read(text)
        assert "html-forbidden" in reading.codes
        assert {line for line, _, _ in reading.places} == {3}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('a\n\n<div onclick="x()">b</div>', (3, 6)),
        ('a <b style="color:red">b</b>', (1, 6)),
        ('<div markdown="1" onload=x>\nb\n</div>', (1, 19)),
        ('<p title="x"onclick=y>b</p>', (1, 13)),
        ("<svg><animate /></svg>", (1, 6)),
        ('<table background="https://x.y/z"><tr><td>a</table>', (1, 8)),
        ('<a ping="https://x.y" href="a.md">b</a>', (1, 4)),
        ('<q cite="javascript:x">a</q>', (1, 10)),
    ],
)
def test_attributes_that_run_style_or_load_have_their_place(read: Read, text: str, place: tuple[int, int]) -> None:
    reading = read(text)
    assert place in {(line, column) for line, column, code in reading.places if code != "html-unclosed"}
    assert set(reading.codes) <= {"html-forbidden", "attribute-unknown", "html-unclosed"}


HOSTILE = [
    '<div markdown="1">\n<script>alert(1)</script>\n</div>',
    '<div markdown="1">\n<style>x</style>\n<form action=x></form>\n</div>',
    '<b title="[x](onclick=alert(1)//)">q</b>',
    '<div><a title="</div>\n\n" onclick=alert(1) x="',
    "<b title='`\"onclick=alert(1) `'>q</b>",
    "<img src=x onerror=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg/onload=alert(1)>",
    '<a href="java\nscript:alert(1)">x</a>',
    '<a href=" &#x6A;avascript:alert(1)">x</a>',
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<?php <img src=x onerror=alert(1)> ?>",
    "<![CDATA[<img src=x onerror=alert(1)>]]>",
    "</title x><img src=x onerror=alert(1)>",
    "<b x=`a onclick=alert(1)`>q</b>",
    '*<b title="*" onclick=alert(1)>',
    '[x](y "<b onclick=alert(1)>")',
    "![x<b onclick=alert(1)>](y.jpg)",
    "x {title='<b c=\"onclick=alert(1) x\">'}",
    "*x*{title='<b c=\"onclick=alert(1) x\">'}",
    '<div markdown="1" title="&quot; onclick=alert(1)">\n\n*a*\n\n</div>',
    "<<b>img src=x onerror=alert(1)>",
    "<a\x0bonclick=alert(1)>x</a>",
    "<a/onclick=alert(1)/href=b.md>x</a>",
    "<a href=b.md onclick\n=\nalert(1)>x</a>",
    "<template><img src=x onerror=alert(1)></template>",
    '<form action="https://x.y"><button formaction="javascript:x">a</button></form>',
    '<object data="data:text/html,<script>x</script>"></object>',
    '*[A"onclick=alert(1)]: x\n\nA"onclick=alert(1)',
    '[^1"onclick=alert(1)]\n\n[^1"onclick=alert(1)]: x',
    '# a {#x"onclick=alert(1)}',
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_whatever_an_author_writes(read: Read, text: str) -> None:
    for guest in (False, True):
        reading = read(text, guest=guest)
        assert reading.problems or not runs_something(reading.html)
    assert not runs_something(read(text, guest=True).html)


def test_nothing_runs_when_hostile_pieces_meet(read: Read) -> None:
    for first in HOSTILE:
        for second in HOSTILE:
            reading = read(f"{first} {second}\n\n{second}")
            assert reading.problems or not runs_something(reading.html), (first, second)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a\n\n<div>\nb", (3, 1)),
        ("a <b>b\n\nc</b>", (1, 3)),
        ("a </div>", (1, 3)),
        ('a\n\n<aside markdown="1">\n\nb', (3, 1)),
        ('a <a href="b.md">c', (1, 3)),
    ],
)
def test_what_is_not_closed_has_its_place(read: Read, text: str, place: tuple[int, int]) -> None:
    reading = read(text)
    assert (*place, "html-unclosed") in reading.places
    assert len(reading.holes(Link)) == len(reading.holes(LinkEnd))


def test_a_name_in_angle_brackets_would_not_be_shown(read: Read) -> None:
    reading = read("Run `x <y>` and then <file-name> or List<String>.")
    assert reading.codes == ["html-unknown", "html-unknown"]
    assert "&lt;" in reading.problems[0].hint


@pytest.mark.parametrize(
    "text", ["1 < 2 and 3 > 2", "a <- b", "x <3", "&lt;b&gt;", "`<script>`", "    <script>\n", "<>"]
)
def test_angle_brackets_that_are_text(read: Read, text: str) -> None:
    reading = read(text)
    assert reading.problems == ()
    assert not runs_something(reading.html)


@pytest.mark.parametrize(
    ("inner", "line"),
    [("## Heading", 4), ("Some **strong** words", 4), ("A [link](b.md)", 4), ("* a\n* b", 4)],
)
def test_markdown_that_would_be_shown_raw_is_a_problem(read: Read, inner: str, line: int) -> None:
    reading = read(f"<details>\n<summary>s</summary>\n\n{inner}\n\n</details>")
    assert [(line, code) for line, _, code in reading.places] == [(line, "markdown-in-html")]
    assert '<details markdown="1">' in reading.problems[0].hint


def test_markdown_in_html_is_parsed_where_it_is_asked_for(read: Read) -> None:
    reading = read('<details markdown="1">\n<summary>s</summary>\n\n## A\n\n*b* [c](d.md)\n\n</details>')
    assert reading.problems == ()
    assert [heading.text for heading in reading.document.outline] == ["A"]
    assert reading.holes(Link)[0].target == "press/d.md"


def test_code_in_raw_html_may_look_like_markdown(read: Read) -> None:
    assert read("<div>\n<pre>\n## x\n**y**\n</pre>\n</div>").problems == ()
