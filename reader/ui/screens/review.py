"""A review: what is due is asked where it stands, the answer covered; keys uncover and grade it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from reader.annotations.annotation import Annotation
from reader.errors import ReaderError
from reader.study import clock
from reader.study.round import Round, key_of
from reader.study.scheduling import CardRow, Memory, waiting_words, written
from reader.ui import key_hints, key_places, review_answers, review_moving, study_header
from reader.ui.commands import bindings
from reader.ui.panes import TINY, too_small
from reader.ui.review_answers import Step
from reader.ui.review_documents import Documents
from reader.ui.reviewing import GRADES, Place, place_of, told
from reader.ui.screens.place import PlaceScreen
from reader.ui.typesetting import set_text
from reader.ui.widgets.chrome import Header, HintRow
from reader.ui.widgets.covering import Cover
from reader.ui.widgets.reading_view import ReadingView
from reader.ui.widgets.review_card import NARROW, ReviewCard, Told
from reader.ui.widgets.review_end import Result, ReviewEnd, answers_line

if TYPE_CHECKING:
    from reader.annotations.store import Annotations
    from reader.library import Entry
    from reader.ui.app import ReaderApp

CONTEXT = 3  # rows above a passage that are shown where there is room


class Asked(NamedTuple):
    """The card that is asked, and since when on the clock that only grows."""

    row: CardRow
    entry: Entry
    store: Annotations
    annotation: Annotation
    memory: Memory | None
    place: Place
    since: float


class ReviewScreen(PlaceScreen[bool]):
    """Asks the cards of a round, one after the other. ``cards`` are all that it was made from, due
    or not, ``entries`` their documents by id. The answer is true where the person goes to the text
    of one.

    ``asked`` is the card that is shown, None at the end and while its document is being read;
    ``past`` what was done, ``known`` how the cards are remembered now.
    """

    app: ReaderApp
    PLACE = key_places.REVIEW
    ALLOW_SELECT = False
    AUTO_FOCUS = "#view"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.REVIEW)]
    DEFAULT_CSS = """
    ReviewScreen { background: $background; }
    ReviewScreen #view { height: 1fr; }
    ReviewScreen #end { height: 1fr; display: none; }
    ReviewScreen { layers: below above; }
    ReviewScreen #tiny { layer: above; width: 100%; height: 100%; display: none; }
    """

    def __init__(
        self, asked: Round, cards: Sequence[CardRow], entries: Mapping[str, Entry]
    ) -> None:
        super().__init__()
        self.round = asked
        self.asked: Asked | None = None
        self.uncovered = False
        self.over = False
        self.past: list[Step] = []
        self.known = {key_of(row): row for row in cards}
        self._documents = Documents(self, entries, self._arrived, self._cannot_ask)
        self._row: CardRow | None = None  # what is to be asked
        self._wanted = False  # whether it is shown uncovered when its document is there
        self._told_early = False  # that a card comes before it is due, since nothing else is
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
        yield Static(id="tiny", markup=False)

    def on_mount(self) -> None:
        self.run_worker(_load_scheduler, thread=True, group="scheduler")
        self.go_on()

    def on_resize(self) -> None:
        width, height = self.size
        self.header.display = height > 8
        self.hints.folds = width < NARROW
        tiny = self.query_one("#tiny", Static)
        tiny.display = width < TINY[0] or height < TINY[1]
        tiny.update(too_small(width, height))
        self.card.fit()
        self.call_after_refresh(self.review_passage)

    def settings_changed(self) -> None:
        super().settings_changed()
        self._show()

    def say(self, message: str) -> None:
        """One quiet line."""
        self.hints.say(message)

    # --- what is asked --------------------------------------------------------------------------

    def go_on(self, row: CardRow | None = None, *, uncovered: bool = False) -> None:
        """Ask the next card, or this one."""
        self.asked, self.uncovered = None, False
        self.card.whole = False
        self.view.display = False  # nothing of a text is seen before its answer is covered
        self.over = self.end.display = False
        self.card.display = True
        while True:
            self._row = row = row or self.round.next(written(clock.wall()))
            if row is None:
                self._finish()
                return
            ready = self._documents.at_hand(row.document)
            if ready is None:
                self._wanted = uncovered
                self.card.show(Told("Opening …"))
                self._tell()
                self._documents.fetch(row.document)
                return
            try:
                self._documents.bring_up(ready)
            except ReaderError as error:
                self._cannot_ask(row.document, str(error))
                return
            annotation = ready.store.get(row.annotation)
            if annotation is not None and row.card in annotation.learn:
                break
            self.round, row = self.round.without(row), None  # deleted, or not learned any more
        memory = self.known.get(key_of(row), row).memory
        place = place_of(ready, annotation, row.card)
        since = clock.monotonic()
        self.asked = Asked(row, ready.entry, ready.store, annotation, memory, place, since)
        self.uncovered = uncovered
        self._show()
        self._look_ahead(row)
        if not self._told_early and self.round.is_early(row, written(clock.wall())):
            self._told_early = True
            self.say("Nothing else is due: asked again ahead of time")

    def _show(self) -> None:
        """Show the card that is asked, its answer covered or not."""
        if self.asked is None:
            self._tell()
            return
        view, place = self.view, self.asked.place
        # Alone among its neighbours, it is plain which passage is asked, also without colours.
        view.cover = Cover(() if self.uncovered else place.covered, self.asked.annotation.id)
        if view.document is not place.document:
            view.show(place.document, place.span.start)
        view.reading = place.reading
        view.current = self.asked.annotation.id
        self._set_text(self.asked.row.document)
        view.display = True
        view.refresh()
        self._tell()
        view.focus()
        self.call_after_refresh(self.review_passage)

    def _set_text(self, document: str) -> None:
        ready = self._documents.at_hand(document)
        set_text(self.view, self.app.tuning.of(document), ready.language if ready else None)

    def review_passage(self) -> None:
        """Bring what is asked into sight, with what stands around it."""
        if self.asked is None:
            return
        place, height = self.asked.place, self.view.extent.height
        self.view.go(place.span.start, row=min(CONTEXT, height // 3))
        first = min((span.start for span in place.covered), default=place.span.start)
        if first >= self.view.shown.end:
            self.view.go(first, row=height // 2)

    def _tell(self) -> None:
        """Say what is asked, how far the round is, and which keys apply."""
        left = self.round
        self.header.title = self._title()
        news = f"{left.new} new" if left.new else ""
        again = f"{len(left.again)} again" if left.again else ""
        facts = [] if self.over else [news, again, f"{left.remaining} left"]
        studying = self.app.studying
        if self.size.width < study_header.WIDE:
            facts.append(study_header.short(studying))
        else:
            facts.insert(0, study_header.word(studying))
        self.header.facts = [fact for fact in facts if fact]
        self.header.refresh()
        self.app.name_window(self.header.title)
        self.hints.at(self.place, names=self._hints())
        asked = self.asked
        if asked is not None:
            card, memory, settings = asked.row.card, asked.memory, self.app.settings
            self.card.show(
                told(
                    asked.place,
                    asked.annotation,
                    card,
                    memory,
                    settings,
                    uncovered=self.uncovered,
                )
            )

    def _title(self) -> str:
        row, asked = self._row, self.asked
        title = self._documents.title(row.document) if row else ""
        if asked is not None and not self.uncovered and asked.place.covers_heading:
            title = ""  # it may be what is asked for
        return f"Review · {title}" if title else "Review"

    def _hints(self) -> tuple[str, ...]:
        if self.over:
            return ("back", "take_back")
        if self.asked is None:  # its document is being opened
            return ("back", "help")
        without = {"uncover"} if self.uncovered else set()
        without |= set() if self.past else {"take_back"}
        return tuple(name for name in key_hints.HINTS[self.place] if name not in without)

    @property
    def retention(self) -> int:
        """How much one wants to remember, in percent."""
        return self.app.settings.number("study.retention")

    def _arrived(self, document: str) -> None:
        """A document has been read: where it is the one that is waited for, ask of it."""
        if self.asked is None and self._row is not None and self._row.document == document:
            self.go_on(self._row, uncovered=self._wanted)

    def _cannot_ask(self, document: str, problem: str) -> None:
        """The annotations of a document cannot be read: the others are asked."""
        for row in (*self.round.left, *self.round.again):
            if row.document == document:
                self.round = self.round.without(row)
        if self.asked is None and not self.over:
            self.go_on()
        self.say(problem)

    def _look_ahead(self, row: CardRow) -> None:
        """Read the document of the card after this one already."""
        following = self.round.without(row).next(written(clock.wall()))
        if following is not None and self._documents.at_hand(following.document) is None:
            self._documents.fetch(following.document)
        self._documents.at_hand(row.document)  # it stays the one used last

    # --- commands -------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Nothing is done to what cannot be seen."""
        if self.query("#tiny").first().display and parameters != ("back",):
            return False
        return super().check_action(action, parameters)

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
        elif self.asked is not None and not self.uncovered:
            self.uncovered = True
            self.view.cover = self.view.cover._replace(spans=())
            self.view.refresh()
            self._tell()

    @on(ReviewCard.Graded)
    def _clicked(self, event: ReviewCard.Graded) -> None:
        review_answers.grade(self, event.rating)

    grade_again = review_answers.grade_again
    grade_hard = review_answers.grade_hard
    grade_good = review_answers.grade_good
    grade_easy = review_answers.grade_easy
    take_back = review_answers.take_back
    put_off = review_answers.put_off
    forget_card = review_answers.forget_card
    rewrite = review_answers.rewrite
    review_open = review_answers.review_open
    session = review_answers.session

    def unfold_note(self) -> None:
        """Show all of a long note, or fold it again."""
        self.card.whole = not self.card.whole
        self.card.fit()

    # --- moving in the text ---------------------------------------------------------------------

    line_down = review_moving.line_down
    line_up = review_moving.line_up
    half_page_down = review_moving.half_page_down
    half_page_up = review_moving.half_page_up
    review_page_down = review_moving.review_page_down
    review_page_up = review_moving.review_page_up

    @on(ReadingView.Selected)
    def _selected(self) -> None:
        self.view.deselect()  # there is nothing to be done with it here

    # --- the end --------------------------------------------------------------------------------

    def _finish(self) -> None:
        """Nothing is left: say what was done."""
        if not self.past:
            self.dismiss(None)
            self.app.call_later(self.app.say, "What was due is not there any more.")
            return
        self.over = True
        self.card.display = False
        settings = self.app.settings
        self.end.show(
            Result(
                self._grades,
                clock.monotonic() - self._began,
                tuple(self.known.values()),
                clock.wall(),
                settings.number("study.day_begins"),
                waiting_words(self.round.waiting, settings.number("study.new_a_day")),
            )
        )
        self.end.display = True
        self._tell()

    @property
    def _grades(self) -> tuple[int, ...]:
        """How often each grade was given."""
        ratings = Counter(step.rating for step in self.past if step.rating)
        return tuple(ratings[rating] for rating in range(1, len(GRADES) + 1))

    @property
    def came_to(self) -> str:
        """What came of it until now, in one line."""
        left = f"{self.round.remaining} left to review" if self.round.remaining else ""
        done = ""
        if any(self._grades):
            done = answers_line(self._grades, clock.monotonic() - self._began)
        return "; ".join(filter(None, (done, left)))

    def back(self) -> None:
        """Leave: what was graded is kept."""
        self.dismiss(None)

    def on_unmount(self) -> None:
        self._documents.let_go()

    def suspend(self) -> None:
        """Back to the shell."""
        self.app.action_suspend_process()


def _load_scheduler() -> None:
    """In a thread: what grades is loaded when the first answer is given."""
    import fsrs  # noqa: F401
