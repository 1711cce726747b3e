from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odx_desktop.domain.keys import WorkItemKey


def test_text_form_survives_slashes_commas_and_accents() -> None:
    key = WorkItemKey("rh", ("a/b,c", "é %"))
    assert WorkItemKey.parse(str(key)) == key
    assert str(key).count("/") == 1


@pytest.mark.parametrize("text", ["", "tickets", "tickets/", "/7"])
def test_refuses_what_is_no_key(text: str) -> None:
    with pytest.raises(ValueError):
        WorkItemKey.parse(text)


@given(st.text(min_size=1))
def test_the_native_text_gives_the_id_back_and_is_what_quoting_makes(part: str) -> None:
    key = WorkItemKey("hr", (part, "7"))
    assert key.native_text == f"{quote(part, safe='')},7"
    assert WorkItemKey.from_native_text("hr", key.native_text) == key
