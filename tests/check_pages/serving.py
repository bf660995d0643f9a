"""A static host on loopback, as plain as the one of a campaign team."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread
from typing import BinaryIO

TEXTS = (".html", ".css", ".js", ".svg", ".xml", ".json", ".webmanifest")


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a base path, without a log.

    ``policy``: a content security policy to send; ``packed``: texts go out compressed, as static hosts send them.
    """

    def __init__(self, *arguments: object, base_path: str, policy: str | None, packed: bool, **options: object) -> None:
        self.base_path = base_path
        self.policy = policy
        self.packed = packed
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.base_path):
            return str(Path(self.directory) / "outside the site")
        return super().translate_path(path.removeprefix(self.base_path.rstrip("/")))

    def send_head(self) -> BytesIO | BinaryIO | None:
        path = Path(self.translate_path(self.path.partition("?")[0]))
        path = path / "index.html" if path.is_dir() and self.path.endswith("/") else path
        if not (self.packed and path.suffix in TEXTS and path.is_file()):
            return super().send_head()
        data = gzip.compress(path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        return BytesIO(data)

    def end_headers(self) -> None:
        if self.policy is not None:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path, base_path: str, policy: str | None = None, *, packed: bool = False) -> Iterator[str]:
    """Serve a folder while the block runs; its address, with a slash at the end, is yielded."""
    handler = partial(_Handler, directory=str(folder), base_path=base_path, policy=policy, packed=packed)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base_path}"
        finally:
            server.shutdown()
            thread.join()
