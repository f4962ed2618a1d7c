"""The sections pane: the outline, what was read of it, and what was annotated."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.annotation import Colour
from reader.documents.document import Document, Section
from reader.study.coverage import covered
from reader.text.spans import Span
from reader.text.wrap import cells, displayed, fit, folded
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette

HEAT = " ░▒▓█"
HEAT_CELLS = 3
BADGE = 4  # cells kept free behind a title
TWO_ROWS = 300  # with more sections than this, each has one row


def heat(read: Sequence[Span], start: int, end: int, width: int) -> str:
    """What was read of ``[start, end)`` as a strip of ``width`` cells, dark where read."""
    size = max(1, end - start)
    strip = []
    for cell in range(width):
        low = start + size * cell // width
        high = max(low + 1, start + size * (cell + 1) // width)
        share = covered(read, low, high) / (high - low)
        strip.append(HEAT[min(4, round(share * 4))])
    return "".join(strip)


class Place(NamedTuple):
    """A bookmark: its name, its offset in code points, the words that stand there."""

    name: str
    offset: int
    words: str


class SectionsPane(ListPane):
    """The sections of a document as a tree that folds, with the one being read marked.

    Bookmarks stand in it where they are in the text, below the title of their section.
    """

    TITLE = "Sections"

    def __init__(self, document: Document, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.folded: set[int] = set()
        self.read: Sequence[Span] = ()
        self.counts: Sequence[Counter[Colour]] = ()
        self.places: Sequence[Place] = ()
        self.here = -1
        self.show(document)

    def show(self, document: Document) -> None:
        """Show the outline of a document."""
        self.document = document
        self.changed()

    def changed(self) -> None:
        """Work out which sections are listed: not folded away, and passing the filter."""
        outline = self.document.outline
        wanted = self.filter.casefold()
        self._listed: list[int] = []
        hidden_below = 0
        for index, section in enumerate(outline):
            if wanted:
                if wanted in section.title.casefold():
                    self._listed.append(index)
                continue
            if hidden_below and section.level > hidden_below:
                continue
            hidden_below = section.level if index in self.folded else 0
            self._listed.append(index)
        # What is listed: the number of a section, or of a bookmark from -1 downwards.
        if self.places:
            self._listed = sorted(
                [*self._listed, *(-1 - n for n, p in enumerate(self.places) if self._passes(p))],
                key=self._order,
            )
        super().changed()

    def _passes(self, place: Place) -> bool:
        return self.filter.casefold() in f"{place.name} {place.words}".casefold()

    def _order(self, number: int) -> tuple[int, int]:
        if number < 0:
            return self.places[-1 - number].offset, 1
        return self.document.outline[number].start, 0

    def mark(self, places: Sequence[Place]) -> None:
        """Show these bookmarks."""
        if places != self.places:
            self.places = places
            self.changed()

    # --- items ----------------------------------------------------------------------------------

    def heights(self, width: int) -> Sequence[int]:
        if len(self._listed) > TWO_ROWS:
            return [1] * len(self._listed)
        return [len(self._title_rows(number, width)) for number in self._listed]

    def _depth(self, number: int) -> int:
        if number < 0:
            around = self.document.section_at(self.places[-1 - number].offset)
            return self._depth(around) + 1 if around >= 0 else 0
        return 0 if self.filter else min(self.document.outline[number].level - 1, 6)

    def _badge(self, number: int) -> Row:
        """The colours of a section's annotations, how many, and what of it was read."""
        section = self.document.outline[number]
        counts = self.counts[number] if number < len(self.counts) else Counter()
        badge: Row = [
            (" ▌" if i == 0 else "▌", f"sign-{c}") for i, c in enumerate(sorted(counts)[:3])
        ]
        if counts:
            badge.append((f"{counts.total()}", "muted"))
        strip = heat(self.read, section.start, section.end, HEAT_CELLS)
        if strip.strip():
            badge.append((f" {strip}", "muted"))
        return badge

    def _title_rows(self, number: int, width: int) -> list[str]:
        """A title in at most two rows; the badge stands at the end of the first one."""
        if number < 0:
            return [""]
        title = " ".join(self.document.outline[number].title.split())
        room = max(4, width - self._depth(number) - 2 - BADGE)
        return folded(title, room, 1 if len(self._listed) > TWO_ROWS else 2) or [""]

    def empty_text(self) -> str:
        if self.filter:
            return "No section has that in its title."
        return "No headings were found in this text."

    def subtitle(self) -> str:
        text = self.document.text
        return f"{100 * covered(self.read, 0, len(text)) // max(1, len(text))} % read"

    def draw(self, index: int, width: int) -> list[Row]:
        number = self._listed[index]
        if number < 0:
            place = self.places[-1 - number]
            lead = " " * self._depth(number) + f"⚑ {place.name} "
            words = fit(place.words, max(1, width - cells(lead)))
            return [[(fit(lead, min(cells(lead), width)), "panel-key"), (words, "muted")]]
        section = self.document.outline[number]
        here = number == self.here
        lead = " " * self._depth(number)
        if here:
            sign = "● "
        elif section.children and not self.filter:
            sign = "▶ " if number in self.folded else "▼ "
        else:
            sign = "  "
        style = "here" if here else ""
        badge = self._badge(number)
        first, *more = self._title_rows(number, width)
        room = width - len(lead) - 2 - sum(cells(text) for text, _ in badge)
        rows: list[Row] = [[(lead + sign, style or "muted"), (fit(first, room), style), *badge]]
        return rows + [[(f"{lead}  {displayed(line)}", style)] for line in more]

    # --- what commands ask for ------------------------------------------------------------------

    def offset_of(self, index: int) -> int:
        """Where a listed item leads to."""
        return self._order(self._listed[index])[0]

    def follow(self, offset: int) -> None:
        """Mark the section at ``offset``, and keep it in sight unless the pane is in use."""
        here = self.document.section_at(offset)
        if here == self.here:
            return
        self.here = here
        if not self.has_focus and self._listed and here >= 0:
            start = self.document.outline[here].start
            self.cursor = max(0, bisect_right(self._listed, (start, 0), key=self._order) - 1)
            self.reveal(self.cursor)
        self.refresh()

    def on_resize(self) -> None:
        """The section being read stays in sight."""
        here, self.here = self.here, -1
        if here >= 0 and here < len(self.document.outline):
            self.follow(self.document.outline[here].start)

    def chosen_section(self) -> Section | None:
        """The section under the cursor; None where a bookmark is, or nothing."""
        number = self._listed[self.cursor] if self._listed else -1
        return self.document.outline[number] if number >= 0 else None

    def fold(self) -> None:
        """Fold the section under the cursor, or go to its parent."""
        if not self._listed or self.filter:
            return
        number = self._listed[self.cursor]
        outline = self.document.outline
        if number < 0:
            number = max(0, self.document.section_at(self.places[-1 - number].offset))
        elif outline[number].children and number not in self.folded:
            self.folded.add(number)
            self.changed()
            return
        for above in range(self.cursor - 1, -1, -1):
            other = self._listed[above]
            if other == number or (other >= 0 and outline[other].level < outline[number].level):
                self.point(above)
                return

    def unfold(self) -> None:
        """Unfold the section under the cursor."""
        if self._listed and not self.filter:
            self.folded.discard(self._listed[self.cursor])
            self.changed()

    def clicked(self, index: int, x: int) -> None:
        number = self._listed[index]
        if (
            number >= 0
            and self.document.outline[number].children
            and not self.filter
            and x < 3 + self._depth(number)
        ):
            (self.fold if number not in self.folded else self.unfold)()
            return
        super().clicked(index, x)
