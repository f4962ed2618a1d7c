"""What a person does with a card in a review: grades, undo, putting off, giving up, rewriting.

One function for each command, which are methods of the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from reader.errors import ReaderError
from reader.study import clock
from reader.study.round import Round, key_of
from reader.study.scheduling import CardRow, graded, memory_of, taken_back
from reader.ui import drafts
from reader.ui.annotating import NOT_SAVED
from reader.ui.keys import key_of as key_for
from reader.ui.reviewing import reviews_of

if TYPE_CHECKING:
    from reader.annotations.annotation import Annotation
    from reader.ui.screens.review import Asked, ReviewScreen

GONE = "It was deleted elsewhere."


class Step(NamedTuple):
    """What was done to a card, to be taken back: the round before it, and what undoes it.
    ``rating`` is the grade, if it was one."""

    round: Round
    row: CardRow
    undo: Callable[[], object]
    rating: int = 0


def grade_again(screen: ReviewScreen) -> None:
    """It was forgotten."""
    grade(screen, 1)


def grade_hard(screen: ReviewScreen) -> None:
    """It was known with effort."""
    grade(screen, 2)


def grade_good(screen: ReviewScreen) -> None:
    """It was known."""
    grade(screen, 3)


def grade_easy(screen: ReviewScreen) -> None:
    """It was known at once."""
    grade(screen, 4)


def grade(screen: ReviewScreen, rating: int) -> None:
    """Grade the card that is asked, and ask the next one; uncover it first."""
    asked = screen.asked
    if screen.over:
        leave, undo = key_for("back"), key_for("take_back")
        screen.say(f"That was the last card · {leave} leaves · {undo} takes the last grade back")
        return
    if asked is None or not screen.uncovered:
        screen.uncover()
        return
    row, store, retention = asked.row, asked.store, screen.retention
    took = clock.monotonic() - asked.since
    try:
        # Somebody may have graded it elsewhere since it was shown.
        store.refresh()
        before = reviews_of(store, row)
        known = memory_of(before, retention)
        review = graded(known, row.annotation, row.card, rating, clock.wall(), took, retention)
        store.log(review)
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
        return
    memory = memory_of([*before, review], retention)
    assert memory is not None

    def back() -> None:
        store.log(taken_back(review, clock.wall()))
        screen.app.studying.answered(-1)
        screen.known[key_of(row)] = row._replace(memory=known)

    screen.known[key_of(row)] = row._replace(memory=memory)
    screen.app.studying.answered(1)
    _go_on(screen, row, back, screen.round.graded(row, memory), rating)


def _go_on(
    screen: ReviewScreen,
    row: CardRow,
    back: Callable[[], object],
    then: Round,
    rating: int = 0,
) -> None:
    screen.past.append(Step(screen.round, row, back, rating))
    screen.round = then
    screen.go_on()


def take_back(screen: ReviewScreen) -> None:
    """Take back what was done last, and ask that card again."""
    if not screen.past:
        screen.say("Nothing to take back in this review.")
        return
    step = screen.past[-1]
    try:
        step.undo()
    except (ReaderError, KeyError) as error:
        screen.say(f"{NOT_SAVED}{error}")
        return
    screen.past.pop()
    screen.round = step.round
    screen.go_on(step.row, uncovered=step.rating > 0)
    screen.say("Taken back: grade it anew" if step.rating else "Taken back")


def put_off(screen: ReviewScreen) -> None:
    """Ask it later."""
    asked = screen.asked
    if asked is None:
        return
    then = screen.round.later(asked.row)
    last = any(key_of(row) == key_of(asked.row) for row in then.left)
    _go_on(screen, asked.row, lambda: None, then)
    said = "It comes last" if last else "It is for another review"
    screen.say(f"{said} · {key_for('take_back')} undo")


def forget_card(screen: ReviewScreen) -> None:
    """Do not ask this card any more."""
    asked = screen.asked
    if asked is None:
        return
    row, store = asked.row, asked.store
    rest = tuple(card for card in asked.annotation.learn if card != row.card)
    known = screen.known.get(key_of(row), row)

    def back() -> None:
        now = store.get(row.annotation)
        if now is not None and row.card not in now.learn:
            store.change(row.annotation, learn=(*now.learn, row.card))
        screen.known[key_of(row)] = known

    if problem := _change(asked, learn=rest):
        screen.say(problem)
        return
    screen.known.pop(key_of(row), None)
    _go_on(screen, row, back, screen.round.without(row))
    screen.say(f"Not asked any more · {key_for('take_back')} undo")


def _change(asked: Asked, seen: Annotation | None = None, **fields: object) -> str:
    """Change the annotation that is asked; why that could not be done, if so."""
    try:
        asked.store.refresh()
        asked.store.change(asked.row.annotation, seen=seen, **fields)
    except KeyError:
        return GONE
    except ReaderError as error:
        return f"{NOT_SAVED}{error}"
    return ""


def rewrite(screen: ReviewScreen) -> None:
    """Write the note anew; as that shows it, the answer is shown first."""
    asked = screen.asked
    if asked is not None and not screen.uncovered:
        screen.uncover()
        screen.say(f"This is the answer: {key_for('rewrite')} writes the note anew")
    elif asked is not None:
        _edit(screen, asked, asked.annotation.note)


def _edit(screen: ReviewScreen, asked: Asked, text: str, problem: str = "") -> None:
    from reader.ui.screens.note_editor import NoteEditor

    annotation = asked.annotation
    kept = drafts.Draft(asked.row.document)

    def done(note: str | None) -> None:
        kept.drop()
        if note is None or note.strip("\n") == annotation.note:
            return
        why = _change(asked, annotation, note=note.strip("\n"))
        if why:  # it is nowhere else
            _edit(screen, asked, note, why)
        else:
            screen.go_on(asked.row, uncovered=True)

    def drafted(text: str) -> None:
        kept.keep(text, annotation.id, None, annotation.target.exact)

    if problem:
        drafted(text)
    words = " ".join(annotation.target.exact.split())
    screen.app.push_screen(NoteEditor(words, text, problem, drafted), done)


def session(screen: ReviewScreen) -> None:
    """A session is of a text that is read: say where it is begun and ended."""
    screen.say(f"A session is begun and ended in the text: {key_for('back')} leaves the review")


def review_open(screen: ReviewScreen) -> None:
    """Leave the review, and read on at the passage."""
    asked = screen.asked
    if asked is None or asked.place.home is None:
        screen.say("There is no text to read on in.")
        return
    app, row = screen.app, asked.row
    path, start = app.library.resolve(asked.entry), asked.place.home
    below = app.reading_screen.reading if app.reads else None
    there = below is not None and below.store is asked.store

    def show() -> None:
        app.reading_screen.make_current(row.annotation, reveal=True)

    screen.dismiss(True)
    app.call_later(show) if there else app.call_later(app.open_path, path, start, show)
