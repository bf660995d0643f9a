from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from portevoix.render.json_data import json_file, json_in_script, known


def test_what_is_not_known_is_left_out_and_what_is_false_or_zero_is_not() -> None:
    said: dict[str, object] = {"a": None, "b": "", "c": [], "d": (), "e": {}, "f": 0, "g": False, "h": "x"}
    assert known(said) == {"f": 0, "g": False, "h": "x"}


@given(st.text())
def test_any_text_comes_out_of_a_script_as_it_went_in_and_ends_nothing(text: str) -> None:
    written = json_in_script({"text": text})
    assert json.loads(written) == {"text": text}
    assert not set("<>&\u2028\u2029") & set(written)


def test_a_file_ends_with_a_line() -> None:
    assert json_file({"a": "é"}).decode() == '{\n  "a": "é"\n}\n'
