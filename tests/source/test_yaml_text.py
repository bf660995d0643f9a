from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from portevoix.core.diagnostics import headline
from portevoix.source.yaml_document import KEY, YamlDocument
from portevoix.source.yaml_text import NODE_LIMIT, parse_yaml


def read(text: str, first_line: int = 1) -> YamlDocument:
    document, problems = parse_yaml(text, "a.yaml", first_line)
    assert problems == ()
    assert document is not None
    return document


def refused(text: str) -> list[tuple[str, str]]:
    document, problems = parse_yaml(text, "a.yaml")
    assert document is None
    return [(headline(problem), problem.hint) for problem in problems]


def test_only_true_false_null_and_decimal_numbers_are_not_text() -> None:
    text = "a: true\nb: False\nc: no\nd: on\ne: 12\nf: -3\ng: 1.50\nh: null\ni: ~\nj:\nk: '12'\nl: \"true\"\n"
    assert read(text).value == {
        "a": True, "b": False, "c": "no", "d": "on", "e": 12, "f": -3, "g": 1.5, "h": None, "i": None, "j": None,
        "k": "12", "l": "true",
    }  # fmt: skip


def test_what_other_dialects_turn_into_something_else_stays_text() -> None:
    written = ["2026-04-26", "2026-04-26 10:00", "12:30", "0777", "0x1F", "1_000", "+41223389111", "-0", "1e3", ".5"]
    written += ["=", ".nan", ".inf", "y"]
    assert read("\n".join(f"- {word}" for word in written)).value == tuple(written)


def test_a_digest_of_digits_stays_exact() -> None:
    assert read(f"a: {'1' * 32}\nb: 12345678901234567e90123456789012").value == {
        "a": "1" * 32, "b": "12345678901234567e90123456789012",
    }  # fmt: skip


def test_every_value_and_key_has_its_place_in_the_file() -> None:
    document = read("title: Reefs\ncontacts:\n  - name: Ana\n    email: ana@example.org\n", first_line=2)
    assert document.marks[()] == (2, 1)
    assert document.marks["title",] == (2, 8)
    assert document.marks["contacts", 0, "email"] == (5, 12)
    assert document.marks["contacts", 0, "email", KEY] == (5, 5)


def test_the_place_of_what_is_not_there_is_that_of_what_should_hold_it() -> None:
    document = read("contacts:\n  - name: Ana\n")
    assert document.place(("contacts", 0, "email")) == (2, 5)
    assert document.key_place(("contacts", 0)) == (2, 5)
    assert document.key_place(("contacts",)) == (1, 1)


def test_columns_count_characters_not_bytes() -> None:
    assert read("{عنوان: يوم, b: 1}").marks["b",] == (1, 17)


def test_an_empty_text_is_a_document_without_value() -> None:
    assert read("").value is None
    assert read("# only a comment\n", first_line=7).marks == {(): (7, 1)}


def test_numbers_and_truth_can_be_keys_as_they_are_written() -> None:
    assert read("2030: a\nno: b\ntrue: c\n").value == {"2030": "a", "no": "b", "true": "c"}


def test_a_key_written_twice_keeps_its_first_value_and_is_a_problem() -> None:
    document, problems = parse_yaml("a: 1\nb:\n  c: 2\na: {d: 3}\n", "a.yaml")
    assert document is not None
    assert document.value == {"a": 1, "b": {"c": 2}}
    message = "a.yaml:4:1: error: “a” is written twice (the first one is on line 1) [yaml-duplicate-key]"
    assert [(headline(problem), problem.hint) for problem in problems] == [(message, "keep one of the two")]


def test_text_that_yaml_would_drop_as_a_comment_is_a_problem() -> None:
    document, problems = parse_yaml("title: Our prize #1 for reefs\ntags:\n  - #OceanDay\n", "a.yaml")
    assert document is not None
    hint = "put the whole value in quotes; if it is a comment, write a space after “#”"
    assert [(headline(problem), problem.hint) for problem in problems] == [
        ("a.yaml:1:18: error: YAML takes this for a comment and drops it (#1 for reefs) [yaml-comment]", hint),
        ("a.yaml:3:5: error: YAML takes this for a comment and drops it (#OceanDay) [yaml-comment]", hint),
    ]


def test_a_comment_proper_is_no_problem() -> None:
    assert read("# ---\na: b # why\nc: # what\n  d: '#e'\n  #f: g\n  ## h\n").value == {"a": "b", "c": {"d": "#e"}}


def test_anchors_tags_and_aliases_of_nothing_are_refused_all_at_once() -> None:
    hint = "put the whole value in quotes"
    what = "error: a value cannot begin with"
    assert refused("a: &b [x]\nc: [*b, *bold]\nd: !!python/object/apply:os.system [ls]\n") == [
        (f"a.yaml:1:4: {what} “&”, which is a command in YAML (&b) [yaml-marker]", hint),
        (f"a.yaml:2:9: {what} “*”, which is a command in YAML (*bold) [yaml-marker]", hint),
        (f"a.yaml:3:4: {what} “!”, which is a command in YAML (!!python/object/apply:os.system) [yaml-marker]", hint),
    ]


def test_a_bomb_of_aliases_is_not_expanded() -> None:
    bomb = "a0: &a0 [x]\n" + "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 30))
    assert len(refused(bomb)) == 30


def test_depth_has_a_limit_and_reading_stops_there() -> None:
    assert refused("[" * 200_000) == [
        ("a.yaml:1:42: error: lists and settings are nested more than 40 deep here [yaml-depth]", "nest them less")
    ]
    assert refused("- " * 60_000)[0][0].endswith("[yaml-depth]")
    assert read("[" * 41 + "]" * 41).value is not None


def test_the_number_of_values_has_a_limit() -> None:
    assert refused("[" + "x," * NODE_LIMIT + "]") == [
        (
            f"a.yaml:1:{2 * NODE_LIMIT}: error: there are more than 20,000 values in this text [yaml-size]",
            "split it into several files",
        )
    ]


def test_several_documents_are_refused() -> None:
    assert refused("a: b\n---\nc: d\n") == [
        (
            "a.yaml:2:1: error: a second document begins here, and a file holds only one (---) [yaml-documents]",
            "delete this line, or move what follows it to a file of its own",
        )
    ]
    assert read("---\na: b\n").value == {"a": "b"}


def test_a_key_that_is_no_word_is_refused() -> None:
    what = "error: the name before the colon is not a plain word [yaml-key]"
    assert refused("title: {{ title }}\n") == [
        (f"a.yaml:1:9: {what}", "if the text begins with “{”, put all of it in quotes")
    ]
    assert refused("? [a]\n: b\n") == [(f"a.yaml:1:3: {what}", "write “name: value”")]
    assert refused('"": b\n') == [(f"a.yaml:1:1: {what}", "write “name: value”")]


def test_characters_that_no_editor_shows_are_refused() -> None:
    hint = "delete it; it comes along when text is pasted from another program"
    for character, name in (("\u2028", "U+2028"), ("\x07", "U+0007"), ("\ufeff", "U+FEFF"), ("\x85", "U+0085")):
        assert refused(f"a: b\nc: d{character}e\n") == [
            (f"a.yaml:2:5: error: there is an invisible control character here ({name}) [yaml-character]", hint)
        ]


def test_marks_that_direct_arabic_text_are_kept() -> None:
    assert read("a: \u200fيوم\u200c\n").value == {"a": "\u200fيوم\u200c"}


@settings(max_examples=400, derandomize=True, deadline=None)
@given(st.text(alphabet="ab:-#[]{}'\"|>&*!%@`,?\\ \n\t~é0.", max_size=40))
def test_any_text_gives_a_document_or_problems_inside_it(text: str) -> None:
    document, problems = parse_yaml(text, "a.yaml")
    assert document is not None or problems
    for problem in problems:
        assert 1 <= problem.line <= text.count("\n") + 1
        assert 1 <= problem.column <= len(text.split("\n")[problem.line - 1]) + 1
        assert problem.message
        assert problem.hint
