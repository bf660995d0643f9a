"""Languages: tags, direction, names.

Sources: BCP 47 (RFC 5646) for the shape of tags; Unicode CLDR, through Babel, for which languages and scripts exist.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

_SHAPE = re.compile(r"([a-z]{2,3})(?:-([a-z]{4}))?(?:-([a-z]{2}|[0-9]{3}))?$", re.IGNORECASE)
_RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
_RIGHT_TO_LEFT_SCRIPTS = {"Arab", "Hebr", "Nkoo", "Syrc", "Thaa", "Adlm", "Rohg"}


@dataclass(frozen=True, slots=True)
class Language:
    """A language that a campaign declares: ``tag`` as in ``zh-Hans``, ``name`` in itself, ``direction`` ltr or rtl.

    ``formats`` is the tag whose dates and numbers it writes, when that is another: ``en-GB`` for ``en``.
    """

    tag: str
    name: str
    direction: str
    formats: str | None = None

    @property
    def locale(self) -> str:
        """The name that Babel uses: ``zh_Hans``."""
        return self.tag.replace("-", "_")


def canonical_tag(text: str) -> str | None:
    """``text`` in BCP 47's customary case (``zh-Hans``, ``pt-BR``), or None when it has not the shape of a tag."""
    match = _SHAPE.match(text)
    if not match:
        return None
    language, script, region = match.groups()
    parts = [language.lower()]
    if script:
        parts.append(script.title())
    if region:
        parts.append(region.upper())
    return "-".join(parts)


def open_graph_locale(tag: str) -> str:
    """A language as Open Graph writes it: ``pt_BR`` when the tag names a country, else ``pt`` (ogp.me, "Metadata")."""
    language, *more = tag.split("-")
    country = next((part for part in more if len(part) == 2), None)
    return f"{language}_{country}" if country is not None else language


@cache
def is_known_tag(text: str) -> bool:
    """Whether ``text`` is the tag of a language that CLDR knows by name."""
    tag = canonical_tag(text)
    if tag is None:
        return False
    from babel import Locale

    english = Locale("en")
    parts = tag.split("-")
    if parts[0] not in english.languages:
        return False
    return all(part in english.scripts or part in english.territories for part in parts[1:])


def direction(tag: str) -> str:
    """``rtl`` or ``ltr``: by the script when the tag names one, else by the language's usual script."""
    parts = tag.split("-")
    if len(parts) > 1 and len(parts[1]) == 4:
        return "rtl" if parts[1] in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    return "rtl" if parts[0] in _RIGHT_TO_LEFT else "ltr"


def autonym(tag: str) -> str:
    """The language's name in itself, as CLDR gives it, with a capital where its script has them; else the tag."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag.replace("-", "_"))
        name = locale.languages.get(str(locale)) or locale.get_display_name(locale)
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:] if name else tag


@cache
def ancestry(tag: str) -> tuple[str, ...]:
    """The tags whose words readers of ``tag`` understand, from the general to itself: ``zh-CN`` → zh, zh-Hans, zh-CN.

    A language in another than its usual script does not go by its bare tag (CLDR, "parent locales"): ``zh-TW`` →
    zh-Hant, zh-TW.
    """
    from babel.core import get_global

    likely = get_global("likely_subtags")
    language, *rest = tag.split("-")
    usual = likely.get(language, language).split("_")[1:2]
    script = [part for part in rest if len(part) == 4] or likely.get(tag.replace("-", "_"), "").split("_")[1:2] or usual
    found = [language] if script == usual else []
    if rest:
        found.append("-".join([language, *script]))
    return tuple(dict.fromkeys([*found, tag]))
