"""Making one language's index: pages in, the files of a bundle out.

The command is told each page over its standard input. Left to walk a folder, it would number pages in the order in
which the disk names them, and no two machines would make the same bytes.

Source: the protocol of ``pagefind --service``, JSON in base64 with a comma after each message, both ways.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import IO, Any

from portevoix.core.digest import canonical_json
from portevoix.core.errors import PortevoixError
from portevoix.search.command import Command

ENTRY = "pagefind.js"
"""The module of a bundle that a page imports."""

_UNREAD = ["nav", "aside", "form", "footer", "noscript"]
"""Elements whose words lead elsewhere or stand on every page."""
_UNUSED = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.", "pagefind-highlight.")
"""Files of a bundle that belong to interfaces other than the theme's."""
_AT_ONCE = 1 << 20


def make_index(command: Command, language: str, pages: Iterable[tuple[str, str]]) -> dict[str, bytes]:
    """The files of the index of ``pages``, by their names; all are in ``language``.

    A page is its address below the folder that the bundle's folder stands in, and its HTML. Their order reaches the
    bytes. ``PortevoixError`` when the command cannot be run or has something against a page.
    """
    requests: list[dict[str, Any]] = [
        {"type": "NewIndex", "config": {"exclude_selectors": _UNREAD, "force_language": language.lower()}},
        *(
            {"type": "AddFile", "index_id": 0, "url": address, "file_contents": html, "file_path": None}
            for address, html in pages
        ),
        {"type": "GetFiles", "index_id": 0},
    ]
    *_, last = _asked(command, requests)
    found = {file["path"].replace("\\", "/"): b64decode(file["content"]) for file in last["files"]}
    return {name: _stable(name, data) for name, data in sorted(found.items()) if not name.startswith(_UNUSED)}


def _stable(name: str, data: bytes) -> bytes:
    """``data`` with its keys in one order: the command writes some of its maps as they lie in memory."""
    return canonical_json(json.loads(data)) if name.endswith(".json") else data


def _asked(command: Command, requests: list[dict[str, Any]]) -> list[Mapping[str, Any]]:
    """What the command answers to each of ``requests``."""
    # Whatever an author's shell says about Pagefind, or a file of settings in the folder that she stands in.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    with tempfile.TemporaryDirectory() as folder, open(f"{folder}/complaints", "w+b") as complaints:
        try:
            process = subprocess.Popen(
                [command.path, "--service"],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, cwd=folder, env=environment,
            )  # fmt: skip
        except OSError as error:
            raise PortevoixError(f"pagefind cannot be run: {error.strerror or error}") from error
        with process:
            assert process.stdin is not None
            assert process.stdout is not None
            try:
                for number, request in enumerate(requests):
                    process.stdin.write(_message(number, request))
                process.stdin.flush()
                answers = _answers(process.stdout, len(requests))
            except BrokenPipeError:
                answers = []
            finally:
                process.kill()  # it has nothing left to do, and would wait for more
                with suppress(BrokenPipeError):
                    process.stdin.close()
        if len(answers) < len(requests):
            complaints.seek(0)
            said = complaints.read().decode("utf-8", "replace").strip().splitlines()
            raise PortevoixError(f"pagefind ended too early: {said[-1] if said else 'it did not say why'}")
    for answer in answers:
        if answer["type"] == "Error":
            raise PortevoixError(f"pagefind says: {answer['message']}")
    return answers


def _message(number: int, payload: Mapping[str, Any]) -> bytes:
    return b64encode(json.dumps({"message_id": number, "payload": payload}).encode()) + b","


def _answers(stream: IO[bytes], count: int) -> list[Mapping[str, Any]]:
    """The first ``count`` answers, or those that there are.

    The command answers in the order of the requests. It reads on while an answer waits, so all may be asked at once.
    """
    parts: list[bytes] = []
    while count > 0 and (data := os.read(stream.fileno(), _AT_ONCE)):
        parts.append(data)
        count -= data.count(b",")
    messages = b"".join(parts).split(b",")[:-1]
    return [json.loads(b64decode(message))["payload"] for message in messages]
