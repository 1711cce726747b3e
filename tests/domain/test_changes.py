from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from odx_desktop.domain.changes import Changes
from odx_desktop.domain.keys import WorkItemKey

KEYS = st.frozensets(st.integers(1, 6).map(lambda n: WorkItemKey("hr", (str(n),))))
NAMES = st.frozensets(st.sampled_from("ab"))
CHANGES = st.builds(Changes, KEYS, KEYS, NAMES, NAMES)


@given(st.lists(CHANGES, max_size=6))
def test_merging_many_is_merging_one_by_one(several: list[Changes]) -> None:
    one_by_one = Changes()
    for one in several:
        one_by_one = one_by_one.merged(one)
    assert Changes.merge(several) == one_by_one
