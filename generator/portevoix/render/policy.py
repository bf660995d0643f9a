"""The content security policy: what a page may load, and from where. Everything comes from the site itself.

Source: W3C, Content Security Policy Level 3.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

POLICY: Mapping[str, tuple[str, ...]] = {
    "default-src": ("'none'",),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'",),
    "font-src": ("'self'",),
    "media-src": ("'self'",),
    "connect-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "base-uri": ("'none'",),
}
"""What every page may do."""
MORE: Mapping[str, Mapping[str, tuple[str, ...]]] = {"search": {"script-src": ("'wasm-unsafe-eval'",)}}
"""What pages of a type (``page.type``) may do besides, by directive."""


@cache
def page_policy(page_type: str, frames: tuple[str, ...] = ()) -> str:
    """The policy of a page of this type, for its ``<meta>``; that cannot say who may frame the page (CSP 3, §3.3).

    ``frames`` are the origins whose pages it may show in frames: those of the players that the campaign admits.
    """
    return _text(_with(_framing(frames), MORE.get(page_type, {})))


def site_policy(frames: tuple[str, ...] = ()) -> str:
    """The policy for the header of a whole site: what its pages may do together, and that no other site frames them.

    A host sends one header for all pages. A page's own policy applies besides and is never wider, so that each page
    may do what its type may. ``frames`` as for a page.
    """
    policy: Mapping[str, tuple[str, ...]] = _framing(frames)
    for page_type in sorted(MORE):
        policy = _with(policy, MORE[page_type])
    return _text({**policy, "frame-ancestors": ("'none'",)})


def _framing(frames: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    return {**POLICY, "frame-src": frames} if frames else POLICY


def _with(policy: Mapping[str, tuple[str, ...]], more: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    both = dict(policy)
    for directive, sources in more.items():
        known = both.get(directive, ())
        both[directive] = (*known, *(source for source in sources if source not in known))
    return both


def _text(policy: Mapping[str, tuple[str, ...]]) -> str:
    return "; ".join(f"{directive} {' '.join(sources)}" for directive, sources in policy.items())
