"""An edited text in the place of the old one, on the same screen: nothing moves but the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.documents.link_marks import links_in
from reader.study.coverage import merge
from reader.study.reading import Reading
from reader.text.changes import Changes
from reader.text.spans import Span
from reader.text.units import grapheme_start
from reader.ui.repairing import fared
from reader.ui.showing import show_whole
from reader.ui.widgets.focus import read_at
from reader.ui.widgets.reading_view import ReadingView

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

MARKED = 2.5  # seconds for which changed lines are marked


def show_anew(screen: ReadingScreen, reading: Reading, changes: Changes) -> None:
    """Show the edited version of a document with its annotations. The line being read stays in its
    row; caret, selection, hits, folds and what was read stay with their words."""
    view, text = screen.view, reading.source.text
    screen.look()
    screen.attending.forget()
    screen.app.studying.shown_anew(reading, lambda spans: list(changes.rest(spans)))
    screen.hover.stop()
    offset, row = standing(view, changes)

    def there(old: int | None) -> int | None:
        if old is None or not text:
            return None
        return grapheme_start(text, min(changes.to(old), len(text) - 1))

    view.caret, view.origin = there(view.caret), there(view.origin)
    view.focus_line.offset = focus = there(view.focus_line.offset)
    screen.grown[:] = map(changes.span, screen.grown)
    view.place = offset
    screen.reading = view.reading = reading
    link = view.link
    chosen = screen.notes.chosen if screen.pane is screen.notes else None
    open_for_a_while = bool(screen.sections.nodes.opened)
    show_whole(screen, reading.document, merge(changes.rest(screen.read)), changes.to)
    if link is not None:
        there_now = links_in(reading.document, changes.span(Span(link.start, link.end)))
        view.choose_link(next((one for one in there_now if one.target == link.target), None))
    if open_for_a_while:
        screen.sections.open_to(offset)
    screen.annotations_changed()
    if chosen is not None:
        screen.notes.choose(chosen.id)
    view.go(offset, row=row)
    view.focus_line.offset = focus
    mark(screen, changes)


def standing(view: ReadingView, changes: Changes) -> tuple[int, int]:
    """What is to keep its row: an offset of the edited text, and the row.

    It is in the line being read, or in the nearest one below it, or above it, of which something
    is left.
    """
    shown = view.lines()
    if not shown:
        return changes.to(view.place), 0
    at = read_at(view)
    index = max((i for i, (_, line) in enumerate(shown) if line.start <= at), default=0)
    row, line = shown[index]
    if line.start <= at <= line.end and changes.stays(at):
        return changes.to(at), row
    for row, line in (*shown[index:], *reversed(shown[:index])):
        left = next(changes.rest([Span(line.start, line.end)]), None)
        if left is not None:
            return left.start, row
    return changes.to(at), shown[index][0]


def mark(screen: ReadingScreen, changes: Changes) -> None:
    """Mark for a moment the lines of what is new, and those where something was taken out."""
    view = screen.view
    last = max(0, len(view.document.text) - 1)
    view.changed = marked = merge((min(low, last), max(high, low + 1)) for low, high in changes.new)

    def stop() -> None:
        if view.changed is marked:
            view.changed = ()
            view.refresh()

    view.refresh()
    screen.set_timer(MARKED, stop)


def told(reading: Reading, changes: Changes, shown: Span) -> str:
    """What happened, in one line: how much changed, where if that is not in sight, and how the
    annotations fare. ``shown`` is what of the text is on the screen."""
    places = changes.new
    blocks = {reading.source.block_at(span.start) for span in places}
    count = f"{len(blocks)} passage{'s'[: len(blocks) != 1]}" if blocks else "nothing but markup"
    where = ""
    if places and places[-1].end <= shown.start:
        where = " above"
    elif places and places[0].start >= shown.end:
        where = " below"
    return " · ".join(filter(None, (f"Shown anew: {count} changed{where}", fared(reading))))
