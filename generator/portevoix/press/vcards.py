"""Contacts as vCards, for address books.

Source: RFC 2426 (vCard 3.0, which every address book reads): lines end in CRLF and are folded at 75 octets (§2.6),
commas, semicolons and backslashes are escaped (§4).
"""

from __future__ import annotations

from portevoix.model.entry import Entry

_WIDTH = 75
_FIELDS = (("ORG", "organisation"), ("TITLE", "position"))
_PLAIN_FIELDS = (("EMAIL;TYPE=INTERNET", "email"), ("TEL;TYPE=WORK,VOICE", "phone"), ("URL", "website"))


def vcard(person: Entry) -> bytes:
    """The vCard of ``person``. A name is not taken apart: its parts stand in another order from country to country."""
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"FN:{_escaped(person.title)}", f"N:{_escaped(person.title)};;;;"]
    lines += [f"{name}:{_escaped(str(person.meta[field]))}" for name, field in _FIELDS if person.meta.get(field)]
    lines += [f"{name}:{person.meta[field]}" for name, field in _PLAIN_FIELDS if person.meta.get(field)]
    return "".join(_folded(line) for line in [*lines, "END:VCARD"]).encode()


def _escaped(text: str) -> str:
    for character in "\\,;":
        text = text.replace(character, f"\\{character}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """``line`` in pieces of at most 75 octets; none begins within a character."""
    pieces: list[str] = []
    piece, size = "", 0
    for character in line:
        more = len(character.encode())
        if size + more > _WIDTH - bool(pieces):
            pieces.append(piece)
            piece, size = "", 0
        piece, size = piece + character, size + more
    return "\r\n ".join([*pieces, piece]) + "\r\n"
