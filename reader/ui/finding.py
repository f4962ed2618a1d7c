"""Searching in the document: as one types, every hit marked, n and N from one to the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from reader.text.hunting import Hunt
from reader.ui import stepwise
from reader.ui.widgets.hits import Hits

if TYPE_CHECKING:
    from reader.text.folding import Alphabet
    from reader.ui.screens.hits import HitsScreen
    from reader.ui.screens.reading import ReadingScreen

MEMORY = "searches"  # under this name the past queries are kept
PAST = 50
# The alphabet of a text of so many code points is found out at once; of a longer one behind.
AT_ONCE = 300_000


class Query(NamedTuple):
    """What was searched for, and whether it is a regular expression."""

    text: str
    regular: bool = False


LONGEST = 500  # code points of what is searched for


class Search:
    """The state of the search on one screen."""

    def __init__(self, screen: ReadingScreen, memory: dict[str, Any]) -> None:
        self._screen = screen
        self.asking = False
        self.hunt: Hunt | None = None
        self.past = remembered(memory.get(MEMORY))
        self._regular = False
        self._walked = 0  # how far back in the past the prompt is
        self._draft = Query("")
        self._from = self._place = 0
        self._then_list = False
        self._seen: Hunt | None = None  # the last one of which a hit was shown
        self._alphabet: tuple[str, Alphabet] | None = None
        self._listing: HitsScreen | None = None
        self._silent: Hunt | None = None  # of which nothing is said when it is complete

    @property
    def query(self) -> str:
        """What is searched for; empty if nothing is."""
        return self.hunt.query if self.hunt else ""

    def memory(self) -> dict[str, Any]:
        """What the next run should remember."""
        return {MEMORY: [list(query) for query in self.past]}

    # --- the prompt -----------------------------------------------------------------------------

    def start(self, *, then_list: bool = False) -> None:
        """Open the prompt; ``then_list`` shows all hits when it is closed."""
        view = self._screen.view
        self._place = view.place
        self._from = view.place if view.caret is None else view.caret
        self._regular, self._walked, self._then_list = False, 0, then_list
        self.asking = True
        self._screen.ask("/", "", self._done, self._typed)
        self._prepare()

    def _prepare(self) -> None:
        """Find out behind the typing what searching a long text has to know."""
        text = self._screen.document.text
        if self._screen.document.complete and len(text) > AT_ONCE and not self._known(text):
            self._screen.run_worker(lambda: self._alphabet_of(text), thread=True, group="alphabet")

    def _known(self, text: str) -> bool:
        return self._alphabet is not None and self._alphabet[0] is text

    def _alphabet_of(self, text: str) -> Alphabet:
        from reader.text.folding import alphabet_of

        known = self._alphabet
        if known is None or known[0] is not text:
            self._alphabet = known = text, alphabet_of(text)
        return known[1]

    def toggle_regular(self) -> None:
        """In the prompt: a regular expression, or words again."""
        self._regular = not self._regular
        self._typed(self._screen.prompt.box.value)

    def walk(self, step: int) -> None:
        """In the prompt: to an older query (-1), or back to a newer one (1)."""
        box = self._screen.prompt.box
        if self._walked == 0:
            self._draft = Query(box.value, self._regular)
        self._walked = max(-len(self.past), min(0, self._walked + step))
        query = self.past[self._walked] if self._walked else self._draft
        changed = query.regular != self._regular
        self._regular = query.regular
        if query.text != box.value:
            box.value = query.text  # which searches for it
        elif changed:
            self._typed(query.text)
        box.cursor_position = len(query.text)

    def list_hits(self) -> None:
        """Show every hit in a list, of what is in the prompt, or was searched for last."""
        if self.asking:
            self._then_list = True
            self._screen.prompt.accept()
        elif self.hunt is not None:
            self._list(self.hunt)
        else:
            self.start(then_list=True)

    def _done(self, answer: str | None) -> None:
        self.asking = False
        view = self._screen.view
        if answer is None or not answer.strip():
            self.clear()
            view.go(self._place, row=0)
            return
        if self.hunt is None or self.hunt.query != answer:
            self._typed(answer)  # enter came right behind the words
        self._remember(Query(answer, self._regular))
        if view.place != self._place:
            self._leave(self._from)
        if view.caret is not None and view.hits.current >= 0:
            view.put_caret(view.hits.spans[view.hits.current].start)
        self._tell()
        if self._then_list and self.hunt is not None and not self.hunt.wrong:
            self._list(self.hunt)

    def _leave(self, offset: int) -> None:
        """Let `jump_back` lead to where one was."""
        app = self._screen.app
        app.jumps.leave(app.stop()._replace(offset=offset))

    def _remember(self, query: Query) -> None:
        self.past = [*(past for past in self.past if past != query), query][-PAST:]

    # --- searching ------------------------------------------------------------------------------

    def find(self, query: str, start: int) -> None:
        """Search for words without the prompt, from an offset on."""
        self._from, self._place = start, self._screen.view.place
        self._regular = False
        self._remember(Query(query))
        self._leave(start)
        self._typed(query)

    def find_apart(self, query: str, start: int) -> None:
        """Search for the words of a query over all texts, whichever of them, from a hit on."""
        self._from, self._place = start, self._screen.view.place
        self._regular = False
        self._hunt(query, False, apart=True)

    def clear(self) -> None:
        """No hits any more."""
        self.hunt = None
        self._screen.workers.cancel_group(self._screen, "search")
        self._screen.view.hits = Hits()
        self._screen.view.refresh()

    def document_changed(self, moved: Callable[[int], int] | None = None) -> None:
        """There is more of the text, and all of it is searched for the same.

        Where the text was edited, ``moved`` tells where an offset went: what was the current hit
        stays the current one, and nothing is said.
        """
        if self.hunt is None:
            return
        if moved is not None:
            hits = self._screen.view.hits
            if hits.current >= 0:
                self._from = hits.spans[hits.current].start
            self._from, self._place = moved(self._from), moved(self._place)
            self._screen.view.hits = Hits()
        self._hunt(self.hunt.query, self.hunt.regular, apart=self.hunt.apart, again=True)
        if moved is not None:
            self._silent = self.hunt

    def _typed(self, query: str) -> None:
        if len(query) > LONGEST:
            self.clear()
            self._screen.prompt.label(f"at most {LONGEST} characters /")
        elif query.strip():
            self._hunt(query, self._regular)
        else:
            self.clear()
            self._label()

    def _hunt(self, query: str, regular: bool, *, apart: bool = False, again: bool = False) -> None:
        text = self._screen.document.text
        self.hunt = hunt = Hunt(text, query, self._from, regular=regular, apart=apart)
        if again:
            self._seen = hunt
        stepwise.do(
            self._screen,
            hunt.steps(lambda: self._alphabet_of(text)),
            lambda: self._found(hunt),
            group="search",
            news=lambda: self._found(hunt),
            behind=regular or (len(text) > AT_ONCE and not self._known(text)),
        )

    def _found(self, hunt: Hunt) -> None:
        """Show what is known: the first hit, or all."""
        if hunt is not self.hunt:
            return
        view = self._screen.view
        spans = hunt.spans if hunt.complete else [hunt.first] if hunt.first else []
        if spans:
            at = hunt.spans.first_from(self._from) % len(spans) if hunt.complete else 0
            view.hits = Hits(spans, at)
            if self._seen is not hunt:  # one may have gone on from there
                self._seen = hunt
                self._show(at)
        else:
            view.hits = Hits()
        view.refresh()
        self._label()
        if hunt.complete and not self.asking and hunt is not self._silent:
            self._tell()
        if self._listing is not None and self._listing.is_attached:
            self._listing.show(hunt)

    def _show(self, at: int) -> None:
        view = self._screen.view
        span = view.hits.spans[at]
        view.hits = Hits(view.hits.spans, at)
        if view.caret is not None and not self.asking:
            view.put_caret(span.start)
        view.go(span.start)
        view.refresh()

    def step(self, direction: int) -> None:
        """Go to the next hit, or the previous one, round the ends."""
        view = self._screen.view
        spans = view.hits.spans
        if not spans:
            self._screen.say(self.count() or "Nothing searched for yet: / searches.")
            return
        if view.hits.current >= 0:
            at = view.hits.current + direction
        else:
            at = bisect_left(spans, view.place, key=_start) - (direction < 0)
        shown = view.shown
        if not shown.start <= spans[at % len(spans)].start < shown.end:
            self._leave(self._screen.here)
        self._show(at % len(spans))
        self._tell("" if 0 <= at < len(spans) else _ROUND[direction])

    # --- what is said ---------------------------------------------------------------------------

    def count(self) -> str:
        """Where among the hits one stands."""
        hits, hunt = self._screen.view.hits, self.hunt
        if hunt is None:
            return ""
        if hunt.wrong:
            return f"“{hunt.query}”: {hunt.wrong}."
        if hunt.slow:
            return f"“{hunt.query}”: {too_slow(hunt)}."
        if not hunt.complete:
            return f"“{hunt.query}”: still searching …"
        if not hits.spans:
            return f"“{hunt.query}” is not in this text."
        return f"“{hunt.query}”: {hits.current + 1} of {total(hunt)}"

    def _tell(self, round_which_end: str = "") -> None:
        self._screen.say(self.count() + round_which_end)

    def _label(self) -> None:
        if not self.asking:
            return
        lead = "regex " if self._regular else ""
        hits, hunt = self._screen.view.hits, self.hunt
        if hunt is None:
            said = ""
        elif hunt.wrong:
            said = f"{hunt.wrong} "
        elif hunt.slow:
            said = f"{too_slow(hunt)} "
        elif not hunt.complete:
            said = "… "
        elif hits.spans:
            said = f"{hits.current + 1} of {total(hunt)} "
        else:
            said = "no hit "
        self._screen.prompt.label(f"{lead}{said}/")

    # --- the list -------------------------------------------------------------------------------

    def _list(self, hunt: Hunt) -> None:
        from reader.ui.screens.hits import HitsScreen

        screen = self._screen
        listing = HitsScreen(hunt, screen.document, screen.view.hits.current, self._passing)
        self._listing = listing

        def chosen(at: int | None) -> None:
            self._listing = None
            hunt = self.hunt
            if hunt is not None and at is not None and at < len(hunt.spans):
                screen.panes.focus_text()
                self._leave(screen.here)
                screen.view.hits = Hits(hunt.spans, at)
                self._show(at)
                self._tell()

        screen.app.push_screen(listing, chosen)

    def _passing(self, word: str) -> Callable[[str, int, int], bool]:
        """Whether a word stands in a stretch of the text, folded as in a search."""
        from reader.text.folding import compile_folded

        pattern = compile_folded(word, self._alphabet_of(self._screen.document.text))
        assert pattern is not None
        search = pattern.search
        return lambda text, start, end: search(text, start, end) is not None


_start = attrgetter("start")
_ROUND = {1: ", from the top again", -1: ", from the end again"}


def remembered(kept: object) -> list[Query]:
    """The past queries, of what was kept of them."""
    found = []
    for item in kept if isinstance(kept, list) else []:
        match item:
            case [str() as text, bool() as regular] if text.strip():
                found.append(Query(text, regular))
    return found[-PAST:]


def total(hunt: Hunt) -> str:
    """How many hits there are."""
    return f"{len(hunt.spans)}{'+' if hunt.more or hunt.slow else ''}"


def too_slow(hunt: Hunt) -> str:
    """What to say of a regular expression that was stopped."""
    count = len(hunt.spans)
    return f"too slow: stopped after {hunt.deadline:g} s, {count} hit{'s'[: count != 1]} so far"
