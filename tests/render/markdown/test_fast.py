"""The faster parser gives the library's own bytes."""

from __future__ import annotations

import random
import re

import markdown
import pytest
from render.markdown.reading import Read

from portevoix.render.markdown import fast, serializer
from portevoix.render.markdown.dialect import Dialect, parser

WORDS = {
    "en": "river market it's \"open\" to every neighbour -- and 10:30 ... 'so'",
    "fr": "l'été déjà ! « oui » ; voilà : la rivière",
    "es": "¿qué? jardín año «sí» niño",
    "ar": 'مجتمع حديقة "نهر" مكتبة، جسر',
    "zh": "社区 花园 “河流” 图书。 大桥",
    "ru": 'сообщество сад "река" мост — рынок',
}

PIECES = r"""
# {} #
## {} {{#own .x}}
{}
======
**{}** and *{}* __{}__ _{}_ ***{}*** a*b*c_d_
`{}` ``a ` b`` \`{}\`
[{}](a.md "t") [{}][ref] [ref] [] ![{}](p.jpg) ![x][ref] <https://x.org/a_b> <a@b.c>
[ref]: ../b.md "Title {}"
*[HTML]: Hyper {}
HTML {}[^1] [^2]
[^1]: {}
[^2]: {}\n\n    more {}
- {}\n- {}\n    - {}\n\n    {}
1. {}\n2. {}\n\n3. {}
* {}\n+ {}
> {}\n> > {}\n{}
| {} | b |\n|:---|---:|\n| `a|b` | {} |\n| \| | x | y |
a|b\n-|-\nc|d
Term\n:   {}\n\n    {}
***
---
    code {}\n\n    more
line  \nbreak {}
<div>\n{}\n</div>
<div markdown="1">\n\n*{}*\n\n</div>
<b>{}</b> <br> &amp; &copy; &#8212; &#169 AT&T <!-- c -->
{}{{.cls title="x y"}} *x*{{.y}}
\*{}\* \[x\] \{{x\}}
{} {{curly}} }} {{ }}
#not-a-heading
+ \n-\n1.\n>\n|
""".splitlines()

MUTATIONS = [
    *"*_`[](){}<>#-+=|:!\\&\"' \n\t~^123",
    *("\n\n", "    ", "[^1]", "**", "``", "](", "<div>", "</div>", "  \n", "{:", "![", "\r\n", "\n  "),
]


def documents(count: int) -> list[tuple[str, str]]:
    """Texts in six languages, put together and mutated at random, the same ones every time."""
    chance = random.Random(20260101)
    made = []
    for number in range(count):
        language = list(WORDS)[number % len(WORDS)]
        words = WORDS[language].split()
        pieces = chance.choices(PIECES, k=chance.randint(1, 14))
        text = chance.choice(["\n\n", "\n"]).join(
            piece.replace("\\n", "\n").format(*(" ".join(chance.choices(words, k=3)) for _ in range(9)))
            for piece in pieces
        )
        for _ in range(chance.choice([0, 1, 3, 12])):
            at, cut = chance.randint(0, len(text)), chance.choice([0, 0, 1, 5])
            text = text[:at] + chance.choice(MUTATIONS) + text[at + cut :]
        made.append((text, language))
    return made


def test_mutated_documents_parse_to_the_same(read: Read) -> None:
    for text, language in documents(700):
        assert read(text, language=language) == read(text, language=language, fast=False), text


@pytest.mark.parametrize(
    "text",
    [
        "*foo`*`",
        "**foo*bar**",
        "***a** b*",
        "*a **b*** c",
        "__init__ snake_case_name",
        "*(*a*)*",
        "** a **",
        "*a\nb*",
        "**a**b",
        "[a](b 'c' 'd')",
        "[a [b] c](d)",
        "[a](<b c>)",
        "![a ![b](c)](d)",
        "[a]( b )",
        '[a](b"c")',
        '[a](b  "c")',
        '[a](b "c"d")',
        '[a](b "c)d")',
        '[a](b " c\u00a0d ")',
        '[a](b "")',
        "[a](b 'c\"d')",
        "[a*b](c_d) *e*",
        "[`a]`](b)",
        "![a](b) [![c](d)](e)",
        "- a\n\n    <br>\n- <b>c</b> & d > e < f",
        "[a](b(c)d)",
        "[a][b][c]\n\n[b]: x",
        "[a]:\n  b\n  'c'",
        "[A B]: c\n\n[a\nb]",
        "`` ` ``",
        "`a``b`",
        "\\`a`",
        "`\\`",
        "a\\\nb",
        "&lt; &#60; &bogus &#60",
        "-a",
        "- a\n\n  b",
        "- a\n b",
        "1) a",
        "10. a\n11. b",
        "* a\n\n\n* b",
        "- a\n    > b\n\n        c",
        "-\ta",
        "\t- a",
        "> a\nb\n\n> c",
        ">a\n>\n>b",
        "    a\nb",
        "a\n    b",
        "a\n\n     b\n\n\n    c",
        "# a\nb\n# c",
        "#",
        "####### a",
        "a\n=\nb\n-",
        "a\n\n---\n\nb",
        "- - -",
        "_ _ _",
        "| a |\n|---|\n| b |",
        "a | b\n- | -",
        "|a|\n|b|",
        "a\n: b\n: c\n\nd\n\n: e",
        "<a>\n\n*b*\n\n</a>",
        "<p>*a*</p>",
        "*a <b>c* d</b>",
        "<b\n>c</b>",
        "a<br>b",
        "</p>",
        "<div\nid='x'>\n</div>",
        "<hr>\n*a*",
        "[^1]: a\n[^1] b",
        "[^a]\n\n[^a]: b\n\n    - c\n\n    d",
        "*[a b]: c\na b",
        "a  \n\n  b",
        "a \n b",
        "{: .x}\na",
        "a\n{: .x}",
        "\x0c a",
        "\ufeffa",
        "a\u2028b",
        "\xa0a",
        "é́",
        "👩‍👩‍👧 *x*",
        "*é*a",
        "«*a*»",
        "*。a*",
        "\\\\*a*",
        "``",
        "`",
        "[",
        "![",
        "](",
        "<",
        "&",
    ],
)
def test_constructs_of_the_syntax_parse_to_the_same(read: Read, text: str) -> None:
    for variant in (text, f"x {text} y", f"> {text}", f"- {text}\n- b", f"a\n\n{text}\n\nb", f"{text}\n{text}"):
        assert read(variant) == read(variant, fast=False)


def test_every_faster_class_is_in_use() -> None:
    md = parser()
    parts = [md.parser, *md.preprocessors, *md.parser.blockprocessors, *md.inlinePatterns, *md.treeprocessors]
    assert len(fast.FAST) == 10
    assert set(fast.FAST.values()) <= {type(part) for part in parts}


def test_every_known_pattern_and_processor_exists() -> None:
    md = Dialect()
    assert set(fast._TRIGGERS) <= {pattern.pattern for pattern in md.inlinePatterns}
    stock = {type(processor) for processor in md.parser.blockprocessors}
    assert {kind for kind in fast._NEEDS if kind not in fast.FAST.values()} <= stock


def test_a_stranger_keeps_its_own_ways() -> None:
    class Shouting(markdown.treeprocessors.UnescapeTreeprocessor):
        def unescape(self, text: str) -> str:
            return super().unescape(text).upper()

    md = markdown.Markdown()
    md.treeprocessors.register(Shouting(md), "unescape", 0)
    assert fast.speed_up(md).convert("a") == "<p>A</p>"


def pass_through(self: object, found: object) -> object:
    return found


def split_at_pipes(self: object, row: str) -> list[str]:
    return row.split("|")


def spoil(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    if fault == "trigger":
        monkeypatch.setitem(fast._TRIGGERS, markdown.inlinepatterns.LINK_RE, ("](",))
    elif fault == "need":
        monkeypatch.setitem(fast._NEEDS, markdown.blockprocessors.HRProcessor, "-*")
    elif fault == "emphasis":
        monkeypatch.setattr(fast._Emphasis, "SIMPLE", re.compile(r"(\*\*?)(?!\s)([^*]*[^\s*_])\1"))
    elif fault == "line start":
        monkeypatch.setattr(fast, "_LINE_START", re.compile(r"\n([#>:*+_=\-\[])"))
    elif fault == "table":
        monkeypatch.setattr(fast._Table, "_split", split_at_pipes)
    elif fault == "brackets":
        monkeypatch.setattr(fast._Brackets, "PLAIN", re.compile(r"\(([^\s]+?)()"))
    elif fault == "serializer":
        monkeypatch.setattr(serializer, "_escaped", str)
    elif fault == "prettify":
        monkeypatch.setattr(fast._Prettify, "_prettifyETree", pass_through)
    elif fault == "html":
        monkeypatch.setattr(fast._HtmlBlocks, "run", pass_through)


@pytest.mark.parametrize(
    "fault",
    ["trigger", "need", "emphasis", "line start", "table", "html", "brackets", "serializer", "prettify"],
)
def test_the_comparison_would_find_a_fault(monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    from portevoix.render.markdown import dialect

    spoil(monkeypatch, fault)
    dialect.forget_parsers()
    try:
        quick, stock = parser(), parser(fast=False)
        texts = [*documents(700), ("_ _ _", "en")]
        assert any(plain_html(quick, text) != plain_html(stock, text) for text, _ in texts)
    finally:
        dialect.forget_parsers()


def plain_html(md: Dialect, text: str) -> str:
    from portevoix.render.markdown.dialect import normalise
    from portevoix.render.markdown.job import Job
    from portevoix.render.markdown.locate import Locator

    return md.render(normalise(text), Job("p", "", "en", False, Locator(text, 1))) if text.strip() else ""
