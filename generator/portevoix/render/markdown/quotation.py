"""Quotation marks by language: outer and inner pairs.

Source: Unicode CLDR 48, "delimiters". Where its inner pair is the outer one again, the pair that printers use stands
here; Arabic and the Spanish of Spain take the marks of their press.
"""

from __future__ import annotations

Pairs = tuple[str, str, str, str]
"""Outer opening and closing, inner opening and closing mark."""

NARROW_SPACE = "\u202f"

_ENGLISH: Pairs = ("“", "”", "‘", "’")
_FRENCH: Pairs = (f"«{NARROW_SPACE}", f"{NARROW_SPACE}»", "“", "”")

_BY_LANGUAGE: dict[Pairs, str] = {
    ("«", "»", "“", "”"): (
        "ar ast blo bm br ca cv dyo el eu ewo ie it kab kk lij mg mua nnh pms pt-AO pt-CH pt-CV pt-GQ pt-GW pt-LU "
        "pt-MO pt-MZ pt-PT pt-ST pt-TL sc sg ti es ht hy oc yav"
    ),
    ("„", "“", "‚", "‘"): "bs-Cyrl cs de dsb et hr hsb is ksh lb luy mk nds sk sl",
    ("«", "»", "‹", "›"): "am az-Arab az-Cyrl de-CH fa fr-CH gsw jgo kkj mzn rm sdh wae de-LI",
    ("«", "»", "„", "“"): "bas be bua ky os ru sah tyv uk",
    ("„", "”", "‚", "’"): "agq ff-Latn",
    ("”", "“", "’", "‘"): "ur syr lld",
    ("”", "”", "’", "’"): "fi he lag rn se sn sv yi",
    ("「", "」", "『", "』"): "ja yue zh-Hant zh-TW zh-HK zh-MO",
    ("„", "”", "’", "’"): "sr",
    ("«", "»", "‘", "’"): "dua ksf nb nn no rw",
    ("‘", "’", "“", "”"): "nl fur ia tn-BW tn",
    ("„", "“", "’", "’"): "bg lt prg sgs",
    ("„", "”", "«", "»"): "nmg pl ro",
    ("«", "»", "„", "”"): "shi zgh",
    ("„", "”", "‘", "’"): "bs",
    ("„", "”", "»", "«"): "hu szl",
    ("»", "«", "›", "‹"): "kk-Arab ug",
    ("“", "”", "«", "»"): "eo",
    ("„", "“", "«", "»"): "ka",
    _FRENCH: "fr",
    _ENGLISH: "es-419 es-AR es-BO es-BR es-BZ es-CL es-CO es-CR es-CU es-DO es-EC es-GT es-HN es-MX es-NI es-PA es-PE "
    "es-PR es-PY es-SV es-UY es-VE",
}
_PAIRS = {tag: pairs for pairs, tags in _BY_LANGUAGE.items() for tag in tags.split()}


def quotation_marks(language: str) -> Pairs:
    """The marks of ``language``, a tag like ``de-AT``, or of it without its region or script, else the English ones."""
    parts = language.split("-")
    while parts:
        if pairs := _PAIRS.get("-".join(parts)):
            return pairs
        parts.pop()
    return _ENGLISH
