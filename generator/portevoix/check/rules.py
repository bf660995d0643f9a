"""The rules of the quality gate. Each has a section in ``docs/check.md``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from portevoix.check import brief, hosting, languages, links, pictures, structure, toolkit
from portevoix.check.finding import Finding
from portevoix.check.site import Site
from portevoix.core.diagnostics import Problem, Severity


class Rule(NamedTuple):
    """A rule: the stable ``code`` of its problems, how grave they are, its ``title``, and what finds them."""

    code: str
    severity: Severity
    title: str
    find: Callable[[Site], Iterable[Finding]]


RULES: tuple[Rule, ...] = (
    Rule("link-broken", "error", "A link leads to nothing", links.broken_links),
    Rule("anchor-missing", "error", "A link leads to a part of a page that is not there", links.missing_anchors),
    Rule("link-nameless", "error", "A link has no words", links.nameless_links),
    Rule("alt-missing", "error", "A picture has no alternative text", pictures.missing_alts),
    Rule("id-twice", "error", "An id stands twice on a page", structure.ids_twice),
    Rule("title-missing", "error", "A page has no title", structure.untitled),
    Rule("description-missing", "warning", "A page has no description", structure.undescribed),
    Rule("heading-empty", "error", "A heading has no words", structure.empty_headings),
    Rule("heading-skips", "warning", "A heading skips a level", structure.skipped_headings),
    Rule("section-title", "warning", "A section has no title in a language", languages.untitled_sections),
    Rule("value-name", "warning", "A topic or other value has no name in a language", languages.unnamed_values),
    Rule("translation-stale", "warning", "A translation lags behind its source", languages.stale_translations),
    Rule("brief-audience", "error", "An objective names an unknown audience", brief.unknown_audiences),
    Rule("brief-message", "warning", "No message speaks to an audience", brief.audiences_without_message),
    Rule("security-expired", "warning", "security.txt has expired", hosting.expired_security),
    Rule("brief-indicator", "warning", "An objective has no indicator", brief.objectives_without_indicator),
    Rule("brief-channel", "warning", "A channel has no content", brief.channels_without_content),
    Rule("post-long", "warning", "A post is too long for a platform", toolkit.long_posts),
    Rule("hashtag-unfit", "warning", "A platform does not take a hashtag", toolkit.unfit_hashtags),
    Rule("stat-old", "warning", "A statistic is old", toolkit.old_statistics),
)


def apply(rules: Iterable[Rule], site: Site) -> Iterator[Problem]:
    """The problems that ``rules`` find in ``site``."""
    for rule in rules:
        for one in rule.find(site):
            yield Problem(one.path, one.line, one.column, rule.code, one.message, one.found, one.hint, rule.severity)
