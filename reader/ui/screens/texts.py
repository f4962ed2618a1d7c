"""Searching all texts of the library as one types."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer
from textual.worker import get_current_worker

from reader.catalogue import Entry
from reader.errors import ReaderError
from reader.searching import Answer, search, searchable
from reader.text.terms import Term, typed_terms
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.indexing import SETTING
from reader.ui.screens.hits import HitList
from reader.ui.texts import Listed
from reader.ui.threads import tell
from reader.ui.widgets.chrome import HintRow
from reader.ui.widgets.found_pane import HINT, FoundPane

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

PAUSE = 0.08  # seconds after a key in which the next one may come before anything is searched
HITS = 5  # that are shown of a document
NOTHING = "No text has all of these words near each other."


class TextsScreen(HitList[None]):
    """Lists what was found; nothing is answered, what is chosen is opened."""

    app: ReaderApp
    PLACE = key_places.TEXTS
    AUTO_FOCUS = "#found"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.TEXTS)]
    DEFAULT_CSS = """
    TextsScreen { background: $background; }
    TextsScreen #found { height: 1fr; }
    """

    def __init__(self, listed: Listed) -> None:
        super().__init__()
        self._listed = listed
        self._terms: Sequence[Term] = ()
        self._shelf: dict[str, Entry] | None = None
        self._wait: Timer | None = None
        self._searching = False
        self._choose = False  # as soon as it is found: enter came before

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        yield FoundPane(palette, id="found")
        self.hints = HintRow(palette, id="hints")
        yield self.hints

    @property
    def pane(self) -> FoundPane:
        """The list."""
        return self.query_one(FoundPane)

    def on_mount(self) -> None:
        self.hints.at(self.place)
        self.app.indexing.heard = self._heard
        query, answer, chosen = self._listed
        self.pane.filter = query
        self._terms = typed_terms(query)
        self.pane.show(answer, self._terms, chosen)
        self._tell()

    def on_unmount(self) -> None:
        if self.app.indexing.heard == self._heard:
            self.app.indexing.heard = None

    def say(self, message: str) -> None:
        """One quiet line."""
        self.hints.say(message)

    # --- searching ------------------------------------------------------------------------------

    def narrow(self, words: str) -> None:
        """Search for these words, when no further key comes at once."""
        self.hints.hush()
        self.pane.filter = words
        self._choose = False
        self._search_soon()
        self.pane.refresh()

    def _search_soon(self) -> None:
        self.workers.cancel_group(self, "texts")
        if self._wait is not None:
            self._wait.stop()
        self._searching = True
        if self.pane.filter.strip():
            self._wait = self.set_timer(PAUSE, self._search)
        else:
            self._search()

    def _search(self) -> None:
        query = self.pane.filter
        terms = typed_terms(query)
        if all(term.without for term in terms):
            self._show(query, terms, None, HINT)
            return
        work = partial(self._find, self.app, query, terms)
        self.run_worker(work, thread=True, group="texts", exclusive=True)

    def _find(self, app: ReaderApp, query: str, terms: Sequence[Term]) -> None:
        """In a thread."""
        worker = get_current_worker()
        answer, problem = None, ""
        try:
            if self._shelf is None:
                self._shelf = searchable(app.library)
            answer = search(
                app.library,
                terms,
                hits=HITS,
                shelf=self._shelf,
                stop=lambda: worker.is_cancelled,
            )
        except ReaderError as error:
            problem = str(error)
        if not worker.is_cancelled:
            tell(app, self, self._show, query, terms, answer, problem)

    def _show(self, query: str, terms: Sequence[Term], answer: Answer | None, problem: str) -> None:
        """What was found, the cursor on the first hit; on the same one where the words are."""
        if query != self.pane.filter:
            return
        pane, before = self.pane, self.pane.chosen if terms == self._terms else None
        self._searching, self._terms = False, terms
        pane.empty = problem or _nothing(answer)
        pane.show(answer, terms)
        if before is not None:
            pane.point(pane.index_of(before))
        if self._choose:
            self.choose_this()

    # --- reading what is new --------------------------------------------------------------------

    def _heard(self) -> None:
        """More is read, or all: search again, without moving what is looked at."""
        self._tell()
        over = not self.app.indexing.works
        if over:
            self._shelf = None
        if self.pane.filter.strip() and not self._searching and (over or not self.pane.count):
            self._search_soon()

    def _tell(self) -> None:
        """Say how far the reading of what is new is."""
        progress = self.app.indexing.progress
        said = f"reading {progress.done:,} of {progress.of:,} …" if progress else ""
        if not self.app.settings.flag(SETTING):
            said = "what is new is not read"
        if said != self.pane.said:
            self.pane.said = said
            self.pane.refresh()

    # --- commands -------------------------------------------------------------------------------

    def choose_this(self) -> None:
        """Open the document at the hit; where it is still being looked for, when it is found."""
        if self._searching:
            self._choose = True
            return
        hit = self.pane.chosen
        self._choose = False
        if hit is not None:
            listed = Listed(self.pane.filter, self.pane.answer, self.pane.cursor)
            self.app.texts.go(hit, self._terms, listed)


def _nothing(answer: Answer | None) -> str:
    """What to say where nothing was found."""
    left_out = len(answer.left_out) if answer else 0
    if not left_out:
        return NOTHING
    them = "1 document" if left_out == 1 else f"{left_out:,} documents"
    return f"{NOTHING} {them} cannot be searched: “reader search --json” says why."
