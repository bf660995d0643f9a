"""What an SVG picture may hold: the elements, attributes and style properties that draw, and nothing that acts.

Source: SVG 1.1 (second edition), appendix N (attributes and presentation attributes), with ``href`` of SVG 2.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

FILTERS = _words(
    "feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap"
    " feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode"
    " feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile feTurbulence"
)

TEXT = _words("text tspan textPath title desc")
"""Elements whose text is kept."""

ELEMENTS = (
    _words(
        "svg g defs symbol use switch path rect circle ellipse line polyline polygon linearGradient radialGradient stop"
        " clipPath mask pattern marker filter"
    )
    | TEXT
    | FILTERS
)
"""Elements that are kept."""

LINKING = frozenset({"use", "textPath", "linearGradient", "radialGradient", "pattern", "filter"})
"""Elements that may refer, by ``href``, to a part of the same picture."""

SILENT = _words("metadata font font-face glyph missing-glyph view cursor color-profile")
"""Elements that draw nothing in a browser: they go without a word."""

MOTION = _words("animate animateColor animateMotion animateTransform set mpath discard")
"""Elements that move the picture: they go, with a warning."""

PRESENTATION = _words(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters"
    " direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font-family"
    " font-size font-size-adjust font-stretch font-style font-variant font-weight glyph-orientation-vertical"
    " image-rendering letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type opacity"
    " overflow paint-order shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset"
    " stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration"
    " text-rendering transform transform-origin unicode-bidi vector-effect visibility word-spacing writing-mode"
)
"""Attributes that are style properties too: their values are read as CSS."""

PLAIN = _words(
    "amplitude aria-describedby aria-hidden aria-label aria-labelledby azimuth baseFrequency bias clipPathUnits cx cy d"
    " diffuseConstant divisor dx dy edgeMode elevation exponent filterUnits focusable fr fx fy gradientTransform"
    " gradientUnits height id in in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength lang lengthAdjust"
    " limitingConeAngle markerHeight markerUnits markerWidth maskContentUnits maskUnits method mode numOctaves offset"
    " operator order orient pathLength patternContentUnits patternTransform patternUnits points pointsAtX pointsAtY"
    " pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits r radius refX refY requiredExtensions requiredFeatures"
    " result role rotate rx ry scale seed side slope spacing specularConstant specularExponent spreadMethod"
    " startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY textLength type"
    " values version viewBox width x x1 x2 xChannelSelector y y1 y2 yChannelSelector z"
)
"""Attributes that are only numbers, names and words."""

FUNCTIONS = _words(
    "blur brightness calc circle contrast drop-shadow ellipse grayscale hsl hsla hue-rotate inset invert matrix opacity"
    " path polygon rgb rgba rotate saturate scale sepia skewX skewY translate url"
)
"""CSS functions that a value may call; ``url`` names a part of the same picture."""

REFUSED = {
    "script": ("an SVG picture must not hold a script", "export it again as plain SVG, without interaction"),
    "foreignObject": (
        "an SVG picture must not hold pieces of web pages (foreignObject)",
        "export it again with its text as SVG text or as outlines",
    ),
    "style": (
        "style sheets within an SVG would change the page around it",
        "export it again with “presentation attributes” (Illustrator) or as plain SVG (Inkscape)",
    ),
    "image": ("an SVG picture must not hold another picture", "put the photo beside it as a JPEG or PNG file"),
    "feImage": ("an SVG filter must not fetch another picture", "export it again without that effect"),
    "a": ("an SVG picture must not hold links", "put the link around the picture on the page"),
}
"""Elements that are errors: the message and the hint."""
