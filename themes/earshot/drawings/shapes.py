"""Plain shapes as SVG elements. Angles are degrees, counted from the right against the clock; lengths are pixels."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin
from typing import NamedTuple, TypeAlias

Point: TypeAlias = tuple[float, float]

_FORMAT = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img">'


class Drawing(NamedTuple):
    """A picture: its size, its elements from the back to the front, and its ground (none: it shows what is behind)."""

    width: int
    height: int
    ground: str
    elements: tuple[str, ...]

    def svg(self) -> str:
        """The picture as a file, one element a line."""
        ground = (box(0, 0, self.width, self.height, self.ground),) if self.ground else ()
        return "\n".join((_FORMAT.format(self.width, self.height), *ground, *self.elements, "</svg>", ""))


def number(value: float) -> str:
    """``value`` to a tenth of a pixel, without needless zeros."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def on_circle(centre: Point, radius: float, angle: float) -> Point:
    """The point of the circle at ``angle``."""
    return centre[0] + radius * cos(radians(angle)), centre[1] - radius * sin(radians(angle))


def path(data: str, fill: str) -> str:
    """A filled shape."""
    return f'<path d="{data}" fill="{fill}"/>'


def line(data: str, width: float, colour: str, dash: Iterable[float] = ()) -> str:
    """A stroke with blunt ends; ``dash`` gives the lengths of strokes and gaps in turn."""
    dashes = " ".join(number(length) for length in dash)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<path d="{data}" fill="none" stroke="{colour}" stroke-width="{number(width)}"{dashed}/>'


def polygon(points: Iterable[Point], fill: str) -> str:
    """A shape with straight sides."""
    return path("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z", fill)


def polyline(points: Iterable[Point], width: float, colour: str, dash: Iterable[float] = ()) -> str:
    """A stroke from point to point."""
    return line("M" + "L".join(f"{number(x)} {number(y)}" for x, y in points), width, colour, dash)


def box(x: float, y: float, width: float, height: float, fill: str) -> str:
    """A rectangle, from its upper left corner."""
    return f'<rect x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}" fill="{fill}"/>'


def disc(centre: Point, radius: float, fill: str) -> str:
    """A full circle."""
    return f'<circle cx="{number(centre[0])}" cy="{number(centre[1])}" r="{number(radius)}" fill="{fill}"/>'


def arc_data(centre: Point, radius: float, start: float, end: float) -> str:
    """The way along a circle from the angle ``start`` to ``end``, as data of a path."""
    (x, y), (to_x, to_y) = on_circle(centre, radius, start), on_circle(centre, radius, end)
    large, sweep = int(abs(end - start) > 180), int(end < start)
    return f"M{number(x)} {number(y)}A{number(radius)} {number(radius)} 0 {large} {sweep} {number(to_x)} {number(to_y)}"


def arc(centre: Point, radius: float, start: float, end: float, width: float, colour: str) -> str:
    """A stroke along a circle."""
    return line(arc_data(centre, radius, start, end), width, colour)


def sector(centre: Point, inner: float, outer: float, start: float, end: float, fill: str) -> str:
    """A piece of a ring, with sharp corners."""
    out, back = arc_data(centre, outer, start, end), arc_data(centre, inner, end, start)
    return path(f"{out}L{back.removeprefix('M')}Z", fill)


def arch(middle: float, top: float, bottom: float, radius: float) -> str:
    """A doorway with a round top, as data of a path."""
    spring, r = number(top + radius), number(radius)
    foot, right = number(bottom), number(middle + radius)
    return f"M{number(middle - radius)} {foot}V{spring}A{r} {r} 0 0 1 {right} {spring}V{foot}Z"


def box_data(x: float, y: float, width: float, height: float) -> str:
    """A rectangle, as data of a path."""
    return f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}Z"


def within(name: str, data: str, elements: Iterable[str]) -> str:
    """``elements``, cut off where the shape ``data`` ends; ``name`` is used once in a picture."""
    return (
        f'<clipPath id="{name}"><path clip-rule="evenodd" d="{data}"/></clipPath>'
        f'<g clip-path="url(#{name})">{"".join(elements)}</g>'
    )


def turned(angle: float, about: Point, elements: Iterable[str]) -> str:
    """``elements``, turned clockwise about a point."""
    return f'<g transform="rotate({number(angle)} {number(about[0])} {number(about[1])})">{"".join(elements)}</g>'


def mirrored(middle: float, elements: Iterable[str]) -> str:
    """``elements`` as a mirror shows them that stands at ``middle``."""
    return f'<g transform="translate({number(2 * middle)} 0) scale(-1 1)">{"".join(elements)}</g>'


def placed(at: Point, elements: Iterable[str]) -> str:
    """``elements``, drawn around the corner of the sheet, moved to ``at``."""
    return f'<g transform="translate({number(at[0])} {number(at[1])})">{"".join(elements)}</g>'
