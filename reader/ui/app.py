"""The application: which document is on the screen, and what is alike for all of them."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, ScreenStackError
from textual.binding import Binding
from textual.css.query import NoMatches
from textual.driver import Driver
from textual.events import Event, InputEvent, Key

from reader import config
from reader.documents.opening import Source, give_up, read_source
from reader.errors import ReaderError
from reader.library import Entry, Library
from reader.settings import Settings
from reader.shelf import Card
from reader.ui import styles, window_title
from reader.ui.dressing import Dressing
from reader.ui.folds import FoldMemory
from reader.ui.handover import HandOver
from reader.ui.indexing import Indexing
from reader.ui.jumps import Jumps, Stop
from reader.ui.keeping import Keeper
from reader.ui.keying import is_used
from reader.ui.opening import Opening
from reader.ui.replacing import put_up, uncover
from reader.ui.resting import rest_soon, tidy_up
from reader.ui.screens.place import PlaceScreen
from reader.ui.screens.reading import ReadingScreen
from reader.ui.signals import heed, stop_plainly
from reader.ui.sitting import Beginning, Sitting, begin_at_once
from reader.ui.studying import Studying
from reader.ui.tempo import PersonalTempo
from reader.ui.texts import Texts
from reader.ui.tuning import Tuning, told

if TYPE_CHECKING:
    from reader.fetching import Address
    from reader.leading import Led
    from reader.study.session import Goal
    from reader.ui.loading import Loading
    from reader.ui.noting import Book

# Seconds without moving after which the place is written down, so that a crash loses little.
KEEP_PLACE = 2.0
# Terminals that have none.
COLOURLESS = ("vt100", "vt102", "vt220", "linux-m", "xterm-mono")
# Seconds between looks at whether another program changed the annotations.
WATCH = 0.5


class ReaderApp(App[int]):
    """Reader on the screen. One document at a time, in a `Sitting`."""

    TITLE = "Reader"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [Binding("ctrl+q", "quit", "Quit", show=False)]
    CSS = styles.COLOURLESS_CSS

    def __init__(
        self,
        library: Library,
        source: Source | None,
        place: int | None = None,
        refresh: Address | None = None,
        link: Led | None = None,
        begin: Callable[[ReaderApp], object] | None = None,
    ) -> None:
        # Without colours the terminal's own must be left alone, from the very first filter on.
        bare = "NO_COLOR" in os.environ or os.environ.get("TERM", "") in COLOURLESS
        super().__init__(ansi_color=True if bare else None)
        self.colourless = bare
        self.set_class(bare, "colourless")
        self.animation_level = "none"
        self.library = library
        self.tuning = Tuning(self)
        self.memory = config.load_state()
        self.first_time = not self.memory
        self.tempo = PersonalTempo(self.memory)
        self.jumps = Jumps()
        self.folds = FoldMemory()
        self.indexing = Indexing(self)
        self.texts = Texts(self)
        self.shelf: list[Card] = []  # as the library was when it was shown last
        self.book: Book | None = None  # the notebook in the same way
        self.studying = Studying(self)
        self.dressing = Dressing(self)
        self.text_palette = self.dressing.take()
        self._asked = source, place  # what is opened first
        self._first: Beginning | None = begin_at_once(library, source, place) if source else None
        self.sitting: Sitting
        self.hand_over = HandOver(self)
        self._loading: Loading | None = None
        self._refresh = refresh
        self._link = link
        self._begin = begin
        self.opening = Opening(self, partial(put_up, self), self._refused)
        self.waits = False  # for the first document, with nothing else to be seen
        self.leaving = False  # nothing is done any more that was typed
        self._told = False
        self.last_input = 0.0  # when a key or the mouse did something, on the monotonic clock
        self.failure: Exception | None = None  # what it ended with, if nobody foresaw it

    # --- what is on the screen ------------------------------------------------------------------

    @property
    def reads(self) -> bool:
        """Whether a document is open; only the library is shown where none is."""
        return hasattr(self, "sitting")

    def is_open(self, entry: Entry) -> bool:
        """Whether this is the document that is open."""
        return self.reads and self.entry is not None and self.entry.id == entry.id

    @property
    def reading_screen(self) -> ReadingScreen:
        """The screen of the document that is open."""
        return self.sitting.screen

    @property
    def entry(self) -> Entry | None:
        """What the library knows of it; None while it is being opened."""
        return self.sitting.entry

    @property
    def keeper(self) -> Keeper | None:
        """Who brings its annotations file up."""
        return self.sitting.keeper

    @property
    def source(self) -> Source:
        """Where it comes from."""
        return self.sitting.source

    @property
    def settings(self) -> Settings:
        """What is set for all documents."""
        return self.tuning.settings

    def say(self, message: str) -> None:
        """One quiet line, on whatever screen has room for it."""
        say = getattr(self.screen, "say", None)
        if say is None and self.reads:
            say = self.reading_screen.say
        if say is not None:
            say(message)

    def name_window(self, title: str) -> None:
        """Let the window of the terminal say what is read, if it can and is to."""
        take = getattr(self._driver, "name_window", None)
        if take is not None:
            take(title if self.settings.flag("screen.title") and window_title.wanted() else "")

    def take_theme(self) -> None:
        """Draw in the theme that the settings ask for."""
        if self.dressing.is_due:
            self.text_palette = self.dressing.take()
            for screen in self.screen_stack:
                if isinstance(screen, ReadingScreen | PlaceScreen):
                    screen.palette_changed(self.text_palette)

    def get_driver_class(self) -> type[Driver]:
        """Our own driver in the terminals it is for; Textual's elsewhere, as in a browser."""
        found = super().get_driver_class()
        if found.__module__ != "textual.drivers.linux_driver":
            return found
        from reader.ui.driver import TerminalDriver

        return TerminalDriver

    # --- opening --------------------------------------------------------------------------------

    def on_mount(self) -> None:
        heed(self._end)
        self.set_interval(KEEP_PLACE, self._keep_place)
        self.set_interval(WATCH, self._watch)
        self.indexing.soon()
        source, place = self._asked
        self._asked = None, None
        if source is None:
            if self._begin is not None:
                self.hand_over.begin()
            (self._begin or ReaderApp.open_library)(self)
            return
        self.hand_over.begin()
        if self._first is None:
            from reader.ui.screens.opening import OpeningScreen

            self.waits = True
            self.push_screen(OpeningScreen(source.name))
            self.opening.start(lambda: source, place, self._follow_up)
            return
        self.sitting = Sitting(self, self._first)
        self._first = None
        self.push_screen(self.sitting.screen)
        # After the first frame is out, not before: nothing of this is needed to begin reading,
        # and reading a long text would keep the frame from the terminal.
        self.set_timer(0.01 if self.sitting.complete else 0.12, self.sitting.read_rest)
        if self._refresh is not None or self._link is not None:
            self.reading_screen.waiting.for_opened(self._follow_up)

    def _follow_up(self) -> None:
        """What was asked for with the first document, when it is open."""
        if self._refresh is not None:
            self.loading.refresh(self._refresh)
        if self._link is not None:
            from reader.ui.arriving import arrive

            arrive(self.reading_screen, self._link)

    def drop(self, paths: Sequence[Path]) -> None:
        """Files were dropped on the terminal: read the one, or put them all on the shelf."""
        if len(paths) == 1 and paths[0].is_file():
            self.open_path(paths[0])
        else:
            self.open_library(paths)

    def open_library(self, adding: Sequence[Path] = ()) -> None:
        """Show the library, and put these on the shelf."""
        from reader.ui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen(adding))

    def open_path(
        self, path: Path, place: int | None = None, then: Callable[[], object] | None = None
    ) -> None:
        """Show another document at ``place``, else where its reading stopped.

        Where it is the one that is open already, this only goes to the place. What cannot be
        opened is said, and all stays as it is. ``then`` is called when its screen is there.
        """
        if (
            self.reads
            and self.sitting.path is not None
            and path.resolve() == self.sitting.path.resolve()
        ):
            uncover(self, lambda: self._go_on(place, then))
            return
        if self.reads:
            self.jumps.leave(self.stop())
        self.opening.start(lambda: read_source(path), place, then)

    @property
    def loading(self) -> Loading:
        """What fetches pages of the web; imported when one is opened."""
        if self._loading is None:
            from reader.ui.loading import Loading

            self._loading = Loading(self)
        return self._loading

    def stop_loading(self) -> bool:
        """Give up a document that is being opened, or a page that is being fetched; whether there
        was one."""
        if self.opening.stop():
            self.say("Given up.")
            return True
        return self._loading is not None and self._loading.stop()

    def open_address(self, word: str) -> None:
        """Show a page of the web: the kept copy at once, the page as it is now when it is there."""
        self.loading.open(word)

    def _go_on(self, place: int | None, then: Callable[[], object] | None) -> None:
        """In the document that is open."""
        if place is not None:
            self.reading_screen.jump(place)
        if then is not None:
            then()

    def _refused(self, problem: ReaderError) -> None:
        """Something could not be opened: all stays as it is."""
        if self.reads:
            uncover(self, lambda: self.say(str(problem)))
        elif self.waits:  # nothing else was to be opened
            self.failure = problem
            self.exit(1, 1)
        else:
            self.say(str(problem))

    def action_give_up(self) -> None:
        """The first document is not waited for."""
        self.opening.stop()
        self.exit(0)

    def settled(self, sitting: Sitting) -> None:
        """A document is open: its text, its annotations."""
        if sitting is not self.sitting:
            return
        self.hand_over.opened(sitting.path, sitting.screen)
        if self.tuning.problems and not self._told:
            self._told = True
            self.say(told(self.tuning.problems))
        self.studying.opened(sitting)
        gc.enable()
        rest_soon(self)

    # --- jumps ----------------------------------------------------------------------------------

    def stop(self) -> Stop:
        """Where the reading is."""
        return Stop(self.source, self.reading_screen.here)

    # --- what is typed --------------------------------------------------------------------------

    async def on_event(self, event: Event) -> None:
        """A key or the mouse: whoever does something wants to see it."""
        self.hand_over.look(event)
        if isinstance(event, InputEvent):
            self.last_input = time.monotonic()
            if self.reads:
                self.reading_screen.attending.touch()
            self.studying.touch()
        if self.leaving and isinstance(event, InputEvent):  # the rest is for the shell
            return
        if isinstance(event, Key) and not event.is_forwarded and await is_used(self, event):
            return
        await super().on_event(event)

    # --- leaving --------------------------------------------------------------------------------

    def exit(self, *arguments: Any, **named: Any) -> None:
        """Leave; what is on the screen is kept for the next start. A screen that is just coming
        up comes up first, or it would miss its widgets."""
        self.leaving = True
        if self.screen_stack and self.screen.is_attached and not self.screen.is_mounted:
            self.screen.call_later(self.exit, *arguments, **named)
            return
        self.indexing.stop()
        self.hand_over.keep_rows()
        give_up()
        super().exit(*arguments, **named)

    def _handle_exception(self, error: Exception) -> None:
        """What misses its widgets while they are taken down is no reason to fail."""
        if not (self.leaving and isinstance(error, NoMatches | ScreenStackError)):
            self.failure = self.failure or error
            super()._handle_exception(error)

    def _end(self, code: int) -> None:
        """The system or the terminal ends the program: leave as `q` does. A note that is being
        written is kept, as leaving the editor would."""
        if self.reads:
            self.reading_screen.keep_open_note()
            if self.reading_screen.composed:
                self.reading_screen.look()
        self.exit(code, code)

    def finish(self) -> None:
        """After the screen is gone: the place, what was read, what the screen remembers."""
        sitting = getattr(self, "sitting", None)
        if sitting is None:
            self.hand_over.write(None)
            config.save_state(self.memory)
            return
        self.hand_over.write(sitting.path)
        if not sitting.screen.composed:
            return
        sitting.screen.look()
        self.studying.end()
        problem = sitting.end()
        if problem:
            print(f"reader: {problem}", file=sys.stderr)
        learned = self.tempo.memory(config.load_state())
        config.save_state({**self.memory, **sitting.screen.memory(), **learned})

    # --- every now and then ---------------------------------------------------------------------

    def _keep_place(self) -> None:
        if self.reads and self.sitting.to_keep():
            self.run_worker(self.sitting.keep_place, thread=True, group="keep", exclusive=True)

    def keep_counts(self) -> None:
        """In a thread: what was read and marked just now is known to the library."""
        if self.reads and self.sitting.changed:
            self.sitting.keep_place()

    def _watch(self) -> None:
        if self.reads:
            self.sitting.watch()
        self.studying.tick()
        self.tuning.watch()
        tidy_up(self)

    def action_suspend_process(self) -> None:
        """Before the shell has the terminal, the file is brought up: it may be looked at there."""
        self.studying.rest()
        if self.reads and self.keeper is not None:
            self.keeper.save()
        super().action_suspend_process()
        if self.reads:
            self.reading_screen.attending.skip()


def run(
    library: Library,
    source: Source | None,
    place: int | None = None,
    refresh: Address | None = None,
    link: Led | None = None,
    begin: Callable[[ReaderApp], object] | None = None,
    goal: Goal | None = None,
) -> int:
    """Show a document until the person quits, from ``place`` on if it is given; without a source
    the library, or what ``begin`` shows. ``refresh`` is the address from which it is to be fetched
    anew, ``link`` what leads to a passage in it, ``goal`` that of the session which begins with
    it. The exit code. Raises what the program failed with, if it did."""
    app = ReaderApp(library, source, place, refresh, link, begin)
    app.studying.asked = goal
    code = app.run()
    stop_plainly()
    try:
        app.finish()
    except Exception as error:  # after a failure it may fail again: the first one says why
        raise app.failure or error from None
    if app.failure is not None:
        raise app.failure
    if app.return_code:
        return app.return_code
    if app._exit_renderables and code is None:  # it ended with an error that it told of
        return 1
    if app.studying.farewell:
        print(app.studying.farewell)
    sys.stdout.flush()
    return code or 0
