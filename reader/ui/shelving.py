"""What the library screen does in threads: loading the shelf, looking for files, counting."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import Worker, get_current_worker

from reader import gathering, shelf
from reader.annotations.files import Signature, signature
from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.library import CATALOGUE
from reader.shelf import Card, card_of
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.screens.library import LibraryScreen

FIRST = 100  # cards that are shown before the others are understood
TELL = 0.1  # seconds between two words on how far it is
COUNTED = 50  # documents whose annotations are counted before the screen is told


class Shelving:
    """Works for one library screen, and stops when that is gone."""

    def __init__(self, screen: LibraryScreen) -> None:
        self._screen = screen
        self._app = screen.app
        self._library = screen.app.library
        self._stop = False
        self._tried: set[str] = set()  # files of watched folders that were looked into
        self._paths: set[str] = set()  # those that have an entry
        self._folders: list[Path] = []
        self._seen: Signature | None = None  # of the catalogue that was loaded
        self.gathering = False

    # --- in general -----------------------------------------------------------------------------

    def _run(self, work: Callable[[], object], group: str) -> Worker[None]:
        def guarded() -> None:
            try:
                work()
            except ReaderError as error:
                self._tell(self._screen.say, str(error))

        return self._screen.run_worker(guarded, thread=True, group=group, exit_on_error=True)

    def _gone(self) -> bool:
        return get_current_worker().is_cancelled or not self._screen.is_attached

    def _tell(self, do: Callable[..., object], *what: object) -> None:
        """In a thread: let the screen do something, if it is still there."""
        if not self._gone():
            tell(self._app, self._screen, do, *what)

    # --- loading --------------------------------------------------------------------------------

    def load(self) -> None:
        """Show all that the library knows, the first ones at once, and then look for news."""
        self._run(self._load_all, "load")

    def _load_all(self) -> None:
        """Without collections of garbage, which with so many objects take most of the time and
        would be felt; what is loaded stays and need not be looked at later."""
        gc.disable()
        try:
            entries = self._load()
        finally:
            gc.freeze()
            gc.enable()
        if entries and not self._look():
            self._count(entries)

    def _load(self) -> list[Entry]:
        self._app.keep_counts()
        tempo = self._app.tempo.factor
        self._seen = signature(self._library.annotations / CATALOGUE)
        self._folders = [self._library.documents, *self._library.folders()]
        cards: list[Card] = []
        entries: list[Entry] = []
        for entry in self._library.browse():
            entries.append(entry)
            if not entry.off_the_shelf:
                cards.append(card_of(entry, tempo=tempo))
                if len(cards) == FIRST and not self._screen.cards:
                    self._tell(self._screen.show_cards, list(cards), False)
        if self._gone():
            return []
        root = str(self._library.root.resolve())
        paths = {e.path: os.path.join(root, e.path) for e in entries if e.path}  # noqa: PTH118
        here = (entry for entry in entries if entry.path and entry.id and not entry.displaced)
        self._paths = {paths[entry.path] for entry in here}
        gone = {place for place, path in paths.items() if not os.path.isfile(path)}  # noqa: PTH113
        if gone:
            cards = [
                card_of(card.entry, there=False, tempo=tempo) if card.entry.path in gone else card
                for card in cards
            ]
        # Sorted here, so that the screen finds little to sort.
        cards = shelf.ordered(cards, self._screen.order, turned=self._screen.turned)
        self._tell(self._screen.show_cards, cards, True)
        return entries

    # --- watched folders ------------------------------------------------------------------------

    def look(self) -> None:
        """Look whether there are new files in the folders that are watched, and whether another
        window changed the shelf."""
        if self.gathering:
            return
        if self._seen != signature(self._library.annotations / CATALOGUE):
            self.load()
        else:
            self._run(self._look, "look")

    def _look(self) -> bool:
        """In a thread; whether there was anything, so that the shelf is loaded again.

        Where nothing is new the catalogue is not read: with ten thousand documents that would
        be felt at the keys.
        """
        library = self._library
        fresh = [
            file
            for folder in self._folders
            for file in gathering.files_below(folder, self._gone)
            if file not in self._paths and file not in self._tried
        ]
        if not fresh or self._gone():
            return False
        self._tried.update(fresh)
        known = gathering.known_to(library, library.browse())
        steps = gathering.gather(library, map(Path, fresh), known, by_hand=False, stop=self._gone)
        last = self._follow(steps)
        if last.added or last.moved:
            self._tell(self._screen.say, f"New on the shelf: {last._replace(problems=()).words}")
        self._tell(self.load)
        return True

    # --- adding ---------------------------------------------------------------------------------

    def add(self, paths: Iterable[Path], *, watched: bool = False) -> None:
        """Put files and folders on the shelf; the screen tells how far it is."""
        if self.gathering:
            self._screen.say("Still adding; esc stops it.")
            return
        self.gathering, self._stop = True, False
        paths = list(paths)
        self._run(lambda: self._add(paths, watched), "add")

    def stop(self) -> None:
        """Stop adding; what was added stays."""
        self._stop = True

    def _add(self, paths: Sequence[Path], watched: bool) -> None:
        library = self._library
        try:
            if watched:
                for path in paths:
                    library.watch(path)
            known = gathering.known_to(library, library.browse())
            steps = gathering.gather(library, paths, known, stop=lambda: self._stop or self._gone())
            last = self._follow(steps)
        finally:
            self.gathering = False
        end, words, refused = "Stopped: " if self._stop else "", last.words, last.problems
        if len(refused) > 1:
            words = f"{last._replace(problems=()).words}, {len(refused)} not"
        self._tell(self._screen.gathered, f"{end}{words}", paths, refused)

    def _follow(self, steps: Iterator[gathering.Progress]) -> gathering.Progress:
        """Go through all steps and tell of them now and then; the last one."""
        told = time.monotonic()
        last = gathering.Progress()
        for last in steps:
            if time.monotonic() - told > TELL:
                told = time.monotonic()
                words = f"Looking into {last.done:,} of {last.total:,} files … esc stops"
                self._tell(self._screen.say, words)
        return last

    # --- counting -------------------------------------------------------------------------------

    def _count(self, entries: Sequence[Entry]) -> None:
        """Count the annotations of documents where nobody has done so yet."""
        if not any(shelf.uncounted(entry) for entry in entries):
            return
        counted: list[Entry] = []
        for entry, store in self._library.notebook(shelf.uncounted):
            if self._gone():
                return
            try:
                number, questions = shelf.counts(store.all())
            except ReaderError:
                continue  # a file that cannot be read is counted when it can
            counted.append(entry._replace(annotations=number, questions=questions))
            if len(counted) == COUNTED:
                self._counted(counted)
                counted = []
        self._counted(counted)

    def _counted(self, entries: list[Entry]) -> None:
        if entries:
            kept = self._library.keep(entries, "annotations", "questions")
            self._tell(self._screen.changed, kept)

    # --- keeping --------------------------------------------------------------------------------

    def keep(self, entries: Sequence[Entry], *names: str) -> None:
        """Write what a person changed of some documents."""

        def work() -> None:
            self._library.keep(entries, *names)

        self._run(work, "keep")

    def unwatch(self, folder: Path) -> None:
        """Watch a folder no longer; its documents stay."""
        self._run(lambda: self._library.watch(folder, watched=False), "keep")
