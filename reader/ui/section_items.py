"""What the sections pane can list: the sections of a document, and the bookmarks between them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reader.documents.document import Document
from reader.ui.section_tree import SectionTree


class Place(NamedTuple):
    """A bookmark: its name, its offset in code points, the words that stand there."""

    name: str
    offset: int
    words: str


class Items(NamedTuple):
    """Each has a number: that of a section in the outline, or of a bookmark from -1 downwards.

    A bookmark stands where it is in the text, below the title of its section.
    """

    document: Document
    nodes: SectionTree
    places: Sequence[Place]

    def place(self, number: int) -> Place:
        """The bookmark with this number, which is negative."""
        return self.places[-1 - number]

    def section(self, number: int) -> int:
        """The section that an item is, or that is around a bookmark; -1 without one."""
        return number if number >= 0 else self.document.section_at(self.place(number).offset)

    def order(self, number: int) -> tuple[int, int]:
        """Where an item stands: its offset, and whether it is a bookmark there."""
        if number < 0:
            return self.place(number).offset, 1
        return self.nodes.outline[number].start, 0

    def unfolded(self) -> list[int]:
        """The items that are in no folded section, in the order of the text."""
        shown = (number for number in self._bookmarks() if self._shows(number))
        return self._together(self.nodes.unfolded(), shown)

    def passing(self, query: str) -> tuple[list[int], set[int]]:
        """The items that have these words, with the sections around them; and which have them."""
        words = query.casefold()
        places = [
            number
            for number in self._bookmarks()
            if words in f"{self.place(number).name} {self.place(number).words}".casefold()
        ]
        found = self.nodes.having(query)
        matches = {*found, *places}
        found += [index for index in map(self.section, places) if index >= 0]
        return self._together(self.nodes.with_parents(found), places), matches

    def row_at(self, listed: Sequence[int], key: tuple[int, int]) -> int:
        """The last of the items listed that does not come behind a place."""
        return max(0, bisect_right(listed, key, key=self.order) - 1)

    def shown_for(self, listed: Sequence[int], number: int) -> int:
        """The section that shows where another one is: itself, or the nearest one around it that
        is listed; -1 if there is none."""
        if not listed or number >= len(self.nodes.outline):
            return -1
        while number >= 0 and listed[self.row_at(listed, self.order(number))] != number:
            number = self.nodes.parents[number]
        return number

    def _bookmarks(self) -> Iterable[int]:
        return range(-1, -1 - len(self.places), -1)

    def _together(self, listed: list[int], bookmarks: Iterable[int]) -> list[int]:
        for number in bookmarks:
            listed.insert(bisect_right(listed, self.order(number), key=self.order), number)
        return listed

    def _shows(self, bookmark: int) -> bool:
        """Whether a bookmark is in no folded section."""
        index = self.section(bookmark)
        return index < 0 or not any(
            map(self.nodes.is_folded, (index, *self.nodes.ancestors(index)))
        )
