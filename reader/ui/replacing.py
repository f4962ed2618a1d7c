"""One document in place of another on the screen; of the one before all is written down."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from reader.ui.screens.reading import ReadingScreen
from reader.ui.sitting import Beginning, Sitting

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


def put_up(app: ReaderApp, beginning: Beginning, then: Callable[[], object] | None) -> None:
    """Show a document in place of the one that is open, if any, and do something then."""
    before = app.sitting if app.reads else None
    if before is not None:
        before.screen.look()
        before.screen.keep_open_note()
        app.memory |= before.screen.memory()
    uncover(app, partial(_sit_down, app, beginning, before, then))


def uncover(app: ReaderApp, then: Callable[[], object]) -> None:
    """Close what lies over the text, and do something then. A screen that is just coming up
    comes up first, or it would miss its widgets."""
    while len(app.screen_stack) > 1 and not isinstance(app.screen, ReadingScreen):
        if not app.screen.is_mounted:
            app.call_later(uncover, app, then)
            return
        app.pop_screen()
    then()


def _sit_down(
    app: ReaderApp,
    beginning: Beginning,
    before: Sitting | None,
    then: Callable[[], object] | None,
) -> None:
    """With another document, in place of the one before."""
    app.waits = False
    app.sitting = Sitting(app, beginning)
    if before is None:
        app.push_screen(app.sitting.screen)
    else:
        app.switch_screen(app.sitting.screen)
        app.run_worker(
            lambda: _write_down(app, before), thread=True, group="end", exit_on_error=False
        )
    app.set_timer(0.01, app.sitting.read_rest)
    if then is not None:
        app.reading_screen.waiting.for_opened(then)


def _write_down(app: ReaderApp, sitting: Sitting) -> None:
    """In a thread: write down what is left of a document that was left."""
    problem = sitting.end()
    if problem:
        app.call_from_thread(app.reading_screen.say, problem)
