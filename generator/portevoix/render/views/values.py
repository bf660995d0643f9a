"""Small views without questions of their own: plain values under the names that templates use."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from portevoix.core.clock import zone
from portevoix.model.kinds.common import Part, roles
from portevoix.render.markdown.typography import typeset
from portevoix.render.templates import View
from portevoix.source.validation import Model


class Record(View):
    """Named values; a name that it has not is undefined."""

    def __init__(self, **values: Any) -> None:
        self.__dict__ = values

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name)


@lru_cache(maxsize=100_000)
def set_type(text: str, language: str) -> str:
    """Words of a front matter or of settings with the typography of their language."""
    return typeset(text, language)


def field_value(name: str, value: Any, model: type[Model], zone_name: str, language: str | None = None) -> Any:
    """The value of the field ``name`` of ``model`` as templates see it.

    Days are dates, moments are datetimes (see ``time_value``), groups of fields are records, lists are tuples;
    words have the typography of ``language``, where one is given.
    """
    known = roles(model)
    part = known.parts.get(name)
    if value is None:
        return None
    if name in known.times:
        return time_value(value, zone_name)
    if part is None and name not in known.texts:
        language = None
    if isinstance(value, list | tuple):
        return tuple(_part(one, part, zone_name, language) for one in value)
    return _part(value, part, zone_name, language)


def _part(value: Any, part: type[Part] | None, zone_name: str, language: str | None) -> Any:
    if part is None:
        return set_type(value, language) if language is not None and isinstance(value, str) else value
    return Record(**{name: field_value(name, value.get(name), part, zone_name, language) for name in part.model_fields})


def time_value(text: str, zone_name: str) -> date | datetime:
    """The day or the moment that ``text`` holds; one written with the offset of another place stays in its clock."""
    if len(text) == 10:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text)
    here = moment.astimezone(zone(zone_name))
    return here if here.utcoffset() == moment.utcoffset() else moment
