from __future__ import annotations

import json

import pytest

from portevoix.core.diagnostics import headline
from portevoix.source.catalog import Catalog, load_catalog, merge

ARABIC = """\
# Arabic
#, fuzzy
msgid ""
msgstr ""
"Language: ar\\n"
"POT-Creation-Date: yesterday\\n"
"Plural-Forms: nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : "
"n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;\\n"

#: news.html:3
msgid "Press"
msgstr "صحافة"

msgid "%(num)s photo"
msgid_plural "%(num)s photos"
msgstr[0] "لا صور"
msgstr[1] "صورة واحدة"
msgstr[2] "صورتان"
msgstr[3] "%(num)s صور"
msgstr[4] "%(num)s صورة"
msgstr[5] "%(num)s صورة"
"""


def load(text: str, language: str = "fr") -> Catalog:
    catalog, problems = load_catalog(text.encode(), "fr.po", language)
    assert problems == ()
    assert catalog is not None
    return catalog


def refused(text: str, language: str = "fr") -> list[tuple[str, str]]:
    catalog, problems = load_catalog(text.encode(), "fr.po", language)
    assert catalog is None
    return [(headline(problem).removesuffix(" [catalog]"), problem.hint) for problem in problems]


def test_the_files_plural_rule_chooses_the_form() -> None:
    catalog = load(ARABIC, "ar")
    assert (catalog.plurals, catalog.gettext("Press")) == (6, "صحافة")
    chosen = [catalog.ngettext("%(num)s photo", "%(num)s photos", n) for n in (0, 1, 2, 5, 11, 100, 103)]
    assert chosen == ["لا صور", "صورة واحدة", "صورتان", "%(num)s صور", "%(num)s صورة", "%(num)s صورة", "%(num)s صور"]


def test_without_one_the_languages_rule_holds() -> None:
    text = 'msgid "photo"\nmsgid_plural "photos"\nmsgstr[0] "фото"\nmsgstr[1] "фоты"\nmsgstr[2] "фот"\n'
    assert [load(text, "ru").ngettext("photo", "photos", n) for n in (1, 2, 5, 21)] == ["фото", "фоты", "фот", "фото"]
    assert load("", "zh-Hans").plurals == 1
    assert load("", "qqq").plurals == 2


def test_what_is_not_translated_comes_as_it_is() -> None:
    catalog = load("")
    assert catalog.gettext("Press") == "Press"
    assert [catalog.ngettext("photo", "photos", n) for n in (0, 1, 2)] == ["photos", "photo", "photos"]


def test_fuzzy_obsolete_and_empty_translations_do_not_count() -> None:
    text = '#, fuzzy\nmsgid "a"\nmsgstr "b"\n\n#~ msgid "c"\n#~ msgstr "d"\n\nmsgid "e"\nmsgstr ""\n'
    assert load(text + '\nmsgid "f"\nmsgstr "g"\n').messages == {"f": ("g",)}


def test_one_string_has_a_translation_for_each_context() -> None:
    catalog = load('msgctxt "verb"\nmsgid "share"\nmsgstr "partager"\n\nmsgid "share"\nmsgstr "part"\n')
    assert (catalog.gettext("share", "verb"), catalog.gettext("share")) == ("partager", "part")


def test_strings_over_several_lines_and_escapes_are_read() -> None:
    assert load('msgid ""\n"a\\n"\n"b"\nmsgstr "\\"c\\" \\\\"\n').messages == {"a\nb": ('"c" \\',)}


def test_a_child_hides_its_parents_strings_and_each_keeps_its_own_plural_rule() -> None:
    child = load('msgid "a"\nmsgstr "child"\n')
    middle = load('msgid "b"\nmsgstr "middle"\n')
    base = load(ARABIC + '\nmsgid "a"\nmsgstr "base"\n', "ar")
    chain = merge(merge(child, middle), base)
    assert [chain.gettext(message) for message in ("a", "b", "Press")] == ["child", "middle", "صحافة"]
    assert chain.ngettext("%(num)s photo", "%(num)s photos", 2) == "صورتان"


def test_json_holds_all_of_it() -> None:
    chain = merge(load('msgid "a"\nmsgstr "b"\n'), load(ARABIC, "ar"))
    assert Catalog.from_json(json.loads(json.dumps(chain.to_json()))) == chain


def test_every_line_that_is_no_po_is_told() -> None:
    line = 'it begins with msgid, msgstr or #, or is a text in quotes: "…"'
    quotes = 'write " at its end, and \\" inside'
    assert refused('hello\nmsgid "a\nmsgstr "b" c\n  msgid a\nmsgstr[x] "b"\n') == [
        ("fr.po:1:1: error: this line does not belong in a catalog (hello)", line),
        ('fr.po:2:7: error: the text in quotes is not closed properly (msgid "a)', quotes),
        ('fr.po:3:8: error: the text in quotes is not closed properly (msgstr "b" c)', quotes),
        ("fr.po:4:3: error: this line does not belong in a catalog (msgid a)", line),
        ('fr.po:5:1: error: this line does not belong in a catalog (msgstr[x] "b")', line),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('msgid "a"\n\nmsgid "b"\nmsgstr "c"\n', '3:1: error: the text of the “msgid” above is missing (msgid "b")'),
        ('msgid "a"\n# why\nmsgstr "c"\n', "2:1: error: the text of the “msgid” above is missing (# why)"),
        ('msgid "a"', "1:1: error: the text of the “msgid” above is missing"),
        (
            'msgid "a"\nmsgid_plural "as"\nmsgstr "b"\n',
            '3:1: error: the text of the “msgid_plural” above is missing (msgstr "b")',
        ),
        ('msgstr "b"\n', '1:1: error: this belongs elsewhere (msgstr "b")'),
        ('"b"\n', '1:1: error: this belongs elsewhere ("b")'),
    ],
)
def test_parts_of_an_entry_out_of_order_are_told(text: str, line: str) -> None:
    hint = "an entry is msgid, then msgstr; in the plural msgid, msgid_plural, then msgstr[0], msgstr[1] and so on"
    assert refused(text) == [(f"fr.po:{line}", hint)]


def test_a_plural_has_as_many_forms_as_the_rule_says() -> None:
    entry = 'msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\n'
    assert refused(entry) == [("fr.po:1:1: error: some plural forms are missing (1 of 2)", "write all of them")]
    assert refused(entry + 'msgstr[1] "c"\nmsgstr[2] "d"\n') == [
        (
            'fr.po:5:1: error: this plural form is one too many: there are 2 in this language, from 0 (msgstr[2] "d")',
            "delete it, or correct “Plural-Forms” in the header",
        )
    ]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        ("nonsense", "“Plural-Forms” cannot be read"),
        (
            "nplurals=2; plural=__import__(1);",
            "the rule in “Plural-Forms” cannot be computed (__import__(1))",
        ),
        ("nplurals=2; plural=1/n;", "the rule in “Plural-Forms” cannot be computed (1/n)"),
        ("nplurals=2; plural=n;", "the rule in “Plural-Forms” chooses a form that nplurals=2 does not have (n)"),
    ],
)
def test_a_plural_rule_that_cannot_be_is_told(rule: str, message: str) -> None:
    assert refused(f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n') == [
        (f"fr.po:3:1: error: {message}", "leave the line out, and the rule of the language holds")
    ]


def test_a_translation_keeps_the_places_for_names_and_numbers() -> None:
    text = '\n\nmsgid "Hi %(name)s"\nmsgstr "Salut %(nom)s, 100%"\n\nmsgid "By %(a)s"\nmsgstr "Par %(a) ."\n'
    assert refused(text + '\nmsgid "c"\nmsgstr "%(d)s"\n') == [
        (
            "fr.po:3:1: error: the translation has “%(nom)s”, which the original has not (Salut %(nom)s, 100%)",
            "there are: %(name)s",
        ),
        (
            "fr.po:3:1: error: the translation has lost “%(name)s” (Salut %(nom)s, 100%)",
            "write it where the value belongs in the sentence",
        ),
        ("fr.po:3:1: error: a percent sign stands alone here (Salut %(nom)s, 100%)", "write it twice: %%"),
        ("fr.po:6:1: error: “%(a)” wants the letter s right after it (Par %(a) .)", "write %(a)s"),
        ("fr.po:9:1: error: the translation has “%(d)s”, which the original has not (%(d)s)", "leave it out"),
    ]


def test_only_the_last_form_of_a_plural_must_have_the_number() -> None:
    text = 'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "un jour"\nmsgstr[1] "des jours"\n'
    assert [line for line, _ in refused(text)] == ["fr.po:1:1: error: the translation has lost “%(n)s” (des jours)"]


def test_a_file_that_is_no_text_is_told() -> None:
    _, (problem,) = load_catalog(b"\xff", "fr.po", "fr")
    assert problem.code == "file-text"
