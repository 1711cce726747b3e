import pytest

from odx_desktop.domain.keys import WorkItemKey


def test_text_form_survives_slashes_commas_and_accents() -> None:
    key = WorkItemKey("rh", ("a/b,c", "é %"))
    assert WorkItemKey.parse(str(key)) == key
    assert str(key).count("/") == 1


@pytest.mark.parametrize("text", ["", "tickets", "tickets/", "/7"])
def test_refuses_what_is_no_key(text: str) -> None:
    with pytest.raises(ValueError):
        WorkItemKey.parse(text)
