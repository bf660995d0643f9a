from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from portevoix.model.entry import Entry
from portevoix.model.visibility import Visibility
from portevoix.press.archive import archive
from portevoix.press.vcards import vcard


def test_the_same_files_in_any_order_are_the_same_archive() -> None:
    one = archive({"a.txt": b"a", "b/c.txt": b"c"})
    assert archive({"b/c.txt": b"c", "a.txt": b"a"}) == one
    assert ZipFile(BytesIO(one)).read("b/c.txt") == b"c"
    assert ZipFile(BytesIO(one)).infolist()[0].external_attr >> 16 == 0o100644


def test_no_library_has_a_say_in_the_bytes() -> None:
    header = "000000000000210043beb7e801000000010000000100"
    assert archive({"a": b"a"}).hex() == (
        "504b0304" "1400" f"{header}0000" "6161"
        "504b0102" "1403" "1400" f"{header}" "0000" "0000" "0000" "0000" "0000a481" "00000000" "61"
        "504b0506" "00000000" "01000100" "2f000000" "20000000" "0000"
    )  # fmt: skip


def person(**meta: str) -> Entry:
    return Entry("people/a", "en", "person", "people", "a.en.md", "en", meta, {}, Visibility(), "en/people/a/", b"")


def test_a_card_is_folded_between_characters_and_escaped() -> None:
    card = vcard(person(title="أ" * 60, organisation="One, two; three \\ four")).decode()
    assert "ORG:One\\, two\\; three \\\\ four\r\n" in card
    assert all(len(line.encode()) <= 75 for line in card.split("\r\n"))
    assert f"FN:{'أ' * 60}" in card.replace("\r\n ", "")
