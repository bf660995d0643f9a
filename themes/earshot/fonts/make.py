"""The theme's fonts: from packages with open licences to the files in ``static/fonts`` and ``static/css/fonts*.css``.

Latin, Cyrillic and Arabic come cut into slices by script. Chinese has too many characters for that: headlines are set
in slices by use. ``chinese.txt``, which ``displayed.py`` writes, holds a slice a line.

Needs the packages of ``requirements.txt``, and npm to fetch those of ``PACKAGES``.
"""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from copy import copy
from importlib.metadata import files
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.ttLib.tables._g_l_y_f import Glyph
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).parent
FONTS = HERE.parent / "static/fonts"
SHEETS = HERE.parent / "static/css"
SLICES = HERE / "chinese.txt"

PACKAGES = {
    "sofia-sans": "5.3.0",
    "sofia-sans-extra-condensed": "5.3.0",
    "vazirmatn": "5.3.0",
    "cairo": "5.3.0",
}
"""Of Fontsource, on npm: name → version."""
TEXT, DISPLAY = (400, 750), 850
"""The weights that the style sheets use: text has a range, headlines have one. Less to fetch before a page stands."""
FACES = (
    ("Sofia Sans", "text", "sofia-sans", ("latin", "latin-ext", "cyrillic"), TEXT),
    ("Sofia Sans XC", "display", "sofia-sans-extra-condensed", ("latin", "latin-ext", "cyrillic"), DISPLAY),
    ("Vazirmatn", "text", "vazirmatn", ("arabic",), TEXT),
    ("Cairo", "display", "cairo", ("arabic",), DISPLAY),
)
"""Family, what our files are called, package, its slices, weights."""
SHEET_OF = {"arabic": "fonts-arabic", "cyrillic": "fonts-cyrillic"}
"""The style sheet of a script that only its own pages load; Latin is in ``fonts.css``, which all do."""
RANGES = {
    "latin": (
        "U+0-FF,U+131,U+152-153,U+2BB-2BC,U+2C6,U+2DA,U+2DC,U+1ECB,"
        "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215"
    ),
    "latin-ext": "U+100-130,U+132-151,U+154-2BA,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+2113",
    "cyrillic": "U+301,U+400-45F,U+490-491,U+4B0-4B1,U+2116",
    "arabic": "U+600-6FF,U+750-77F,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC",
}
DOTTED_BELOW = {"ị": "i"}
"""Letters of names that Sofia Sans lacks, which knows no Vietnamese → its own, which have a dot above."""
CHINESE = "notosanssc/NotoSansSC[wght].ttf"
WEIGHT = 900
UNITS = 500
"""To an em of the Chinese face, half of those that it was drawn in: a tenth less to fetch, and no eye tells."""
PUNCTUATION = "".join(map(chr, range(0x20, 0x7F))) + "，。、；：？！“”‘’（）《》—…·￥％"
IDEOGRAPHS = "U+3400-9FFF"
"""What further slices may be fetched for: not for a letter with an accent, say."""
FALLBACKS = (
    ("Like Sofia", "Arial", "Liberation Sans", 96.3),
    ("Like Sofia XC", "Arial Narrow", "Liberation Sans Narrow", 80.7),
)
"""Family, whose metrics it has, and the width of ours against theirs in per cent, over the campaign's texts."""
ASCENT, DESCENT = 90, 30
"""Of Sofia Sans, in per cent of its size."""


def main() -> None:
    """Make all files anew."""
    FONTS.mkdir(parents=True, exist_ok=True)
    sheets: dict[str, list[str]] = {"fonts": [_fallback(*fallback) for fallback in FALLBACKS]}
    for family, name, package, parts, weights in FACES:
        fetched = _package(package)
        for part in parts:
            sheet = sheets.setdefault(SHEET_OF.get(part, "fonts"), [])
            sheet.append(_face(family, f"{name}-{part}", _declared(weights), RANGES[part]))
            whole = fetched[f"{package}-{part}-wght-normal.woff2"]
            (FONTS / f"{name}-{part}.woff2").write_bytes(_with_weights(whole, weights))
    slices = SLICES.read_text(encoding="utf-8").splitlines()
    chinese = sheets["fonts-chinese"] = []
    for old in FONTS.glob("chinese-*.woff2"):
        old.unlink()
    for number, characters in enumerate(slices, 1):
        extra = PUNCTUATION if number == 1 else ""
        (FONTS / f"chinese-{number}.woff2").write_bytes(_cut(characters + extra))
        chinese.append(_face(f"SC {number}", f"chinese-{number}", str(WEIGHT), "" if number == 1 else IDEOGRAPHS))
    families = ", ".join(f'"SC {number}"' for number in range(1, len(slices) + 1))
    chinese.append(f":root {{ --chinese: {families}; }}")
    for name, rows in sheets.items():
        text = "/* Written by fonts/make.py. */\n" + "\n".join(rows) + "\n"
        (SHEETS / f"{name}.css").write_text(text, encoding="utf-8")


def _declared(weights: tuple[int, int] | int) -> str:
    """What a style sheet says of the weights: one of ours stands for all that are bold, and none is smeared."""
    return "{} {}".format(*weights) if isinstance(weights, tuple) else "600 900"


def _with_weights(font: bytes, weights: tuple[int, int] | int) -> bytes:
    """A variable font with a range of its weights, or one alone."""
    whole = TTFont(io.BytesIO(font), recalcTimestamp=False)
    for letter, like in DOTTED_BELOW.items():
        if ord(like) in whole.getBestCmap() and ord(letter) not in whole.getBestCmap():
            _add_dotted_below(whole, letter, like)
    cut = instantiateVariableFont(whole, {"wght": weights})
    cut.flavor = "woff2"
    out = io.BytesIO()
    cut.save(out)
    return out.getvalue()


def _add_dotted_below(font: TTFont, letter: str, like: str) -> None:
    """Make ``letter`` of ``like``, with its dot a second time: as far below the line as it stands above the stem."""
    name, model = f"uni{ord(letter):04X}", font.getBestCmap()[ord(like)]
    font.ensureDecompiled()  # tables count their glyphs
    glyphs = font["glyf"]
    stem, dot = glyphs[model].components
    below = copy(dot)
    below.y = glyphs[stem.glyphName].yMax - glyphs[dot.glyphName].yMin - glyphs[dot.glyphName].yMax
    composed = Glyph()
    composed.numberOfContours, composed.components = -1, [copy(stem), copy(dot), below]
    glyphs[name] = composed
    font["hmtx"][name] = font["hmtx"][model]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord(letter)] = name
    font["gvar"].variations[name] = [copy(one) for one in font["gvar"].variations[model]]
    for one in font["gvar"].variations[name]:  # what moves the dot above moves the one below
        one.coordinates = [*one.coordinates[:2], one.coordinates[1], *one.coordinates[2:]]
    if "HVAR" in font and font["HVAR"].table.AdvWidthMap:
        widths = font["HVAR"].table.AdvWidthMap.mapping
        widths[name] = widths[model]


def _face(family: str, name: str, weights: str, characters: str = "") -> str:
    """A face; one without ``characters`` is fetched when those before it in a list of families lack some."""
    only = f" unicode-range: {characters};" if characters else ""
    return (
        f'@font-face {{ font-family: "{family}"; src: url(../fonts/{name}.woff2); '
        f"font-weight: {weights}; font-display: optional;{only} }}"
    )


def _fallback(family: str, first: str, second: str, width: float) -> str:
    """A face of the reader's own that takes the room of ours, so that nothing moves when ours arrives."""
    return (
        f'@font-face {{ font-family: "{family}"; src: local("{first}"), local("{second}"); size-adjust: {width}%; '
        f"ascent-override: {ASCENT / width:.1%}; descent-override: {DESCENT / width:.1%}; line-gap-override: 0%; }}"
    )


def _package(name: str) -> dict[str, bytes]:
    """The font files of a package, by name."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = f"@fontsource-variable/{name}@{PACKAGES[name]}"
        subprocess.run(["npm", "pack", "--silent", wanted], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        (archive,) = Path(folder).glob("*.tgz")
        with tarfile.open(archive) as inside:
            members = [one for one in inside.getmembers() if one.name.endswith(".woff2")]
            return {one.name.rpartition("/")[2]: inside.extractfile(one).read() for one in members}  # type: ignore[union-attr]


def _cut(characters: str) -> bytes:
    """The heavy Chinese face with these characters alone."""
    (path,) = (str(one.locate()) for one in files("justmytype-intl-cjk") or () if str(one).endswith(CHINESE))
    options = subset.Options(flavor="woff2", hinting=False, notdef_outline=True)
    options.drop_tables += ["vhea", "vmtx"]  # no headline is vertical
    font = TTFont(path, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": WEIGHT})
    scale_upem(font, UNITS)
    out = io.BytesIO()
    subset.save_font(font, out, options)
    return out.getvalue()


if __name__ == "__main__":
    main()
