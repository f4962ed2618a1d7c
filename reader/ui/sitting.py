"""A document on the screen: from its first piece to the keeping of its place.

The program shows one document at a time; for another one there is another sitting.
"""

from __future__ import annotations

import math
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from reader import parsed
from reader.annotations.annotation import now
from reader.annotations.coming_again import IMPORTED
from reader.annotations.kept import Place
from reader.documents.document import Document
from reader.documents.opening import Source, first_piece
from reader.errors import ReaderError
from reader.library import Entry, Library, Recognised
from reader.recognising import How, as_known
from reader.shelf import counts
from reader.study.reading import Reading
from reader.ui import asking, drafts, showing
from reader.ui.exports import Exports
from reader.ui.keeping import Keeper
from reader.ui.keys import key_of
from reader.ui.live import Live
from reader.ui.repairing import fared, lost_headings
from reader.ui.screens.reading import ReadingScreen
from reader.ui.threads import tell
from reader.unfiled import keep_unfiled

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp


LONG = 200_000  # bytes of a source that is read whole behind a screen that says so
SOON = 0.02  # seconds until it is looked again whether the screen is there
# What is known of a document from its text.
OF_THE_TEXT = (
    *("title", "authors", "sha256", "format", "length", "size", "pace"),
    *("identifiers", "sketch", "whole", "asked"),
)
LONGEST = 15  # times that the place is asked for, after which it is written down in any case


class _StoppedError(Exception):
    """Nobody waits any more for what is searched for."""


class Beginning(NamedTuple):
    """What is needed to show a document: its text, or the first piece of it, and a place there.

    ``known`` is what the library knows of the file, before it was looked into. ``skips`` is true
    where what stands in front of a book's text is passed over, since it is read for the first
    time.
    """

    source: Source
    document: Document
    place: int
    known: Entry | None
    skips: bool = False


def begin(library: Library, source: Source, place: int | None = None) -> Beginning:
    """Read what the first frame needs; ``place`` is where to begin instead of where one stopped.

    Raises ReaderError like `parsed.parse`.
    """
    beginning = begin_at_once(library, source, place, long=math.inf)
    assert beginning is not None
    return beginning


def begin_at_once(
    library: Library, source: Source, place: int | None = None, *, long: float = LONG
) -> Beginning | None:
    """What `begin` reads; None where that takes long, since all has to be read of a source of more
    than so many bytes."""
    known = library.known_at(source.path) if source.path else None
    source = as_known(source, known) if known is not None else source
    first = place is None and (known is None or not known.opened)
    if place is None:
        place = known.place if known else 0
    document = parsed.find(library.state, source) or first_piece(source)
    if document is None or place > len(document.text) // 2:
        if len(source.data) > long:
            return None
        document = parsed.parse(library.state, source)
    if first and not place:
        place = document.beginning
    return Beginning(source, document, place, known, first and place > 0)


class Sitting:
    """Wires one document to its screen, its store and its entry in the library."""

    def __init__(self, app: ReaderApp, beginning: Beginning) -> None:
        self._app = app
        self.library = app.library
        self.source = beginning.source
        self.entry: Entry | None = None
        self.keeper: Keeper | None = None
        self.came = ""  # what is said of notes that came to this text now
        self._recognised: Recognised | None = None
        self._document = beginning.document
        self._begun_at = beginning.place
        self._skips = beginning.skips
        self._kept: tuple[int, ...] = ()
        self._last: tuple[int, ...] = ()
        self._waited = 0
        self._renewed = False
        self._problem = ""
        before = beginning.known
        self._turned = before is not None and before.whole != bool(self.source.whole)
        path = self.source.path
        known = beginning.known.id if beginning.known else ""
        self.screen = screen = ReadingScreen(
            beginning.document, beginning.place, app.memory, document_id=known
        )
        screen.source_name = self.library.place_of(path) if path else self.source.name
        screen.source_path = path
        screen.panes.bare = path is None
        self.live = Live(app, self)
        self.exports = Exports(app, self)

    @property
    def complete(self) -> bool:
        """Whether the whole document was there for the first frame."""
        return self._document.complete

    @property
    def path(self) -> Path | None:
        """The file; None for what came through a pipe."""
        return self.source.path

    # --- opening --------------------------------------------------------------------------------

    def read_rest(self) -> None:
        """In a worker: the whole document, its entry, its annotations and where they stand."""
        self._app.run_worker(self._read_all, thread=True, group="open", exit_on_error=True)

    def _read_all(self) -> None:
        document = self._document
        if not document.complete:
            try:
                document = parsed.parse(self.library.state, self.source)
            except ReaderError as error:  # of what comes later in the file
                if not self._app.leaving:
                    self._app.call_from_thread(self.screen.say, str(error))
                return
        found = self.library.recognition(self.source, document)
        entry, self._recognised = found.entry, found
        problem = ""
        try:  # another program may just have given this text an id
            entry = self.library.remember(entry, opened=now())
        except ReaderError as error:
            problem = str(error)
        store = self.library.annotations_of(entry)
        if found.how is How.NOTES or not found.entry.opened:
            from reader.awaited import settle

            with suppress(ReaderError):  # they are found by their words alone then
                settle(store, document)
        reading = Reading(document, store)
        try:
            reading.refresh(from_disk=True, quick=entry.place)
        except ReaderError as error:
            self._app.call_from_thread(self._refused, entry, document, str(error))
            return
        self._app.call_from_thread(self._opened, entry, reading, problem)
        worker = get_current_worker()

        def pause() -> None:
            if worker.is_cancelled or self._app.sitting is not self:
                raise _StoppedError

        # Imported here, the first key that marks does not wait for it.
        import_module("reader.annotations.anchoring")
        with suppress(_StoppedError):
            if reading.waiting:
                self._app.call_from_thread(self._found, reading, reading.search(pause))
            pause()
            self.look_back(reading)

    def _refused(self, entry: Entry, document: Document, problem: str) -> None:
        """The text can be read, its annotations cannot: a file of a newer version, say."""
        if self._app.sitting is not self:
            return  # another document was opened meanwhile
        if not self.screen.composed:
            self._app.set_timer(SOON, lambda: self._refused(entry, document, problem))
            return
        self.entry = entry
        self.screen.tempo.know(entry.tempo)
        showing.opened_without_annotations(self.screen, document, list(entry.read), problem)
        self._settle()

    def _opened(self, entry: Entry, reading: Reading, problem: str) -> None:
        screen = self.screen
        if self._app.sitting is not self:
            return  # another document was opened meanwhile
        if not screen.composed:
            self._app.set_timer(SOON, lambda: self._opened(entry, reading, problem))
            return
        self.entry = entry
        screen.tempo.know(entry.tempo)
        screen.known_as(entry.id)
        showing.opened(screen, reading, list(entry.read))
        self.keeper = Keeper(self._app, reading.store, screen)
        screen.trouble = self.keeper.trouble
        notices = [problem, reading.store.read_only, *self.keeper.news()]
        found = self._recognised
        notices += [asking.news(found)] if found else []
        if found is not None and found.how is How.NOTES:
            self.came = asking.came(found.entry)
        if self._skips:
            notices.append(f"Here the text begins; {key_of('top')} shows what stands before it")
        # On the screen a key does what an option does in the shell.
        own = reading.document.notices
        notices += [notice.replace("--whole", key_of("whole")) for notice in own]
        notices += _of_places(reading, turned=self._turned)
        told = [notice for notice in notices if notice]
        if told:
            screen.say(" · ".join(told))
        self._settle()
        drafts.offer(screen, entry.id)
        if self._recognised is not None:
            asking.ask(self, self._recognised)

    def look_back(self, reading: Reading) -> None:
        """In a worker, when the document is shown: which sections changed; keep the text."""
        changed = frozenset() if self._turned else reading.changed_sections()
        if changed or self.screen.composed:
            tell(self._app, self.screen, self._changed, reading, changed)
        try:
            reading.keep()
        except ReaderError as error:
            if self.keeper is not None:
                self.keeper.cannot_keep_text(error)

    def _changed(self, reading: Reading, starts: frozenset[int]) -> None:
        if self.screen.reading is reading:
            self.screen.sections.changed_starts = starts
            self.screen.sections.refresh()

    def _found(self, reading: Reading, places: dict[str, Place]) -> None:
        """The annotations that had to be searched for in a long text."""
        if self._app.sitting is not self:
            return
        if self.screen.reading not in (None, reading):
            return  # the document was edited meanwhile
        if self.screen.reading is None:  # it is not shown yet
            self._app.set_timer(SOON, lambda: self._found(reading, places))
            return
        reading.found(places)
        self.screen.annotations_changed()
        if told := _of_places(reading, turned=self._turned):
            self.screen.say(" · ".join(filter(None, (self.came, *told))))

    def _settle(self) -> None:
        if self.path is not None:
            self.source = self.source._replace(data=b"")  # the text is what is kept
        self._app.settled(self)

    # --- keeping --------------------------------------------------------------------------------

    def _state(self) -> tuple[int, ...]:
        reading = self.screen.reading
        version = reading.store.version if reading else -1
        return self.screen.view.place, len(self.screen.read), version, self._app.folds.changes

    @property
    def changed(self) -> bool:
        """Whether there is something that `keep_place` has not written down."""
        return self.entry is not None and self._state() != self._kept

    def to_keep(self) -> bool:
        """Whether to write the place down: there is something new, and the person rests, or has
        gone on for long. Asked every few seconds."""
        if self.entry is None:  # and the screen may not be there yet
            return False
        before, self._last = self._last, self._state()
        if self._last == self._kept:
            self._waited = 0
            return False
        self._waited += 1
        return self._last == before or self._waited >= LONGEST

    def renew(self, source: Source, entry: Entry) -> None:
        """The document was edited: this is what the library is to know of it from now on."""
        self.source, self.entry = source, entry
        self._renewed, self._turned = True, False

    def renamed(self, path: Path) -> None:
        """The file is called otherwise from now on."""
        place = self.library.place_of(path)
        self.source = self.source._replace(path=path, name=str(path))
        self.screen.source_name, self.screen.source_path = place, path
        if self.entry is not None:
            self.entry = self.entry.moved_to(place)
            self._kept = ()  # so that it is written down

    def keep_place(self) -> None:
        """Write down where the reading is; a failure is no reason to stop reading."""
        entry = before = self.entry
        if before is None or entry is None:
            return
        state, learned = self._state(), self.screen.tempo.fresh
        self._app.folds.write()
        reading = self.screen.reading
        renewed, self._renewed = self._renewed, False
        try:
            if renewed:  # else what was read of the old text would count as read of the new one
                entry = entry._replace(read=tuple(self.screen.read))
                (entry,) = self.library.keep([entry], *OF_THE_TEXT, "read")
            entry = self.library.remember(
                entry,
                place=self.screen.view.place,
                read=self.screen.read,
                tempo=learned,
                opened=now(),
                counts=counts(reading.store.all()) if reading else None,
            )
            if reading is not None and self.path is None and any(reading.store.all()):
                entry = self._keep_text(entry, reading)
        except ReaderError:
            self._renewed |= renewed
            return
        self.screen.tempo.know(entry.tempo, len(learned))
        if self.entry is before:  # else the document was edited meanwhile
            self.entry, self._kept = entry, state

    def _keep_text(self, entry: Entry, reading: Reading) -> Entry:
        """What came through a pipe has notes now: it gets a file, unless it has one."""
        path = keep_unfiled(self.library, entry, self.source, reading.source)
        if path is None:
            return entry
        self.source = self.source._replace(path=path, name=str(path))
        entry = self.library.remember(entry.moved_to(self.library.place_of(path)))
        self.screen.source_name, self.screen.source_path = entry.path, path
        return entry

    def end(self) -> str:
        """Keep the place and bring the file of the annotations up; what went wrong, if anything."""
        if self.entry is None:
            self._make_known()
        self.keep_place()
        problem = self.keeper.save() if self.keeper is not None else ""
        return " · ".join(filter(None, (problem, self.exports.end())))

    def choose_export(self, mode: str) -> None:
        """Let the annotations be exported by themselves from now on as `Entry.auto_export` says;
        raises StorageError."""
        if self.entry is not None:
            (entry,) = self.library.keep([self.entry._replace(auto_export=mode)], "auto_export")
            self.entry = self.entry._replace(auto_export=entry.auto_export)

    def _make_known(self) -> None:
        """Somebody who leaves before the document is open has a place all the same."""
        if self.screen.composed and self.screen.view.place != self._begun_at:
            with suppress(ReaderError):
                document = parsed.parse(self.library.state, self.source)
                self.entry = self.library.recognition(self.source, document).entry

    # --- what others do -------------------------------------------------------------------------

    def watch(self) -> None:
        """Take in what another window or the shell wrote, and what became of the file."""
        self._take_in()
        if self.entry is not None:
            self.live.look()
            self.exports.look()

    def _take_in(self) -> None:
        screen = self.screen
        if screen.reading is None or self.keeper is None:
            return
        reading = screen.reading
        before, decided = reading.store.version, {one.id for one in reading.headings.kept}
        try:
            changed = reading.refresh(from_disk=True)
        except ReaderError as error:
            if str(error) != self._problem:  # once, not twice a second
                self._problem = str(error)
                screen.say(self._problem)
            return
        self._problem = ""
        news = self.keeper.news()
        if changed:
            screen.annotations_changed()
            touched = reading.store.changes(before)
            decided.update(one.id for one in reading.headings.kept)
            headings = bool(touched) and decided.issuperset(touched or ())
            news = news or [
                "Headings decided elsewhere; now shown."
                if headings
                else "Annotations changed elsewhere; now shown."
            ]
        if news:
            screen.say(" · ".join(news))
        self.keeper.look()


def _of_places(reading: Reading, *, turned: bool) -> list[str]:
    """What to say of a text that was edited since, and of what has no place in it. What was
    ``turned`` from the article of a page to all of it, or back, was not edited."""
    if reading.waiting:
        return []
    told = []
    lost = len(reading.orphans)
    if reading.changed and not turned:
        told.append(f"Edited: {fared(reading)}" if reading.fates.line else "")
    elif lost:
        of_all = f"{lost} of {lost + len(reading.placed)}"
        in_part = any("--whole" in notice for notice in reading.document.notices)
        never = all(IMPORTED in one.extra and not one.target.end for one in reading.orphans)
        how = "have no place yet" if never else "lost their words"
        how = "are not in it" if in_part else how
        told.append(f"{of_all} notes {how}: {key_of('repair')} puts them right")
    told.append(lost_headings(len(reading.headings.lost)))
    return [*filter(None, [*told, reading.trouble])]
