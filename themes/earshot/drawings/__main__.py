"""``python -m drawings [content]``: write every picture of the catalogue whose folder is there."""

from __future__ import annotations

import sys
from pathlib import Path

from drawings.catalogue import PICTURES
from drawings.files import contents

CONTENT = Path(__file__).parents[3] / "content"


def write(content: Path) -> None:
    """Draw every picture into its place below ``content``; files that hold the same bytes are not touched."""
    for picture in PICTURES:
        place, data = content / picture.file, contents(picture)
        if not place.exists() or place.read_bytes() != data:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else CONTENT)
