"""A static host on loopback, as plain as the one of a campaign team."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder under a base path, without a log; ``policy``: a content security policy to send."""

    def __init__(self, *arguments: object, base_path: str, policy: str | None, **options: object) -> None:
        self.base_path = base_path
        self.policy = policy
        super().__init__(*arguments, **options)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        if not path.startswith(self.base_path):
            return str(Path(self.directory) / "outside the site")
        return super().translate_path(path.removeprefix(self.base_path.rstrip("/")))

    def end_headers(self) -> None:
        if self.policy is not None:
            self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:
        pass


@contextmanager
def served(folder: Path, base_path: str, policy: str | None = None) -> Iterator[str]:
    """Serve a folder while the block runs; its address, with a slash at the end, is yielded."""
    handler = partial(_Handler, directory=str(folder), base_path=base_path, policy=policy)
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}{base_path}"
        finally:
            server.shutdown()
            thread.join()
