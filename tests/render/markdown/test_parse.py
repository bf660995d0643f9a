"""A Markdown text becomes literal HTML with typed holes, and what can be said of it."""

from __future__ import annotations

import json
import random
import re

import pytest
from render.markdown.reading import Read, ShowEverything, runs_something

from portevoix.render.markdown.document import Document, FootnoteLabel, Heading, HeadingId, Link, LinkEnd, Picture, fill
from portevoix.render.markdown.parse import dialect, parse


def test_an_empty_text_is_an_empty_document(read: Read) -> None:
    assert read("").document == Document()
    assert read(" \n\n").problems == ()


def test_a_link_is_a_hole_around_its_words(read: Read) -> None:
    reading = read('Read [the *launch*](../events/a.en.md#talks "All of it").')
    link = Link("events/a.en.md", "talks", (("title", "All of it"),), 1, 21)
    assert reading.document.segments == ("<p>Read ", link, "the <em>launch</em>", LinkEnd(), ".</p>")


def test_a_filler_can_drop_a_link_and_keep_its_words(read: Read) -> None:
    class Dropping(ShowEverything):
        def link(self, hole: Link) -> tuple[str, str]:
            return "", ""

    assert fill(read("Read [it](a.md).").document, Dropping()) == "<p>Read it.</p>"


def test_link_targets_are_decoded_and_normalised(read: Read) -> None:
    (link,) = read("[x](caf%C3%A9/a%20b.md#%C3%A9t%C3%A9)").holes(Link)
    assert (link.target, link.fragment) == ("press/café/a b.md", "été")
    (link,) = read("[x](cafe\u0301.md)").holes(Link)
    assert link.target == "press/caf\u00e9.md"


def test_a_link_within_the_text_has_no_target(read: Read) -> None:
    (link,) = read("[x](#part)").holes(Link)
    assert (link.target, link.fragment) == ("", "part")


@pytest.mark.parametrize(
    "address", ["https://example.org/?a=1&b=2", "http://example.org", "mailto:a@b.c", "tel:+41223"]
)
def test_addresses_elsewhere_stay_and_are_noted(read: Read, address: str) -> None:
    reading = read(f"[x]({address})")
    assert reading.holes(Link) == []
    assert "<a href=" in reading.html
    (reference,) = reading.document.references
    assert (reference.kind, reference.target, reference.line, reference.column) == ("url", address, 1, 5)


def test_an_automatic_mail_address_is_noted_in_the_clear(read: Read) -> None:
    reading = read("<press@example.org>")
    assert reading.document.references[0].target == "mailto:press@example.org"
    assert reading.document.text == "press@example.org"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java&#115;cript:alert(1)",
        "java&Tab;script:alert(1)",
        "&#1;javascript:x",
        "data:text/html,x",
        "vbscript:x",
        "//example.org/x",
        "file:///etc/passwd",
        "ftp://x.y",
    ],
)
@pytest.mark.parametrize("form", ["[x](<{}>)", '<a href="{}">x</a>', "[x][r]\n\n[r]: {}", "[x](a.md){{href='{}'}}"])
def test_no_spelling_hides_a_scheme_that_is_not_allowed(read: Read, address: str, form: str) -> None:
    reading = read(form.format(address))
    assert set(reading.codes) == {"link-scheme"}
    assert "href" not in reading.html


def test_a_path_out_of_the_tree_is_a_problem_at_the_path(read: Read) -> None:
    assert read("# T\n\nSee [x](../../a.md).", first_line=10).places == [(12, 9, "link-climbs")]


def test_an_empty_link_is_a_problem(read: Read) -> None:
    assert read("[x]()").codes == ["link-empty"]
    assert read("![x]()").codes == ["link-empty"]


def test_a_picture_is_one_hole(read: Read) -> None:
    reading = read('A ![a *b*](p.jpg "T"){.wide width=300} c')
    (picture,) = reading.holes(Picture)
    assert picture == Picture("press/p.jpg", "a *b*", False, "T", (("class", "wide"), ("width", "300")), 1, 12, False)


def test_a_picture_without_words_and_a_decorative_one_differ(read: Read) -> None:
    plain, decorative, both = read("![](a.jpg) x ![](b.jpg){.decorative} y ![z](c.jpg){.wide .decorative}").holes(
        Picture
    )
    assert (plain.alt, plain.decorative) == (None, False)
    assert (decorative.alt, decorative.decorative, decorative.attributes) == (None, True, ())
    assert (both.alt, both.decorative, both.attributes) == ("z", True, (("class", "wide"),))


def test_a_picture_that_is_a_paragraph_stands_alone_without_one(read: Read) -> None:
    reading = read("Text\n\n![z](c.jpg){.wide}\n\n> ![y](d.jpg)\n\n![x](e.jpg) words")
    assert [picture.alone for picture in reading.holes(Picture)] == [True, True, False]
    assert "<p><img" not in reading.html.replace('<p><img src="/press/e.jpg"', "")


def test_a_picture_in_a_link(read: Read) -> None:
    assert read("[![z](c.jpg)](a.md)").html == '<p><a href="/press/a.md#"><img src="/press/c.jpg" alt="z"></a></p>'


@pytest.mark.parametrize(
    "address", ["https://example.org/p.jpg", "//example.org/p.jpg", "data:image/png;base64,xx", "http:x"]
)
def test_pictures_from_elsewhere_are_not_loaded(read: Read, address: str) -> None:
    for text in (f"![x]({address})", f'<img src="{address}" alt="x">', f'<video poster="{address}"></video>'):
        reading = read(text)
        assert reading.codes == ["picture-foreign"]
        assert address not in reading.html


def test_references_are_noted_with_their_places(read: Read) -> None:
    reading = read("[a](x.md#f) ![b](p.jpg)\n\n[c](x.md#f)")
    assert [(r.kind, r.target, r.fragment, r.line, r.column) for r in reading.document.references] == [
        ("link", "press/x.md", "f", 1, 5),
        ("picture", "press/p.jpg", "", 1, 18),
        ("link", "press/x.md", "f", 3, 5),
    ]


def test_places_are_of_links_and_not_of_code(read: Read) -> None:
    links = read("`[a](x.md)`\n\n    [a](x.md)\n\n[a](x.md) `x.md` [a](x.md.yaml) [b](x.md)").holes(Link)
    assert [(link.line, link.column) for link in links] == [(5, 5), (5, 22), (5, 37)]


def test_headings_have_unique_ids_in_any_script(read: Read) -> None:
    reading = read(
        "# Der Fluß\n\n## Der Fluß\n\n### हिन्दी में\n\n#### العربيّة\n\n##### 中文 标题\n\n## !?\n\n## Own {#own}\n"
    )
    assert [heading.id for heading in reading.document.outline] == [
        "der-fluß",
        "der-fluß-2",
        "हिन्दी-में",
        "العربيّة",
        "中文-标题",
        "section",
        "own",
    ]
    assert reading.document.outline[-1] == Heading(2, "Own", "own", True)
    assert reading.holes(HeadingId) == [HeadingId(index) for index in range(7)]


def test_an_id_that_an_author_wrote_is_never_given_to_another_heading(read: Read) -> None:
    outline = read("## Own\n\n## Other {#own}\n").document.outline
    assert [heading.id for heading in outline] == ["own-2", "own"]


def test_a_heading_is_read_without_its_markup(read: Read) -> None:
    (heading,) = read("## A *b* `c<d>` [e](f.md) &amp; <span>g</span>[^1]\n\n[^1]: no\n").document.outline
    assert (heading.text, heading.id) == ("A b c<d> e & g", "a-b-c-d-e-g")


def test_footnotes_have_labelled_ways_back(read: Read) -> None:
    reading = read("a[^1] b[^note] c[^1]\n\n[^1]: One.\n[^note]: Two.\n")
    assert reading.holes(FootnoteLabel) == [FootnoteLabel(1), FootnoteLabel(1), FootnoteLabel(2)]
    assert reading.problems == ()
    assert 'aria-label="back 2" class="footnote-backref" href="#fnref:note"' in reading.html
    assert "title=" not in reading.html
    assert "in the text" not in reading.html


def test_the_same_text_has_the_same_footnote_ids_each_time(read: Read) -> None:
    text = "a[^1]\n\n[^1]: b"
    assert read(text) == read(text)


def test_table_cells_are_aligned_by_class(read: Read) -> None:
    html = read("|a|b|c|d|\n|:-|:-:|-:|-|\n|1|2|3|4|").html
    assert "style" not in html
    assert '<th class="align-left">a</th>' in html
    assert '<td class="align-center">2</td>\n<td class="align-right">3</td>\n<td>4</td>' in html


def test_lead_and_text_are_plain(read: Read) -> None:
    document = read(
        "# T\n\n/// note\nIn a block.\n///\n\n"
        "It's *the* [lead](a.md)[^1] `x<y>` &amp; <b>so</b>.\n\n- a\n- b\n\n[^1]: n"
    ).document
    assert document.lead == "It’s the lead x<y> & so."
    assert document.text.split("\n") == ["T", "In a block.", "It’s the lead x<y> & so.", "a", "b", "n"]


def test_control_characters_cannot_forge_tokens(read: Read) -> None:
    reading = read("\x02pvh0\x03 \x02pvb0\x03 \x02wzxhzdk:0\x03 \x02klzzwxh:0000\x03 &#2;pvh0&#3; [a](x.md)")
    assert len(reading.holes(Link)) == 1
    assert "\x02" not in reading.html
    assert "\x03" not in reading.html


def test_markup_in_attributes_is_escaped(read: Read) -> None:
    reading = read('[a](http://x.y "<b onclick=x>") ![a <b>](p.jpg) *x*{title=\'<b c="onclick=1">\'}')
    assert "<b " not in reading.html
    assert read("*x*{title='a \"b\" onclick=1'}").html == '<p><em title="a &quot;b&quot; onclick=1">x</em></p>'


@pytest.mark.parametrize("name", ["onclick", "ONLOAD", "style", "onmouseover"])
def test_attribute_lists_cannot_run_or_style_anything(read: Read, name: str) -> None:
    for text in (f"*x*{{{name}='a'}}", f"# T {{{name}=a}}", f"p\n{{{name}=a}}", f"[x](a.md){{{name}=a}}"):
        reading = read(text)
        assert reading.codes == ["html-forbidden"]
        assert name not in reading.html
        assert not reading.holes(Link) or reading.holes(Link)[0].attributes == ()


def test_words_in_curly_brackets_are_not_lost_as_attributes(read: Read) -> None:
    assert read("## Budget {2026}\n").places == [(1, 12, "attribute-unknown")]


def test_an_attribute_cannot_load_anything_either(read: Read) -> None:
    assert read("p\n{background=http://x.y/z.png}").codes == ["attribute-unknown"]
    assert read("p\n{src=http://x.y/z.png}").codes == ["html-forbidden"]
    assert read("![x](a.jpg){srcset='http://x.y/z.png 2x'}").holes(Picture)[0].attributes == ()


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "<a " * 5000, "> " * 300 + "x", "\n".join(" " * 4 * level + "- x" for level in range(200))],
    ids=["brackets", "tags", "quotations", "lists"],
)
def test_what_would_take_the_library_minutes_is_a_problem(read: Read, text: str) -> None:
    assert read(text).codes == ["markdown-depth"]


def test_tags_nested_too_deep_are_a_problem_and_the_next_text_is_read_as_ever(read: Read) -> None:
    before = read("# A *b*")
    assert read('<div markdown="1">\n\n' * 900 + "x" + "\n\n</div>" * 900).codes == ["markdown-depth"]
    assert read("# A *b*") == before


def test_a_document_survives_its_json(read: Read) -> None:
    document = read(
        '# A [b](c.md){.x}\n\n![d](e.jpg "f")\n\n/// quote\n    by: G\n    source: h.md#i\n\nj[^1]\n///\n\n'
        '[^1]: k\n\n<video src="l.mp4"></video>'
    ).document
    assert Document.from_json(json.loads(json.dumps(document.to_json()))) == document


def test_the_dialect_has_a_name() -> None:
    assert dialect().startswith("portevoix-markdown-")


def test_one_text_leaves_no_trace_in_the_next(read: Read) -> None:
    first = read("[a]: b.md\n*[HTML]: Hyper\n\n[a] HTML x[^1]\n\n[^1]: y")
    assert read("[a] HTML x[^1]").html == "<p>[a] HTML x[^1]</p>"
    assert read("[a]: b.md\n*[HTML]: Hyper\n\n[a] HTML x[^1]\n\n[^1]: y") == first


def test_problems_are_told_all_at_once_in_the_order_of_lines(read: Read) -> None:
    reading = read("[a](../../x.md)\n\n/// qoute\nx\n///\n\n![b](http://x.y)\n", first_line=5)
    assert [(line, code) for line, _, code in reading.places] == [
        (5, "link-climbs"),
        (7, "block-unknown"),
        (11, "picture-foreign"),
    ]
    assert {problem.path for problem in reading.problems} == {"content/press/launch.en.md"}
    assert all(problem.hint for problem in reading.problems)


def test_parse_is_called_by_keyword() -> None:
    document, problems = parse("a", path="p", folder="", first_line=1, language="en", blocks={})
    assert (document.segments, problems) == (("<p>a</p>",), ())


SOUP = [
    "word", "été", "كلمة", "中文", "*", "**", "_", "`", "[", "](a.md)", "](https://x.y)", "![", "](p.jpg)",
    "[^1]", "[^1]: n", "[r]", "[r]: a.md", "*[word]: t", "\n", "\n\n", "\n    ", "\n- ", "\n1. ", "\n> ",
    "\n# ", "\n/// note\n", "\n//// quote\n    by: A\n", "\n///\n", "\n////\n", "    x: [y\n", "<b>", "</b>",
    "<div>", "</div>", "<div markdown=\"1\">", "<a href='a.md'>", "</a>", "<img src=p>", "<video src=v>",
    "<!--", "-->", "<?", "<![CDATA[", "]]>", "<x-y>", "<b title='", "'", "\"", "&amp;", "&#10;", "&NewLine;",
    "&#2;", "{.x}", "{#y}", "{onclick=z}", "{title='", "|", "\n|a|b|\n|-|-|\n|", "--", "...", " !", "«", "\\",
    "\x02", "\x03", "\x04", "\t", "\r", "<", ">", "é́", "\u2028", "](javascript:x)", "<script>", "<summary>",
    "<details>", "<p>", "<br>", "<hr>", "://", "http://a.b",
]  # fmt: skip


@pytest.mark.parametrize("seed", range(6))
def test_no_text_breaks_it(read: Read, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(250):
        text = "".join(chance.choices(SOUP, k=chance.randint(1, 40)))
        language, guest = chance.choice(["en", "fr", "zh-Hans", "ar", "he"]), chance.random() < 0.3
        reading = read(text, language=language, guest=guest)
        assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", reading.html), text
        assert reading.problems == tuple(sorted(reading.problems))
        lines = text.replace("\r", "\n").count("\n") + 1
        assert all(0 <= line <= lines for line, _, _ in reading.places), text
        assert Document.from_json(json.loads(json.dumps(reading.document.to_json()))) == reading.document
        assert reading == read(text, language=language, guest=guest, fast=False), text
        assert reading.problems or not runs_something(reading.html), text
