"""Drawings as files: SVG as it is, JPEG and PNG in pixels. One version of libvips always makes the same bytes."""

from __future__ import annotations

import pyvips

from drawings.catalogue import Picture

DOTS_PER_MILLIMETRE = 300 / 25.4
"""What a newspaper expects of a picture to print."""


def contents(picture: Picture) -> bytes:
    """The bytes of the file."""
    svg = picture.drawing().svg().encode()
    ending = picture.file.rpartition(".")[2]
    return svg if ending == "svg" else _pixels(svg, ending, picture.scale)


def _pixels(svg: bytes, ending: str, scale: float) -> bytes:
    image = pyvips.Image.svgload_buffer(svg, scale=scale).copy(xres=DOTS_PER_MILLIMETRE, yres=DOTS_PER_MILLIMETRE)
    if ending == "jpg":  # without subsampling: it would blur the edges of red
        data: bytes = image.flatten().jpegsave_buffer(Q=85, subsample_mode="off", optimize_coding=True, keep="none")
    else:
        opaque = image.flatten() if image[3].min() == 255 else image
        data = opaque.pngsave_buffer(palette=True, compression=9, effort=10, dither=0, keep="none")
    return data
