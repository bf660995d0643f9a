"""Typography by language."""

from __future__ import annotations

import pytest
from render.markdown.reading import Read

from portevoix.render.markdown.quotation import quotation_marks
from portevoix.render.markdown.typography import typeset

CASES = [
    ("en", '"Hello," she said.', "“Hello,” she said."),
    ("en", 'He said "a "b" c" twice', "He said “a ‘b’ c” twice"),
    ("en", "'Tis the dogs' day, it's '90s rock", "’Tis the dogs’ day, it’s ’90s rock"),
    ("en", "she said 'no' and 'yes'", "she said ‘no’ and ‘yes’"),
    ("en", '("x")--"y" well-"known"', "(“x”)–“y” well-“known”"),
    ("en", "6'2\" at 10:30, 1--5... and --- so", '6’2" at 10:30, 1–5… and — so'),
    ("en", "use --now or ---- or ....", "use --now or ---- or ...."),
    ("en", "https://x.org/a--b...c and www.x.org/it's--x", "https://x.org/a--b...c and www.x.org/it's--x"),
    ("en", '" alone', '" alone'),
    ("en", 'It begins with "they asked …". "This is by …" Two', "It begins with “they asked …”. “This is by …” Two"),
    ("en", '"… and then" he said, "I--" and "so…!"', "“… and then” he said, “I–” and “so…!”"),
    ("en", "They say 'well …', and 'I, too …'", "They say ‘well …’, and ‘I, too …’"),
    ("en", 'a … " b - " c " / d', 'a … " b - " c " / d'),
    ("fr", '"C\'est de …, et …" La phrase', "«\u202fC’est de …, et …\u202f» La phrase"),
    ("ar", 'تبدأ بعبارة "سألوني…".', "تبدأ بعبارة «سألوني…»."),
    ("fr", "Oui ? Non! Bien ; voici: 10:30", "Oui\u202f? Non\u202f! Bien\u202f; voici\u00a0: 10:30"),
    ("fr", '"C\'est l\'"Europe" !"', "«\u202fC’est l’“Europe”\u202f!\u202f»"),
    ("fr", "« a » et «b»", "«\u202fa\u202f» et «\u202fb\u202f»"),
    ("fr", "quoi ?! :) http://a.b/c?d;e!f: (oui !)", "quoi\u202f?! :) http://a.b/c?d;e!f: (oui\u202f!)"),
    ("fr-CA", 'Oui ? Non! Voici : "a"', "Oui ? Non! Voici\u00a0: «\u202fa\u202f»"),
    ("de", "\"Er sagte 'ja'\" und geht's", "„Er sagte ‚ja‘“ und geht’s"),
    ("de-CH", '"a"', "«a»"),
    ("es", '"a"', "«a»"),
    ("es", '¿"Qué"? ¡Sí! ("eso \'otro\'")...', "¿«Qué»? ¡Sí! («eso “otro”»)…"),
    ("es-MX", '"a"', "“a”"),
    ("ar", 'قال "مرحبا" اليوم', "قال «مرحبا» اليوم"),
    ("zh-Hans", '他说"你好"了......', "他说“你好”了……"),
    ("zh-Hans", "等等... OK... 走--来", "等等…… OK… 走——来"),
    ("zh-Hant", '他說"你好"', "他說「你好」"),
    ("zh-Hans", "一个点子，\n从一条街\n到另一条。", "一个点子，从一条街到另一条。"),
    ("zh-Hans", '他说：\n"你好"\n然后走了', "他说：“你好”然后走了"),
    ("zh-Hans", "用 Markdown\n写成\nMarkdown", "用 Markdown\n写成\nMarkdown"),
    ("ja", "声の届く\nところ", "声の届くところ"),
    ("en", "one\ntwo", "one\ntwo"),
    ("ja", "\"はい\"と'いい'", "「はい」と『いい』"),
    ("ru", '"он "да" тут"', "«он „да“ тут»"),
    ("fr", "de 18 h 30 à 20 h, 2 hôtels", "de 18\u00a0h\u00a030 à 20\u00a0h, 2 hôtels"),
    ("ru", "мир --- это мы, 1990--2000", "мир\u00a0— это мы, 1990–2000"),
    ("ru", "— Да, — сказал он", "— Да,\u00a0— сказал он"),
    ("uk", "п'ять", "п’ять"),
    ("he", 'צה"ל אמר "שלום"', "צה״ל אמר ”שלום”"),
    ("sv", '"a"', "”a”"),
    ("pl", '"a"', "„a”"),
    ("nl", "'s avonds foto's", "’s avonds foto’s"),
    ("xx", '"a"', "“a”"),
]


@pytest.mark.parametrize(("language", "typed", "expected"), CASES)
def test_a_text_as_printers_set_it(language: str, typed: str, expected: str) -> None:
    assert typeset(typed, language) == expected


@pytest.mark.parametrize(("language", "typed"), [case[:2] for case in CASES])
def test_setting_twice_changes_nothing(language: str, typed: str) -> None:
    once = typeset(typed, language)
    assert typeset(once, language) == once


def test_every_language_has_four_marks() -> None:
    for tag in ("en", "fr-FR", "de-AT", "sr-Latn-RS", "zh-TW", "az-Arab", "qq"):
        assert all(quotation_marks(tag))


def test_quotations_go_across_emphasis_links_and_lines(read: Read) -> None:
    assert (
        read('"*One* [two](a.md)\n`x`" **"y"**').html
        == '<p>“<em>One</em> <a href="/press/a.md#">two</a>\n<code>x</code>” <strong>“y”</strong></p>'
    )


def test_lines_of_chinese_join_across_elements_but_not_at_breaks(read: Read) -> None:
    html = read("先说**条件**\n再上路，  \n到对岸\n*去*。", language="zh-Hans").html
    assert "先说<strong>条件</strong>再上路，<br" in html
    assert "到对岸<em>去</em>。" in html


def test_a_quotation_that_is_not_closed_ends_with_its_block(read: Read) -> None:
    assert read('- "a\n- "b"\n\n"c').html == "<ul>\n<li>“a</li>\n<li>“b”</li>\n</ul>\n<p>“c</p>"


def test_code_addresses_and_escaped_marks_stay(read: Read) -> None:
    html = read('`"a" -- ...` <kbd>"b"</kbd> \\"c\\" <https://x.org/a--b>\n\n    "d"...\n').html
    assert '<code>"a" -- ...</code>' in html
    assert '"c"' in html
    assert ">https://x.org/a--b<" in html
    assert '<code>"d"...\n</code>' in html


def test_attributes_are_left_alone(read: Read) -> None:
    assert 'title="a -- b"' in read('[x](https://x.org "a -- b")').html


def test_french_spaces_reach_across_elements(read: Read) -> None:
    assert read("*Oui* !", language="fr").html == "<p><em>Oui</em>\u202f!</p>"
    assert read("`x` : y", language="fr").html == "<p><code>x</code>\u00a0: y</p>"


def test_words_that_an_abbreviation_explains_are_set_around(read: Read) -> None:
    assert read('"HTML"\n\n*[HTML]: x').html == '<p>“<abbr title="x">HTML</abbr>”</p>'


@pytest.mark.parametrize("text", ["'" * 5000, '"' * 5000, "'a " * 5000, " " * 5000 + "!", "a -" * 5000])
def test_long_runs_take_no_time(text: str) -> None:
    assert typeset(text, "fr")
