"""``python -m drawings [content]``: write every picture of the catalogue, and the theme's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from drawings.catalogue import GROUNDS, PICTURES, Picture
from drawings.files import contents

CONTENT = Path(__file__).parents[3] / "content"
STATIC = Path(__file__).parents[1] / "static"


def write(pictures: Iterable[Picture], folder: Path) -> None:
    """Draw every picture into its place below ``folder``; files that hold the same bytes are not touched."""
    for picture in pictures:
        place, data = folder / picture.file, contents(picture)
        if not place.exists() or place.read_bytes() != data:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


if __name__ == "__main__":
    write(PICTURES, Path(sys.argv[1]) if len(sys.argv) > 1 else CONTENT)
    write(GROUNDS, STATIC)
