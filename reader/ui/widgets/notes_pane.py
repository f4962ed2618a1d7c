"""The notes pane: cards beside their passages, or all annotations as a list."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from reader.annotations.annotation import Annotation
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.text.wrap import fit
from reader.ui.widgets.beside import Passage, Place, Wish, arrange, outside, passages
from reader.ui.widgets.cards import Card, card, draw_card
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.reading_view import ReadingView

LEAST = 2  # rows to which cards are shortened where passages crowd, before they are pushed down


class Item(NamedTuple):
    """A heading (``annotation`` is None) or a card."""

    annotation: Annotation | None
    span: Span | None
    title: str = ""


class NotesPane(ListPane):
    """A card for each annotation: its quote, its note, its tags.

    While the text has the keys, the cards of the passages on screen stand beside them
    (`is_beside`); while the pane has them it is a list of all annotations in reading order, with
    the titles of their sections. The list is made when it is asked for.
    """

    TITLE = "Notes"
    RULE_LEFT = True
    FOCUS_ON_CLICK = False  # a click goes to a passage, in the text

    class Clicked(Message):
        """A click on a card that stands beside its passage."""

        def __init__(self, annotation: Annotation) -> None:
            super().__init__()
            self.annotation = annotation

    def __init__(self, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.reading: Reading | None = None
        self.view: ReadingView | None = None  # the text that cards stand beside
        self.beside = True  # whether they do: the person's wish
        self.listing = False  # the pane had the keys last, not the text
        self.unfolded: set[str] = set()
        self.lit = ""  # the annotation under the pointer
        self._items: list[Item] | None = None
        self._at: dict[str, int] = {}
        self._offsets: list[int] = []
        self._passing: list[tuple[Annotation, Span]] = []
        self._wanted = ""  # the annotation to choose as soon as there is a list
        self._words: dict[str, tuple[Annotation, str]] = {}
        self._cards: dict[str, tuple[Annotation, int, bool, Card]] = {}
        self._places: list[tuple[Annotation, Place]] = []
        self._rows_beside: dict[int, tuple[Annotation | None, Row]] = {}
        self._counts = 0, 0
        self._screenful: object = None  # of the text, for which the cards were placed

    def show(self, reading: Reading | None) -> None:
        """Show the annotations of a document."""
        self.reading = reading
        self.changed()

    def changed(self) -> None:
        """The annotations, or the filter, are others."""
        if self._items is not None and 0 <= self.cursor < len(self._items):
            chosen = self._items[self.cursor].annotation
            self._wanted = self._wanted or (chosen.id if chosen else "")
        self._items = None
        self.refresh()

    # --- the list -------------------------------------------------------------------------------

    @property
    def items(self) -> list[Item]:
        """What passes the filter, under the titles of the sections; lost ones first."""
        if self._items is None:
            self._items = []
            if self.reading is not None:
                self._list(self.reading, self.filter.casefold().split())
            self._at = {a.id: at for at, (a, _, _) in enumerate(self._items) if a is not None}
            self._offsets = [-1 if span is None else span.start for _, span, _ in self._items]
            wanted, self._wanted = self._wanted, ""
            self.cursor = self._at.get(wanted, min(self.cursor, len(self._items) - 1))
            self.point(max(0, self.cursor))
        return self._items

    def _list(self, reading: Reading, words: list[str]) -> None:
        items = self._items = []
        orphans = [a for a in reading.orphans if self._passes(a, words)]
        if orphans:
            items.append(Item(None, None, "Lost: words not found"))
            items += [Item(annotation, None) for annotation in orphans]
        document = reading.document
        last = -2
        self._passing = reading.placed
        if words:
            self._passing = [one for one in reading.placed if self._passes(one[0], words)]
        for annotation, span in self._passing:
            section = document.section_at(span.start)
            if section != last:
                last = section
                title = document.outline[section].title if section >= 0 else ""
                if title:
                    items.append(Item(None, span, title))
            items.append(Item(annotation, span))

    def _passes(self, annotation: Annotation, words: list[str]) -> bool:
        if not words:
            return True
        known = self._words.get(annotation.id)
        if known is None or known[0] is not annotation:
            tags = " ".join(f"#{tag}" for tag in annotation.tags)
            text = f"{annotation.target.exact} {annotation.note} {tags} {annotation.kind} "
            known = annotation, (text + annotation.colour).casefold()
            self._words[annotation.id] = known
        text = known[1]
        return all(word in text for word in words)

    def size_of(self) -> int:
        return len(self.items)

    def height(self, index: int) -> int:
        annotation = self.items[index].annotation
        if annotation is None:
            return 1
        made = self._card(annotation, self._inner)
        return (made.rows if annotation.id in self.unfolded else made.folded_rows) + 1

    def _card(self, annotation: Annotation, width: int, *, whole: bool = False) -> Card:
        """The card of an annotation at a width, worked out once."""
        whole = whole or annotation.id in self.unfolded
        known = self._cards.get(annotation.id)
        others = 0
        if self.reading and self.reading.store.has_others(annotation.id):
            known = None  # how many versions there are is not written in the annotation
            others = len(self.reading.store.others(annotation.id))
        if known is None or known[0] is not annotation or known[1:3] != (width, whole):
            known = annotation, width, whole, card(annotation, width, others=others, whole=whole)
            self._cards[annotation.id] = known
        return known[3]

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
        lost = len(self.reading.orphans)
        count = f"{len(self.reading.placed) + lost}" + (f", {lost} lost" if lost else "")
        above = self._counts[0] if self.is_beside else 0
        return f"{above} above · {count}" if above else count

    def draw(self, index: int, width: int) -> list[Row]:
        item = self.items[index]
        annotation = item.annotation
        if annotation is None:
            style = "error" if item.span is None else "heading"
            return [[(fit(" ".join(item.title.split()), width), style)]]
        made = self._card(annotation, width)
        return draw_card(
            annotation,
            made,
            width,
            self.height(index) - 1,
            whole=annotation.id in self.unfolded,
            current=index == self.cursor,
        )

    # --- beside the text ------------------------------------------------------------------------

    @property
    def is_beside(self) -> bool:
        """Whether cards stand beside their passages now."""
        view = self.view
        return self.beside and not self.listing and view is not None and view.display

    def text_has_keys(self) -> None:
        """The text has the keys: the cards go to their passages."""
        if self.listing:
            self.listing = False
            self.refresh()

    def has_keys(self) -> None:
        """The pane has the keys: it is a list, in which the current card keeps its row."""
        if self.listing or not self.is_beside:
            self.listing = True
            return
        places = self._places
        current = self.view.current if self.view else ""
        chosen = next((one for one in places if one[0].id == current), None)
        chosen = chosen or next(iter(places), None)
        self.listing = True
        if chosen is not None:
            annotation, place = chosen
            self._wanted = ""
            self.choose(annotation.id)
            self._stand(self.cursor, 1 - place.row)
        elif self.view is not None and self.items:
            self.point(bisect_left(self._offsets, self.view.place))
        self.refresh()

    def _place(self, view: ReadingView, size: Size) -> None:
        """Give the passages on screen their places."""
        found = passages(view)
        everything = self.reading.placed if self.reading else []
        if self.filter and self.items is not None:
            everything = self._passing
            found = [one for one in found if one.annotation.id in self._at]
        ids = [one.annotation.id for one in found]
        current = ids.index(view.current) if view.current in ids else -1
        bottom = size.height
        for bottom in (size.height, size.height - 1):
            wishes = self._wishes(found, current, bottom)
            places = arrange(wishes, 1, bottom, current)
            self._counts = outside(everything, view.shown.start, found, places)
            if not self._counts[1]:
                break
        self._places = [(found[place.number].annotation, place) for place in places]
        rows: dict[int, tuple[Annotation | None, Row]] = {}
        for annotation, place in self._places:
            is_current = annotation.id == view.current
            made = self._card(annotation, self._width, whole=is_current)
            drawn = draw_card(
                annotation, made, self._width, place.rows, whole=is_current, current=is_current
            )
            for row in range(place.rows):
                rows[place.row + row] = annotation, drawn[row] if row < len(drawn) else []
        lost = len(self.reading.orphans) if self.reading else 0
        if lost and 1 not in rows:
            rows[1] = None, [(f"{lost} lost: tab, then g", "error")]
        if self._counts[1]:
            rows[bottom] = None, [(f"{self._counts[1]} below", "muted")]
        self._rows_beside = rows

    def _wishes(self, found: list[Passage], current: int, bottom: int) -> list[Wish]:
        wishes = []
        for index, one in enumerate(found):
            made = self._card(one.annotation, self._width, whole=index == current)
            least = min(LEAST, made.rows)
            wishes.append(Wish(one.row, made.beside_rows + 1, least))
        if current >= 0:
            # The current one unfolds as far as the others keep their least.
            made = self._card(found[current].annotation, self._width, whole=True)
            wish = wishes[current]
            later = sum(one.least for one in wishes[current + 1 :])
            room = bottom - max(1, wish.row) - later
            wishes[current] = wish._replace(rows=max(wish.rows, min(made.rows + 1, room)))
        return wishes

    def before_rows(self, size: Size) -> None:
        if self.is_beside and self.view is not None:
            self._width = self._inner
            self._screenful = self.view.screenful
            self._place(self.view, size)
        else:
            super().before_rows(size)

    def row(self, y: int, width: int) -> Strip:
        if y == 0 or not self.is_beside:
            return super().row(y, width)
        if self.reading is not None and not self.reading.placed and not self.reading.orphans:
            return super().row(y, width)
        annotation, row = self._rows_beside.get(y, (None, []))
        lit = annotation is not None and annotation.id == self.lit
        return self._strip(row, width, lit and bool(row))

    # --- mouse ----------------------------------------------------------------------------------

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scrolled(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scrolled(event, -3)

    def _scrolled(self, event: events.MouseEvent, rows: int) -> None:
        event.stop()
        if self.is_beside and self.view is not None:
            self.view.scroll_rows(rows)
        else:
            self.scroll_rows(rows)

    def on_click(self, event: events.Click) -> None:
        if event.y == 0:
            self.focus()
        elif not self.is_beside:
            super().on_click(event)
        else:
            annotation = self._rows_beside.get(event.y, (None, []))[0]
            if annotation is not None:
                self.post_message(self.Clicked(annotation))
        event.stop()

    # --- what commands ask for ------------------------------------------------------------------

    @property
    def chosen(self) -> Annotation | None:
        """The annotation under the cursor of the list."""
        items = self.items
        return items[self.cursor].annotation if 0 <= self.cursor < len(items) else None

    def choose(self, annotation_id: str) -> None:
        """Put the cursor on an annotation, if it is listed."""
        if self._items is None:
            self._wanted = annotation_id
        elif annotation_id in self._at:
            self.point(self._at[annotation_id])
        self.refresh()

    def unfold(self) -> None:
        """Show all of the chosen note, or fold it again."""
        chosen = self.chosen
        if chosen is not None:
            self.unfolded ^= {chosen.id}
            self.reveal(self.cursor)
            self.refresh()

    def light(self, annotation_id: str) -> None:
        """Let a card stand out; none with an empty id."""
        if annotation_id != self.lit:
            self.lit = annotation_id
            self.refresh()

    def follow(self, offset: int) -> None:
        """The text moved: its cards go with it; a list that is not in use keeps the first
        annotation from ``offset`` on in sight."""
        if self.is_beside:
            if self.view is not None and self.view.screenful != self._screenful:
                self.refresh()
        elif not self.has_focus and self.display and self.items:
            self.reveal(bisect_left(self._offsets, offset))
