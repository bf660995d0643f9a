"""Making products: for each kind, from its name to its bytes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, cast

from markupsafe import Markup

from portevoix.core.clock import parse_moment
from portevoix.core.digest import digest_bytes
from portevoix.engine.products import Made, Product, Recorder
from portevoix.model.lists import List
from portevoix.model.naming import HOME
from portevoix.model.queries import ORDERS, Query
from portevoix.render import hosting, sitemap
from portevoix.render.feeds import feed_record
from portevoix.render.json_feed import json_feed
from portevoix.render.manifest import web_manifest
from portevoix.render.scope import Scope
from portevoix.render.site import INDEX, Site, search_path
from portevoix.render.styles import joined, style_sheet
from portevoix.render.templates import TemplateFailed
from portevoix.render.views.entry import EntryView, facet_name, facet_value
from portevoix.render.views.lists import (
    all_sections,
    groups,
    items,
    list_title,
    pager,
    section_summary,
    subsections,
    value_name,
    value_summary,
)
from portevoix.render.views.lists import filters as list_filters
from portevoix.render.views.page import PageView
from portevoix.render.views.site import SiteView
from portevoix.render.views.values import Record
from portevoix.source.players import PLATFORMS, host_of, recognised


def make(site: Site, product: Product) -> tuple[Made, bytes]:
    """Make one product; what went wrong is among the problems of the result, and its bytes are then empty."""
    recorder = Recorder()
    kind, _, argument = product.key.partition(":")
    try:
        data = _MAKERS[kind](site, recorder, argument, product)
    except TemplateFailed as failure:
        recorder.problem(failure.problem)
        data = b""
    problems = tuple(recorder.problems)
    failed = any(problem.severity == "error" for problem in problems)
    return Made(
        product.key,
        product.path,
        digest_bytes(data),
        len(data),
        tuple(recorder.reads),
        tuple(recorder.orders.values()),
        problems,
        failed,
    ), data


def context(scope: Scope, page: PageView | None, here: str) -> dict[str, Any]:
    """What every template sees besides what its page adds."""

    def gettext(message: str, **values: Any) -> str:
        return _filled(scope.gettext(message), values)

    def ngettext(one: str, many: str, number: int, **values: Any) -> str:
        return _filled(scope.ngettext(one, many, number), {"num": number, **values})

    def entries(order: str | None = None, limit: int | None = None, **wanted: Any) -> tuple[EntryView, ...]:
        return _entries(scope, order, limit, wanted)

    def link(entry_id: str) -> EntryView | None:
        found = scope.nearest(entry_id)
        return EntryView(found, scope) if found is not None else None

    def asset(name: str) -> str:
        scope.read(f"asset:{name}")
        path = scope.site.assets.address(name)
        if path is None:
            raise ValueError(f"there is no static file “{name}”")
        return scope.address(path)

    def before(moment: str | datetime) -> bool:
        if isinstance(moment, str):
            moment = parse_moment(moment, scope.site.library.campaign.time_zone)
        scope.read(f"moment:before/{moment.isoformat()}")
        return scope.site.moments.before(moment)

    def days_until(name: str) -> int:
        scope.read(f"moment:days/{name}")
        return scope.site.moments.days_until(name)

    def post_texts(entry: EntryView) -> tuple[Record, ...]:
        return cast(tuple[Record, ...], scope.call("post_texts", entry))

    def picture(view: Any, size: str, title: str = "", loading: str = "lazy") -> Markup:
        return Markup(scope.call("picture", view, size, title, {}, loading))

    def kit(view: EntryView) -> Any:
        return scope.call("kit", view.id)

    def letter(address: str, subject: str) -> str:
        return str(scope.call("mail_link", address, subject))

    def player(address: str) -> Record:
        return _player(scope, address)

    def downloads(view: Any) -> Record:
        found: Record = scope.call("downloads", view)
        return found

    values: dict[str, Any] = {
        "site": SiteView(scope, here), "page": page, "_": gettext, "_n": ngettext, "entries": entries, "link": link,
        "asset": asset, "before": before, "days_until": days_until, "downloads": downloads, "picture": picture,
        "kit": kit, "letter": letter, "player": player, "post_texts": post_texts,
    }  # fmt: skip
    scope.site.environment.scope = scope
    scope.values = values
    return values


def _filled(text: str, values: dict[str, Any]) -> str:
    return text % values if values else text


def _entries(scope: Scope, order: str | None, limit: int | None, wanted: dict[str, Any]) -> tuple[EntryView, ...]:
    named = {name: wanted.pop(name) for name in ("section", "within", "kind") if name in wanted}
    facets: list[tuple[str, str]] = []
    scope.read("setting:facets")
    for facet, keys in wanted.items():
        if facet not in scope.site.library.campaign.facets:
            raise ValueError(f"there is no facet “{facet}”")
        facets += [(facet, key) for key in ([keys] if isinstance(keys, str) else keys)]
    place = named.get("section") or named.get("within")
    if order is None and place is not None:
        scope.read(f"section:{place}@{scope.language}")
        known = scope.site.library.sections.get(place)
        order = known.order if known is not None else None
    order = order or "date"
    if order.removeprefix("-") not in ORDERS:
        raise ValueError(f"lists do not go by “{order}”")
    query = Query(scope.language, facets=tuple(facets), order=order, limit=limit, foreign=True, **named)
    return tuple(EntryView(entry, scope, True) for entry in scope.ask(query))


def _player(scope: Scope, address: str) -> Record:
    """Who plays the video at ``address``: name, host, url (of the player, or None), whether it is admitted to pages."""
    scope.read("setting:players")
    found = recognised(address)
    if found is None:
        return Record(name=host_of(address), host=host_of(address), url=None, admitted=False)
    key, url = found
    admitted = key in scope.site.library.campaign.players
    return Record(name=PLATFORMS[key].name, host=host_of(url), url=url, admitted=admitted)


def render(scope: Scope, template: str, values: dict[str, Any]) -> bytes:
    """The template, recorded and rendered."""
    return scope.partial(template, **values).encode("utf-8", "replace")


def _entry(site: Site, recorder: Recorder, key: str, product: Product) -> bytes:
    entry = site.library.entries[key]
    scope = Scope(site, entry.language, recorder)
    scope.read(f"listing:{key}")
    page = PageView(
        scope, "entry", entry.url, EntryView(entry, scope), place=f"entry/{entry.id}", place_section=entry.section
    )
    return render(scope, f"{entry.kind}.html", context(scope, page, scope.address(entry.url)))


def _home(site: Site, recorder: Recorder, language: str, product: Product) -> bytes:
    scope = Scope(site, language, recorder)
    scope.read(f"address:{HOME}@{language}")
    entry = site.library.entry(HOME, language)
    view = EntryView(entry, scope) if entry is not None else None
    values: dict[str, Any] = {"place": "home", "place_section": ""}
    if view is None:
        values["title"] = SiteView(scope, "").name
    page = PageView(scope, "home", f"{language}/", view, **values)
    return render(scope, "home.html", context(scope, page, page.url))


def _list(site: Site, recorder: Recorder, name: str, product: Product) -> bytes:
    rest, _, number_text = name.rpartition("#")
    number = int(number_text)
    place, _, tail = rest.partition("@")
    language, _, value = tail.partition("/")
    facet, _, key = value.partition("/")
    of = site.lists.facet(place, language, facet, key) if value else site.lists.section(place, language)
    assert of is not None
    return _list_page(of, number, Scope(site, language, recorder))


def _list_page(of: List, number: int, scope: Scope) -> bytes:
    site = scope.site
    scope.read(f"section:{of.section}@{of.language}")
    scope.read(f"link:{of.section}@{of.language}")
    front = site.library.entry(of.section, of.language) if of.value is None else None
    type_ = "section"
    where = f"section/{of.section}"
    if of.value is not None:
        type_ = "facet"
        where = f"facet/{of.section}/{of.value.facet}/{of.value.key}"
        scope.read(f"facet:{of.section}/{of.value.facet}/{of.value.key}@{of.language}")
    page = PageView(
        scope, type_, of.page_url(number), EntryView(front, scope) if front is not None and number == 1 else None,
        title=list_title(of, scope), summary=section_summary(of.section, scope),
        place=where if number == 1 else None, place_section=of.section,
        items=items(of, number, scope), pager=pager(of, number, scope),
        sections=subsections(of.section, scope) if of.value is None and number == 1 else (),
        filters=lambda: list_filters(of, scope),
        value=value_name(of.value, of.language) if of.value else None,
    )  # fmt: skip
    layout = site.library.sections[of.section].layout if of.value is None and number == 1 else None
    template = f"sections/{layout}.html"
    if template not in site.theme.templates:  # none is wished for, or one that is missing, which was told
        template = f"{type_}.html"
    return render(scope, template, context(scope, page, scope.address(of.url)))


def _value(site: Site, recorder: Recorder, name: str, product: Product) -> bytes:
    rest, _, language = name.rpartition("@")
    facet, _, key = rest.partition("/")
    scope = Scope(site, language, recorder)
    found = facet_value(facet, key, language, scope)
    assert found is not None
    found_groups = groups(facet, key, scope)
    page = PageView(
        scope, "value", product.path.removesuffix("index.html"), title=found.name, place=f"value/{rest}",
        place_section="", facet=facet_name(facet, scope), groups=found_groups,
        summary=value_summary(facet, key, found.name, found_groups, scope),
    )  # fmt: skip
    return render(scope, "value.html", context(scope, page, page.url))


def _not_found(site: Site, recorder: Recorder, argument: str, product: Product) -> bytes:
    scope = Scope(site, argument or site.library.campaign.source_language, recorder)
    scope.read("setting:source_language")
    page = PageView(
        scope, "not-found", product.path, title=scope.gettext("Page not found"), place="home", place_section=""
    )
    return render(scope, "404.html", context(scope, page, ""))


def _search(site: Site, recorder: Recorder, language: str, product: Product) -> bytes:
    scope = Scope(site, language, recorder)
    page = PageView(
        scope, "search", search_path(language), title=scope.gettext("Search"), place="search", place_section="",
        index=scope.address(INDEX.format(language)), sections=lambda: all_sections(scope),
    )  # fmt: skip
    return render(scope, "search.html", context(scope, page, page.url))


def _languages(site: Site, recorder: Recorder, argument: str, product: Product) -> bytes:
    scope = Scope(site, site.library.campaign.source_language, recorder)
    scope.read("setting:source_language")
    page = PageView(scope, "languages", "", title=SiteView(scope, "").name, place="home", place_section="")
    return render(scope, "languages.html", context(scope, page, ""))


def _redirect(site: Site, recorder: Recorder, key: str, product: Product) -> bytes:
    entry_id, _, rest = key.partition("@")
    language = rest.partition("#")[0]
    scope = Scope(site, language, recorder)
    scope.read(f"link:{entry_id}@{language}")
    entry = site.library.entries[f"{entry_id}@{language}"]
    page = PageView(scope, "redirect", product.path, EntryView(entry, scope), place_section=entry.section)
    values = context(scope, page, "") | {"target": scope.place_absolutely(entry.url)}
    return render(scope, "redirect.html", values)


def _feed(site: Site, recorder: Recorder, argument: str, product: Product) -> bytes:
    section, _, language = argument.rpartition("@")
    scope = Scope(site, language, recorder)
    feed = feed_record(scope, section, SiteView(scope, "").name)
    return render(scope, "feeds/atom.xml", context(scope, None, "") | {"feed": feed})


def _json_feed(site: Site, recorder: Recorder, argument: str, product: Product) -> bytes:
    section, _, language = argument.rpartition("@")
    scope = Scope(site, language, recorder)
    context(scope, None, "")  # what the templates of blocks in its texts see
    return json_feed(scope, feed_record(scope, section, SiteView(scope, "").name))


def _kit(site: Site, recorder: Recorder, key: str, product: Product) -> bytes:
    data: bytes = Scope(site, key.rpartition("@")[2], recorder, absolute=True).call("make_kit", key)
    return data


def _vcard(site: Site, recorder: Recorder, key: str, product: Product) -> bytes:
    entry = site.library.entries[key]
    scope = Scope(site, entry.language, recorder)
    scope.read(f"listing:{key}")
    data: bytes = scope.call("vcard", entry)
    return data


def _asset(site: Site, recorder: Recorder, name: str, product: Product) -> bytes:
    recorder.read(f"asset:{name}")
    if name in site.assets.generated:
        return site.assets.generated[name]
    if name in site.assets.parts:
        return joined(name, site.assets, lambda part: site.snapshot.read(site.theme.static[part][0]))
    data = site.snapshot.read(site.theme.static[name][0])
    if name.endswith(".css"):
        return style_sheet(name, data.decode("utf-8"), site.assets).encode()
    return data


_Maker = Callable[[Site, Recorder, str, Product], bytes]
_MAKERS: dict[str, _Maker] = {
    "entry": _entry,
    "home": _home,
    "list": _list,
    "value": _value,
    "not-found": _not_found,
    "search": _search,
    "languages": _languages,
    "redirect": _redirect,
    "feed": _feed,
    "json-feed": _json_feed,
    "manifest": lambda site, recorder, language, product: web_manifest(Scope(site, language, recorder)),
    "sitemap": lambda site, recorder, language, product: sitemap.language_sitemap(Scope(site, language, recorder)),
    "sitemaps": lambda site, recorder, argument, product: sitemap.sitemap_index(site, recorder),
    "robots": lambda site, recorder, argument, product: sitemap.robots(site, recorder),
    "headers": lambda site, recorder, argument, product: hosting.headers(site, recorder),
    "redirects": lambda site, recorder, argument, product: hosting.redirects(site, recorder),
    "security": lambda site, recorder, argument, product: hosting.security(site, recorder),
    "plain": lambda site, recorder, argument, product: b"",
    "vcard": _vcard,
    "asset": _asset,
    "kit": _kit,
}
