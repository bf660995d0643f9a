"""Links and pictures: their tags become holes, and what they refer to is noted."""

from __future__ import annotations

from collections.abc import Sequence

from portevoix.render.markdown.addresses import Address, read_address
from portevoix.render.markdown.document import Link, Picture
from portevoix.render.markdown.job import Job

_OWN_ATTRIBUTES = frozenset({"src", "alt", "title", "srcset", "sizes"})

Pairs = Sequence[tuple[str, str]]
"""The attributes of a tag, unescaped, in order."""


def link_hole(attributes: Pairs, job: Job) -> str | None:
    """The token for the opening tag of a link.

    None when the tag stays as it is, since it leads elsewhere; empty when the link goes, since it may lead nowhere.
    """
    written = dict(attributes)["href"]
    place = job.locator.address(written)
    address = read_address(written, job.folder)
    if address.kind == "url":
        job.reference("url", address.target, "", place)
        return None
    if address.kind != "tree":
        report_address(address, written, place, job)
        return ""
    job.reference("link", address.target, address.fragment, place)
    others = tuple((name, value) for name, value in attributes if name != "href")
    return job.token(Link(address.target, address.fragment, others, *place))


def picture_hole(attributes: Pairs, job: Job, *, alone: bool = False, raw: bool = False) -> str:
    """The token for a picture; the empty string when it cannot be shown.

    In ``raw`` HTML an empty ``alt`` says that the picture is decorative.
    """
    values = dict(attributes)
    written = values.get("src", "")
    place = job.locator.address(written)
    target = picture_target(written, place, job)
    if target is None:
        return ""
    classes = values.get("class", "").split()
    decorative = "decorative" in classes or (raw and values.get("alt") == "")
    if decorative:
        values["class"] = " ".join(name for name in classes if name != "decorative")
    if not values.get("class"):
        values.pop("class", None)
    others = tuple((name, value) for name, value in values.items() if name not in _OWN_ATTRIBUTES)
    alt = " ".join(values.get("alt", "").split()) or None
    return job.token(Picture(target, alt, decorative, values.get("title", ""), others, *place, alone))


def picture_target(written: str, place: tuple[int, int], job: Job, kind: str = "picture") -> str | None:
    """The file that ``written`` names, noted as a reference of ``kind``; None and a problem if it is none of ours."""
    address = read_address(written, job.folder)
    if address.kind in ("url", "scheme"):
        job.problem(
            place, "picture-foreign", "nothing is loaded from other sites, so this cannot be shown", written,
            "save the file beside this one and write its name here",
        )  # fmt: skip
        return None
    if address.kind == "tree" and not address.target:
        address = Address("empty")
    if address.kind != "tree":
        report_address(address, written, place, job)
        return None
    job.reference(kind, address.target, address.fragment, place)
    return address.target


def report_address(address: Address, written: str, place: tuple[int, int], job: Job) -> None:
    """Say why ``address`` cannot be used."""
    if address.kind == "climbs":
        job.problem(
            place, "link-climbs", "this path leaves the content folder", written,
            "a path starts at the folder of this file, and every “../” goes up one folder",
        )  # fmt: skip
    elif address.kind == "scheme":
        job.problem(
            place, "link-scheme", "links to this kind of address are not allowed", written,
            "use the path of a content file, or an https:, mailto: or tel: address",
        )  # fmt: skip
    else:
        job.problem(
            place, "link-empty", "this link or picture leads nowhere", written,
            "write a path or an address between the round brackets",
        )  # fmt: skip
