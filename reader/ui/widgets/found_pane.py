"""The pane of what was found in all texts: a row for each hit, under the title of its document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from textual.strip import Strip

from reader.hits import Hit
from reader.searching import Answer
from reader.text.search import find_all
from reader.text.terms import Term, pattern_of
from reader.text.wrap import cells, displayed, fit
from reader.ui.widgets.hits_pane import hit_row, last_cells, one_line
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette

HINT = (
    "Type words that stand near each other in a text. “In quotation marks” words stand together; "
    "begin* finds what begins so, -without leaves out passages that have it. Case and accents do "
    "not matter, but an accent that is typed has to be there."
)


class FoundPane(ListPane):
    """An item is a document, or a hit in it."""

    TITLE = "All texts"
    RULED = False

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.answer: Answer | None = None
        self.said = ""  # at the right of the title, before how many there are
        self.empty = HINT
        self._terms: Sequence[Term] = ()
        self._items: list[tuple[int, int]] = []  # a document, and a hit in it or -1

    def show(self, answer: Answer | None, terms: Sequence[Term], chosen: int = 0) -> None:
        """List what was found, with the cursor on an item."""
        self.answer, self._terms = answer, terms
        self._items = [
            (at, hit)
            for at, found in enumerate(answer.found if answer else ())
            for hit in range(-1, len(found.hits))
        ]
        self.changed()
        self.point(chosen)

    @property
    def chosen(self) -> Hit | None:
        """The hit under the cursor."""
        return self.hit(self.cursor)

    def hit(self, index: int) -> Hit | None:
        """The hit that an item is; None for the title of a document."""
        if self.answer is None or index >= len(self._items):
            return None
        document, hit = self._items[index]
        return None if hit < 0 else self.answer.found[document].hits[hit]

    def index_of(self, hit: Hit) -> int:
        """The item that is this hit; the first if none is."""
        return next((at for at in range(len(self._items)) if self.hit(at) == hit), 0)

    # --- drawing --------------------------------------------------------------------------------

    def heights(self, width: int) -> Sequence[int]:
        return [1] * len(self._items)

    def selectable(self, index: int) -> bool:
        return self._items[index][1] >= 0

    def empty_text(self) -> str:
        return self.empty

    def _title(self, width: int) -> Strip:
        """What is typed, to its end, and beside it what there is room for."""
        typed = self.TITLE + (f" /{self.filter}" if self.filter else "")
        notes = (f"{self.said} · {self.number}", self.said, self.number)
        room = max(0, self._inner - cells(typed) - 2)
        note = next((note for note in notes if note.strip(" ·") and cells(note) <= room), "")
        note = note.strip(" ·")
        typed = last_cells(typed, self._inner - cells(note) - 1)
        gap = " " * (self._inner - cells(typed) - cells(note))
        return self._strip([(typed + gap + note, "here")], width)

    @property
    def number(self) -> str:
        """How many documents have the words."""
        if self.answer is None or not self._items:
            return ""
        listed, count = len(self.answer.found), self.answer.documents
        of = f"{listed} of " if listed < count else ""
        return f"{of}{count:,} document{'s' * (count != 1)}"

    def draw(self, index: int, width: int) -> list[Row]:
        assert self.answer is not None
        document, at = self._items[index]
        found = self.answer.found[document]
        if at < 0:
            more = f"  {found.passages} passages" if found.passages > 1 else ""
            by = f"  {one_line(', '.join(found.entry.authors))}" if found.entry.authors else ""
            title = displayed(one_line(found.text.title))
            room = width - cells(more)
            title = title if cells(title) <= room else fit(title, room)
            aside = fit(by + more, width - cells(title)) if cells(by) > 2 else more
            return [[(title, "heading"), (aside, "muted")]]
        hit = found.hits[at]
        share, before, words, after = hit_row(
            hit.start / max(1, found.text.length),
            (hit.before, hit.words, hit.after),
            width,
            current=index == self.cursor,
        )
        return [[share, *self._marked(before[0]), words, *self._marked(after[0])]]

    def _marked(self, text: str) -> Iterator[tuple[str, str]]:
        """What stands around a hit, with the other words that were searched for marked."""
        pattern = pattern_of(self._terms, text)
        at = 0
        for start, end in find_all(pattern, text) if pattern else ():
            yield text[at:start], ""
            yield text[start:end], "search"
            at = end
        yield text[at:], ""
