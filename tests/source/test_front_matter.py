from __future__ import annotations

import pytest

from portevoix.core.diagnostics import headline
from portevoix.source.front_matter import FrontMatter, decode, split

UTF8 = "save it again in your editor with the encoding UTF-8"
THREE_LINES = "begin it with three lines: “---”, “title: …”, “---”"


def test_a_byte_order_mark_is_dropped_and_line_ends_are_one() -> None:
    assert decode(b"\xef\xbb\xbfa\r\nb\rc\n", "a.md") == ("a\nb\nc\n", ())


@pytest.mark.parametrize(
    ("data", "line", "hint"),
    [
        ("a\r\ncafé".encode("latin-1"), "a.md:2:4: error: this file is not written in UTF-8 (byte 0xE9)", UTF8),
        ("été é".encode() + b"\xff", "a.md:1:6: error: this file is not written in UTF-8 (byte 0xFF)", UTF8),
        ("a".encode("utf-16"), "a.md:1:1: error: this file is not written in UTF-8 (UTF-16 or UTF-32)", UTF8),
        (b"\xfe\xff\x00a", "a.md:1:1: error: this file is not written in UTF-8 (UTF-16 or UTF-32)", UTF8),
        (
            b"a\nb\0", "a.md:2:2: error: this file is not plain text (a NUL byte)",
            "look whether this file is damaged, or was saved by another program than a text editor",
        ),
        (
            b"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 2\n",
            "a.md:1:1: error: only a Git LFS pointer is here, not the file itself",
            "run “git lfs pull”, then try again",
        ),
    ],
)  # fmt: skip
def test_bytes_that_are_no_text_are_told_with_their_place(data: bytes, line: str, hint: str) -> None:
    text, (problem,) = decode(data, "a.md")
    assert text is None
    assert headline(problem) == f"{line} [file-text]"
    assert problem.hint == hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n", 2),
        ("a\r\nc\r\n>>>>>>> theirs: a change\r\n", 3),
        ("a\n||||||| 1f2e3d4\n", 2),
        ("```\n<<<<<<< HEAD\n~~~\n````\n>>>>>>> theirs\n", 5),
        ("```\n<<<<<<< HEAD\n```\n", 0),
        ("~~~~ diff\n<<<<<<< HEAD\n~~~\n>>>>>>> theirs\n~~~~\n", 0),
        ("a <<<<<<< b\n <<<<<<< c\n=======\n<<<<<<<\n<<<<<<<< b\n||||||| a | b\n", 0),
    ],
)
def test_two_versions_that_a_merge_left_are_told(text: str, line: int) -> None:
    read, problems = decode(text.encode(), "a.md")
    assert (read is None) == bool(line)
    assert [(problem.code, problem.line) for problem in problems] == ([("merge-conflict", line)] if line else [])


def test_front_matter_and_body_know_their_lines() -> None:
    text = "---\ntitle: A\n---\n\nBody\n---\nmore"
    assert split(text, "a.md") == (FrontMatter("title: A\n", "\nBody\n---\nmore", 4), ())
    assert text.split("\n")[4 - 1 + 1] == "Body"


def test_space_after_a_fence_does_not_matter_and_indented_hyphens_are_no_fence() -> None:
    front, problems = split("--- \na: |\n  x\n  ---\n---\t\nBody", "a.md")
    assert (front, problems) == (FrontMatter("a: |\n  x\n  ---\n", "Body", 6), ())


def test_empty_front_matter_and_body() -> None:
    assert split("---\n---", "a.md") == (FrontMatter("\n", "", 3), ())


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("# Title\n", "a.md:1:1: error: this file has no front matter, and so no title (# Title)", THREE_LINES),
        ("\n\n", "a.md:1:1: error: this file is empty", THREE_LINES),
        (
            "\n---\na: b\n---\n", "a.md:2:1: error: the front matter must begin on the first line (---)",
            "delete what stands before the first “---”",
        ),
        (
            "—-\na: b\n---\n", "a.md:1:1: error: the front matter begins with another line than “---” (—-)",
            "write exactly three hyphens: ---",
        ),
        (
            "----\na: b\n----\n", "a.md:1:1: error: the front matter begins with another line than “---” (----)",
            "write exactly three hyphens: ---",
        ),
        (
            "---\na: b\n\nText\n", "a.md:1:1: error: the front matter that begins here never ends",
            "write a line “---” after the last setting",
        ),
        (
            "---\na: b\n–––\nText\n", "a.md:1:1: error: the front matter that begins here never ends",
            "line 3 must be exactly three hyphens: ---",
        ),
    ],
)  # fmt: skip
def test_front_matter_that_is_not_there_or_never_ends_is_a_problem(text: str, line: str, hint: str) -> None:
    front, (problem,) = split(text, "a.md")
    assert front is None
    assert headline(problem) == f"{line} [front-matter]"
    assert problem.hint == hint
