"""Files for the host, the policy of pages, and the settings behind them."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from build.campaigns import clean, made, put, tree
from render.findable import campaign, page, site

from portevoix.render.policy import MORE, page_policy, site_policy

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("campaign"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    campaign(tmp_path)
    return tmp_path


def say(root: Path, more: str) -> None:
    """Add ``more`` to the campaign's settings."""
    path = root / "content/campaign.yaml"
    path.write_text(path.read_text() + more)


def directives(policy: str) -> dict[str, set[str]]:
    return {row.split()[0]: set(row.split()[1:]) for row in policy.split(";")}


def rules(output: Path) -> dict[str, dict[str, str]]:
    """``_headers`` as a host reads it."""
    found: dict[str, dict[str, str]] = {}
    for line in (output / "_headers").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(" "):
            path = line
            found[path] = {}
        elif line:
            name, _, value = line.strip().partition(": ")
            found[path][name] = value
    return found


def test_every_page_lets_in_nothing_from_elsewhere_and_nothing_inline(output: Path) -> None:
    for file in output.rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        (policy,) = POLICY.findall(text)
        said = directives(policy)
        assert said["default-src"] == said["base-uri"] == {"'none'"}
        more = {"'wasm-unsafe-eval'"} if file.parent.name == "search" else set()  # Pagefind's own engine
        assert all(sources <= {"'self'", "'none'"} | more for sources in said.values())
        assert "frame-ancestors" not in said  # which a browser would complain of in a page
        assert text.index(policy) < min(text.index(tag) for tag in ("<link", "<title"))


def test_a_type_of_page_may_do_more_only_where_it_says_so() -> None:
    assert directives(page_policy("search"))["script-src"] == {"'self'", "'wasm-unsafe-eval'"}
    assert directives(page_policy("entry"))["script-src"] == {"'self'"}


def test_the_header_of_a_site_forbids_no_page_what_its_own_policy_allows() -> None:
    whole = directives(site_policy())
    assert whole.pop("frame-ancestors") == {"'none'"}
    for page_type in ("entry", *MORE):
        for directive, sources in directives(page_policy(page_type)).items():
            assert sources <= whole[directive]


def test_headers_are_rules_that_hosts_understand(output: Path) -> None:
    """At most 100 rules, one wildcard in a path, lines of at most 2,000 characters (Cloudflare Pages, "Headers")."""
    found = rules(output)
    assert all(path.startswith("/day/") and path.count("*") == 1 for path in found)
    assert max(map(len, (output / "_headers").read_text().splitlines())) < 2000
    every = found["/day/*"]
    assert every["Content-Security-Policy"] == site_policy()
    assert every["X-Content-Type-Options"] == "nosniff"
    others = [rule for path, rule in found.items() if path != "/day/*"]
    assert not [rule for rule in others if every.keys() & rule.keys()]  # two values of one header would both be sent


def test_what_is_kept_for_ever_has_a_name_that_changes_with_it(output: Path) -> None:
    kept = [
        path.removeprefix("/day/").removesuffix("*") for path, rule in rules(output).items() if "Cache-Control" in rule
    ]
    assert set(kept) == {"assets/", "media/", "files/"}
    names = [path for path in tree(output) if path.startswith(tuple(kept))]
    assert names
    assert not [path for path in names if not re.search(r"\.[0-9a-f]{10,12}\.\w+$|/[0-9a-f]{12}/", path)]


def test_files_that_hosts_mistake_are_given_their_types(output: Path) -> None:
    found = {path: rule["Content-Type"] for path, rule in rules(output).items() if "Content-Type" in rule}
    assert found.keys() == {"/day/*/site.webmanifest", "/day/*/feed.xml", "/day/*/feed.json"}
    for path in found:
        assert list(output.rglob(path.rpartition("/")[2]))


def test_former_addresses_are_redirects_beside_their_pages(output: Path) -> None:
    rows = [line.split(" ") for line in (output / "_redirects").read_text(encoding="utf-8").splitlines()]
    assert rows == [
        ["/day/en/ancien%20%C3%A9t%C3%A9/", "/day/en/articles/first/", "301"],
        ["/day/en/old/first/", "/day/en/articles/first/", "301"],
        ["/day/en/when/", "/day/en/faq/#when", "301"],
    ]
    assert (output / "en/old/first/index.html").is_file()
    assert (output / "en/ancien été/index.html").is_file()


def test_an_address_that_changes_is_a_redirect_in_the_next_build(root: Path) -> None:
    made(root)
    path = root / "content/articles/second.en.md"
    path.write_text(path.read_text().replace("---\n", "---\naliases: [gone/]\n", 1))
    assert "redirects:" in made(root).made
    assert "/day/en/gone/ /day/en/articles/second/ 301" in (root / "output/_redirects").read_text()
    path.write_text(path.read_text() + "\nMore.\n")
    assert "redirects:" not in made(root).made


def test_security_txt_says_what_the_rfc_requires(root: Path) -> None:
    """RFC 9116: lines of ``name: value``; Contact as a URI, Expires once as in RFC 3339, all web addresses https."""
    say(root, "security: {contact: security@example.org, expires: 2027-12-31, policy: https://example.org/policy}\n")
    assert not made(root).problems
    rows = [row.split(": ", 1) for row in (root / "output/.well-known/security.txt").read_text().splitlines()]
    said = dict(rows)
    assert len(said) == len(rows)
    assert said["Contact"] == "mailto:security@example.org"
    assert datetime.fromisoformat(said["Expires"]) == datetime.fromisoformat("2027-12-31T00:00:00+01:00")
    assert said["Canonical"] == "https://example.org/day/.well-known/security.txt"
    assert said["Policy"].startswith("https://")


def test_security_txt_comes_and_goes_with_its_setting(root: Path) -> None:
    """Also when the list of our files was lost meanwhile: what is hidden at the top of the output may be ours."""
    settings = root / "content/campaign.yaml"
    without = settings.read_text()
    for lost in (False, True):
        settings.write_text(without)
        say(root, "security: {contact: https://example.org/report, expires: 2027-12-31 12:00}\n")
        made(root)
        assert (root / "output/.well-known/security.txt").is_file()
        put(root / "output/.well-known/acme-challenge/token", "of another program")
        settings.write_text(without)
        if lost:
            (root / "output/.portevoix.json").write_text("{")
        made(root)
        assert not (root / "output/.well-known/security.txt").exists()
        assert (root / "output/.well-known/acme-challenge/token").is_file()


def test_nothing_counts_visits_unless_a_campaign_says_so(output: Path) -> None:
    assert "<script src" not in page(output, "en/about")


@pytest.mark.parametrize(
    "script", ["/stats/count.js", "https://example.org/stats/count.js", "//EXAMPLE.org/stats/count.js"]
)
def test_a_script_of_the_sites_own_host_counts_visits(root: Path, script: str) -> None:
    say(root, f'analytics: {{script: "{script}", data: {{site: "a&b"}}}}\n')
    assert not made(root).problems
    assert '<script src="/stats/count.js" defer data-site="a&amp;b"></script>' in page(root / "output", "en/about")


def test_a_script_of_the_theme_counts_visits_under_a_name_that_changes(root: Path) -> None:
    say(root, "analytics: {script: js/count.js}\ntheme: mine\n")
    put(root / "themes/mine/theme.yaml", "name: mine\n")
    put(root / "themes/mine/static/js/count.js", "1;")
    assert not made(root).problems
    script = r'<script src="/day/(assets/js/count\.[0-9a-f]+\.js)" defer></script>'
    (first,) = re.findall(script, page(root / "output", "en"))
    assert (root / "output" / first).is_file()
    put(root / "themes/mine/static/js/count.js", "2;")
    made(root)
    assert first not in page(root / "output", "en")


def test_settings_of_the_host_leave_the_same_after_edits_as_a_build_from_nothing(root: Path, tmp_path: Path) -> None:
    settings = root / "content/campaign.yaml"
    plain = settings.read_text()
    for more in (
        "security: {contact: a@example.org, expires: 2027-12-31}\n",
        "security: {contact: a@example.org, expires: 2027-12-31}\nanalytics: {script: /a.js}\n",
        "analytics: {script: /b.js, data: {x: y}}\nhost: {name: {en: Host}, url: https://example.org/}\n",
        "",
    ):
        settings.write_text(plain + more)
        made(root)
        assert tree(root / "output") == clean(root, tmp_path / "clean")[0]
