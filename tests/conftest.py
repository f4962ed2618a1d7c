"""What all tests share: a world of their own, and the program on a screen that can be driven."""

from __future__ import annotations

import asyncio
import compileall
import contextlib
import gc
import itertools
import json
import math
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import hypothesis
import pytest
from rich.color import Color
from rich.style import Style as RichStyle
from textual import events
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from reader import cli, config
from reader.annotations import entries
from reader.annotations.annotation import Annotation
from reader.documents.opening import read_source
from reader.library import Library
from reader.study import clock
from reader.text.spans import Span
from reader.ui import indexing
from reader.ui.app import ReaderApp
from reader.ui.widgets.positions import offset_at

if TYPE_CHECKING:
    from tests.web_server import Site

ROOT = Path(__file__).parent.parent
# Time is measured in benchmarks; a test that runs beside others may be slow.
hypothesis.settings.register_profile("reader", deadline=None)
hypothesis.settings.load_profile("reader")
LONG_NAME = 100  # code points or bytes
MONOTONIC = clock.monotonic
PATIENCE = 20.0  # seconds until something that should happen counts as not happening
SOON = 0.02  # seconds; what is due sooner belongs to what was done
SHORT = 0.002  # seconds between two looks at whether something has happened


def pytest_configure(config: pytest.Config) -> None:
    """Compile what tests start in processes of their own, once: where bytecode is not to be kept,
    each of a thousand starts would compile it, and take four times as long."""
    if not hasattr(config, "workerinput"):  # the process that hands the tests out, before others
        for name in ("reader", "tests/end_to_end"):
            compileall.compile_dir(ROOT / name, quiet=2)


def pytest_collection_finish() -> None:
    """Thousands of tests stay in memory: nothing of them is garbage, and looking through them at
    each collection took a fifth of the time."""
    gc.collect()
    gc.freeze()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Packed bytes hold the time of day: a test called after them has another name in the next
    process, and processes that share the tests have to agree on the names. They also tell each
    other all names: a page of text is none."""
    packed = isinstance(val, bytes) and not (val.isascii() and val.decode().isprintable())
    long = isinstance(val, str | bytes) and len(val) > LONG_NAME
    return argname if packed or long else None


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test reads or writes what belongs to the person, and each sees the same terminal."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("READER_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("READER_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("READER_LIBRARY", str(tmp_path / "library"))
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLORTERM", "truecolor")
    for name in ("NO_COLOR", "FORCE_COLOR", "TEXTUAL", "TEXTUAL_ANSI_COLOR", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setattr(indexing, "AFTER", 3600.0)  # no test waits for what is done much later
    time.tzset()
    # The program freezes what it has loaded; here that would be kept for ever.
    monkeypatch.setattr(gc, "freeze", lambda: None)
    monkeypatch.setattr(gc, "unfreeze", lambda: None)
    yield
    gc.enable()
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True, scope="session")
def parsed_once() -> Iterator[None]:
    """Style sheets are parsed once, not again at each start of the program: a tenth of its time."""
    parse, known = Stylesheet._parse_rules, dict[object, Any]()

    def once(sheet: Stylesheet, *source: Any, **how: Any) -> Any:
        key = (source, *how.items(), frozenset(sheet._variables.items()))
        if key not in known:
            known[key] = parse(sheet, *source, **how)
        return known[key]

    with pytest.MonkeyPatch.context() as world:
        world.setattr(Stylesheet, "_parse_rules", once)
        yield


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """An empty library."""
    root = tmp_path / "library"
    for name in ("documents", "annotations"):
        (root / name).mkdir(parents=True, exist_ok=True)
    return Library(root, tmp_path / "state")


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every change be too old for the file to follow by itself."""
    monkeypatch.setattr(entries, "SETTLING", timedelta(0))


@pytest.fixture
def article(library: Library) -> Path:
    """The article that ships with the program, in the library."""
    path = library.documents / "article.txt"
    path.write_bytes((ROOT / "documents" / "article.txt").read_bytes())
    return path


@pytest.fixture
def write(library: Library) -> Callable[[str, str], Path]:
    """Put a document into the library."""

    def make(text: str, name: str = "book.md") -> Path:
        path = library.documents / name
        path.write_text(text, "utf-8")
        return path

    return make


@pytest.fixture
def make_app(library: Library, write: Callable[..., Path]) -> Callable[..., ReaderApp]:
    """Make the program, about to open a text or a file."""

    def make(source: str | Path, name: str = "book.md", *, first_time: bool = False) -> ReaderApp:
        path = write(source, name) if isinstance(source, str) else source
        if not first_time and not config.load_state():
            config.save_state({"hinted": True})
        return ReaderApp(library, read_source(path))

    return make


@pytest.fixture
def site() -> Iterator[Site]:
    """A server of the web on this machine."""
    from tests.web_server import Site

    found = Site()
    yield found
    found.close()


class Said(NamedTuple):
    """What a call of the command line printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def documents(self) -> list[dict[str, Any]]:
        """What `reader documents --json` lists."""
        found: list[dict[str, Any]] = json.loads(self.out)["documents"]
        return found


@pytest.fixture
def reader(
    library: Library,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Said]:
    """Runs `reader` with these words, in a folder of its own."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def run(*words: str) -> Said:
        try:
            code = cli.main(words)
        except SystemExit as stop:
            code = int(stop.code or 0)
        return Said(code, *capsys.readouterr())

    return run


def key_event(key: str) -> events.Key:
    """The press of a key, given by its Textual name or by the character it types."""
    if key == "\n":
        return events.Key("enter", "\r")
    if len(key) == 1:
        return events.Key(_character_to_key(key), key)
    return events.Key(key, _CHARACTERS.get(key))


# The characters of ASCII by Textual's names of their keys.
_CHARACTERS = {_character_to_key(chr(code)): chr(code) for code in range(32, 127)}


class Reader:
    """The program while it runs, and what a person could do with it and see of it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[Any]) -> None:
        self.app = app
        self.pilot = pilot
        self.screen = app.reading_screen
        self.view = self.screen.view

    # --- doing ----------------------------------------------------------------------------------

    async def press(self, *keys: str) -> None:
        """Press keys, under their Textual names, each when the one before has had its effect."""
        for key in keys:
            self.app.post_message(key_event(key))
            await self._quiet()
        await self.settle()

    async def type(self, text: str) -> None:
        """Press the key of each character."""
        await self.press(*text)

    async def _quiet(self) -> None:
        """Wait until whatever takes messages waits for one, and nothing else is to be run."""
        loop: Any = asyncio.get_running_loop()
        for number in itertools.count():
            await asyncio.sleep(0 if number < 100 else SHORT)  # long: it waits for a thread
            screens = self.app.screen_stack
            pumps = [self.app, *(w for s in screens for w in s.walk_children(with_self=True))]
            if not loop._ready and all(map(_waits, pumps)):
                break

    async def settle(self) -> None:
        """Wait until nothing is being worked on, nothing is due soon, and all is drawn.

        The pilot's own waiting sleeps until the processor is idle: on a busy machine for long.
        """
        for _ in range(100):
            with contextlib.suppress(WorkerCancelled):  # of one whose work nobody wants any more
                await self.app.workers.wait_for_complete()
            await self._quiet()
            due = _due()
            if due is not None:
                await asyncio.sleep(due)
            elif all(worker.is_finished for worker in self.app.workers):
                break
        self.app.screen._on_timer_update()

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait for something that comes by itself."""
        start = time.monotonic()
        while not condition():
            assert time.monotonic() - start < PATIENCE, "it did not happen"
            await self.pilot.pause(SHORT)

    async def resize(self, width: int, height: int) -> None:
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    async def label(self, words: str, *, capital: bool = False) -> None:
        """Type the label of the sentence that begins with these words."""
        label = self.view.labels[self.find(words).start]
        await self.type(label.upper() if capital else label)

    async def drag(self, start: int, end: int) -> None:
        """Press the button at one offset, let go at another."""
        await self.pilot.mouse_down(self.view, offset=self.cell(start))
        await self.pilot.hover(self.view, offset=self.cell(end))
        await self.pilot.mouse_up(self.view, offset=self.cell(end))

    async def click(self, offset: int, times: int = 1) -> None:
        await self.pilot.click(self.view, offset=self.cell(offset), times=times)

    # --- seeing ---------------------------------------------------------------------------------

    @property
    def text(self) -> str:
        return self.screen.document.text

    def find(self, words: str, occurrence: int = 1) -> Span:
        """The span of these words in the text."""
        start = -1
        for _ in range(occurrence):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words))

    @property
    def selected(self) -> str | None:
        """The words that are selected."""
        span = self.view.selection
        return None if span is None else self.text[span.start : span.end]

    @property
    def top(self) -> int:
        """The offset of the first row with text."""
        return self.view.shown.start

    def rows(self) -> list[str]:
        """What stands in the rows of the text, without the space around it."""
        strips = self.view.render_lines(Region(0, 0, *self.view.size))
        return [strip.text[:-1].strip() for strip in strips]

    @property
    def bar(self) -> list[str]:
        """The scrollbar, from top to bottom."""
        strips = self.view.render_lines(Region(0, 0, *self.view.size))
        return [strip.text[-1] for strip in strips]

    def screenful(self) -> list[str]:
        """What stands on the whole screen."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    def sees(self, words: str) -> bool:
        """Whether these words are anywhere on the screen; line ends count as spaces."""
        return words in re.sub(r"\s+", " ", " ".join(self.screenful()))

    def cell(self, offset: int) -> tuple[int, int]:
        """Where in the view the character at an offset is drawn."""
        for row, line in self.view.lines():
            if line.start <= offset < max(line.end, line.start + 1):
                column = next(
                    x for x in range(self.view.size.width) if offset_at(self.view, x, row) == offset
                )
                return max(column, self.view.text_left + line.indent), row
        raise AssertionError(f"offset {offset} is not on the screen")

    def style_at(self, offset: int) -> RichStyle:
        """How the character at an offset is drawn."""
        x, y = self.cell(offset)
        (strip,) = self.view.render_lines(Region(0, y, self.view.size.width, 1))
        (segment,) = strip.crop(x, x + 1)
        return segment.style or RichStyle()

    @property
    def colours(self) -> set[Color]:
        """The colours on the whole screen, those of the terminal itself aside."""
        return {
            color
            for strip in self.app.screen._compositor.render_strips()
            for segment in strip
            if segment.style
            for color in (segment.style.color, segment.style.bgcolor)
            if color is not None and not color.is_default
        }

    @property
    def shown(self) -> list[Annotation]:
        """The annotations on the screen's list, in reading order."""
        assert self.screen.reading is not None
        return [annotation for annotation, _ in self.screen.reading.placed]

    @property
    def kept(self) -> list[Annotation]:
        """The annotations on the disk, read as another program would read them."""
        assert self.app.entry is not None
        return self.app.library.annotations_of(self.app.entry).all()

    @property
    def only(self) -> Annotation:
        """The one annotation on the disk."""
        (annotation,) = self.kept
        return annotation


def _waits(pump: MessagePump) -> bool:
    """Whether it has nothing to do: it waits for a message, or takes none any more."""
    queue: Any = pump._message_queue
    return bool(queue.ready_event._waiters) or not pump._running or pump._closing


def _due() -> float | None:
    """Seconds until what is to happen next, if that is soon."""
    loop: Any = asyncio.get_running_loop()
    due = min((one.when() for one in loop._scheduled if not one.cancelled()), default=math.inf)
    wait = due - loop.time()
    return max(0.0, wait) if wait < SOON else None


async def fully_opened(pilot: Pilot[Any]) -> Reader:
    """The program on its screen, when the document and its annotations are there."""
    app = pilot.app
    assert isinstance(app, ReaderApp)
    start = time.monotonic()
    while not (app.reads and app.reading_screen.composed):
        assert time.monotonic() - start < PATIENCE, "it was not opened"
        await pilot.pause(SHORT)
    reader = Reader(pilot.app, pilot)
    await reader.until(lambda: reader.app.entry is not None)
    await reader.settle()
    return reader


OpenReader = Callable[..., AbstractAsyncContextManager[Reader]]


@pytest.fixture
def open_reader(make_app: Callable[..., ReaderApp]) -> OpenReader:
    """Run the program on a text or a file, on a screen of a size, fully opened.

    With ``finish`` it leaves as it does when a person quits.
    """

    @asynccontextmanager
    async def opened(
        source: str | Path,
        *,
        name: str = "book.md",
        size: tuple[int, int] = (80, 24),
        finish: bool = False,
        first_time: bool = False,
    ) -> AsyncIterator[Reader]:
        app = make_app(source, name, first_time=first_time)
        async with app.run_test(size=size) as pilot:
            yield await fully_opened(pilot)
        if finish:
            app.finish()

    return opened


@pytest.fixture
def picture(
    make_app: Callable[..., ReaderApp],
    snap_compare: Callable[..., bool],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., bool]:
    """Compare the screen with the picture that was kept of it, after doing something. Unless the
    test has a clock of its own, no time goes by: else what is read would depend on the machine."""
    if clock.monotonic is MONOTONIC:
        monkeypatch.setattr(clock, "monotonic", lambda: 0.0)

    def same(
        source: str | Path,
        do: Callable[[Reader], Awaitable[None]] | None = None,
        *,
        size: tuple[int, int] = (120, 40),
        name: str = "book.md",
        first_time: bool = False,
    ) -> bool:
        async def before(pilot: Pilot[Any]) -> None:
            reader = await fully_opened(pilot)
            if do is not None:
                await do(reader)

        app = make_app(source, name, first_time=first_time)
        return snap_compare(app, terminal_size=size, run_before=before)

    return same
