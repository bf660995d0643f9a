"""The facts of a site: for each kind of question that views ask, the digest of its answer.

A view that records ``kind:argument`` and the resolver of that kind here must look at the same things; they are kept
side by side in the tests, and random edits compare their sum with clean builds.
"""

from __future__ import annotations

from portevoix.core.digest import ABSENT, digest, digest_in_order, digest_json
from portevoix.engine.facts import Resolver
from portevoix.model.entry import Entry
from portevoix.model.queries import Query
from portevoix.render.feeds import feeds_of
from portevoix.render.hosting import moved
from portevoix.render.site import Site
from portevoix.render.sitemap import places_of

SHAPE = "shape:"
"""The fact that covers everything but texts, time and receipts: while it stands, an edit is one of texts alone."""


def resolvers(site: Site) -> dict[str, Resolver]:
    """How each kind of fact is answered for ``site``."""
    facts = _Answers(site)
    guarded = {
        name: Resolver(getattr(facts, name), guard=_shape)
        for name in (
            "address",
            "asset",
            "boilerplate",
            "catalog",
            "children",
            "entry",
            "facet",
            "feeds",
            "filters",
            "folder",
            "kin",
            "link",
            "listing",
            "media",
            "pages",
            "query",
            "redirects",
            "section",
            "setting",
            "sitemap",
            "template",
            "translations",
            "spread",
            "value",
            "values",
        )
    }
    free = {name: Resolver(getattr(facts, name)) for name in ("body", "headings", "lead", "moment", "receipt", "shape")}
    return guarded | free | {"related": Resolver(facts.related, guard=facts.related_guard)}


def _shape(argument: str) -> str:
    """The guard of every fact but those about texts, time and receipts."""
    return SHAPE


class _Answers:
    def __init__(self, site: Site) -> None:
        self.site = site
        self.library = site.library

    def _nearest(self, argument: str) -> tuple[Entry | None, str]:
        entry_id, _, language = argument.rpartition("@")
        return self.library.nearest(entry_id, language), language

    def shape(self, argument: str) -> bytes:
        """Everything but texts: entries, sections, media, registries, theme, settings, interface strings, search."""
        site, library = self.site, self.library
        parts: list[bytes | str] = []
        for key, entry in library.entries.items():
            parts += [key, entry.mark]
        for kind in (library.sections, library.media, library.values):
            for key, known in kind.items():
                parts += [key, known.mark]
        for path, mark in sorted(site.theme.marks.items()):
            parts += [path, mark]
        settings = library.campaign.model_dump(mode="json", by_alias=True)
        catalogs = {tag: catalog.to_json() for tag, catalog in site.catalogs.items()}
        searched = site.setting("search")
        return digest(*parts, digest_in_order(settings), digest_json(catalogs), searched, *site.theme.chain)

    def address(self, argument: str) -> bytes:
        """``id@reader``: where the entry stands for a reader of that language, and in which language."""
        entry, _ = self._nearest(argument)
        return ABSENT if entry is None else digest(entry.url, entry.language)

    def link(self, argument: str) -> bytes:
        """``id@reader``: title, address, kind."""
        entry, _ = self._nearest(argument)
        return ABSENT if entry is None else digest(entry.title, entry.url, entry.language, entry.kind, entry.section)

    def listing(self, argument: str) -> bytes:
        """``id@reader``: everything but the text."""
        entry, _ = self._nearest(argument)
        return ABSENT if entry is None else entry.mark

    def entry(self, key: str) -> bytes:
        """``id@language``: everything but the text of the entry in that very language."""
        entry = self.library.entries.get(key)
        return ABSENT if entry is None else entry.mark

    def lead(self, key: str) -> bytes:
        """``id@language``: the first paragraph."""
        return self.library.bodies[key].lead_mark if key in self.library.entries else ABSENT

    def headings(self, key: str) -> bytes:
        """``id@language``: the outline."""
        return self.library.bodies[key].outline_mark if key in self.library.entries else ABSENT

    def body(self, key: str) -> bytes:
        """``id@language``: the parsed text."""
        return self.library.bodies[key].mark if key in self.library.entries else ABSENT

    def query(self, name: str) -> bytes:
        """A question: the ordered ids and everything but the text of what answers it."""
        return digest(*(part for entry in self.site.answers.ask(Query.parse(name)) for part in (entry.key, entry.mark)))

    def related(self, argument: str) -> bytes:
        """``id@language?limit``: the related entries, as for a question."""
        key, _, limit = argument.rpartition("?")
        entry = self.library.entries.get(key)
        if entry is None:
            return ABSENT
        found = self.site.answers.related(entry, int(limit))
        return digest(*(part for other in found for part in (other.key, other.mark)))

    def related_guard(self, argument: str) -> str:
        """The fact that covers all that related entries could be drawn from."""
        return f"kin:{argument.rpartition('?')[0].rpartition('@')[2]}"

    def kin(self, language: str) -> bytes:
        """Every entry of a language, text apart."""
        return digest(*(part for entry in self.site.answers.of_language(language) for part in (entry.key, entry.mark)))

    def section(self, argument: str) -> bytes:
        """``section@language``: what it says of itself, its title and address there, the order of its lists."""
        place, _, language = argument.rpartition("@")
        known = self.library.sections.get(place)
        if known is None:
            return ABSENT
        found = self.site.lists.section(place, language)
        front = self.library.entry(place, language)
        url, title = found.url if found else "", front.title if front else ""
        return digest(known.mark, known.order, known.parent or "", url, title)

    def children(self, argument: str) -> bytes:
        """``section@language``: the sections in it."""
        return digest(*self.library.children.get(argument.rpartition("@")[0], ()))

    def pages(self, name: str) -> bytes:
        """A list by its id: its address and how many pages it has."""
        place, _, rest = name.partition("@")
        language, _, value = rest.partition("/")
        facet, _, key = value.partition("/")
        lists = self.site.lists
        of = lists.facet(place, language, facet, key) if value else lists.section(place, language)
        return ABSENT if of is None else digest(of.url, str(lists.pages(of)), str(of.size), of.query.name())

    def filters(self, argument: str) -> bytes:
        """``section@language``: the facet values in use there, with counts, names and addresses."""
        place, _, language = argument.rpartition("@")
        if place not in self.library.sections:
            return ABSENT
        rows: list[str | bytes] = []
        for name, count in self.site.lists.values(place, language).items():
            rows += [name, str(count), self.facet(f"{place}/{name}@{language}")]
        return digest(*rows)

    def facet(self, argument: str) -> bytes:
        """``section/facet/key@language``: the value's name, and the address of its page."""
        rest, _, language = argument.rpartition("@")
        place, facet, key = rest.rsplit("/", 2)
        value = self.library.values.get(f"{facet}/{key}")
        page = self.site.lists.facet(place, language, facet, key)
        return digest(ABSENT if value is None else value.mark, page.url if page else "")

    def value(self, argument: str) -> bytes:
        """``facet/key@language``: the value's name, and the address of its page for the whole site."""
        name, _, language = argument.rpartition("@")
        known = self.library.values.get(name)
        return digest(ABSENT if known is None else known.mark, self.site.lists.value_url(name, language) or "")

    def values(self, language: str) -> bytes:
        """The values that have a page for the whole site, with names and addresses."""
        names = self.site.lists.everywhere(language)
        return digest(*(part for name in names for part in (name, self.value(f"{name}@{language}"))))

    def spread(self, argument: str) -> bytes:
        """``facet/key@language``: how many entries of each section bear it."""
        name, _, language = argument.rpartition("@")
        found = self.site.lists.bearers(name, language)
        return digest(*(f"{section}={count}" for section, count in found.items()))

    def feeds(self, language: str) -> bytes:
        """The feeds of a language, with their addresses."""
        found = feeds_of(self.site, language)
        return digest(*(part for place in found for part in (place, self.library.sections[place].urls[language])))

    def translations(self, place: str) -> bytes:
        """Where a page stands in each language."""
        return digest(*(part for row in self.site.translations(place) for part in row))

    def sitemap(self, language: str) -> bytes:
        """Every page of a language, with its translations."""
        rows = places_of(self.site, language)
        return digest_json([[*row, self.site.translations(row[0])] for row in rows] + [self.site.links[""]])

    def redirects(self, argument: str) -> bytes:
        """Former addresses, with where they lead."""
        return digest_json(moved(self.site))

    def setting(self, name: str) -> bytes:
        """A setting of the campaign, or ``theme/…`` of the theme."""
        return self.site.setting(name)

    def catalog(self, language: str) -> bytes:
        """The interface strings of a language."""
        found = self.site.catalogs.get(language)
        return ABSENT if found is None else digest_json(found.to_json())

    def template(self, name: str) -> bytes:
        """A template with all that it includes."""
        return self.site.theme.template_mark(name)

    def asset(self, name: str) -> bytes:
        """The address of a static file, and the file that it comes from."""
        path = self.site.assets.address(name)
        return ABSENT if path is None else digest(path, *self.site.theme.static.get(name, ())[:1])

    def media(self, path: str) -> bytes:
        """A picture or other file of the content, with its sidecar."""
        found = self.library.media.get(path)
        return ABSENT if found is None else found.mark

    def folder(self, path: str) -> bytes:
        """Which pictures and other files lie in a folder of the content, and below it."""
        inside = self.library.media_below(path)
        return digest(*inside) if inside else ABSENT

    def boilerplate(self, language: str) -> bytes:
        """The standing paragraph that releases of a language end with."""
        return digest(self.site.answers.boilerplate(language))

    def receipt(self, key: str) -> bytes:
        """What was delivered for a planned order, or what a kit came to."""
        found = self.site.receipts.get(key)
        return ABSENT if found is None else digest(found.digest, str(found.size))

    def moment(self, argument: str) -> bytes:
        """An answer about time."""
        return self.site.moments.fact(argument)
