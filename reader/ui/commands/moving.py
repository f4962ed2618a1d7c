"""Moving: by lines, pages, paragraphs, sections, annotations."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.text import motions
from reader.ui.commands.around import notebook
from reader.ui.going import bookmarks, names
from reader.ui.keys import key_of
from reader.ui.marks import go_to_bookmark, go_to_stop, set_bookmark
from reader.ui.modes import ask_letter

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

HALF = 0.5


def line_down(screen: ReadingScreen) -> None:
    _rows(screen, 1)


def line_up(screen: ReadingScreen) -> None:
    _rows(screen, -1)


def page_down(screen: ReadingScreen) -> None:
    _pages(screen, 1)


def page_up(screen: ReadingScreen) -> None:
    _pages(screen, -1)


caret_page_up = page_up


def half_page_down(screen: ReadingScreen) -> None:
    _pages(screen, HALF)


def half_page_up(screen: ReadingScreen) -> None:
    _pages(screen, -HALF)


def _rows(screen: ReadingScreen, rows: int) -> None:
    pane = screen.pane
    if screen.popup.display:
        screen.popup.scroll_rows(rows)
    elif pane is not None:
        pane.move(rows)
    elif screen.view.caret is not None:
        screen.view.caret_rows(rows)
    elif screen.view.focus_line.on:
        screen.view.focus_line.step(rows)
    else:
        screen.view.scroll_rows(rows)


def _pages(screen: ReadingScreen, pages: float) -> None:
    pane = screen.pane
    if screen.popup.display:
        screen.popup.scroll_rows(int(pages * screen.popup.shown))
        return
    if pane is not None:
        pane.page(pages)
        return
    # Two rows stay in sight, so that the eye finds its line again.
    height = screen.view.depth
    rows = int(pages * (height - 2 if height > 6 else height))
    if screen.view.caret is not None:
        screen.view.caret_rows(rows)
    else:
        screen.view.scroll_rows(rows)


def top(screen: ReadingScreen) -> None:
    pane = screen.pane
    if pane is not None:
        pane.point(0)
        pane.move(0)
    else:
        screen.jump(0, row=0)


def bottom(screen: ReadingScreen) -> None:
    pane = screen.pane
    if pane is not None:
        pane.point(pane.count - 1)
    else:
        screen.waiting.for_text(lambda: _to_end(screen))


def _to_end(screen: ReadingScreen) -> None:
    screen.app.jumps.leave(screen.app.stop())
    screen.view.go_end()


def caret_top(screen: ReadingScreen) -> None:
    screen.view.put_caret(0)


def caret_bottom(screen: ReadingScreen) -> None:
    screen.waiting.for_text(lambda: screen.view.put_caret(len(screen.document.text)))


def paragraph_next(screen: ReadingScreen) -> None:
    _go(screen, motions.next_paragraph)


def paragraph_previous(screen: ReadingScreen) -> None:
    _go(screen, motions.previous_paragraph)


def _go(screen: ReadingScreen, motion: Callable[[str, int], int]) -> None:
    view = screen.view
    if view.caret is not None:
        view.put_caret(motion(view.document.text, view.caret))
    else:
        view.go(motion(view.document.text, view.focus_line.place), row=0)


def section_next(screen: ReadingScreen) -> None:
    _section(screen, 1)


def section_previous(screen: ReadingScreen) -> None:
    _section(screen, -1)


def _section(screen: ReadingScreen, step: int) -> None:
    view = screen.view
    at = view.focus_line.place if view.caret is None else view.caret
    starts = view.document.section_starts
    if step > 0:
        after = bisect_right(starts, at)
        targets = starts[after : after + 1]
    else:
        before = bisect_left(starts, at)
        targets = starts[before - 1 : before] if before else [0]
    for target in targets:
        screen.jump(target, row=0)


def annotation_next(screen: ReadingScreen) -> None:
    _annotation(screen, 1)


def annotation_previous(screen: ReadingScreen) -> None:
    _annotation(screen, -1)


def _annotation(screen: ReadingScreen, step: int) -> None:
    if screen.reading is None or not screen.reading.placed:
        screen.say(f"Nothing is marked here yet: {key_of('pick')} marks a sentence.")
        return
    placed = screen.reading.placed
    ids = [annotation.id for annotation, _ in placed]
    shown = screen.view.shown
    if screen.view.current in ids:
        at = ids.index(screen.view.current) + step
    elif step > 0:
        at = next((i for i, (_, span) in enumerate(placed) if span.start >= shown.start), 0)
    else:
        at = max((i for i, (_, span) in enumerate(placed) if span.start < shown.end), default=-1)
    if not 0 <= at < len(placed):
        screen.say("No annotation before this one." if step < 0 else "No annotation after it.")
        return
    screen.make_current(ids[at], reveal=True)


def jump_back(screen: ReadingScreen) -> None:
    app = screen.app
    if app.book is not None and app.book.led_here(app.jumps):
        notebook(screen)
        return
    if app.texts.back():
        return
    go_to_stop(screen, app.jumps.back(app.stop()), "This is where it began.")


def jump_forward(screen: ReadingScreen) -> None:
    stop = screen.app.jumps.forward()
    go_to_stop(screen, stop, "Nothing ahead: this is the newest place.")


def go(screen: ReadingScreen) -> None:
    screen.going.start()


def bookmark(screen: ReadingScreen) -> None:
    ask_letter(screen, "A letter names this place:", set_bookmark)


def to_bookmark(screen: ReadingScreen) -> None:
    found = names(bookmarks(screen.reading))
    ask_letter(screen, f"To which bookmark? {found or '(none yet)'}  ' back", go_to_bookmark)
