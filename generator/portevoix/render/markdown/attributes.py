"""Which attributes an author may give to an element, by an attribute list or in raw HTML."""

from __future__ import annotations

import html
import re

from portevoix.render.markdown.job import Job

_NAMES = """
    id class title lang dir translate role tabindex hidden inert itemprop itemscope itemtype itemid itemref
    href hreflang rel type download target referrerpolicy src srcset sizes alt width height loading decoding
    fetchpriority usemap ismap start reversed value colspan rowspan headers scope abbr align valign span cite datetime
    open name kind
    srclang label default controls loop muted autoplay playsinline preload poster media for form disabled readonly
    required checked selected min max low high optimum summary border markdown compact
    viewbox xmlns fill stroke d cx cy r x y x1 x2 y1 y2 rx ry points transform stroke-width
    stroke-linecap stroke-linejoin fill-rule clip-rule opacity offset stop-color pathlength shape coords focusable
    preserveaspectratio
"""
_KNOWN = frozenset(_NAMES.split())
"""Those that neither run a program, nor style, nor load anything but what is checked as a link, a picture or a file."""

_NO_ADDRESSES = frozenset(
    {"title", "alt", "class", "id", "summary", "label", "abbr", "href", "src", "srcset", "poster"}
)
"""Attributes that hold text, or an address that is checked where it becomes a hole."""

_SCRIPT_ADDRESS = re.compile(r"\s*(?:java|vb|live)script\s*:|\s*data\s*:[^,]*(?:html|xml|script)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x20\x7f-\xa0]+")


def admit_attribute(name: str, value: str | None, job: Job) -> bool:
    """Whether ``name`` with ``value`` may stay on an element; a problem is noted if not."""
    name = name.lower()
    if name.startswith("on") or name == "style":
        place = job.locator.find([(f"{name}=", 0), (name, 0)])
        what = "styles come from the theme" if name == "style" else "pages run no programs but the theme's"
        hint = "write {.name} and let the theme style it" if name == "style" else "delete it"
        job.problem(place, "html-forbidden", f"the attribute “{name}” is not allowed: {what}", f"{name}={value}", hint)
        return False
    if name not in _KNOWN and not name.startswith(("data-", "aria-")):
        place = job.locator.find([(f" {name}", 1), (f"{{{name}", 1), (name, 0)])
        hint = "delete it; to show curly brackets as text, put “\\” before the first one"
        job.problem(place, "attribute-unknown", "this is no attribute that text may have", name, hint)
        return False
    if value and name not in _NO_ADDRESSES and is_script_address(value):
        place = job.locator.find([(value, 0), (name, 0)])
        job.problem(place, "html-forbidden", "an address must not run a program", f"{name}={value}", "delete it")
        return False
    return True


def is_script_address(value: str) -> bool:
    """Whether a browser would take ``value`` for an address that runs a program, however it is spelt."""
    return bool(_SCRIPT_ADDRESS.match(_CONTROLS.sub("", html.unescape(value))))
