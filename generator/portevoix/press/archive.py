"""ZIP archives whose bytes follow from their content alone.

Files are stored, not deflated, in a fixed order, with a fixed date and fixed permissions. So no compression library has
a say in the bytes: the same files give the same archive on every machine with the same version of Python. What weighs
in a press kit, pictures, would hardly become smaller. Names must be ASCII, which is UTF-8 as well: no system has to
guess how they are written.

Source: PKWARE, APPNOTE.TXT 6.3.10, §4.4 (fields of a file's header).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from zipfile import ZIP_STORED, ZipFile, ZipInfo

DAY = (1980, 1, 1, 0, 0, 0)
"""The date of every file: the first that a ZIP archive can tell."""
MANIFEST = "manifest"
_UNIX, _PERMISSIONS = 3, 0o100644 << 16


def archive(files: Mapping[str, bytes]) -> bytes:
    """The archive that holds ``files``, by path, in the order of their paths."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as packed:
        for path in sorted(files):
            info = ZipInfo(path, DAY)
            info.create_system, info.external_attr = _UNIX, _PERMISSIONS
            packed.writestr(info, files[path])
    return buffer.getvalue()


def with_manifest(files: Mapping[str, bytes], about: Mapping[str, Any]) -> dict[str, bytes]:
    """``files``, and ``manifest.json`` and ``manifest.txt``, which state path, size and SHA-256 of each of them.

    ``about`` is what the JSON says besides.
    """
    rows = [
        {"path": path, "bytes": len(files[path]), "sha256": hashlib.sha256(files[path]).hexdigest()}
        for path in sorted(files)
    ]
    text = json.dumps({**about, "files": rows}, ensure_ascii=False, indent=2) + "\n"
    lines = [f"{row['sha256']}  {row['bytes']:>12}  {row['path']}\n" for row in rows]
    head = f"{'SHA-256':<64}  {'bytes':>12}  path\n"
    return {**files, f"{MANIFEST}.json": text.encode(), f"{MANIFEST}.txt": (head + "".join(lines)).encode()}
