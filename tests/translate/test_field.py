"""One line of a front matter changes, and nothing else in its file."""

from __future__ import annotations

import codecs

import pytest

from portevoix.translate.field import with_field

HEX = "0123456789abcdef" * 2


def changed(text: str) -> str | None:
    data = with_field(text.encode(), "content/a.fr.md", "source_digest", HEX)
    return data.decode() if data is not None else None


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: A\n{}---\nText.\n",
        "---\r\ntitle: A\r\n{}---\r\nText.\r\n\r\nMore",
        "\ufeff---\ntitle: A\n{}---\n",
        "---\rtitle: A\r{}---\rText.",
        "---  \ntitle: A\nsummary: >\n  source_digest: no\n  more\n\n{}---\nsource_digest: no\n",
        "---\ntitle: A  # said\naliases:\n- x/\n{}---\n\n---\n",
        "---\n# first\ntitle: النص\n{}---\n",
    ],
)
def test_a_line_is_added_as_the_last_one_and_replaced_where_it_stands(text: str) -> None:
    end = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    expected = text.format(f"source_digest: {HEX}{end}")
    assert changed(text.format("")) == expected
    assert changed(text.format(f"source_digest: {'f' * 32}{end}")) == expected
    assert changed(expected) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("source_digest:   {0}  # by Ana", "source_digest:   {1}  # by Ana"),
        ('"source_digest": "{0}"', '"source_digest": {1}'),
        ("source_digest: '{0}'", "source_digest: {1}"),
        ("source_digest:\n  {0}", "source_digest:\n  {1}"),
    ],
)
def test_what_stands_around_the_old_value_stays(old: str, new: str) -> None:
    text = "---\n{}\ntitle: A\n---\n"
    assert changed(text.format(old.format("f" * 32))) == text.format(new.format("", HEX))


def test_fields_that_are_all_indented_stay_in_line() -> None:
    assert changed("---\n  title: A\n---\n") == f"---\n  title: A\n  source_digest: {HEX}\n---\n"


@pytest.mark.parametrize(
    "text",
    ["---\n{title: A}\n---\n", "---\ntitle: A\nsource_digest:\n---\n", "no front matter", "---\n---\n"],
)
def test_what_cannot_be_edited_line_by_line_is_left_alone(text: str) -> None:
    assert changed(text) is None


def test_other_encodings_are_left_alone() -> None:
    assert with_field(codecs.BOM_UTF16_LE + "---\n".encode("utf-16-le"), "a.md", "x", "y") is None
