"""The mouse in the reading view: it selects as the keys do, scrolls, and drags the scrollbar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.geometry import Offset
from textual.timer import Timer

from reader.text.units import next_grapheme, paragraph_at, sentence_at, word_at
from reader.text.wrap import cells
from reader.ui.widgets.page import BAR
from reader.ui.widgets.positions import cell_of, offset_at

if TYPE_CHECKING:
    from reader.ui.widgets.reading_view import ReadingView

AUTO_SCROLL = 0.03  # seconds between steps while a drag holds beyond the edge


class Pointing:
    """What the mouse does to the view, from pressing the button to letting go."""

    def __init__(self, view: ReadingView) -> None:
        self._view = view
        self._press: int | None = None  # where the button went down; negative on the scrollbar
        self._pointer = Offset(0, 0)
        self._scrolling: Timer | None = None

    def down(self, event: events.MouseDown) -> None:
        """The button goes down: on the scrollbar, or where a selection may begin."""
        view = self._view
        if event.button != 1 or not view.document.text:
            return
        event.stop()
        note = view.inline.at(event.x, event.y)
        if note is not None:
            view.post_message(view.NoteClicked(note))
            return
        view.capture_mouse()
        if event.x >= view.extent.width - BAR:
            self._press = -1
            self._drag_bar(event.y)
            return
        offset = offset_at(view, event.x, event.y)
        if event.shift and view.caret is not None:
            view.origin = view.caret if view.origin is None else view.origin
            view.put_caret(offset)
            self._press = view.origin
        else:
            self._press = offset
            if view.caret is not None:
                view.deselect()

    def move(self, event: events.MouseMove) -> None:
        """With the button down: select to here, and scroll beyond the edges."""
        if self._press is None:
            if self._view.on_point is not None:
                self._view.on_point(event.x, event.y)
            return
        event.stop()
        if self._press < 0:
            self._drag_bar(event.y)
            return
        view = self._view
        self._pointer = Offset(event.x, event.y)
        offset = offset_at(view, event.x, event.y)
        if view.origin is None:
            if offset == self._press:
                return
            view.origin = self._press
        view.drag_to(offset)
        outside = event.y <= 0 or event.y >= view.extent.height - 1
        if outside and self._scrolling is None:
            self._scrolling = view.set_interval(AUTO_SCROLL, self._auto_scroll)
        elif not outside:
            self._stop_scrolling()

    def up(self, event: events.MouseUp) -> None:
        """The button is let go: something is selected, or it was a click."""
        if self._press is None:
            return
        event.stop()
        view = self._view
        press, self._press = self._press, None
        view.release_mouse()
        self._stop_scrolling()
        if press < 0:
            return
        if view.selection:
            view.post_message(view.Selected())
        else:
            view.post_message(view.Clicked(press, on=self._is_on(press, event.x, event.y)))

    def _is_on(self, offset: int, x: int, y: int) -> bool:
        """Whether a cell is one of those in which the grapheme at ``offset`` is drawn."""
        view, text = self._view, self._view.document.text
        at = cell_of(view, offset)
        width = cells(text[offset : next_grapheme(text, offset)])
        return y == at.y and at.x <= x < at.x + width

    def click(self, event: events.Click) -> None:
        """Twice a word, three times a sentence, four times a paragraph."""
        view = self._view
        if event.chain < 2 or not view.document.text or event.x >= view.extent.width - BAR:
            return
        if view.inline.at(event.x, event.y) is not None:
            return
        unit = {2: word_at, 3: sentence_at}.get(event.chain, paragraph_at)
        view.select(unit(view.document.text, offset_at(view, event.x, event.y)))
        view.post_message(view.Selected())

    def stop(self) -> None:
        """The view is hidden: whatever was going on is over."""
        self._stop_scrolling()
        self._press = None

    def _auto_scroll(self) -> None:
        y = self._pointer.y
        step = y - 1 if y <= 0 else y - self._view.extent.height + 2
        self._view.scroll_rows(max(-8, min(8, step)))
        self._view.drag_to(offset_at(self._view, self._pointer.x, y))

    def _stop_scrolling(self) -> None:
        if self._scrolling is not None:
            self._scrolling.stop()
            self._scrolling = None

    def _drag_bar(self, y: int) -> None:
        view = self._view
        share = max(0, min(y, view.extent.height - 1)) / max(1, view.extent.height - 1)
        if share == 1:
            view.go_end()
        else:
            view.go(int(share * len(view.document.text)), row=0)
