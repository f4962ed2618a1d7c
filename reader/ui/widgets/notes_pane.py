"""The notes pane: cards beside their passages, or all annotations as a list."""

from __future__ import annotations

from bisect import bisect_left
from functools import partial

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
from reader.ui.widgets.note_list import (
    APART,
    HOMELESS,
    LOST,
    Entry,
    Item,
    having,
    said,
    under_titles,
)
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.reading_view import ReadingView

SLICE = 500  # annotations folded for a filter at a time
LEAST = 2  # rows to which cards are shortened where passages crowd, before they are pushed down

CARDS = 300  # that are kept as they were worked out


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
        self.leeches: frozenset[str] = frozenset()  # ids of what is forgotten again and again
        self._entries: list[Entry] | None = None
        self._passing: list[tuple[Annotation, Span]] = []
        self._wanted = ""  # the annotation to choose as soon as there is a list
        self._folded: dict[str, tuple[Annotation, str]] = {}
        self._texts: tuple[int, list[str]] = -1, []
        self._cards: dict[str, tuple[Annotation, tuple[object, ...], Card]] = {}
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
        if self._entries is not None and not self._wanted:
            chosen = self.chosen
            self._wanted = chosen.id if chosen else ""
        self._entries = None
        self.refresh()

    # --- the list -------------------------------------------------------------------------------

    @property
    def items(self) -> list[Item]:
        """What passes the filter, under the titles of the sections; lost ones first."""
        return [self.item(index) for index in range(self.count)]

    def index_of(self, annotation_id: str) -> int | None:
        """Where an annotation stands in the list, if it is listed."""
        entries = self._list()
        span = self.reading.span_of(annotation_id) if self.reading else None
        for index in range(0 if span is None else self._from(span.start), len(entries)):
            entry = entries[index]
            if isinstance(entry, tuple):
                if entry[0].id == annotation_id:
                    return index
                if entry[1] != span and (span is None or (entry[1] and entry[1] > span)):
                    break
        return None

    def item(self, index: int) -> Item:
        """One of the items."""
        entry = self._list()[index]
        if isinstance(entry, tuple):
            return Item(*entry)
        if entry < 0 or self.reading is None:
            return Item(None, None, HOMELESS.get(entry, ""))
        section = self.reading.document.outline[entry]
        return Item(None, Span(section.start, section.start), section.label)

    def _list(self) -> list[Entry]:
        """The items, made now if they are not there."""
        if self._entries is None:
            self._entries = []
            if self.reading is not None:
                self._entries = self._listed(self.reading)
            wanted, self._wanted = self._wanted, ""
            found = self.index_of(wanted) if wanted else None
            self.point(self.cursor if found is None else found)
        return self._entries

    def _listed(self, reading: Reading) -> list[Entry]:
        words = self.filter.casefold().split()
        entries: list[Entry] = []
        for title, homeless in (LOST, reading.orphans), (APART, reading.detached):
            if words:
                homeless = having(homeless, [self._said(one) for one in homeless], words)
            entries += [title, *((one, None) for one in homeless)] if homeless else []
        self._passing = reading.placed
        if words:
            if self._texts[0] != reading.version:
                self._texts = reading.version, [self._said(one) for one, _ in reading.placed]
            self._passing = having(reading.placed, self._texts[1], words)
        return entries + under_titles(self._passing, reading.document)

    def _said(self, annotation: Annotation) -> str:
        """All that a filter looks at, folded once."""
        known = self._folded.get(annotation.id)
        if known is None or known[0] is not annotation:
            known = annotation, said(annotation)
            self._folded[annotation.id] = known
        return known[1]

    def _prepare(self, at: int = 0) -> None:
        """Fold what a filter looks at, a slice at a time, before somebody types one."""
        placed = self.reading.placed if self.reading else []
        for annotation, _ in placed[at : at + SLICE]:
            self._said(annotation)
        if at + SLICE < len(placed) and self.listing:
            self.set_timer(0.01, partial(self._prepare, at + SLICE))

    def size_of(self) -> int:
        return len(self._list())

    def height(self, index: int) -> int:
        entry = self._list()[index]
        if not isinstance(entry, tuple):
            return 1
        annotation = entry[0]
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
        now = self.reading.wording(annotation) if self.reading else ""
        lost = self.reading is not None and self.reading.span_of(annotation.id) is None
        leech = annotation.id in self.leeches
        looks = width, whole, now, lost, leech
        if known is None or known[0] is not annotation or known[1] != looks:
            made = card(
                annotation, width, others=others, whole=whole, now=now, lost=lost, leech=leech
            )
            known = annotation, looks, made
            self._cards[annotation.id] = known
            if len(self._cards) > CARDS:
                del self._cards[next(iter(self._cards))]
        return known[2]

    def selectable(self, index: int) -> bool:
        return isinstance(self._list()[index], tuple)

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
        item = self.item(index)
        annotation = item.annotation
        if annotation is None:
            style = "heading" if item.span is not None else "error"
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
        self.listing = True
        self._prepare()
        places = self._places
        current = self.view.current if self.view else ""
        chosen = next((one for one in places if one[0].id == current), None)
        chosen = chosen or next(iter(places), None)
        if chosen is not None and self.index_of(chosen[0].id) is not None:
            self.choose(chosen[0].id)
            self._stand(self.cursor, 1 - chosen[1].row)
        elif self.view is not None and self.count:
            self.point(self._from(self.view.place))
        self.refresh()

    def _place(self, view: ReadingView, size: Size) -> None:
        """Give the passages on screen their places."""
        found = passages(view)
        everything = self.reading.placed if self.reading else []
        if self.filter:
            found = [one for one in found if self.index_of(one.annotation.id) is not None]
            everything = self._passing
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

    def wheel(self, rows: int) -> None:
        if self.is_beside and self.view is not None:
            self.view.scroll_rows(rows)
        else:
            super().wheel(rows)

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
        entries = self._list()
        entry = entries[self.cursor] if 0 <= self.cursor < len(entries) else LOST
        return entry[0] if isinstance(entry, tuple) else None

    def choose(self, annotation_id: str) -> None:
        """Put the cursor on an annotation, if it is listed."""
        if self._entries is None:
            self._wanted = annotation_id
        else:
            found = self.index_of(annotation_id)
            if found is not None:
                self.point(found)
        self.refresh()

    def unfold(self) -> None:
        """Show all of the chosen note, or fold it again."""
        chosen = self.chosen
        if chosen is not None:
            self.unfolded ^= {chosen.id}
            self.reveal(self.cursor)
            self.refresh()

    def shows(self, annotation_id: str) -> bool:
        """Whether the card of an annotation is on the screen."""
        if not self.display:
            return False
        if self.is_beside:
            return any(annotation.id == annotation_id for annotation, _ in self._places)
        index = self.index_of(annotation_id)
        return any(index == one for one, _ in self._page)

    def light(self, annotation_id: str) -> None:
        """Let a card stand out; none with an empty id."""
        if annotation_id != self.lit:
            self.lit = annotation_id
            self.refresh()

    def follow(self, offset: int) -> None:
        """The text moved: its cards go with it; a list that is not in use keeps the first
        annotation from ``offset`` on in sight."""
        if self.is_beside:
            anything = self.reading is not None and self.reading.placed
            if anything and self.view is not None and self.view.screenful != self._screenful:
                self.refresh()
        elif not self.has_focus and self.display and self.count:
            self.reveal(self._from(offset))

    def _from(self, offset: int) -> int:
        """The first item that stands at ``offset`` or after it."""
        outline = self.reading.document.outline if self.reading else ()

        def start(entry: Entry) -> int:
            if isinstance(entry, tuple):
                return -1 if entry[1] is None else entry[1].start
            return -1 if entry < 0 else outline[entry].start

        return bisect_left(self._list(), offset, key=start)
