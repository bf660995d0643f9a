from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from portevoix.core.diagnostics import Problem
from portevoix.media.errors import BadPicture
from portevoix.media.svg import LARGEST, SvgFulfiller, sanitize

ROOT = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'


def clean(inside: str) -> str:
    """What becomes of a picture's content; there are no problems."""
    result, problems = sanitize(f"{ROOT}{inside}</svg>".encode(), "a.svg")
    assert problems == ()
    assert result is not None
    text = result.decode()
    start, end = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">', "</svg>\n"
    assert text.startswith(start)
    assert text.endswith(end)
    return text[len(start) : -len(end)]


def problems_of(inside: str) -> tuple[Problem, ...]:
    result, problems = sanitize(f"{ROOT}\n{inside}</svg>".encode(), "a.svg")
    assert result is None
    return problems


def test_what_draws_stays() -> None:
    drawing = (
        '<defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>'
        '<g transform="translate(1 2)"><path fill="url(#g)" d="M0 0h3"/><use href="#g"/></g>'
        '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
        '<text x="1">Añ &amp; b <tspan dy="1">c</tspan></text>'
    )
    assert clean(drawing) == drawing


def test_what_editors_leave_behind_goes() -> None:
    left = (
        '<!-- secret --><metadata><rdf:RDF xmlns:rdf="r">A. Name</rdf:RDF></metadata>\n'
        '<i:grid xmlns:i="http://www.inkscape.org/"><path d="M1 1"/></i:grid>'
        '<path xmlns:i="i" i:label="x" data-name="y" class="z" xml:base="http://e.org/" d="M0 0"/>'
    )
    assert clean(left) == '<path d="M0 0"/>'


def test_a_plain_doctype_goes() -> None:
    data = '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://e.org/svg11.dtd">' + ROOT
    result, problems = sanitize((data + "</svg>").encode(), "a.svg")
    assert problems == ()
    assert result == b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>\n'


def test_prefixes_and_encodings_become_one_form() -> None:
    data = '<?xml version="1.0" encoding="ISO-8859-1"?><s:svg xmlns:s="http://www.w3.org/2000/svg"><s:title>é</s:title></s:svg>'
    expected = '<svg xmlns="http://www.w3.org/2000/svg"><title>é</title></svg>\n'.encode()
    assert sanitize(data.encode("latin-1"), "a.svg")[0] == expected
    assert sanitize(data.replace("ISO-8859-1", "UTF-16").encode("utf-16"), "a.svg")[0] == expected


def test_styles_become_attributes_and_win_over_them() -> None:
    style = "fill : red !important; stroke:url( '#g' ) ;-inkscape-x:1; font-family:'A;B', serif; mix-blend-mode:screen"
    assert clean(f'<path fill="blue" style="{style}"/>') == (
        '<path fill="red" stroke="url( \'#g\' )" font-family="\'A;B\', serif"/>'
    )


def test_links_are_to_the_picture_itself() -> None:
    assert clean('<use xlink:href="#a"/>') == '<use href="#a"/>'
    assert clean('<rect xlink:href="#a"/>') == "<rect/>"


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<script>alert(1)</script>", "svg-element"),
        ('<g><s:script xmlns:s="http://www.w3.org/2000/svg"/></g>', "svg-element"),
        ("<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>", "svg-element"),
        ("<style>path{fill:red}</style>", "svg-element"),
        ("<image href='data:image/png;base64,AAAA'/>", "svg-element"),
        ("<a href='https://e.org/'><path/></a>", "svg-element"),
        ("<feImage href='#a'/>", "svg-element"),
        ("<pathh/>", "svg-element"),
        ("<path onclick='x()'/>", "svg-script"),
        ("<path ONLOAD='x()'/>", "svg-script"),
        ("<use href='other.svg#a'/>", "svg-link"),
        ("<use xlink:href='https://e.org/#a'/>", "svg-link"),
        ("<use href=' java&#10;script:alert(1)'/>", "svg-link"),
        ("<use href='data:image/svg+xml,#a'/>", "svg-link"),
        ("<path fill='url(https://e.org/#a)'/>", "svg-style"),
        ("<path style='fill:url( &quot;//e.org/x&quot; )'/>", "svg-style"),
        ("<path fill='url(#a) url(//e.org)'/>", "svg-style"),
        (r"<path fill='u\72l(//e.org)'/>", "svg-style"),
        ("<path fill='url/**/(//e.org)'/>", "svg-style"),
        ("<path fill='image-set(&quot;//e.org&quot; 1x)'/>", "svg-style"),
        ("<path style='filter:expression(alert(1))'/>", "svg-style"),
        ("<path mask='src(&quot;//e.org&quot;)'/>", "svg-style"),
        ("<?xml-stylesheet href='https://e.org/a.css'?>", "svg-element"),
    ],
)
def test_what_acts_or_reaches_outside_is_an_error_on_its_line(inside: str, code: str) -> None:
    found = problems_of(inside)
    assert [(problem.code, problem.line, problem.severity) for problem in found] == [(code, 2, "error")]
    assert found[0].message
    assert found[0].column >= 1


def test_all_problems_come_at_once_with_a_hint() -> None:
    found = problems_of("<script/>\n <style/>\n  <rect onload=''/><linearGradeint/>")
    assert [(problem.line, problem.column) for problem in found] == [(2, 1), (3, 2), (4, 3), (4, 20)]
    assert found[3].hint == "did you mean “linearGradient”?"


def test_movement_goes_with_one_warning() -> None:
    inside = "<path><animate attributeName='x'/></path><set attributeName='href' to='javascript:alert(1)'/>"
    result, problems = sanitize(f"{ROOT}{inside}</svg>".encode(), "a.svg")
    assert result == b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path/></svg>\n'
    assert [(problem.code, problem.severity) for problem in problems] == [("svg-motion", "warning")]


BOMB = '<!DOCTYPE svg [<!ENTITY a0 "aaaaaaaaaa">' + "".join(
    f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10)
)


@pytest.mark.parametrize(
    "data",
    [
        BOMB + f"]>{ROOT}<text>&a9;</text></svg>",
        f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{ROOT}<text>&x;</text></svg>',
        f'<!DOCTYPE svg [<!ENTITY % p SYSTEM "http://e.org/p"> %p;]>{ROOT}</svg>',
        f'<!DOCTYPE svg SYSTEM "http://e.org/d.dtd">{ROOT}<text>&x;</text></svg>',
    ],
)
def test_entities_are_refused(data: str) -> None:
    result, problems = sanitize(data.encode(), "a.svg")
    assert result is None
    assert [problem.code for problem in problems] == ["svg-entity"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "svg-damaged"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'>\n<g></svg>", "svg-damaged"),
        (b"<svg viewBox='0 0 1 1'/>", "svg-root"),
        (b"<html xmlns='http://www.w3.org/1999/xhtml'/>", "svg-root"),
        (b"<?xml version='1.0' encoding='klingon'?><svg/>", "svg-encoding"),
        (b" " * (LARGEST + 1), "svg-too-large"),
        (f"{ROOT}{'<g>' * 300}{'</g>' * 300}</svg>".encode(), "svg-depth"),
        (f"{ROOT}<g id='a'><use href='#a'/></g></svg>".encode(), "svg-use"),
        (f"{ROOT}<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g></svg>".encode(), "svg-use"),
    ],
)
def test_what_is_no_sound_svg_is_refused(data: bytes, code: str) -> None:
    result, problems = sanitize(data, "a.svg")
    assert result is None
    assert code in [problem.code for problem in problems]


def test_parts_that_repeat_each_other_without_end_are_refused_soon() -> None:
    doubling = "".join(f"<g id='n{n}'><use href='#n{n + 1}'/><use href='#n{n + 1}'/></g>" for n in range(60))
    chain = "".join(f"<g id='n{n}'><use href='#n{n + 1}'/></g>" for n in range(5000))
    for inside in (doubling, chain):
        assert [problem.code for problem in problems_of(inside)] == ["svg-use"]


@pytest.mark.parametrize(
    "value",
    [
        "a" * 1_900_000,
        "a:" * 950_000 + "'",
        "url(" * 470_000,
        "'\"" * 900_000,
        "e" + " " * 1_900_000,
        "-" * 1_900_000 + "(",
    ],
)
def test_no_style_takes_long_to_read(value: str) -> None:
    start = time.process_time()
    sanitize(f"{ROOT}<path style='fill:{value.replace(chr(39), '&apos;')}'/></svg>".encode(), "a.svg")
    assert time.process_time() - start < 5


def test_the_problems_of_a_hostile_file_are_not_endless() -> None:
    assert len(problems_of("<script/>" * 5000)) <= 60


@given(st.text(alphabet="<>/=\"'&;#:()! \nabsvgonurlstyleforeignObjecthref", max_size=200), st.text(max_size=20))
def test_whatever_comes_out_neither_runs_nor_reaches_outside(inside: str, value: str) -> None:
    quoted = value.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    for one in (inside, f'<path fill="{quoted}" id="{quoted}" style="{quoted}"/><text>{quoted}</text>'):
        result, problems = sanitize(f"{ROOT}{one}</svg>".encode("utf-8", "replace"), "a.svg")
        if result is None:
            assert problems
            continue
        assert sanitize(result, "a.svg") == (result, ())
        for node in LexborHTMLParser(result.decode()).css("svg, svg *"):
            assert node.tag not in ("script", "foreignobject", "style", "a", "image")
            assert not any(name.startswith("on") or name == "style" for name in node.attributes)


def test_the_fulfiller_delivers_the_clean_picture_or_every_error() -> None:
    files = {"a.svg": f"{ROOT}<path/></svg>".encode(), "b.svg": f"{ROOT}<script/><style/></svg>".encode()}
    fulfiller = SvgFulfiller()
    assert fulfiller.fulfil({"source": "a.svg", "digest": ""}, files.__getitem__).endswith(b"<path/></svg>\n")
    with pytest.raises(BadPicture) as caught:
        fulfiller.fulfil({"source": "b.svg", "digest": ""}, files.__getitem__)
    assert len(caught.value.problems) == 2
    assert fulfiller.recipe() == fulfiller.recipe()
