"""Why a page was made, told to people who have never heard of facts and templates."""

import pytest

from portevoix.engine.choose import Reason
from portevoix.render.facts import resolvers
from portevoix.serve.reasons import MOST, in_words


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (Reason("changed", "body:pages/about@en"), "the text of pages/about (en) changed"),
        (
            Reason("changed", "translations:entry/press/releases/launch"),
            "in which languages press/releases/launch can be read, or its addresses there changed",
        ),
        (
            Reason("changed", "translations:section/press"),
            "in which languages the section press can be read, or its addresses there changed",
        ),
        (Reason("changed", "spread:topic/health@fr"), "which entries bear “health” changed"),
        (
            Reason("changed", "query:en?section=articles"),
            "which entries a list shows, or their titles, dates or other details changed",
        ),
        (Reason("changed", "related:pages/about@en?3"), "what is shown as related to pages/about (en) changed"),
        (Reason("changed", "setting:theme/accent"), "the theme's setting “accent” changed"),
        (Reason("vanished", "media:pictures/one.png"), "the picture or file pictures/one.png vanished"),
        (Reason("appeared", "values:fr"), "the names of topics and other facets in fr appeared"),
        (Reason("changed", "riddle:x"), "something that the page shows changed"),
        (Reason("new"), "it was not there before"),
        (Reason("recipe"), "Portevoix itself changed, or what else all pages are made with"),
    ],
)
def test_reasons_are_told_in_plain_words(reason: Reason, told: str) -> None:
    assert in_words([reason]) == [told]


def test_there_are_words_for_every_kind_of_fact() -> None:
    kinds = resolvers.__globals__["_Answers"]
    names = [name for name in vars(kinds) if not name.startswith("_") and name != "related_guard"]
    unsaid = in_words([Reason("changed", "riddle:x")])
    assert len(names) > 25
    assert [name for name in names if in_words([Reason("changed", f"{name}:a/b@en")]) == unsaid] == []


def test_reasons_are_told_once_and_not_all() -> None:
    many = [Reason("changed", f"body:pages/{number}@en") for number in range(MOST + 2)]
    assert in_words([*many, many[0]])[-2:] == [f"the text of pages/{MOST - 1} (en) changed", "and 2 more"]
