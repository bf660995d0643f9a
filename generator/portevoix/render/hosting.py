"""Files for the host: headers, redirects, whom to tell of a security hole. No reader's page names them.

Sources: the formats of ``_headers`` and ``_redirects`` that Netlify and Cloudflare Pages share; RFC 9116 for
``security.txt``. Their paths begin with the path of the site's address: hosts read them at the top of a domain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from portevoix.core.clock import parse_moment
from portevoix.engine.products import Recorder
from portevoix.model.addresses import alias_url
from portevoix.model.entry import Entry
from portevoix.render import feeds, manifest, styles
from portevoix.render.formats import iso_utc
from portevoix.render.policy import site_policy
from portevoix.render.site import Site
from portevoix.source.players import frame_origins

HEADERS, REDIRECTS, SECURITY = "_headers", "_redirects", ".well-known/security.txt"
"""Where the files stand in the output."""
PLAIN = ".nojekyll"
"""An empty file: with it GitHub Pages puts out every file, also those whose names begin with a dot or an underscore."""
KEPT = (styles.FOLDER, "media", "files")
"""The folders of files whose names change with their content."""

_FOR_EVER = "public, max-age=31536000, immutable"
_REFUSED = (
    "accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone", "midi",
    "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_TYPES = {
    manifest.NAME: "application/manifest+json",
    feeds.ATOM: "application/atom+xml; charset=utf-8",
    feeds.JSON: "application/feed+json; charset=utf-8",
}


def headers(site: Site, recorder: Recorder) -> bytes:
    """``_headers``: one policy for all that the site has, names that change kept for ever, types that hosts mistake.

    No rule repeats a header of another that matches the same path: hosts would send both values.
    """
    recorder.read("setting:base_url")
    recorder.read("setting:players")
    top = site.links[""]
    every = {
        "Content-Security-Policy": site_policy(frame_origins(site.library.campaign.players)),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in _REFUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    rules = {f"{top}*": every}
    rules |= {f"{top}{folder}/*": {"Cache-Control": _FOR_EVER} for folder in KEPT}
    rules |= {f"{top}*/{name}": {"Content-Type": media_type} for name, media_type in _TYPES.items()}
    return "\n".join(_rule(path, said) for path, said in rules.items()).encode()


def _rule(path: str, said: Mapping[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())


def aliases(site: Site) -> Iterator[tuple[Entry, str]]:
    """Every entry with each of its former addresses (a path in the output, ending with ``/`` or ``.html``)."""
    for entry in site.library.entries.values():
        for alias in entry.meta.get("aliases", ()):
            url = alias_url(entry.language, alias)
            if url is not None and url != entry.url:
                yield entry, url


def redirects(site: Site, recorder: Recorder) -> bytes:
    """``_redirects``: former addresses, for hosts that answer before a reader's browser has loaded a page."""
    recorder.read("redirects:")
    return "".join(f"{old} {new} 301\n" for old, new in moved(site)).encode()


def moved(site: Site) -> list[tuple[str, str]]:
    """Former and present addresses, each with the path of the site's address."""
    return sorted((site.links[url], site.links.place(entry.url)) for entry, url in aliases(site))


def security(site: Site, recorder: Recorder) -> bytes:
    """``security.txt``."""
    for name in ("security", "base_url", "time_zone"):
        recorder.read(f"setting:{name}")
    campaign = site.library.campaign
    said = campaign.security
    assert said is not None
    rows = [
        f"Contact: {said.contact}",
        f"Expires: {iso_utc(parse_moment(said.expires, campaign.time_zone))}",
        *([f"Policy: {said.policy}"] if said.policy else []),
        f"Canonical: {site.absolute_links[SECURITY]}",
    ]
    return "".join(f"{row}\n" for row in rows).encode()
