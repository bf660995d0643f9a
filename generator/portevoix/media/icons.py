"""The site's icon in pixels: the theme's ``icon.svg`` drawn in the sizes that devices ask for.

An icon that holds text is drawn with the fonts of the machine, and so is not the same everywhere: icons are drawings.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from portevoix.core.diagnostics import Problem
from portevoix.core.digest import digest
from portevoix.engine.orders import Order
from portevoix.media.errors import BadPicture
from portevoix.media.renditions import RenditionFulfiller
from portevoix.media.svg import svg_size
from portevoix.render.scope import Scope
from portevoix.render.styles import FOLDER

ICON = "icon.svg"
"""The static file of the theme that is the site's icon."""


class IconFulfiller:
    """Fulfils orders of kind ``icon``: a square PNG.

    Inputs: ``source`` (path), ``digest`` (of its bytes), ``size`` in pixels, ``opaque`` (whether white stands behind
    it: iOS shows black where an icon is transparent).
    """

    kind = "icon"

    def recipe(self) -> bytes:
        """A digest of this code and of what draws renditions, which draws icons as well."""
        return digest("icon", RenditionFulfiller().recipe(), Path(__file__).read_bytes())

    def fulfil(self, inputs: Mapping[str, Any], read: Callable[[str], bytes]) -> bytes:
        """The icon as PNG; ``BadPicture`` when its source cannot be drawn."""
        import pyvips

        data, path, size = read(inputs["source"]), inputs["source"], int(inputs["size"])
        drawn = svg_size(data)
        if drawn is None:
            raise _unsound(path)
        try:
            image = pyvips.Image.svgload_buffer(data, scale=size / max(drawn))
            image = image.thumbnail_image(size, height=size, size="both")
            image = image.gravity("centre", size, size, extend="background", background=[0, 0, 0, 0])
            if inputs["opaque"]:
                image = image.flatten(background=[255, 255, 255])
            encoded: bytes = image.copy(xres=1.0, yres=1.0).pngsave_buffer(keep="none")
        except pyvips.Error as error:
            raise _unsound(path) from error
        return encoded


def icon(scope: Scope, size: int, opaque: bool = False) -> str | None:
    """The path in the output of the site's icon, ``size`` pixels wide and high, which is ordered; None without one."""
    scope.read(f"asset:{ICON}")
    theme = scope.site.theme
    if ICON not in theme.static:
        return None
    source = theme.static[ICON][0]
    inputs = {"source": source, "digest": theme.marks[source].hex(), "size": size, "opaque": opaque}
    order = Order.of(IconFulfiller.kind, _recipe(), inputs, f"{FOLDER}/icon-{size}.{{key}}.png")
    scope.recorder.order(order)
    return order.path


@cache
def _recipe() -> bytes:
    return IconFulfiller().recipe()


def _unsound(path: str) -> BadPicture:
    hint = "an icon is an SVG with a viewBox; open it in a drawing program and save it again"
    return BadPicture([Problem(path, 0, 0, "icon-unsound", "the site's icon cannot be drawn", hint=hint)])
