from __future__ import annotations

import pytest
import yaml

from portevoix.source import yaml_text

TAB = "a tab stands here where YAML wants spaces"
CANNOT = "a value cannot begin with"
QUOTE = "put the whole value in quotes: "
STRANGE = "this line is indented like no line above it"
SAME = "give lines that belong together the same indentation"
AFTER_QUOTE = "the text goes on after its closing quotation mark"

CASES = [
    ("a: b\n\tc: d\n", "2:1", TAB, "", "replace the tab by two spaces"),
    ("a:\n\tb: c\n", "2:1", TAB, "", "replace the tab by two spaces"),
    ("a: |\n  x\n\ty\n", "3:1", TAB, "", "replace the tab by two spaces"),
    (
        "title: Reefs: the story\n", "1:13", "there is a second “:” in this value", "Reefs: the story",
        QUOTE + '"Reefs: the story"',
    ),
    ('- a: "x": y\n', "1:9", "there is a second “:” in this value", '"x": y', QUOTE + "'\"x\": y'"),
    (
        "title: x\n  sub: y\n", "2:3", "this line is indented, but the line above it already has its value", "sub: y",
        "give it the same indentation as the line above",
    ),
    ("title:Reefs\n\nsummary: x\n", "1:6", "a space is missing after the colon", "title:Reefs", "write “title: Reefs”"),
    (
        "a: x\ntitle:Reefs\ndate: y\n", "2:6", "a space is missing after the colon", "title:Reefs",
        "write “title: Reefs”",
    ),
    ("a:\n- b\n-c\n", "3:1", "a space is missing after the hyphen", "-c", "write “- c”"),
    (
        "a: b\nfoo\nc: d\n", "2:1", "this line is not of the form “name: value”", "foo",
        "add the name and a colon; if it continues the text above, indent it",
    ),
    (
        "title Walk\nstart: 2027-01-12\n", "1:1", "this line is not of the form “name: value”", "title Walk",
        "if a colon is missing, write “title: Walk”; if it continues the text above, indent it",
    ),
    (
        "title Walk\n# when\nsummary: Who\n", "1:1", "this line is not of the form “name: value”", "title Walk",
        "if a colon is missing, write “title: Walk”; if it continues the text above, indent it",
    ),
    (
        'title: "Reefs\nsummary: x\n', "1:8", "this quotation mark is never closed", '"Reefs',
        'write " at the end of the text too',
    ),
    ("a: 'b\n---\n", "1:4", "this quotation mark is never closed", "'b", "write ' at the end of the text too"),
    ("title: 'L'avenir'\n", "1:11", AFTER_QUOTE, "'L'avenir'", 'put " around the whole text instead'),
    ('title: "Reefs" and more\n', "1:16", AFTER_QUOTE, '"Reefs" and more', "put ' around the whole text instead"),
    ("title: \"A\" 'n' B\n", "1:12", AFTER_QUOTE, "\"A\" 'n' B", "put the text in one pair of quotes"),
    (
        'path: "C:\\pics"\n', "1:10", "a backslash in double quotes begins a code, and this one does not exist", "\\p",
        "write \\\\ for one backslash, or use single quotes",
    ),
    (
        "tags: [a, b\nx: y\n", "1:7", "this “[” is never closed", "[a, b",
        "write “]” at its end; if the text itself begins with “[”, put it in quotes",
    ),
    (
        "x: {a: b]\n", "1:4", "this “{” is never closed", "{a: b]",
        "write “}” at its end; if the text itself begins with “{”, put it in quotes",
    ),
    (
        "a: {", "1:4", "this “{” is never closed", "{",
        "write “}” at its end; if the text itself begins with “{”, put it in quotes",
    ),
    (
        "tags: [#a, #b]\nx: 1\n", "1:7", "“#” begins a comment, so the end of this list is not seen", "[#a, #b]",
        "put each value that begins with “#” in quotes",
    ),
    (
        'a: ["x" y]\n', "1:4", "what stands between “[” and “]” cannot be read", '["x" y]',
        "put a comma between two values, and quotes around a value that holds , : [ ] { or }",
    ),
    ("a:\n  - b\n c: d\n", "3:2", STRANGE, "c: d", SAME),
    ("a: b\n- c\n", "2:1", STRANGE, "- c", SAME),
    ("- a\nb: c\n", "2:1", STRANGE, "b: c", SAME),
    ("title: *Reefs* are\n", "1:8", f"{CANNOT} “*”", "*Reefs* are", QUOTE + '"*Reefs* are"'),
    ("title: & Co\n", "1:8", f"{CANNOT} “&”", "& Co", QUOTE + '"& Co"'),
    ("a: @example\n", "1:4", f"{CANNOT} “@”", "@example", QUOTE + '"@example"'),
    ("a: `x` \"y\"\n", "1:4", f"{CANNOT} “`”", '`x` "y"', QUOTE + "'`x` \"y\"'"),
    ("a: %b\n", "1:4", f"{CANNOT} “%”", "%b", QUOTE + '"%b"'),
    ("%a: b\n", "1:1", f"{CANNOT} “%”", "%a: b", QUOTE + '"%a: b"'),
    ("a: ]\n", "1:4", f"{CANNOT} “]”", "]", QUOTE + '"]"'),
    ("a: ? b\n", "1:4", f"{CANNOT} “?”", "? b", QUOTE + '"? b"'),
    ("a: !foo!bar x\n", "1:4", f"{CANNOT} “!”", "!foo!bar x", QUOTE + '"!foo!bar x"'),
    (
        "a: - b\n", "1:4", "a list begins on a line of its own", "- b",
        "write each “- item” on its own line, or the list as [item, item]",
    ),
    (
        "a: | hello\n  x\n", "1:4", "after “|” the text begins on the next line", "| hello",
        "move the text to the next line, indented; or put it in quotes",
    ),
    (
        "a: [x]y\n", "1:7", "this cannot be read", "a: [x]y",
        "look at the indentation, the colons and the quotes here and in the line above",
    ),
]  # fmt: skip


@pytest.mark.parametrize("python_only", [False, True], ids=["as installed", "python"])
@pytest.mark.parametrize(("text", "place", "message", "found", "hint"), CASES)
def test_a_mistake_in_yaml_is_told_in_plain_words(
    text: str, place: str, message: str, found: str, hint: str, python_only: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if python_only:
        monkeypatch.setattr(yaml_text, "_Loader", yaml.BaseLoader)
    document, problems = yaml_text.parse_yaml(text, "a.yaml")
    assert document is None
    (problem,) = problems
    assert (f"{problem.line}:{problem.column}", problem.message, problem.found, problem.hint) == (
        place, message, found, hint,
    )  # fmt: skip


def test_what_was_found_is_cut_when_it_is_long() -> None:
    _, (problem,) = yaml_text.parse_yaml("title: a: " + "b" * 200, "a.yaml")
    assert problem.found == "a: " + "b" * 56 + "…"
