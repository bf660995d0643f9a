"""Views of sections, of lists in pages, and of the filters beside them."""

from __future__ import annotations

import posixpath

from portevoix.model.entry import FacetValue
from portevoix.model.lists import List
from portevoix.model.queries import Query
from portevoix.render.formats import in_one_list
from portevoix.render.scope import Scope
from portevoix.render.views.entry import EntryView, facet_name
from portevoix.render.views.values import Record, set_type


def section_title(section: str, scope: Scope) -> str:
    """The title of a section: what ``section.yaml`` says, else that of its own page, else its folder's name."""
    known = scope.site.library.sections[section]
    front = scope.site.library.entry(section, scope.language)
    if title := known.titles.get(scope.language) or (front.title if front is not None else None):
        return set_type(title, scope.language)
    return scope.gettext(posixpath.basename(section).replace("-", " ").capitalize())


def section_summary(section: str, scope: Scope) -> str | None:
    """What ``section.yaml`` says of a section in the page's language, or None."""
    known = scope.site.library.sections[section]
    return set_type(known.descriptions.get(scope.language, ""), scope.language) or None


def section_record(section: str, scope: Scope) -> Record | None:
    """A section for templates: id, title, url, description; None when it has no page in the language."""
    return scope.once(f"section/{section}", lambda scope: _section_record(section, scope))


def _section_record(section: str, scope: Scope) -> Record | None:
    scope.read(f"section:{section}@{scope.language}")
    found = scope.site.lists.section(section, scope.language)
    if found is None:
        return None
    return Record(
        id=section,
        title=section_title(section, scope),
        url=scope.address(found.url),
        description=section_summary(section, scope),
    )


def list_title(of: List, scope: Scope) -> str:
    """The title of a list: the section's, with the value's name before it."""
    title = section_title(of.section, scope)
    if of.value is None:
        return title
    return f"{value_name(of.value, of.language)} – {title}"


def value_name(value: FacetValue, language: str) -> str:
    """The name of a facet's value; its key where the language has none."""
    return set_type(value.names.get(language, value.key), language)


def items(of: List, number: int, scope: Scope) -> tuple[EntryView, ...]:
    """The entries on page ``number`` of a list."""
    query = of.query._replace(offset=(number - 1) * of.size, limit=of.size)
    return tuple(EntryView(entry, scope, True) for entry in scope.ask(query))


def pager(of: List, number: int, scope: Scope) -> Record:
    """The pages of a list: number of this one, pages with address, previous and next address or None."""
    scope.read(f"pages:{of.id}")
    count = scope.site.lists.pages(of)
    pages = tuple(
        Record(number=page, url=scope.address(of.page_url(page)), current=page == number)
        for page in range(1, count + 1)
    )
    return Record(
        number=number,
        pages=pages,
        previous=pages[number - 2].url if number > 1 else None,
        next=pages[number].url if number < count else None,
    )


def subsections(section: str, scope: Scope) -> tuple[Record, ...]:
    """The sections directly in ``section`` that have a page."""
    scope.read(f"children:{section}@{scope.language}")
    found = (section_record(child, scope) for child in scope.site.library.children.get(section, ()))
    return tuple(record for record in found if record is not None)


def all_sections(scope: Scope) -> tuple[Record, ...]:
    """Every section that has a page in the language, each before those in it."""
    found: list[Record] = []

    def visit(section: str) -> None:
        scope.read(f"children:{section}@{scope.language}")
        for child in scope.site.library.children.get(section, ()):
            record = section_record(child, scope)
            if record is not None:
                found.append(record)
            visit(child)

    visit("")
    return tuple(found)


IN_A_GROUP = 6
"""How many entries of a section stand on the page of a facet's value for the whole site."""


def groups(facet: str, key: str, scope: Scope) -> tuple[Record, ...]:
    """What bears a facet's value on the whole site, by section: title, items, count, url of all of them or None."""
    scope.read(f"spread:{facet}/{key}@{scope.language}")
    found = []
    for section, count in scope.site.lists.bearers(f"{facet}/{key}", scope.language).items():
        scope.read(f"section:{section}@{scope.language}")
        scope.read(f"facet:{section}/{facet}/{key}@{scope.language}")
        under = scope.site.lists.facet(section, scope.language, facet, key)
        order = scope.site.library.sections[section].order
        query = Query(scope.language, section=section, facets=((facet, key),), order=order, limit=IN_A_GROUP)
        found.append(
            Record(
                id=section,
                title=section_title(section, scope) if section else scope.gettext("Pages"),
                items=tuple(EntryView(entry, scope, True) for entry in scope.ask(query)),
                count=count,
                url=scope.address(under.url) if under is not None else None,
            )
        )
    return tuple(found)


def value_summary(facet: str, key: str, name: str, found: tuple[Record, ...], scope: Scope) -> str:
    """What the registry says of a facet's value; else which sections have something on it."""
    said = scope.site.library.values[f"{facet}/{key}"].descriptions.get(scope.language)
    if said:
        return set_type(said, scope.language)
    titles = in_one_list([group.title for group in found], scope.language)
    return scope.gettext("%(name)s on this site: %(sections)s.") % {"name": name, "sections": titles}


def filters(of: List, scope: Scope) -> tuple[Record, ...]:
    """The facets by which the section's entries can be seen: name, and values with name, url, count, current."""
    scope.read(f"filters:{of.section}@{scope.language}")
    grouped: dict[str, list[Record]] = {}
    for name, count in scope.site.lists.values(of.section, scope.language).items():
        facet, _, key = name.partition("/")
        page = scope.site.lists.facet(of.section, scope.language, facet, key)
        if page is not None and page.value is not None:
            grouped.setdefault(facet, []).append(
                Record(
                    id=key,
                    name=value_name(page.value, scope.language),
                    url=scope.address(page.url),
                    count=count,
                    current=page.id == of.id,
                )
            )
    return tuple(
        Record(id=facet, name=facet_name(facet, scope), values=tuple(values)) for facet, values in grouped.items()
    )
