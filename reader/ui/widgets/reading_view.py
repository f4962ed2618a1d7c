"""The reading view: the text of a document, with everything said about it, line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from reader.annotations.annotation import Annotation
from reader.documents.document import Document, Mark
from reader.documents.lines import Line, Lines, Pieces, pieces
from reader.documents.typography import Typography
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.text.units import grapheme_start, next_grapheme, previous_grapheme
from reader.ui.widgets.covering import Cover
from reader.ui.widgets.focus import Focus, read_at
from reader.ui.widgets.hits import Hits
from reader.ui.widgets.inline_notes import InlineNotes
from reader.ui.widgets.page import Page, page
from reader.ui.widgets.painting import Palette, column_of
from reader.ui.widgets.pointing import Pointing
from reader.ui.widgets.positions import between, cell_of, rows_away
from reader.ui.widgets.rows import draw_row, scrollbar
from reader.ui.widgets.wheeled import Wheeled


class ReadingView(Wheeled, can_focus=True):
    """Draws the rows on screen from spans; knows nothing of files, stores and commands.

    All positions are offsets in the document's text. ``place`` is the offset reading has come
    to: that of the first row shown, changed by moving, never by resizing.
    """

    DEFAULT_CSS = "ReadingView { width: 1fr; height: 1fr; }"

    class Selected(Message):
        """The selection or the caret changed by the mouse."""

    class Clicked(Message):
        """A click at ``offset``, without a selection; ``on`` its character, or beside the text."""

        def __init__(self, offset: int, *, on: bool) -> None:
            super().__init__()
            self.offset = offset
            self.on = on

    class NoteClicked(Message):
        """A click on a note below its paragraph."""

        def __init__(self, annotation: Annotation) -> None:
            super().__init__()
            self.annotation = annotation

    def __init__(self, document: Document, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.document = document
        self.reading: Reading | None = None
        self.measure = 72
        self.margin = 1
        self.columns = "one"
        self.typography = Typography(72)  # but for its width, which is that of the page
        self.focus_line = Focus(self)
        self.inline = InlineNotes(self)
        self._pointing = Pointing(self)
        # Called when other lines are shown; not a message, which would cost a second frame.
        self.on_move: Callable[[], None] | None = None
        # Called after a frame with other lines than the last, also without a move, as in another
        # size.
        self.on_drawn: Callable[[], None] | None = None
        self._drawn: object = None
        # Called when the pointer moves over a cell with no button down; (-1, -1) when it leaves.
        self.on_point: Callable[[int, int], None] | None = None
        self.place = 0
        self.caret: int | None = None
        self.origin: int | None = None
        self.hits = Hits()
        self.cover = Cover()  # what is not to be seen of the text
        self.changed: Sequence[Span] = ()  # what is marked as new, sorted and disjoint
        self.current: str = ""
        self.link: Mark | None = None  # the one that `tab` has come to
        self.hyperlinks: Callable[[str], str] | None = None  # the terminal's address of a target
        self.labels: dict[int, str] = {}  # by the offset of what they are for
        self.labels_beside = False  # whether they stand left of the text, where signs do
        self._cut: Pieces | None = None
        self._layout: Lines | None = None
        self._top = 0
        self._column: int | None = None
        self.extent = Size(0, 0)  # the size of the last frame; asking Textual each time is dear
        self.frame: dict[int, Line] = {}  # the lines by their rows, while they are drawn
        self._bar: dict[int, tuple[str, str]] = {}
        self._shown: tuple[object, list[tuple[int, Line]]] = (None, [])
        self.ticks: tuple[object, object, dict[int, tuple[str, str]]] = (None, None, {})

    # --- document and layout --------------------------------------------------------------------

    def show(self, document: Document, place: int | None = None) -> None:
        """Show a document, or the rest of the same one, at ``place`` (else where it was)."""
        self.document = document
        self.link = None
        self._cut = self._layout = None
        self.ticks = (None, None, {})
        if place is not None:
            self.place = max(0, min(place, len(document.text)))
            self.caret = self.origin = self.focus_line.offset = None
        self.refresh()

    def typeset(self, typography: Typography) -> None:
        """Set the text in another way; its width is given by ``measure``."""
        if typography != self.typography:
            self.typography = typography
            self._layout = None
        self.refresh()

    @property
    def page(self) -> Page:
        """Where the text stands."""
        return page(self.extent.width, self.measure, self.margin, self.columns)

    @property
    def text_width(self) -> int:
        """The width of a column of text, in cells."""
        return self.page.text

    @property
    def text_left(self) -> int:
        """The cell at which the first column of text starts."""
        return self.page.columns[0].left

    @property
    def depth(self) -> int:
        """How many rows are shown: those of all columns."""
        return self.extent.height * len(self.page.columns)

    @property
    def rows_layout(self) -> Lines:
        """The lines at the present width, built around the place."""
        layout = self._layout
        if layout is None or layout.width != self.text_width:
            if self._cut is None:
                self._cut = pieces(self.document)
            style = self.typography._replace(width=self.text_width)
            below = self.inline.start()
            layout = self._layout = Lines(self.document, style, self.place, self._cut, below)
            self._top = layout.line_of(self.place)
            self._clamp()
        return layout

    def _clamp(self) -> None:
        """Keep the first row within the document, the last screen full."""
        layout = self.rows_layout
        depth = max(1, self.depth)
        low, high = layout.reach(self._top - 1, self._top + depth)
        if high < self._top + depth:
            self._top = high - depth
            low, _ = layout.reach(self._top, high)
        self._top = max(self._top, low if layout.at_start else self._top)

    def lines(self) -> list[tuple[int, Line]]:
        """The rows on screen that hold text: their row and line.

        Rows are counted through the columns: those of the second follow those of the first.
        """
        layout = self.rows_layout
        key = layout, self._top, self.depth
        if self._shown[0] != key:
            low, high = layout.reach(self._top, self._top + self.depth)
            rows = [(number - self._top, layout.line(number)) for number in range(low, high)]
            self._shown = key, [(row, line) for row, line in rows if not line.space]
            self.inline.shown = {row: line for row, line in rows if line.below >= 0}
        return self._shown[1]

    @property
    def first_row(self) -> int:
        """The number, in the layout, of the first row on screen."""
        return self._top

    @property
    def screenful(self) -> object:
        """Something that is equal as long as the same lines stand in the same rows."""
        self.lines()
        return self._shown[0]

    @property
    def shown(self) -> Span:
        """The span of text on screen."""
        shown = self.lines()
        if shown:
            return Span(shown[0][1].start, shown[-1][1].end)
        at = self._first_offset()
        return Span(at, at)

    def _first_offset(self) -> int:
        """The offset that reading has come to when the first row on screen is reached."""
        layout = self.rows_layout
        shown = self.lines()
        if shown:
            return shown[0][1].start
        # A screen full of notes: those of the block that ends here.
        return layout.line(self._top).start if layout.top <= self._top < layout.bottom else 0

    def lay_out(self) -> None:
        """Lay out again: other rows stand between the lines. The first line with text stays."""
        row, line = next(iter(self.lines()), (0, None))
        self._layout = None
        layout = self.rows_layout
        self._top = layout.line_of(line.start if line else self.place) - row
        self._clamp()
        self.refresh()

    # --- moving ---------------------------------------------------------------------------------

    def scroll_rows(self, rows: int, *, focus: bool = True) -> None:
        """Scroll by rows; negative is up. The line being read goes along."""
        before = self._top
        layout = self.rows_layout
        read = self.focus_line.number if focus and self.focus_line.on else None
        layout.reach(self._top + rows - 1, self._top + rows + self.depth)
        self._top = before + rows
        self._clamp()
        if read is not None:
            self.focus_line.put(read + rows)
        if self._top != before:
            self._moved()

    def go(self, offset: int, *, row: int | None = None) -> None:
        """Show ``offset`` on the given row; None leaves the screen alone if it is in sight."""
        offset = max(0, min(offset, len(self.document.text)))
        if row is None:
            shown = self.shown
            if self._layout is not None and shown.start <= offset <= shown.end:
                self.focus_line.go(offset)
                return
            row = min(self.depth // 3, self.extent.height - 1)
        before = self.rows_layout, self._top
        if not self.rows_layout.covers(offset):
            self.place = offset
            self._layout = None
        layout = self.rows_layout
        self._top = layout.line_of(offset) - row
        layout.reach(self._top - 1, self._top + self.depth)
        self._clamp()
        if (layout, self._top) != before:
            self._moved()
        self.focus_line.offset = offset
        self.refresh()

    def go_end(self) -> None:
        """Show the end of the document."""
        self.go(len(self.document.text), row=max(0, self.depth - 1))
        if self.inline.on:
            self.scroll_rows(self.depth)

    def _moved(self) -> None:
        """The person moved: the place follows the first row with text."""
        self.place = self._first_offset()
        if self._top <= self.rows_layout.top and self.rows_layout.at_start:
            self.place = 0
        self.refresh()
        self._drawn = self._shown[0]  # what stands around the text hears of it now
        if self.on_move is not None:
            self.on_move()

    @property
    def share(self) -> float:
        """How far reading has come, from 0 to 1: 1 when the last line is in sight."""
        end = self.shown.end
        length = len(self.document.text)
        if not length or (end >= length - 1 and self.rows_layout.at_end):
            return 1.0
        return self.place / length

    # --- caret and selection --------------------------------------------------------------------

    @property
    def selection(self) -> Span | None:
        """What is selected: from the fixed end to the caret, the caret's grapheme included."""
        if self.origin is None or self.caret is None:
            return None
        low, high = sorted((self.origin, self.caret))
        return Span(low, next_grapheme(self.document.text, high))

    def put_caret(self, offset: int, *, keep_column: bool = False) -> None:
        """Move the caret (and with it the end of the selection) and keep it in sight."""
        text = self.document.text
        offset = grapheme_start(text, max(0, min(offset, len(text) - 1)))
        before, self.caret = self.caret, offset
        self.go(offset)
        layout = self.rows_layout
        number = layout.line_of(offset)
        if not keep_column:
            line = layout.line(number)
            row = text[line.start : line.end]
            self._column = line.indent + column_of(row, offset - line.start, line.fill)
        margin = 1 if self.extent.height > 6 else 0
        if number < self._top + margin:
            self.scroll_rows(number - self._top - margin)
        elif number >= self._top + self.depth - margin:
            self.scroll_rows(number - self._top - self.depth + 1 + margin)
        self._refresh_between(before, offset)
        self._place_cursor()

    def caret_rows(self, rows: int) -> None:
        """Move the caret up or down, keeping its column."""
        if self.caret is None:
            return
        offset = rows_away(self, self.caret, rows, self._column or 0)
        if offset is not None:
            self.put_caret(offset, keep_column=True)

    def select(self, span: Span) -> None:
        """Select a span: the caret goes to its end."""
        text = self.document.text
        before, caret = self.origin, self.caret
        self.origin = origin = grapheme_start(text, span.start)
        self.put_caret(previous_grapheme(text, max(span.end, span.start + 1)))
        if caret is not None and self.caret is not None:
            self._refresh_between(origin if before is None else before, origin)
            if before is None:
                self._refresh_between(origin, self.caret)

    def deselect(self) -> None:
        """No selection and no caret."""
        if self.caret is not None:
            self.focus_line.offset = self.caret
        self.caret = self.origin = None
        self.refresh()

    def choose_link(self, link: Mark | None) -> None:
        """Show that a link is the one that enter follows; none with None."""
        if link != self.link:
            self.link = link
            self._place_cursor()
            self.refresh()

    def drag_to(self, offset: int) -> None:
        """Select to ``offset``, which need not be in sight."""
        before, self.caret = self.caret, offset
        self._column = None
        self._refresh_between(before, offset)

    def _refresh_between(self, before: int | None, after: int) -> None:
        if before is None or self.focus_line.on or len(self.page.columns) > 1:
            self.refresh()
            return
        region = between(self, *sorted((before, after)))
        if region.height > 0:
            self.refresh(region)

    def _place_cursor(self) -> None:
        """The terminal's own cursor stands where one reads, for input methods, braille displays
        and magnifiers."""
        if self.in_use and self.document.text:
            chosen = self.link
            at = cell_of(self, max(chosen.start, self.shown.start) if chosen else read_at(self))
            self.app.cursor_position = self.content_region.offset + at

    def on_focus(self) -> None:
        self._place_cursor()

    # --- drawing --------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        self.extent = event.size

    def before_rows(self, size: Size) -> None:
        self.extent = size
        self.frame = dict(self.lines()) | self.inline.shown
        self.focus_line.take_frame()
        self._bar = scrollbar(self)
        self._place_cursor()
        if self._drawn != self._shown[0]:
            self._drawn = self._shown[0]
            if self.on_drawn is not None:
                self.call_later(self.on_drawn)

    def row(self, y: int, width: int) -> Strip:
        return draw_row(self, y, width, self._bar.get(y, ("", " ")))

    # --- mouse ----------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        self._pointing.down(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._pointing.move(event)

    def on_leave(self) -> None:
        if self.on_point is not None:
            self.on_point(-1, -1)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        self._pointing.up(event)

    def on_click(self, event: events.Click) -> None:
        self._pointing.click(event)

    def on_hide(self) -> None:
        self._pointing.stop()
