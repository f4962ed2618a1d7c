"""The old words of an annotation, and the passages of the present text where it may belong."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rich.segment import Segment
from textual.strip import Strip

from reader.annotations.anchoring import STOOD, Anchored
from reader.annotations.annotation import Annotation
from reader.documents.document import Document
from reader.text.spans import Span
from reader.text.wrap import cells
from reader.ui.styles import highlight_name
from reader.ui.widgets.cards import has_words
from reader.ui.widgets.chrome import breadcrumb
from reader.ui.widgets.drawn import Drawn
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette, sign_of
from reader.ui.widgets.quoted import around, first_words, in_rows, last_words, old_and_new

ROOM = 64  # code points of the surroundings that are shown before a passage and behind it
MARGIN = 1  # cells left of the old words
# Between them stands what a note will say it is about; colours do not show where that ends.
OPENS, CLOSES = "▸", "◂"


def look_of(annotation: Annotation) -> str:
    """The name of the style in which an annotation is drawn."""
    return highlight_name(annotation.colour, annotation.style)


# From which confidence on a place is called so.
SURE = ((0.9, "almost surely"), (0.5, "likely"), (0.1, "perhaps"), (0.0, "hardly"))


def how_sure(confidence: float) -> str:
    """How sure a place is, for a person."""
    return next(word for least, word in SURE if confidence >= least)


def told(place: Anchored) -> str:
    """How sure a place is, or what else speaks for it, for a person."""
    if place.how == "here":
        return "where it stands"
    if place.how == "same":
        return "its very words"
    return "where it stood" if place.how == STOOD else how_sure(place.confidence)


class OldPassage(Drawn):
    """The words that an annotation was made on, with what stood around them, and its note. Words
    that the passage it is compared with does not have are struck through."""

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self._annotation: Annotation | None = None
        self._other: str | None = None
        self._rows: tuple[int, list[Row]] = 0, []

    def show(self, annotation: Annotation) -> None:
        """Show an annotation."""
        self._annotation, self._other = annotation, None
        self._changed()

    def compare_with(self, words: str | None) -> None:
        """Strike through what other words do not have."""
        if words != self._other:
            self._other = words
            self._changed()

    def _changed(self) -> None:
        self._rows = 0, []
        self.refresh()

    def rows_at(self, width: int) -> int:
        """How many rows it takes to show all of it."""
        return len(self._at(width))

    def _at(self, width: int) -> list[Row]:
        if self._rows[0] != width:
            self._rows = width, self._drawn(max(4, width - 2 * MARGIN))
        return self._rows[1]

    def _drawn(self, width: int) -> list[Row]:
        annotation = self._annotation
        if annotation is None:
            return []
        target = annotation.target
        lead = "It was in "
        head = lead + breadcrumb("", target.path, max(1, width - len(lead)))
        if not target.path:
            head = "It was"
        style = look_of(annotation)
        words: Row = [(target.exact, style)] if target.exact else [("⚑", "strong")]
        if self._other is not None and target.exact:
            words, _ = old_and_new(target.exact, self._other, style)
        before, after = (last_words(target.prefix), "muted"), (first_words(target.suffix), "muted")
        rows: list[Row] = [[(head, "muted")], *in_rows([before, *words, after], width)]
        if has_words(annotation):
            sign = f"{sign_of(annotation)} "
            note = in_rows([(annotation.note, "text")], width - cells(sign))
            leads = [(sign, f"sign-{annotation.colour}"), *[("  ", "")] * (len(note) - 1)]
            rows += [[lead, *row] for lead, row in zip(leads, note, strict=True)]
        return [*rows, []]

    def row(self, y: int, width: int) -> Strip:
        rows = self._at(width)
        pieces = rows[y] if y < len(rows) else []
        left = " " * MARGIN
        segments = [Segment(left, self.palette[""])]
        segments += [Segment(text, self.palette[name]) for text, name in pieces]
        used = sum(cells(segment.text) for segment in segments)
        segments.append(Segment(" " * max(0, width - used), self.palette[""]))
        return Strip(segments).crop(0, width)


class OfferedPlaces(ListPane):
    """The passages, each with what stands around it. Words that the old one does not have are
    marked."""

    RULED = False
    LIT = False  # it would hide which words are marked

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.places: Sequence[Anchored] = ()
        self._looking = True
        self._document: Document | None = None
        self._annotation: Annotation | None = None
        # Called with the words of the passage at the cursor, None where there is none.
        self.on_point: Callable[[str | None], object] = lambda words: None

    def show(
        self, document: Document, annotation: Annotation, places: Sequence[Anchored] | None
    ) -> None:
        """Show the passages for an annotation; None while they are looked for."""
        self._document, self._annotation = document, annotation
        self._looking, self.places = places is None, places or ()
        self.TITLE = "Where it may belong" if self.places else "Where it may belong: looking …"
        if not self._looking and not self.places:
            self.TITLE = "No passage is like it"
        elif self.places and all(one.end == one.start for one in self.places):
            self.TITLE = "Here is where its words stood" if annotation.target.exact else self.TITLE
        self.changed()
        self.cursor = 0
        self._point_out()
        self.point(0)

    def point(self, index: int) -> None:
        super().point(index)
        self._point_out()

    def _point_out(self) -> None:
        words = None
        if self.cursor < len(self.places) and self._document is not None:
            place = self.places[self.cursor]
            words = self._document.text[place.start : place.end]
        self.on_point(words)

    def heights(self, width: int) -> Sequence[int]:
        return [len(self._drawn(index, width)) + 1 for index in range(len(self.places))]

    def draw(self, index: int, width: int) -> list[Row]:
        return self._drawn(index, width)

    def _drawn(self, index: int, width: int) -> list[Row]:
        annotation, document, place = self._annotation, self._document, self.places[index]
        if annotation is None or document is None:
            return []
        sure = told(place)
        style = "here" if index == self.cursor else "strong"
        head: Row = [(f"{index + 1} ", style)]
        room = max(1, width - 5 - len(sure))
        where = breadcrumb("", document.section_path(place.start), room)
        head.append((f"{sure} · {where}" if where else sure, "muted"))
        span = Span(place.start, place.end)
        before, after = around(document.text, span, ROOM)
        words: Row = [("⚑" if not annotation.target.exact else OPENS + CLOSES, style)]
        if place.end > place.start:
            here = document.text[place.start : place.end]
            _, words = old_and_new(annotation.target.exact, here, look_of(annotation))
            words = [(OPENS, style), *words, (CLOSES, style)]
        return [head, *in_rows([(before, ""), *words, (after, "")], width)]

    def margin(self, index: int) -> tuple[str, str]:
        return ("›", "here") if index == self.cursor else (" ", "")

    def subtitle(self) -> str:
        return f"{self.cursor + 1} of {len(self.places)}" if len(self.places) > 1 else ""

    def empty_text(self) -> str:
        if self._looking:
            return ""
        return "Select its passage in the text yourself, or keep it as a note without a place."
