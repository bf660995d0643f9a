"""Who may talk to the preview, and what of the disk can be reached through it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from build.campaigns import put
from serve.previews import BASE, Page, Served, campaign, serving
from tornado.httpclient import HTTPClientError
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from portevoix.serve.access import COOKIE, Access, local_addresses

ADDRESSES = ["/day/en/", "/__portevoix__/status", "/__portevoix__/page?url=/", "/__portevoix__/client/preview.css"]
FOREIGN = ["evil.example", "127.0.0.1.evil.example", "evil.example:80", "[", "", "localhost.evil.example:1", "0.0.0.0"]
SECRET = b"nobody may read this"


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_is_not_ours_is_turned_away(host: str, served: Served) -> None:
    for address in ADDRESSES:
        answer = served.get(address, headers={"Host": host})
        assert answer.status in ((421,) if host not in ("", "[") else (400, 421))
        assert b"Day" not in answer.body


@pytest.mark.parametrize("host", ["localhost:{}", "LOCALHOST:{}", "127.0.0.1:{}", "[::1]:{}"])
def test_this_machine_is_known_by_its_names(host: str, served: Served) -> None:
    assert served.get(f"{BASE}en/", headers={"Host": host.format(served.listening())}).status == 200


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost"])
def test_pages_of_others_may_not_listen(origin: str, served: Served) -> None:
    with pytest.raises(HTTPClientError, match="403"):
        Page(served, BASE, origin)


def test_the_socket_knows_its_names_too(served: Served) -> None:
    asked = {
        "Host": "evil.example", "Origin": "http://evil.example", "Upgrade": "websocket", "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
    }  # fmt: skip
    assert served.get("/livereload", headers=asked).status in (403, 421)


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"X-Portevoix": "1"}, {"Origin": "http://127.0.0.1:{}"},
        {"Origin": "http://evil.example", "X-Portevoix": "1"}, {"Origin": "null", "X-Portevoix": "1"},
        {"Origin": "http://127.0.0.1:{}", "X-Portevoix": "0"},
    ],
)  # fmt: skip
def test_only_the_bar_may_change_what_is_shown(headers: dict[str, str], served: Served) -> None:
    said = {name: value.format(served.listening()) for name, value in headers.items()}
    body = '{"moment": "2096-02-02 12:00", "held": true}'
    assert served.get("/__portevoix__/as-of", "POST", said, body=body).status == 403
    assert served.status()["as_of"] is None


@pytest.mark.parametrize(
    "path",
    [
        "../../../content/campaign.yaml", "%2e%2e/%2e%2e/%2e%2e/content/campaign.yaml", "..%2f..%2f..%2fsecret.txt",
        "en/..%2f..%2f..%2f..%2fsecret.txt", "en/%2e%2e/index.html", "%5c..%5csecret.txt", "en%00/index.html",
        "index.html%00", "/etc/passwd", "//etc/passwd", "%2fetc%2fpasswd", "file:%2f%2f/etc/passwd", ".portevoix.json",
        "%2eportevoix.json", "./.portevoix.json", ".hidden", ".git/config", "en/.hidden/x.txt", "%c0%ae%c0%ae/x", "%ff",
        "link.txt", "folder/secret.txt", "loop", "a" * 300, "a/" * 3000,
    ],
)  # fmt: skip
def test_nothing_but_the_site_can_be_reached(path: str, served: Served) -> None:
    site = served.site
    put(served.root / "secret.txt", SECRET)
    for name in (".hidden", ".git/config", "en/.hidden/x.txt"):
        put(site / name, SECRET)
    for link, there in (("link.txt", "secret.txt"), ("folder", "."), ("loop", ".portevoix/preview/site/loop")):
        if not (site / link).is_symlink():
            (site / link).symlink_to(served.root / there)
    answer = served.get(BASE + path)
    assert answer.status in (400, 404)
    assert not re.search(b"root:|" + SECRET + b"|base_url|made by", answer.body)


@pytest.mark.parametrize("name", ["..%2fapplication.py", "%2e%2e%2faccess.py", "x.py", ".js"])
def test_nothing_but_the_client_lies_among_its_files(name: str, served: Served) -> None:
    assert served.get(f"/__portevoix__/client/{name}").status == 404


def test_the_preview_listens_on_this_machine_alone(served: Served) -> None:
    taken = Path(f"/proc/{served.process.pid}/net/tcp").read_text().split("\n")[1:]
    port = f"{served.listening():04X}"
    found = {row.split()[1] for row in taken if row and row.split()[1].endswith(f":{port}") and row.split()[3] == "0A"}
    assert found == {f"0100007F:{port}"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("lan") / "site"
    campaign(root)
    with serving(root, "--lan") as running:
        yield running.ready()


def test_on_the_local_network_the_token_opens_and_its_cookie_is_enough(shared: Served) -> None:
    if not (found := local_addresses()):
        pytest.skip("this machine is on no network")
    here = {"Host": f"{found[0]}:{shared.listening()}"}
    token = re.search(rf"http://{re.escape(found[0])}:\d+/\?token=(\S+)", shared.said())
    assert token is not None

    def ask(path: str, **more: str) -> int:
        return shared.get(path, headers={**here, **more}, address=found[0]).status

    for address in (*ADDRESSES, f"{BASE}en/?token=wrong", f"{BASE}en/?token=", "/livereload"):
        assert ask(address) == 403
    assert ask(f"{BASE}en/", Cookie=f"{COOKIE}=wrong") == 403
    let_in = shared.get(f"/?token={token[1]}", headers=here, address=found[0])
    assert let_in.status == 302
    cookie = let_in.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Strict", "Path=/"))
    assert ask(f"{BASE}en/", Cookie=cookie.split(";")[0]) == 200
    assert shared.get(f"{BASE}en/").status == 200


def test_a_code_to_photograph_is_shown(shared: Served) -> None:
    if not local_addresses():
        pytest.skip("this machine is on no network")
    assert len(re.findall(r"^.*[█▀▄].*$", shared.said(), re.MULTILINE)) > 10
    assert "embargoed texts too" in shared.said()


@pytest.mark.parametrize(
    ("lan", "address", "given", "admitted"),
    [
        (False, "127.0.0.1", None, True), (True, "127.0.0.1", None, True), (True, "::1", None, True),
        (True, "192.0.2.7", None, False), (True, "192.0.2.7", "wrong", False), (True, "192.0.2.7", "é", False),
        (True, "192.0.2.7", "right", True), (True, "", None, False),
    ],
)  # fmt: skip
def test_another_device_needs_the_token(lan: bool, address: str, given: str | None, admitted: bool) -> None:
    access = Access(lan=lan)
    headers = HTTPHeaders({"Host": "127.0.0.1"})
    request = HTTPServerRequest(start_line=RequestStartLine("GET", "/", "HTTP/1.1"), headers=headers)
    request.remote_ip = address
    assert access.admits(request, access.token if given == "right" else given) is admitted


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    campaign(tmp_path / "site")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving(tmp_path / "site", "--port", str(port)) as running:
            assert running.process.wait(30) != 0
            assert f"port {port} is taken" in running.said()
