"""Kinds of HTML elements."""

from __future__ import annotations

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})

_CONTAINERS = """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure footer
    form header hgroup hr legend li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul
"""
CONTAINERS = HEADINGS | frozenset(_CONTAINERS.split())
"""Elements that begin a new line of text."""

_VOID = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(_VOID.split())
"""Elements that have no end."""

_END_OPTIONAL = "p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rt rp"
END_OPTIONAL = frozenset(_END_OPTIONAL.split())
"""Elements whose end browsers find without a closing tag."""

_OTHER = """
    a abbr acronym area audio b bdi bdo big br cite code data del dfn em font i img ins kbd map mark meter
    picture progress q rp rt ruby s samp small source span strike strong sub sup time track tt u var video wbr
    svg g path circle rect ellipse line polyline polygon text tspan defs use symbol desc lineargradient
    radialgradient stop clippath mask pattern search colgroup col optgroup option hgroup output
"""
KNOWN = CONTAINERS | VOID | frozenset(_OTHER.split())
"""Elements that exist; those that text may not hold are listed where raw HTML is read."""

BLOCK_MARK = "block-mark"
"""The tag of the element that stands where a block of the theme begins or ends."""

LITERAL = frozenset({"code", "pre", "kbd", "samp", "var", "tt", "script", "style", "math", "svg", "textarea"})
"""Elements whose text is shown as it stands."""
