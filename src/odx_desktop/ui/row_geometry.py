"""Where rows of two heights lie in a list of any length, by arithmetic: nothing is measured one by one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class RowGeometry:
    """`count` rows, of which those at the ascending indexes `headers` are `header_height` pixels high."""

    def __init__(self, count: int, headers: Sequence[int], row_height: int, header_height: int) -> None:
        self.count = count
        self.row_height = row_height
        self.header_height = header_height
        self._headers = headers
        self._tops = [self.top(index) for index in headers]

    def top(self, index: int) -> int:
        shorter = bisect_left(self._headers, index)
        return index * self.row_height - shorter * (self.row_height - self.header_height)

    def height(self, index: int) -> int:
        return self.header_height if self.is_header(index) else self.row_height

    def is_header(self, index: int) -> bool:
        place = bisect_left(self._headers, index)
        return place < len(self._headers) and self._headers[place] == index

    @property
    def total(self) -> int:
        return self.top(self.count)

    def at(self, y: int) -> int | None:
        """The index of the row at `y`, None above the first and below the last."""
        if y < 0 or y >= self.total:
            return None
        before = bisect_right(self._tops, y) - 1
        if before < 0:
            return y // self.row_height
        below = y - self._tops[before] - self.header_height
        return self._headers[before] + (0 if below < 0 else 1 + below // self.row_height)

    def between(self, top: int, bottom: int) -> range:
        """The indexes that show in the band from `top` to `bottom`, both pixels included."""
        if not self.count or bottom < 0 or top >= self.total:
            return range(0)
        first = self.at(max(0, top))
        last = self.at(min(bottom, self.total - 1))
        return range(first or 0, (last if last is not None else self.count - 1) + 1)

    def step(self, index: int, by: int) -> int | None:
        """The next row from `index` in the direction of `by` that is no header; None at the end."""
        at = index + by
        while 0 <= at < self.count:
            if not self.is_header(at):
                return at
            at += by
        return None
