"""Who may talk to the preview, and what of the disk can be reached through it."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from build.campaigns import put
from serve.previews import BASE, Answer, Page, Served, campaign, serving
from tornado.httpclient import HTTPClientError
from tornado.httputil import HTTPHeaders, HTTPServerRequest, RequestStartLine

from portevoix.serve.access import Access, local_addresses
from portevoix.serve.server import MOST

ADDRESSES = ["/day/en/", "/__portevoix__/status", "/__portevoix__/page?url=/", "/__portevoix__/client/preview.css"]
FOREIGN = [
    "evil.example", "127.0.0.1.evil.example", "evil.example:80", "[", "", "localhost.evil.example:1", "0.0.0.0",
    "127.0.0.1:99999", "localhost..",
]  # fmt: skip
SECRET = b"nobody may read this"


@pytest.mark.parametrize("host", FOREIGN)
def test_a_name_that_is_not_ours_is_turned_away(host: str, served: Served) -> None:
    for address in ADDRESSES:
        answer = served.get(address, headers={"Host": host})
        assert answer.status in ((421,) if host not in ("", "[") else (400, 421))
        assert b"Day" not in answer.body


@pytest.mark.parametrize("host", ["localhost:{}", "LOCALHOST:{}", "127.0.0.1:{}", "[::1]:{}", "localhost.:{}"])
def test_this_machine_is_known_by_its_names(host: str, served: Served) -> None:
    assert served.get(f"{BASE}en/", headers={"Host": host.format(served.listening())}).status == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "http://localhost", "http://["]
)
def test_pages_of_others_may_not_listen(origin: str, served: Served) -> None:
    with pytest.raises(HTTPClientError, match="403"):
        Page(served, BASE, origin)
    assert "Traceback" not in served.said()


SITE, MODE, DEST = "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest"


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(("mode", "dest"), [("no-cors", "object"), ("navigate", "iframe"), ("no-cors", "image")])
def test_pages_of_others_are_not_told_what_there_is(site: str, mode: str, dest: str, served: Served) -> None:
    asked = {SITE: site, MODE: mode, DEST: dest}
    whole = f"http://127.0.0.1:{served.listening()}/day/en/"
    here = [*ADDRESSES, "/", "/day/en", "/day/en/nothing/", "/elsewhere", whole]
    answers = [served.get(address, headers=asked) for address in here]
    assert {(answer.status, answer.body) for answer in answers} == {(403, answers[0].body)}


@pytest.mark.parametrize(
    "asked",
    [
        {SITE: "cross-site", MODE: "navigate", DEST: "document"}, {SITE: "none", MODE: "navigate", DEST: "document"},
        {SITE: "same-origin", MODE: "no-cors", DEST: "image"}, {SITE: "same-origin", MODE: "navigate", DEST: "iframe"},
    ],
)  # fmt: skip
def test_links_and_the_pages_of_the_preview_itself_lead_to_it(asked: dict[str, str], served: Served) -> None:
    assert served.get(f"{BASE}en/", headers=asked).status == 200


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_links_of_others_do_not_lead_to_files(site: str, served: Served) -> None:
    """A window that is sent to a download stays where it is: who has opened it would learn that there is one."""
    asked = {SITE: site, MODE: "navigate", DEST: "document"}
    assert served.get(f"{BASE}robots.txt").status == 200
    assert served.get(f"{BASE}robots.txt", headers=asked).status == 403
    assert served.get(f"{BASE}nothing.txt", headers=asked).status == 404


def test_a_whole_url_in_place_of_a_path_meets_the_same_rule(served: Served) -> None:
    whole = f"http://127.0.0.1:{served.listening()}/day/en/"
    assert served.get(whole, headers={"Host": "evil.example"}).status == 421
    answer = served.get(whole)
    assert answer.status == 404
    assert answer.headers["Cache-Control"] == "no-store"


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


def address_and_token(served: Served) -> tuple[str, str]:
    if not (found := local_addresses()):
        pytest.skip("this machine is on no network")
    token = re.search(rf"http://{re.escape(found[0])}:\d+/\?token=(\S+)", served.said())
    assert token is not None
    return found[0], token[1]


def test_on_the_local_network_the_token_opens_and_its_cookie_is_enough(shared: Served) -> None:
    address, token = address_and_token(shared)
    port = shared.listening()

    def ask(path: str, host: str = address, **more: str) -> Answer:
        return shared.get(path, headers={"Host": f"{host}:{port}", **more}, address=address)

    for path in (*ADDRESSES, f"{BASE}en/?token=wrong", f"{BASE}en/?token=", "/livereload"):
        assert ask(path).status == 403
    for cookie in (f"portevoix-preview-{port}=wrong", f"portevoix-preview-{port + 1}={token}"):
        assert ask(f"{BASE}en/", Cookie=cookie).status == 403
    let_in = ask(f"/?token={token}")
    assert let_in.status == 302
    cookie = let_in.headers["Set-Cookie"]
    assert cookie.startswith(f"portevoix-preview-{port}=")  # another preview has another: cookies know no ports
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/"))
    own = cookie.split(";")[0]
    for path in (f"{BASE}en/", f"{BASE}en/?token=old"):
        assert ask(path, Cookie=f"portevoix-preview-{port + 1}=other; {own}").status == 200
    assert shared.get(f"{BASE}en/").status == 200


def test_who_comes_with_an_old_token_is_told_what_to_do(shared: Served) -> None:
    address, _ = address_and_token(shared)
    answer = shared.get("/?token=old", headers={"Host": f"{address}:{shared.listening()}"}, address=address)
    assert answer.status == 403
    assert "Scan the QR code in the terminal again" in answer.text


def test_strangers_write_nothing_to_the_terminal(shared: Served) -> None:
    address, token = address_and_token(shared)
    for host, path, status in (
        ("evil.example", f"/?token={token}", 421), (address, "/?token=old", 403), (address, "/?token=%ff", 400),
    ):  # fmt: skip
        asked = {"Host": f"{host}:{shared.listening()}"}
        assert shared.get(path, headers=asked, address=address).status == status
    assert re.search(r"evil|old|%ff|\b4\d\d\b|tornado|Traceback", shared.said()) is None


def test_any_address_may_be_ours_on_the_local_network_but_wants_the_token(shared: Served) -> None:
    """A machine may have many, and new ones while the preview runs."""
    address, token = address_and_token(shared)
    for host in ("127.0.0.2", "192.0.2.7", "[2001:db8::7]"):
        asked = {"Host": f"{host}:{shared.listening()}"}
        assert shared.get(f"{BASE}en/", headers=asked, address=address).status == 403
        assert shared.get(f"{BASE}en/?token={token}", headers=asked, address=address).status == 200


def test_a_crowd_of_strangers_does_not_keep_the_author_out(shared: Served) -> None:
    address, _ = address_and_token(shared)
    with ExitStack() as crowd:
        for _ in range(MOST + 20):
            crowd.enter_context(socket.create_connection((address, shared.listening()), 10))
        assert shared.get(f"{BASE}en/").status == 200


@pytest.mark.parametrize("form", ["{}", "{}.", "{}.local", "{}.LOCAL."])
def test_the_name_of_this_machine_is_known_on_its_network_but_wants_the_token(form: str, shared: Served) -> None:
    _, token = address_and_token(shared)
    host = {"Host": f"{form.format(socket.gethostname().partition('.')[0])}:{shared.listening()}"}
    assert shared.get(f"{BASE}en/", headers=host).status == 403
    assert shared.get(f"{BASE}en/?token={token}", headers=host).status == 200


def test_what_is_not_the_token_is_not_kept(shared: Served) -> None:
    answer = shared.get(f"{BASE}en/?token=wrong")
    assert answer.status == 200
    assert answer.headers["Set-Cookie"] is None


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
