"""Style sheets on their way to readers: smaller, and of the same meaning."""

from __future__ import annotations

import pytest

from portevoix.render.styles import compact

CASES = {
    "a {\n  color: red;\n  margin: 0 auto;\n}\n": "a{color:red;margin:0 auto}\n",
    "a /* one */ b { } /* two */": "a b{}\n",
    "a/* parts */b { width: calc(1px + 2px) }": "a/* parts */b{width:calc(1px + 2px)}\n",
    '.q::before { content: "a,  b; /* no comment */ }"; }': '.q::before{content:"a,  b; /* no comment */ }"}\n',
    r'.q { content: "\"  ;" ; }': '.q{content:"\\"  ;"}\n',
    "div :is(h1, h2) > a:hover + p { }": "div :is(h1,h2)>a:hover + p{}\n",
    "@media (min-width: 48rem) and (hover) { a { b: url(x  y.svg) } }": (
        "@media (min-width:48rem) and (hover){a{b:url(x  y.svg)}}\n"
    ),
    "a { --empty: ; --other: { x: y } }": "a{--empty:;--other:{x:y}}\n",
    "a { b: 0.5em; ; } c { d: 0 -0.2em 10.5px; e: x0.5 }": "a{b:.5em}c{d:0 -.2em 10.5px;e:x0.5}\n",
    """a { b: url("data:image/svg+xml,%3Cg transform='rotate(45)'/%3E") } c::after { content: "it's  /* x */ so" }""": (
        """a{b:url("data:image/svg+xml,%3Cg transform='rotate(45)'/%3E")}c::after{content:"it's  /* x */ so"}\n"""
    ),
    "/* it's */ a { b: c } /* that's */": "a{b:c}\n",
    r".a\  .b { }": ".a\\  .b{}\n",
    "": "\n",
}


@pytest.mark.parametrize("written", CASES)
def test_space_that_means_nothing_goes(written: str) -> None:
    assert compact(written) == CASES[written]


@pytest.mark.parametrize("written", CASES)
def test_twice_is_once(written: str) -> None:
    assert compact(compact(written)) == compact(written)
