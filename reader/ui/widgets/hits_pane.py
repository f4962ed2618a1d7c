"""The pane of search hits: a row for each, with what stands around it, under its section."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from reader.documents.document import Document
from reader.text.hunting import Hunt
from reader.text.spans import Span
from reader.text.wrap import cell_offsets, cells, displayed, fit
from reader.ui import stepwise
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette

AROUND = 120  # code points before and behind a hit that are shown, if there is room, and filtered
BATCH = 500  # hits filtered between two chances to stop
WIDE = 50  # cells of a row in which much of what stands before a hit has room
SHARE = 6  # cells for how far into the text a hit is

# Whether a word is in a stretch of a text: text, start, end.
Passes = Callable[[str, int, int], bool]


class HitsPane(ListPane):
    """Every hit of a search. An item is a hit, by its index, or the title of a section."""

    RULED = False

    def __init__(
        self,
        document: Document,
        passing: Callable[[str], Passes],
        palette: Palette,
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(palette, id=id)
        self.document = document
        self.hunt: Hunt | None = None
        self._passing = passing
        self._items = array("l")  # a hit, or -1 minus a section
        self._listed = 0

    # --- what is listed -------------------------------------------------------------------------

    def show(self, hunt: Hunt, chosen: int = 0) -> None:
        """List the hits of a search, with the cursor on one of them."""
        self.hunt = hunt
        self._list(chosen)

    def narrow(self, words: str) -> None:
        """List the hits that have these words around them, or in the title of their section."""
        chosen = self.chosen
        self.filter = words
        self._list(max(chosen, 0))

    def _list(self, chosen: int) -> None:
        items, titles = array("l"), array("l")

        def done() -> None:
            self._items = items
            self._listed = len(items) - len(titles)
            self.changed()
            self.point(self._index_of(chosen))

        stepwise.do(self, self._collected(items, titles), done, group="hits")

    def _collected(self, items: array[int], titles: array[int]) -> Iterator[bool]:
        """Fill ``items`` step by step, and ``titles`` with those that are no hits."""
        hunt = self.hunt
        if hunt is None or not hunt.complete:
            return
        spans, document = hunt.spans, self.document
        words = [self._passing(word) for word in self.filter.split()]
        starts, titled, low = document.section_starts, -1, 0
        while low < len(spans):
            section = document.section_at(spans.starts[low])
            ahead = bisect_right(starts, spans.starts[low])
            end = starts[ahead] if ahead < len(starts) else len(document.text)
            if section >= 0:
                end = min(end, max(document.outline[section].end, spans.starts[low] + 1))
            high = max(low + 1, bisect_left(spans.starts, end, low))
            title = document.outline[section].title if section >= 0 else ""
            wanted = [word for word in words if not word(title, 0, len(title))]
            for start in range(low, high, BATCH):
                batch: Sequence[int] = range(start, min(start + BATCH, high))
                if wanted:
                    batch = [index for index in batch if self._passes(spans[index], wanted)]
                if batch and section != titled:
                    titled = section
                    if title:
                        items.append(-1 - section)
                        titles.append(-1 - section)
                items.extend(batch)
                yield False
            low = high

    def _passes(self, span: Span, words: Sequence[Passes]) -> bool:
        start, end = self._around(span)
        return all(word(self.document.text, start, end) for word in words)

    def _around(self, span: Span) -> Span:
        """The surroundings of a hit, within its paragraph."""
        blocks = self.document.blocks
        first, last = self.document.block_at(span.start), self.document.block_at(span.end - 1)
        low = blocks.starts[first] if first >= 0 else 0
        high = blocks.ends[last] if last >= 0 else len(self.document.text)
        return Span(
            min(span.start, max(low, span.start - AROUND)),
            max(span.end, min(high, span.end + AROUND)),
        )

    def _index_of(self, hit: int) -> int:
        """The index of the item that is a hit, or of the next one listed."""
        items = self._items

        def hit_of(at: int) -> int:
            return items[at] if items[at] >= 0 else items[at + 1]

        return bisect_left(range(len(items)), hit, key=hit_of)

    @property
    def chosen(self) -> int:
        """The hit under the cursor; -1 if there is none."""
        return self._items[self.cursor] if self.cursor < len(self._items) else -1

    # --- drawing --------------------------------------------------------------------------------

    @property
    def title(self) -> str:
        """What stands above the list."""
        hunt = self.hunt
        if hunt is None:
            return ""
        if hunt.wrong:
            return hunt.wrong
        if not hunt.complete:
            return f"“{hunt.query}”: searching …"
        count = len(hunt.spans)
        more = "+" if hunt.more or hunt.slow else ""
        listed = f"{self._listed} of " if self.filter.strip() else ""
        return f"“{hunt.query}”: {listed}{count}{more} hit{'s'[: count != 1]}"

    def changed(self) -> None:
        self.TITLE = self.title
        super().changed()

    def heights(self, width: int) -> Sequence[int]:
        return [1] * len(self._items)

    def selectable(self, index: int) -> bool:
        return self._items[index] >= 0

    def empty_text(self) -> str:
        if self.hunt is None or not self.hunt.complete:
            return ""
        return "No hit has these words around it." if self.filter else "No hits."

    def draw(self, index: int, width: int) -> list[Row]:
        item = self._items[index]
        if item < 0:
            return [[(fit(self.document.outline[-1 - item].label, width), "heading")]]
        assert self.hunt is not None
        span = self.hunt.spans[item]
        text, around = self.document.text, self._around(span)
        parts = (
            text[around.start : span.start],
            text[span.start : span.end],
            text[span.end : around.end],
        )
        share = span.start / max(1, len(text))
        return [hit_row(share, parts, width, current=index == self.cursor)]


def hit_row(share: float, parts: tuple[str, str, str], width: int, *, current: bool) -> Row:
    """The row of a hit that stands so far into its text: the share, and what stands before it, the
    hit and what stands behind, as far as there is room, with all hits in one column."""
    room = width - SHARE
    hit = shortened(one_line(parts[1]), max(1, room * 2 // 3))
    before_room = room * 2 // 5 if room >= WIDE else room // 5  # else for what was searched for
    before_room = max(0, min(before_room, room - cells(hit)))
    before = last_cells(one_line(parts[0]), before_room)
    before = " " * (before_room - cells(before)) + before
    after = shortened(one_line(parts[2]), max(0, room - before_room - cells(hit)))
    style = "search-current" if current else "search"
    figure = f"{round(100 * share)}%".rjust(SHARE - 2) + "  "
    return [(figure, "muted"), (before, ""), (hit, style), (after, "")]


def one_line(text: str) -> str:
    """A stretch of text on one line, spaces at its ends kept as one."""
    line = " ".join(text.split())
    if not line:
        return " " if text else ""
    return " " * text[0].isspace() + line + " " * text[-1].isspace()


def shortened(text: str, width: int) -> str:
    """The text in at most ``width`` cells, cut at its end with an ellipsis."""
    drawn = displayed(text)
    return drawn if cells(drawn) <= width else fit(drawn, width)


def last_cells(text: str, width: int) -> str:
    """The text in at most ``width`` cells, cut at its beginning with an ellipsis."""
    drawn = displayed(text)
    offsets = cell_offsets(drawn)
    if offsets[-1] <= width:
        return drawn
    if width < 1:
        return ""
    first = bisect_left(offsets, offsets[-1] - width + 1)
    while first < len(drawn) and offsets[first] == offsets[first + 1]:
        first += 1  # not from the middle of a grapheme
    return "…" + drawn[first:]
