"""A document that is edited while it is read: its file is followed, and shown anew when it changed.

A file is read when it looks the same twice in a row, since an editor may be writing it. What is
empty, cannot be read, or is no document is not shown: the text stays as it was. The edited text is
shown when nothing is in the way (`reader.ui.modes.at_rest`), at the same place (`showing_anew`).
"""

from __future__ import annotations

import os
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from reader import parsed
from reader.documents.document import Document
from reader.documents.opening import Source, read_source
from reader.errors import ReaderError, StorageError
from reader.library import Library, Recognised
from reader.recognising import Doubt
from reader.study.reading import Reading
from reader.text.changes import Changes, compare
from reader.text.spans import Span
from reader.ui import asking, modes
from reader.ui.keys import key_of
from reader.ui.reopening import open_anew
from reader.ui.repairing import lost_headings
from reader.ui.showing_anew import show_anew, told
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp
    from reader.ui.sitting import Sitting

STABLE = 0.2  # seconds for which a file has to look the same before it is read
# Seconds for which one must that cannot be read, or holds only the beginning of the text: the rest
# may be on its way.
BEGINNING = 2.0
LIKE = 0.3  # of a text that two have in common if one is a version, or the beginning, of the other
GONE = 1.0  # seconds after which a file that is not there is not just being replaced

# By which one sees that a file changed: the time it was written, its size, its number.
Signature = tuple[int, int, int] | None


def signature(path: Path) -> Signature:
    """How a file looks from outside; None if it is not there."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


def renamed(path: Path, number: int) -> Path | None:
    """What a file with this number that was at ``path`` is called in its folder now."""
    with suppress(OSError), os.scandir(path.parent) as there:
        names = (one.name for one in there if one.inode() == number and one.is_file())
        return next((path.with_name(name) for name in names if name != path.name), None)
    return None


class Anew(NamedTuple):
    """A document as its file has it now, with its annotations, ready to be shown.

    ``changes`` are those since ``before``, the one on the screen.
    """

    source: Source
    found: Recognised
    reading: Reading
    before: Reading
    changes: Changes


def read_anew(library: Library, path: Path, before: Reading) -> Anew | None:
    """Read the file of a document again; None if it says the same as before.

    Raises ReaderError like `parsed.parse`, and if the library cannot be asked.
    """
    source = library.as_left(read_source(path))
    document = parsed.parse(library.state, source)
    if _alike(document, before.source):
        return None
    found = library.recognition(source, document)
    with suppress(StorageError):  # without it the notes are found by their words alone
        before.keep()
    reading = Reading(document, before.store)
    reading.version = before.version  # so that it grows, as it would if annotations changed
    reading.refresh()
    changes = compare(before.source.text, document.text)
    return Anew(source._replace(data=b""), found, reading, before, changes)


def is_version(library: Library, path: Path, text: str) -> bool:
    """Whether a file holds a text, or an edited version of it."""
    try:
        new = parsed.parse(library.state, library.as_left(read_source(path))).text
    except ReaderError:
        return False
    return _left(text, compare(text, new)) >= LIKE * len(text)


def _left(old: str, changes: Changes) -> int:
    """How many code points of a text are left."""
    return sum(end - start for start, end in changes.rest([Span(0, len(old))]))


def _alike(one: Document, other: Document) -> bool:
    names = ("text", "blocks", "marks", "sections", "metadata", "notices")
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _cut_off(anew: Anew) -> bool:
    """Whether much of the end is missing, and the text stops within a line of what it was; not if
    it is an entirely different one."""
    old, new = anew.before.source.text, anew.reading.source.text
    old_end, new_end = anew.changes.end
    stops = len(old) - old_end > len(old) // 10 and "\n" not in new[new_end:].rstrip()
    return stops and _left(old, anew.changes) >= LIKE * len(new)


class Live:
    """Follows the file of one sitting."""

    def __init__(self, app: ReaderApp, sitting: Sitting) -> None:
        self._app = app
        self._sitting = sitting
        self._path = sitting.path
        # How the file looked when it was last shown, or was found not to be fit for that.
        self._known = self._seen = signature(self._path) if self._path else None
        self._since = 0.0  # the time when it began to look as it was seen last
        self._patience = STABLE
        self._reading = False
        self._ready: Anew | None = None
        self._said = ""  # what was said of a state that lasts
        self._renamed: Path | None = None  # what the file is called now, if it is not just replaced
        # What the file was called before it was renamed, and how what is there now looked last.
        self._former: Path | None = None
        self._at_former: Signature = None

    # --- looking --------------------------------------------------------------------------------

    def look(self) -> None:
        """See what became of the file. Called twice a second, and in between while it changes."""
        if self._path is None or self._reading or self._app.sitting is not self._sitting:
            return
        if self._ready is not None:
            self._show_when_at_rest()
        if self._former is not None and self._look_at_former(self._former):
            return
        seen, now = signature(self._path), time.monotonic()
        if seen != self._seen:
            self._seen, self._since, self._patience = seen, now, STABLE
            self._renamed = None
        if seen is None and self._said != _GONE and self._known and self._renamed is None:
            self._renamed = renamed(self._path, self._known[2])
        left = (GONE if seen is None else self._patience) - (now - self._since)
        if seen == self._known:
            if seen is not None and self._said == _GONE:
                self._say_once("The file is back, and as it was.")
        elif seen is not None and not self._follows:
            self._known = seen
            self._say(f"The file changed: {key_of('reload')} shows it as it is now.")
        elif left > 0:
            self._app.set_timer(left, self.look)
        elif seen is None and self._renamed is not None and self._follows:
            self._follow(self._renamed)
        elif seen is None:
            self._say_once(_GONE)
        else:
            self._read()

    def _follow(self, path: Path) -> None:
        """The file has another name now."""
        self._former, self._at_former = self._path, None
        self._path, self._renamed = path, None
        self._sitting.renamed(path)
        self._say(f"The file was renamed: it is {path.name} now.")
        keep = self._sitting.keep_place
        self._app.run_worker(keep, thread=True, group="keep", exit_on_error=True)

    def _look_at_former(self, path: Path) -> bool:
        """Whether there is a file again where this one was before it was renamed, which is being
        looked into: a program may have kept the old version under the other name."""
        seen, reading = signature(path), self._sitting.screen.reading
        if seen is None or seen[1] == 0 or seen != self._at_former or reading is None:
            self._at_former = seen
            return False
        self._former, self._reading = None, True
        app, screen, text = self._app, self._sitting.screen, reading.source.text

        def work() -> None:
            tell(app, screen, self._was_looked_into, path, is_version(app.library, path, text))

        app.run_worker(work, thread=True, group="live", exit_on_error=True)
        return True

    def _was_looked_into(self, path: Path, version: bool) -> None:
        """Go on with the file that came where this one was before, if it is a version of it."""
        assert self._path is not None
        if not version:
            self._reading = False
            self._say(f"There is another {path.name} now; this one is {self._path.name}.")
            return
        app, screen, sitting = self._app, self._sitting.screen, self._sitting
        self._path = path
        sitting.renamed(path)
        self._say(f"There is a {path.name} again: it is followed.")

        def work() -> None:
            sitting.keep_place()  # before it is read: the library goes by what it knows of places
            tell(app, screen, self._read_at_former)

        app.run_worker(work, thread=True, group="keep", exit_on_error=True)

    def _read_at_former(self) -> None:
        self._reading = False
        self.look()

    @property
    def _follows(self) -> bool:
        screen = self._sitting.screen
        return screen.reading is not None and screen.settings.flag("reading.follow")

    def read_now(self) -> None:
        """Read the file as it is, because the person wants it so."""
        if self._path is not None and not self._reading:
            self._seen = signature(self._path)
            self._read(by_hand=True)

    def _read(self, *, by_hand: bool = False) -> None:
        """Read the file in a thread."""
        path, before = self._path, self._sitting.screen.reading
        if path is None or before is None:
            return
        self._reading = True
        seen, app, screen = self._seen, self._app, self._sitting.screen

        def work() -> None:
            problem, anew = "", None
            try:
                anew = read_anew(app.library, path, before)
            except ReaderError as error:
                problem = str(error)
            tell(app, screen, self._was_read, seen, anew, problem, by_hand)

        app.run_worker(work, thread=True, group="live", exit_on_error=True)

    def _was_read(self, seen: Signature, anew: Anew | None, problem: str, by_hand: bool) -> None:
        assert self._path is not None
        self._reading = False
        if signature(self._path) != seen and not by_hand:  # it was being written
            self.look()
            return
        patient = by_hand or self._patience == BEGINNING
        half = bool(problem) if anew is None else _cut_off(anew)
        if half and not patient:
            self._patience = BEGINNING
            self.look()
            return
        self._known = seen
        if problem:
            self._say_once(f"The text stays as it was: {problem}")
            return
        self._said = ""
        self._ready = anew
        if anew is not None:
            self._show_when_at_rest()
        elif by_hand:
            self._say("Nothing in the file has changed.")

    # --- showing --------------------------------------------------------------------------------

    def _show_when_at_rest(self) -> None:
        """Show the edited text, or wait until it can be shown.

        It is shown a message later: the answer of a screen that was closed just now may be on its
        way, and goes by the text as it is.
        """
        screen = self._sitting.screen
        if self._can_show():
            screen.call_later(self._show)
        elif screen.in_front and not screen.prompt.active:
            self._say_once("The file changed: it is shown as it is now when you are done here.")

    def _can_show(self) -> bool:
        anew, screen = self._ready, self._sitting.screen
        if anew is None or not modes.at_rest(screen):
            return False
        chosen = screen.view.selection
        return chosen is None or anew.changes.whole(chosen)

    def _show(self) -> None:
        anew, screen = self._ready, self._sitting.screen
        if anew is None or not self._can_show():
            return
        self._ready, self._said = None, ""
        entry = anew.found.entry
        if self._sitting.entry is None or entry.id != self._sitting.entry.id:
            open_anew(self._app)  # the file holds another document now
            return
        self._sitting.renew(anew.source, entry)
        anew.reading.refresh()  # something may have been marked while it waited
        self._app.jumps.carry_over(anew.source, anew.changes.to)
        with self._app.batch_update():
            show_anew(screen, anew.reading, anew.changes)
        lost = len(anew.reading.headings.lost) - len(anew.before.headings.lost)
        said = told(anew.reading, anew.changes, screen.view.shown)
        self._say(" · ".join(filter(None, (said, lost_headings(max(0, lost))))))
        look_back = partial(self._sitting.look_back, anew.reading)
        self._app.run_worker(look_back, thread=True, group="text", exit_on_error=True)
        if screen.repairing is not None:
            screen.repairing.text_changed()
        question = anew.found.question
        if question is None or question.doubt is not Doubt.NOTES:  # that is for an opening
            asking.ask(self._sitting, anew.found)

    # --- saying ---------------------------------------------------------------------------------

    def _say(self, message: str) -> None:
        self._sitting.screen.say(message)

    def _say_once(self, message: str) -> None:
        """Say something of a state that lasts: not again until another thing was said of it."""
        if message != self._said:
            self._said = message
            self._say(message)


_GONE = "The file is gone; you go on reading what was opened."
