"""Guest text: no raw HTML, sanitized, and still with all its holes."""

from __future__ import annotations

import pytest
from render.markdown.reading import Read

from portevoix.render.markdown.document import FootnoteLabel, HeadingId, Link, Picture

TEXT = """# Title

A *b* **c** `d` [e](f.md) ![g](h.jpg) <https://x.org> "i" x[^1].

|a|b|
|-|-:|
|1|2|

- j
- k

> l

*[HTML]: m

HTML

[^1]: n
"""


def test_what_markdown_makes_passes_the_sanitizer(read: Read) -> None:
    guest, staff = read(TEXT, guest=True), read(TEXT)
    assert guest.problems == ()
    for kind in (Link, Picture, HeadingId, FootnoteLabel):
        assert guest.holes(kind) == staff.holes(kind) != []
    plain = guest.html.replace(' rel="nofollow noopener ugc"', "").replace("&nbsp;", "&#160;").replace("↩", "&#8617;")
    assert plain == staff.html


@pytest.mark.parametrize(
    "text",
    ["a <b>b</b>", "<div>\nx\n</div>", '<div markdown="1">\n\nx\n\n</div>', "<!-- x -->", "a\n\n<script>x</script>"],
)
def test_raw_html_is_a_problem(read: Read, text: str) -> None:
    assert set(read(text, guest=True).codes) <= {"html-guest", "html-unclosed"}
    assert "html-guest" in read(text, guest=True).codes


def test_angle_brackets_as_text_are_fine(read: Read) -> None:
    assert read("1 < 2 &lt;b&gt; `<b>` &copy;", guest=True).problems == ()


@pytest.mark.parametrize(
    "form", ["&#2;{}&#3;", "&#x02;{}&#x3;", "&#0002{}&#00003", "`&#2;{}&#3;`", "&#X2;{}&#X00000003;"]
)
def test_no_character_reference_spells_a_token(read: Read, form: str) -> None:
    reading = read(f"[a](b.md) {form.format('pvh0')} {form.format('pve')}", guest=True)
    assert len(reading.holes(Link)) == 1
    assert "\x02" not in reading.html


def test_links_of_guests_lend_no_weight(read: Read) -> None:
    assert 'rel="nofollow noopener ugc"' in read("[a](https://x.org)", guest=True).html
