"""The application: opens a document, shows the reading screen, keeps the place."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import sys
from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding
from textual.screen import Screen

from reader import config
from reader.annotations.annotation import now
from reader.documents.document import Document
from reader.documents.opening import Source, first_piece, open_document
from reader.errors import ReaderError
from reader.library import Entry, Library
from reader.study.reading import Reading
from reader.ui import drafts, keys, themes
from reader.ui.keeping import Keeper
from reader.ui.screens.reading import ReadingScreen
from reader.ui.widgets.painting import Palette

# Seconds without moving after which the place is written down, so that a crash loses little.
KEEP_PLACE = 5.0
# Seconds after opening when all that it took can be given back.
REST = 1.0
# Terminals that have none.
COLOURLESS = ("vt100", "vt102", "vt220", "linux-m", "xterm-mono")
# Seconds between looks at whether another program changed the annotations.
WATCH = 0.5


class ReaderApp(App[int]):
    """Reader on the screen. One document at a time."""

    TITLE = "Reader"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar = [Binding("ctrl+q", "quit", "Quit", show=False)]

    def __init__(self, library: Library, source: Source) -> None:
        # Without colours the terminal's own must be left alone, from the very first filter on.
        bare = "NO_COLOR" in os.environ or os.environ.get("TERM", "") in COLOURLESS
        super().__init__(ansi_color=True if bare else None)
        self.colourless = bare
        self.animation_level = "none"
        self.library = library
        self.source = source
        self.entry: Entry | None = None
        self._memory = config.load_state()
        known = library.known_at(source.path) if source.path else None
        place = known.place if known else 0
        first = first_piece(source)
        if first is None or place > len(first.text) // 2:
            first = open_document(source)
        self._first: Document = first
        self._place = place
        self._kept: tuple[int, int] = (-1, -1)
        self.keeper: Keeper | None = None
        self._problem = ""
        self._source_seen = self._signature()
        for theme in themes.THEMES:
            self.register_theme(theme)
        self._theme_name = self._wanted_theme()
        self.theme = themes.TEXTUAL_NAME.get(self._theme_name, self._theme_name)
        self.text_palette = self._palette()

    # --- themes ---------------------------------------------------------------------------------

    def _wanted_theme(self) -> str:
        if self.colourless:
            return themes.TERMINAL
        name = self._memory.get("theme")
        if name in themes.NAMES:
            return str(name)
        # Sixteen colours or fewer: the terminal's own serve best.
        return "dark" if self.console.color_system in ("256", "truecolor") else themes.TERMINAL

    def _palette(self) -> Palette:
        ansi = self._theme_name == themes.TERMINAL
        return Palette(themes.styles(self.get_css_variables(), ansi=ansi, plain=self.colourless))

    def next_theme(self) -> str:
        """Switch to the next theme and return its name."""
        at = themes.NAMES.index(self._theme_name)
        self._theme_name = themes.NAMES[(at + 1) % len(themes.NAMES)]
        self.theme = themes.TEXTUAL_NAME.get(self._theme_name, self._theme_name)
        self.text_palette = self._palette()
        if isinstance(self.screen, ReadingScreen):
            self.screen.palette_changed(self.text_palette)
        return self._theme_name

    # --- opening --------------------------------------------------------------------------------

    def on_mount(self) -> None:
        self._heed_signals()
        screen = ReadingScreen(self._first, self._place, self._memory)
        path = self.source.path
        screen.source_name = self.library.place_of(path) if path else self.source.name
        screen.source_path = self.source.path
        self.reading_screen = screen
        self.push_screen(screen)
        # After the first frame is out, not before: nothing of this is needed to begin reading,
        # and reading a long text would keep the frame from the terminal.
        self.set_timer(0.01 if self._first.complete else 0.12, self._open_rest)

    def _heed_signals(self) -> None:
        """When the system or the terminal ends the program, leave as `q` does."""
        loop = asyncio.get_running_loop()
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            number = getattr(signal, name, None)
            if number is not None:
                with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                    loop.add_signal_handler(number, self._end, 128 + number)

    def _end(self, code: int) -> None:
        """A note that is being written is kept, as leaving the editor would."""
        self.reading_screen.keep_open_note()
        self.exit(code, code)

    def _open_rest(self) -> None:
        self.run_worker(self._read_all, thread=True, group="open", exit_on_error=True)

    def _read_all(self) -> None:
        """In a thread: the whole document, its entry, its annotations and where they stand."""
        document = self._first if self._first.complete else open_document(self.source)
        entry = self.library.recognise(self.source, document)
        problem = ""
        try:  # another program may just have given this text an id
            entry = self.library.remember(entry, opened=now())
        except ReaderError as error:
            problem = str(error)
        reading = Reading(document, self.library.annotations_of(entry))
        try:
            reading.refresh(from_disk=True)
        except ReaderError as error:
            self.call_from_thread(self._refused, entry, document, str(error))
        else:
            self.call_from_thread(self._opened, entry, reading, problem)

    def _refused(self, entry: Entry, document: Document, problem: str) -> None:
        """The text can be read, its annotations cannot: a file of a newer version, say."""
        self.entry = entry
        self.reading_screen.opened_without_annotations(document, list(entry.read), problem)
        self._settle_down()

    def _opened(self, entry: Entry, reading: Reading, problem: str) -> None:
        screen = self.reading_screen
        self.entry = entry
        self._first = reading.document
        screen.document_id = entry.id
        screen.opened(reading, list(entry.read))
        self.keeper = Keeper(self, reading.store)
        screen.trouble = self.keeper.trouble
        notices = [problem, reading.store.read_only, *self.keeper.news()]
        notices += reading.document.notices
        lost = len(reading.orphans)
        if lost:
            notices.append(f"{lost} of {lost + len(reading.placed)} notes lost their words: see p")
        told = [notice for notice in notices if notice]
        if told:
            screen.say(" · ".join(told))
        self.set_interval(WATCH, self._watch)
        self._settle_down()
        drafts.offer(screen, entry.id)

    def _settle_down(self) -> None:
        self.set_interval(KEEP_PLACE, self._keep_place)
        self.source = self.source._replace(data=b"")  # the text is what is kept
        # What is loaded now stays: later collections need not look at it (33 to 85 ms each).
        gc.collect()
        gc.freeze()
        gc.enable()
        self.set_timer(REST, give_back_memory)

    # --- keeping --------------------------------------------------------------------------------

    def _keep_place(self) -> None:
        if self._place_state() != self._kept:
            self.run_worker(self.keep_place, thread=True, group="keep", exclusive=True)

    def _place_state(self) -> tuple[int, int]:
        screen = self.reading_screen
        return screen.view.place, len(screen.read)

    def keep_place(self) -> None:
        """Write down where the reading is; a failure is no reason to stop reading."""
        if self.entry is None:
            return
        screen = self.reading_screen
        state = self._place_state()
        try:
            self.entry = self.library.remember(
                self.entry, place=screen.view.place, read=screen.read, opened=now()
            )
        except ReaderError:
            return
        self._kept = state

    def _watch(self) -> None:
        """Take in what another window or the shell wrote."""
        reading = self.reading_screen.reading
        if reading is None or self.keeper is None:
            return
        try:
            changed = reading.refresh(from_disk=True)
        except ReaderError as error:
            if str(error) != self._problem:  # once, not twice a second
                self._problem = str(error)
                self.reading_screen.say(self._problem)
            return
        self._problem = ""
        news = self.keeper.news()
        if changed:
            self.reading_screen.annotations_changed()
            news = news or ["Annotations changed elsewhere; now shown."]
        if news:
            self.reading_screen.say(" · ".join(news))
        self.keeper.look()
        self._watch_source()

    def _watch_source(self) -> None:
        """Say once when the document itself changed; what was read of it stays on the screen."""
        seen = self._signature()
        if seen != self._source_seen:
            self._source_seen = seen
            what = "changed" if seen else "is gone"
            self.reading_screen.say(f"The file {what}; you go on reading what was opened.")

    def _signature(self) -> tuple[int, int] | None:
        try:
            status = self.source.path.stat() if self.source.path else None
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size) if status else None

    def finish(self) -> None:
        """After the screen is gone: the place, what was read, what the screen remembers."""
        screen = getattr(self, "reading_screen", None)
        if screen is None or (not screen.is_attached and self.entry is None):
            return
        screen.look()
        self.keep_place()
        problem = self.keeper.save() if self.keeper is not None else ""
        if problem:
            print(f"reader: {problem}", file=sys.stderr)
        theme = {} if self.colourless else {"theme": self._theme_name}
        config.save_state({**self._memory, **screen.memory(), **theme})

    def action_suspend_process(self) -> None:
        """Before the shell has the terminal, the file is brought up: it may be looked at there."""
        if self.keeper is not None:
            self.keeper.save()
        super().action_suspend_process()

    # --- the palette of commands ----------------------------------------------------------------

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every command by name, with its keys."""
        if not isinstance(screen, ReadingScreen):
            return
        for command in keys.in_place(screen.place):
            yield SystemCommand(
                f"{command.name.replace('_', ' ').capitalize()}: {command.help}",
                keys.keys_of(command),
                lambda name=command.name: screen.action_command(name),
            )


def give_back_memory() -> None:
    """Return what reading a document took for a while; only glibc has to be asked."""
    if sys.platform != "linux":
        return
    import ctypes

    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


def run(library: Library, source: Source) -> int:
    """Show a document until the person quits; the exit code."""
    app = ReaderApp(library, source)
    code = app.run()
    app.finish()
    if app.return_code:
        return app.return_code
    sys.stdout.flush()
    return code or 0
