"""The notes pane: the annotations in reading order, with their sections."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

from reader.annotations.annotation import Annotation, Kind
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.text.wrap import displayed, fit, folded
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette, sign_of

QUOTE_ROWS = 3
NOTE_ROWS = 6


class Item(NamedTuple):
    """A heading (``annotation`` is None) or a card."""

    annotation: Annotation | None
    span: Span | None
    title: str = ""


class NotesPane(ListPane):
    """A card for each annotation: its quote, its note, its tags."""

    TITLE = "Notes"
    RULE_LEFT = True

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.reading: Reading | None = None
        self.items: list[Item] = []
        self._offsets: list[int] = []
        # Rows of each card: a change to one note does not measure ten thousand again.
        self._known: dict[str, tuple[Annotation, int, int]] = {}

    def show(self, reading: Reading | None) -> None:
        """Show the annotations of a document."""
        self.reading = reading
        self.changed()

    def changed(self) -> None:
        """List what passes the filter, under the titles of the sections."""
        chosen = self.chosen
        self.items = []
        if self.reading is not None:
            self._list(self.reading, self.filter.casefold().split())
        # Where each item stands; headings before their first card, orphans before everything.
        self._offsets = [-1 if item.span is None else item.span.start for item in self.items]
        super().changed()
        if chosen is not None:
            self.choose(chosen.id)
        elif self.items and not self.selectable(self.cursor):
            self.move(1)

    def _list(self, reading: Reading, words: list[str]) -> None:
        orphans = [a for a in reading.orphans if self._passes(a, words)]
        if orphans:
            self.items.append(Item(None, None, "Lost: words not found"))
            self.items += [Item(annotation, None) for annotation in orphans]
        document = reading.document
        last = -2
        for annotation, span in reading.placed:
            if words and not self._passes(annotation, words):
                continue
            section = document.section_at(span.start)
            if section != last:
                last = section
                title = document.outline[section].title if section >= 0 else ""
                if title:
                    self.items.append(Item(None, span, title))
            self.items.append(Item(annotation, span))

    @staticmethod
    def _passes(annotation: Annotation, words: list[str]) -> bool:
        if not words:
            return True
        tags = " ".join(f"#{tag}" for tag in annotation.tags)
        text = f"{annotation.target.exact} {annotation.note} {tags} {annotation.kind} "
        text = (text + annotation.colour).casefold()
        return all(word in text for word in words)

    # --- items ----------------------------------------------------------------------------------

    def heights(self, width: int) -> Sequence[int]:
        return [self._height(item, width) for item in self.items]

    def _height(self, item: Item, width: int) -> int:
        annotation = item.annotation
        if annotation is None:
            return 1
        known = self._known.get(annotation.id)
        if known and self.reading and self.reading.store.has_others(annotation.id):
            known = None  # how many versions there are is not written in the annotation
        if known is not None and known[0] is annotation and known[1] == width:
            return known[2]
        height = self._measured_height(annotation, width)
        self._known[annotation.id] = annotation, width, height
        return height

    def _measured_height(self, annotation: Annotation, width: int) -> int:
        room = width - 2
        rows = len(folded(self._quote(annotation), room, QUOTE_ROWS))
        if annotation.note:
            rows += len(folded(annotation.note, room, NOTE_ROWS))
        return rows + bool(self._line_below(annotation)) + 1

    def selectable(self, index: int) -> bool:
        return self.items[index].annotation is not None

    def empty_text(self) -> str:
        if self.filter:
            return "No note has these words."
        return (
            "Nothing marked yet. Press f and type the label of a sentence, "
            "in capitals to mark it at once."
        )

    def subtitle(self) -> str:
        if self.reading is None:
            return ""
        count = len(self.reading.placed) + len(self.reading.orphans)
        lost = len(self.reading.orphans)
        return f"{count}" + (f", {lost} lost" if lost else "")

    @staticmethod
    def _quote(annotation: Annotation) -> str:
        quote = " ".join(annotation.target.exact.split())
        return f"“{quote}”" if quote else "(a place)"

    def _line_below(self, annotation: Annotation) -> str:
        others = len(self.reading.store.others(annotation.id)) if self.reading else 0
        words = [f"{1 + others} versions: H"] if others else []
        if annotation.kind not in (Kind.HIGHLIGHT, Kind.NOTE):
            words.append(str(annotation.kind))
        return " ".join([*words, *(f"#{tag}" for tag in annotation.tags)])

    def draw(self, index: int, width: int) -> list[Row]:
        item = self.items[index]
        annotation = item.annotation
        if annotation is None:
            style = "error" if item.span is None else "heading"
            return [[(fit(" ".join(item.title.split()), width), style)]]
        room = width - 2
        current = self.reading is not None and index == self.cursor
        sign = f"sign-{annotation.colour}"
        rows: list[Row] = []
        for line in folded(self._quote(annotation), room, QUOTE_ROWS):
            lead = sign_of(annotation) if not rows else "▌"
            rows.append([(lead + " ", sign), (displayed(line), "here" if current else "muted")])
        for line in folded(annotation.note, room, NOTE_ROWS) if annotation.note else []:
            rows.append([("▌ ", sign), (displayed(line), "")])
        below = self._line_below(annotation)
        if below:
            rows.append(
                [
                    ("▌ ", sign),
                    (fit(below, room).rstrip(), "link" if annotation.tags else "emphasis"),
                ]
            )
        rows.append([])
        return rows

    # --- what commands ask for ------------------------------------------------------------------

    @property
    def chosen(self) -> Annotation | None:
        """The annotation under the cursor."""
        if 0 <= self.cursor < len(self.items):
            return self.items[self.cursor].annotation
        return None

    def choose(self, annotation_id: str) -> bool:
        """Put the cursor on an annotation; whether it is listed."""
        for index, item in enumerate(self.items):
            if item.annotation is not None and item.annotation.id == annotation_id:
                self.point(index)
                return True
        return False

    def follow(self, offset: int) -> None:
        """Keep the first annotation from ``offset`` on in sight, unless the pane is in use."""
        if self.has_focus:
            return
        self.reveal(bisect_left(self._offsets, offset))
