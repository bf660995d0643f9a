"""The web manifest of a language: what a device needs to put the site among its applications.

Source: W3C, Web Application Manifest.
"""

from __future__ import annotations

from typing import Any

from portevoix.render.json_data import json_file, known
from portevoix.render.scope import Scope
from portevoix.render.views.site import SiteView

NAME = "site.webmanifest"
ICON_SIZES = (192, 512)
"""Pixels of the icons that Android asks for."""


def manifest_path(language: str) -> str:
    """The path of a language's manifest in the output."""
    return f"{language}/{NAME}"


def web_manifest(scope: Scope) -> bytes:
    """The manifest. Its colours are the theme's settings ``accent`` and ``background``, where it has such colours."""
    site = SiteView(scope, "")
    said = {
        "id": site.url,
        "name": site.name,
        "short_name": site.short_name,
        "description": site.description,
        "lang": scope.language,
        "dir": site.language.direction,
        "start_url": site.url,
        "scope": site.root,
        "display": "minimal-ui",
        "theme_color": _colour(scope, "accent"),
        "background_color": _colour(scope, "background"),
        "icons": list(_icons(scope)),
    }
    return json_file(known(said))


def _colour(scope: Scope, name: str) -> Any:
    scope.read(f"setting:theme/{name}")
    declared = scope.site.theme.declared.get(name)
    return scope.site.theme.settings[name] if declared is not None and declared.type == "colour" else None


def _icons(scope: Scope) -> list[dict[str, str]]:
    found = []
    drawing = scope.site.assets.address("icon.svg")
    scope.read("asset:icon.svg")
    if drawing is not None:
        found.append({"src": scope.address(drawing), "sizes": "any", "type": "image/svg+xml"})
    for size in ICON_SIZES:
        path = scope.call("icon", size)
        if path is not None:
            found.append({"src": scope.address(path), "sizes": f"{size}x{size}", "type": "image/png"})
    return found
