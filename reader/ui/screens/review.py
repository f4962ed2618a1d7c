"""A review: what is due is asked where it stands, the answer covered; keys uncover and grade it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from reader.annotations.annotation import Annotation
from reader.annotations.cards import PASSAGE
from reader.documents.document import BlockKind
from reader.errors import ReaderError
from reader.study import clock
from reader.study.round import Round, key_of
from reader.study.scheduling import (
    CardRow,
    Memory,
    graded,
    intervals,
    is_leech,
    memory_of,
    said,
    taken_back,
    written,
)
from reader.ui import drafts, key_hints, key_places, keys
from reader.ui.annotating import NOT_SAVED
from reader.ui.commands import bindings
from reader.ui.reviewing import Place, Ready, lead_of, memory_in, place_of, prepare, reviews_of
from reader.ui.screens.place import PlaceScreen
from reader.ui.threads import tell
from reader.ui.typesetting import set_text
from reader.ui.widgets.chrome import Header, HintRow
from reader.ui.widgets.covering import Cover
from reader.ui.widgets.reading_view import ReadingView
from reader.ui.widgets.review_card import ReviewCard, Told
from reader.ui.widgets.review_end import Result, ReviewEnd

if TYPE_CHECKING:
    from reader.library import Entry
    from reader.ui.app import ReaderApp

GRADES = ("again", "hard", "good", "easy")  # the names of their commands, rated from 1
CONTEXT = 3  # rows above a passage that are shown where there is room
AHEAD = 2  # documents that are kept ready beside the one that is shown


class Step(NamedTuple):
    """What was done to a card, to be taken back: the round before it, and what undoes it."""

    round: Round
    row: CardRow
    undo: Callable[[], object]
    rating: int = 0


class ReviewScreen(PlaceScreen[None]):
    """Asks the cards of a round, one after the other. ``cards`` are all that it was made from, due
    or not, ``entries`` their documents by id."""

    app: ReaderApp
    PLACE = key_places.REVIEW
    ALLOW_SELECT = False
    AUTO_FOCUS = "#view"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.REVIEW)]
    DEFAULT_CSS = """
    ReviewScreen { background: $background; }
    ReviewScreen #view { height: 1fr; }
    ReviewScreen #end { height: 1fr; display: none; }
    """

    def __init__(
        self, asked: Round, cards: Sequence[CardRow], entries: Mapping[str, Entry]
    ) -> None:
        super().__init__()
        self.round = asked
        self.row: CardRow | None = None  # the card that is asked
        self.uncovered = False
        self.over = False
        self._entries = entries
        self._known = {key_of(row): row for row in cards}
        self._ready: dict[str, Ready] = {}  # by the ids of documents, those used last at the end
        self._reading: set[str] = set()  # ids of documents that are being read
        self._refused: dict[str, str] = {}
        self._place: Place | None = None
        self._annotation: Annotation | None = None
        self._memory: Memory | None = None
        self._since = 0.0
        self._past: list[Step] = []
        self._began = clock.monotonic()

    def compose(self) -> ComposeResult:
        from reader.documents.document import Document

        palette = self.app.text_palette
        self.header = Header(palette, id="header")
        self.view = ReadingView(Document("", ()), palette, id="view")
        self.view.auto_links = False
        self.end = ReviewEnd(palette, id="end")
        self.card = ReviewCard(palette, id="card")
        self.hints = HintRow(palette, id="hints")
        yield self.header
        yield self.view
        yield self.end
        yield self.card
        yield self.hints

    def on_mount(self) -> None:
        self.run_worker(_load_scheduler, thread=True, group="scheduler")
        self._go_on()

    def on_resize(self) -> None:
        self.header.display = self.size.height > 8
        self.card.fit()
        self.call_after_refresh(self._show_passage)

    def settings_changed(self) -> None:
        super().settings_changed()
        if self.row is not None:
            self._set_text(self.row.document)
        self._tell()

    def say(self, message: str) -> None:
        """One quiet line."""
        self.hints.say(message)

    # --- what is asked --------------------------------------------------------------------------

    def _go_on(self, row: CardRow | None = None, *, uncovered: bool = False) -> None:
        """Ask the next card, or this one."""
        self.row = row = row or self.round.next(written(clock.wall()))
        self.uncovered, self._place, self._annotation = False, None, None
        self.card.whole = False
        self.view.display = False  # nothing of a text is seen before its answer is covered
        if row is None:
            self._finish()
            return
        self.over = self.end.display = False
        self.card.display = True
        ready = self._ready_of(row.document)
        if ready is None:
            self.card.show(Told("Opening …"))
            self._tell()
            self._prepare(row.document, uncovered=uncovered)
            return
        try:
            ready.store.refresh()
            if self._is_below(ready):
                self.app.reading_screen.annotations_changed()
            elif ready.reading is not None:
                ready.reading.refresh()
        except ReaderError as error:
            self._cannot_ask(row.document, str(error))
            return
        annotation = ready.store.get(row.annotation)
        if annotation is None or row.card not in annotation.learn:
            self.round = self.round.without(row)  # deleted, or not learned any more
            self._go_on()
            return
        self._annotation = annotation
        self._memory = memory_in(ready.store, row, self._retention)
        self._place = place_of(ready, annotation, row.card)
        self.uncovered = uncovered
        self._since = clock.monotonic()
        self._show()
        self._look_ahead()

    def _show(self) -> None:
        """Show the card that is asked, its answer covered or not."""
        place, row, annotation = self._place, self.row, self._annotation
        if place is None or row is None or annotation is None:
            return
        view = self.view
        view.cover = Cover(() if self.uncovered else place.covered)
        if view.document is not place.document:
            view.show(place.document, place.span.start)
        view.reading = place.reading
        view.current = annotation.id
        self._set_text(row.document)
        view.display = True
        view.refresh()
        self._tell()
        view.focus()
        self.call_after_refresh(self._show_passage)

    def _set_text(self, document: str) -> None:
        ready = self._ready.get(document)
        set_text(self.view, self.app.tuning.of(document), ready.language if ready else None)

    def _show_passage(self) -> None:
        """Bring what is asked into sight, with what stands around it."""
        place = self._place
        if place is None or not self.view.display:
            return
        height = self.view.extent.height
        row = min(CONTEXT, height // 3)
        self.view.go(place.span.start, row=row)
        first = min((span.start for span in place.covered), default=place.span.start)
        if first >= self.view.shown.end:
            self.view.go(first, row=height // 2)

    def _tell(self) -> None:
        """Say what is asked, how far the round is, and which keys apply."""
        asked = self.round
        self.header.title = self._title()
        news = f"{asked.new} new" if asked.new else ""
        count = f"{asked.done + 1} of {asked.done + asked.remaining}" if asked.remaining else ""
        facts = [] if self.over else [news, count]
        self.header.facts = [fact for fact in (self.app.studying.word, *facts) if fact]
        self.header.refresh()
        self.app.name_window(self.header.title)
        self.hints.at(self.place, names=self._hints())
        if self._annotation is not None and self.row is not None:
            self.card.show(self._told(self._annotation, self.row))

    def _title(self) -> str:
        row = self.row
        title = self._entries[row.document].title if row and row.document in self._entries else ""
        place = self._place
        if place is not None and not self.uncovered and _covers_heading(place):
            title = ""  # it may be what is asked for
        return f"Review · {title}" if title else "Review"

    def _told(self, annotation: Annotation, row: CardRow) -> Told:
        limit = self.app.settings.number("study.leech")
        place, memory = self._place, self._memory
        leech = ""
        if memory is not None and is_leech(memory, limit):
            leech = f"Forgotten {memory.lapses} times: rewrite it? {keys.key_of('rewrite')}"
        grades: list[tuple[str, str]] = []
        if self.uncovered:
            found = intervals(memory, clock.wall(), self._retention)
            for name, interval in zip(GRADES, found, strict=True):
                grades.append((keys.key_of(f"grade_{name}"), f"{name} {said(interval)}"))
        return Told(
            lead_of(annotation, row.card),
            annotation.note,
            not self.uncovered and row.card != PASSAGE,
            remarks=(place.remark if place is not None else "", leech),
            grades=grades,
        )

    def _hints(self) -> tuple[str, ...]:
        if self.over:
            return ("back", "undo")
        without = {"uncover"} if self.uncovered else set()
        without |= set() if self._past else {"undo"}
        return tuple(name for name in key_hints.HINTS[self.place] if name not in without)

    @property
    def _retention(self) -> int:
        return self.app.settings.number("study.retention")

    # --- documents ------------------------------------------------------------------------------

    def _ready_of(self, document: str) -> Ready | None:
        """A document, if it is at hand: the one that is open below, or one that was read."""
        app = self.app
        if document in self._refused:
            return None
        if app.reads and app.entry is not None and app.entry.id == document:
            reading = app.reading_screen.reading
            if reading is not None and not reading.waiting:
                ready = Ready(app.entry, reading.store, reading)
                self._ready[document] = ready
                return ready
        if document in self._ready:
            self._ready[document] = self._ready.pop(document)  # the one used last
        return self._ready.get(document)

    def _prepare(self, document: str, *, uncovered: bool = False) -> None:
        """Read a document in a thread; where it is the one that is asked of, ask it then."""
        if document in self._reading:
            return
        entry = self._entries[document]
        self._reading.add(document)
        settings = self.app.tuning.of(document)

        def work() -> None:
            try:
                ready = prepare(self.app.library, entry, settings)
            except ReaderError as error:
                tell(self.app, self, self._cannot_ask, document, str(error))
            else:
                tell(self.app, self, self._prepared, document, ready, uncovered)

        self.run_worker(work, thread=True, group="documents")

    def _prepared(self, document: str, ready: Ready, uncovered: bool) -> None:
        self._reading.discard(document)
        self._ready[document] = ready
        for old in list(self._ready)[: -(AHEAD + 1)]:
            self._let_go(old)
        if self._place is None and self.row is not None and self.row.document == document:
            self._go_on(self.row, uncovered=uncovered)

    def _let_go(self, document: str) -> None:
        """A document is not needed for now: what was graded in it is written to its file."""
        ready = self._ready.pop(document)
        if self._is_below(ready):
            return
        if self.app.leaving:  # nobody waits for a thread any more
            with suppress(ReaderError):
                _save(ready)
        else:
            self.app.run_worker(
                partial(_save, ready), thread=True, group="save", exit_on_error=False
            )

    def _is_below(self, ready: Ready) -> bool:
        """Whether it is the document that is open: who keeps that writes its file."""
        reading = self.app.reading_screen.reading if self.app.reads else None
        return reading is not None and reading.store is ready.store

    def _cannot_ask(self, document: str, problem: str) -> None:
        """The annotations of a document cannot be read: the others are asked."""
        self._reading.discard(document)
        self._refused[document] = problem
        self.say(problem)
        for row in (*self.round.left, *self.round.again):
            if row.document == document:
                self.round = self.round.without(row)
        if self._place is None:
            self._go_on()

    def _look_ahead(self) -> None:
        """Read the document of the next card already."""
        if self.row is None:
            return
        following = self.round.without(self.row).next(written(clock.wall()))
        if following is not None and self._ready_of(following.document) is None:
            self._prepare(following.document)
        if self.row.document in self._ready:  # it stays the one used last
            self._ready[self.row.document] = self._ready.pop(self.row.document)

    # --- commands -------------------------------------------------------------------------------

    def action_command(self, name: str) -> None:
        self.hints.hush()
        super().action_command(name)

    @on(ReadingView.Clicked)
    @on(ReviewCard.Clicked)
    @on(ReviewEnd.Clicked)
    def uncover(self) -> None:
        """Show the answer; at the end, go on."""
        if self.over:
            self.dismiss(None)
        elif self._place is not None and not self.uncovered:
            self.uncovered = True
            self.view.cover = Cover()
            self.view.refresh()
            self._tell()

    def grade_again(self) -> None:
        """It was forgotten."""
        self._grade(1)

    def grade_hard(self) -> None:
        """It was known with effort."""
        self._grade(2)

    def grade_good(self) -> None:
        """It was known."""
        self._grade(3)

    def grade_easy(self) -> None:
        """It was known at once."""
        self._grade(4)

    @on(ReviewCard.Graded)
    def _clicked(self, event: ReviewCard.Graded) -> None:
        self._grade(event.rating)

    def _grade(self, rating: int) -> None:
        row, annotation, place = self.row, self._annotation, self._place
        if row is None or annotation is None or place is None:
            return
        if not self.uncovered:
            self.uncover()
            return
        store, retention = self._ready[row.document].store, self._retention
        took = clock.monotonic() - self._since
        try:
            # Somebody may have graded it elsewhere since it was shown.
            store.refresh()
            before = reviews_of(store, row)
            known = memory_of(before, retention)
            review = graded(known, row.annotation, row.card, rating, clock.wall(), took, retention)
            store.log(review)
        except ReaderError as error:
            self.say(f"{NOT_SAVED}{error}")
            return
        memory = memory_of([*before, review], retention)
        assert memory is not None

        def undo() -> None:
            store.log(taken_back(review, clock.wall()))
            self._known[key_of(row)] = row._replace(memory=known)

        self._past.append(Step(self.round, row, undo, rating))
        self._known[key_of(row)] = row._replace(memory=memory)
        self.round = self.round.graded(row, memory)
        self._go_on()

    def undo(self) -> None:
        """Take the last answer back, and ask that card again."""
        if not self._past:
            self.say("Nothing to take back in this review.")
            return
        step = self._past[-1]
        try:
            step.undo()
        except (ReaderError, KeyError) as error:
            self.say(f"{NOT_SAVED}{error}")
            return
        self._past.pop()
        self.round = step.round
        self.say("Taken back")
        self._go_on(step.row, uncovered=step.rating > 0)

    def put_off(self) -> None:
        """Ask it later."""
        if self.row is not None and not self.over:
            self._past.append(Step(self.round, self.row, lambda: None))
            self.round = self.round.later(self.row)
            self._go_on()

    def forget_card(self) -> None:
        """Do not ask this card any more."""
        row, annotation = self.row, self._annotation
        if row is None or annotation is None:
            return
        store = self._ready[row.document].store
        rest = tuple(card for card in annotation.learn if card != row.card)

        def back() -> None:
            now = store.get(row.annotation)
            if now is not None and row.card not in now.learn:
                store.change(row.annotation, learn=(*now.learn, row.card))

        if self._change(row, learn=rest):
            self._past.append(Step(self.round, row, back))
            self.round = self.round.without(row)
            self._known.pop(key_of(row), None)
            self.say(f"Not asked any more · {keys.key_of('undo')} undo")
            self._go_on()

    def _change(self, row: CardRow, seen: Annotation | None = None, **fields: object) -> bool:
        """Change the annotation that is asked; whether that could be done."""
        ready = self._ready[row.document]
        try:
            ready.store.refresh()
            ready.store.change(row.annotation, seen=seen, **fields)
        except KeyError:
            self.say("It was deleted elsewhere.")
            self.round = self.round.without(row)
            self._go_on()
            return False
        except ReaderError as error:
            self.say(f"{NOT_SAVED}{error}")
            return False
        return True

    def rewrite(self) -> None:
        """Write the note anew: that shows it."""
        from reader.ui.screens.note_editor import NoteEditor

        row, annotation = self.row, self._annotation
        if row is None or annotation is None:
            return
        self.uncover()
        kept = drafts.Draft(row.document)
        words = " ".join(annotation.target.exact.split())

        def done(note: str | None) -> None:
            kept.drop()
            if note is None or note.strip("\n") == annotation.note:
                return
            if self._change(row, annotation, note=note.strip("\n")):
                self._go_on(row, uncovered=True)

        def drafted(text: str) -> None:
            kept.keep(text, annotation.id, None, annotation.target.exact)

        self.app.push_screen(NoteEditor(words, annotation.note, "", drafted), done)

    def unfold_note(self) -> None:
        """Show all of a long note, or fold it again."""
        self.card.whole = not self.card.whole
        self.card.fit()

    # --- moving in the text ---------------------------------------------------------------------

    def line_down(self) -> None:
        """One line down."""
        self.view.scroll_rows(1)

    def line_up(self) -> None:
        """One line up."""
        self.view.scroll_rows(-1)

    def review_page_down(self) -> None:
        """One page down."""
        self._page(1)

    def review_page_up(self) -> None:
        """One page up."""
        self._page(-1)

    def half_page_down(self) -> None:
        """Half a page down."""
        self._page(0.5)

    def half_page_up(self) -> None:
        """Half a page up."""
        self._page(-0.5)

    def _page(self, pages: float) -> None:
        height = self.view.depth
        self.view.scroll_rows(int(pages * (height - 2 if height > 6 else height)))

    def review_passage(self) -> None:
        """Back to the passage."""
        self._show_passage()

    @on(ReadingView.Selected)
    def _selected(self) -> None:
        self.view.deselect()  # there is nothing to be done with it here

    # --- the end --------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Nothing is left: say what was done."""
        if not self._past:
            self.dismiss(None)
            self.app.call_later(self.app.say, "What was due is not there any more.")
            return
        self.over = True
        self.card.display = False
        now = clock.wall()
        ratings = Counter(step.rating for step in self._past if step.rating)
        self.end.show(
            Result(
                tuple(ratings[rating] for rating in range(1, len(GRADES) + 1)),
                clock.monotonic() - self._began,
                tuple(self._known.values()),
                now,
                self.app.settings.number("study.day_begins"),
            )
        )
        self.end.display = True
        self._tell()

    def back(self) -> None:
        """Leave: what was graded is kept."""
        self.dismiss(None)

    def on_unmount(self) -> None:
        for document in list(self._ready):
            self._let_go(document)

    def suspend(self) -> None:
        """Back to the shell."""
        self.app.action_suspend_process()


def _covers_heading(place: Place) -> bool:
    """Whether something of a heading is covered."""
    block_at, blocks = place.document.block_at, place.document.blocks
    return any(
        blocks[number].kind is BlockKind.HEADING
        for span in place.covered
        for number in range(block_at(span.start), block_at(max(span.start, span.end - 1)) + 1)
    )


def _load_scheduler() -> None:
    """In a thread: what grades is loaded when the first answer is given."""
    import fsrs  # noqa: F401


def _save(ready: Ready) -> None:
    ready.store.save()
