"""What the packages of floor 5 give to views and templates; each is imported when something first calls for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from typing import Any

_PLACES = {
    "downloads": "portevoix.media.views:downloads",
    "download_view": "portevoix.media.views:download_view",
    "file_view": "portevoix.media.views:file_view",
    "icon": "portevoix.media.icons:icon",
    "kit": "portevoix.press.views:kit_view",
    "mail_link": "portevoix.toolkit.views:letter",
    "make_kit": "portevoix.press.packing:pack_kit",
    "original": "portevoix.media.views:original_file",
    "picture": "portevoix.media.views:picture",
    "picture_view": "portevoix.media.views:picture_view",
    "post_texts": "portevoix.toolkit.posts:post_texts",
    "share_links": "portevoix.toolkit.views:share_links",
    "share_picture": "portevoix.media.views:share_picture",
    "vcard": "portevoix.press.views:card",
}
"""Where each stands: ``module:function``, as in entry points."""


class Functions(Mapping[str, Callable[..., Any]]):
    """Every function by its name: called with the scope of the product being made and what the template says."""

    def __init__(self) -> None:
        self._found: dict[str, Callable[..., Any]] = {}

    def __getitem__(self, name: str) -> Callable[..., Any]:
        if name not in self._found:
            module, _, function = _PLACES[name].partition(":")
            self._found[name] = getattr(import_module(module), function)
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(_PLACES)

    def __len__(self) -> int:
        return len(_PLACES)


FUNCTIONS = Functions()
