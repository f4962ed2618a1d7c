"""Which annotations need a hand, and going from one to the next until none does."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from reader.annotations.anchoring import STOOD, Anchored
from reader.annotations.annotation import Annotation
from reader.annotations.places import State
from reader.study.homeless import nearest_first
from reader.study.reading import Reading
from reader.ui.annotating import start_placing
from reader.ui.keys import key_of

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

NOTHING = "Nothing needs you: every note stands on its words."
MOST = 5  # passages that are offered
SAME = "same"  # how a passage was found that has the very words, as others have
LEAST = 0.02  # confidence below which a passage is not worth looking at


def needing(reading: Reading) -> list[Annotation]:
    """What a person may want to look at: first what lost its words, then what stands on others than
    it was made on."""
    adjusted = (one for one, _ in reading.placed if reading.state_of(one) is State.ADJUSTED)
    return [*reading.orphans, *adjusted]


def fared(reading: Reading) -> str:
    """How the annotations fare, in one line that names the key where somebody is needed."""
    line = reading.fates.line
    return f"{line}: {key_of('repair')}" if reading.orphans else line


def lost_headings(count: int) -> str:
    """That so many decisions about headings have lost their words; nothing for none."""
    if not count:
        return ""
    headings = "a heading" if count == 1 else f"{count} headings"
    return (
        f"what you decided about {headings} is kept, but the words are gone: "
        f"see {key_of('decisions')}"
    )


class Offers(NamedTuple):
    """The passages where an annotation may belong, the best first; where it stands, if it does, is
    the first. ``near`` is where it may have been, if anything is known of that."""

    places: tuple[Anchored, ...] = ()
    near: int | None = None


def offers(reading: Reading, annotation: Annotation) -> Offers:
    """Where an annotation may belong. May take seconds in a long text; for a thread."""
    never = reading.span_of(annotation.id) is None and not annotation.target.end  # had a place
    if never and (same := nearest_first(annotation, reading)):
        places = tuple(Anchored(*span, 1 / len(same), SAME) for span in same)
        return Offers(places, places[0].start)
    found = reading.candidates(annotation, MOST)
    near = next((one.start for one in found), None)
    found = [one for one in found if one.confidence >= LEAST or one.how == STOOD]
    if annotation.target.exact:  # what marked words does not mark a gap
        found = [one for one in found if one.end > one.start or one.how == STOOD]
    span = reading.span_of(annotation.id)
    if span is not None:
        here = Anchored(*span, reading.confidence_of(annotation), "here")
        others = (one for one in found if one.end <= here.start or one.start >= here.end)
        found = [here, *others][:MOST]
    return Offers(tuple(found), near)


class Answered(NamedTuple):
    """How many answers were given since `start` that stand, and how many were taken back after
    these: what the person did before is not undone among them."""

    stand: int = 0
    undone: int = 0

    def one_more(self) -> Answered:
        """After an answer."""
        return Answered(self.stand + 1)


NOT_YET = Answered()


def start(screen: ReadingScreen, at: str = "", answered: Answered = NOT_YET) -> None:
    """Show what needs a hand, beginning with the annotation ``at``, if it is one of them."""
    from reader.ui.screens.repair import RepairScreen

    if screen.reading is None or not needing(screen.reading):
        screen.say(NOTHING)
        return

    screen.repairing = shown = RepairScreen(screen, at, answered)

    def done(by_hand: tuple[str, int | None] | None) -> None:
        screen.repairing = None
        if by_hand is not None:
            _select(screen, *by_hand, shown.answered)

    screen.app.push_screen(shown, done)


def _select(
    screen: ReadingScreen, annotation_id: str, near: int | None, answered: Answered
) -> None:
    """Let the person select the passage of an annotation; then on with the next one."""
    annotation = screen.reading.store.get(annotation_id) if screen.reading else None
    if annotation is None:
        screen.say("It is not there any more: undone, or deleted elsewhere.")
        return
    start_placing(screen, annotation)
    if near is not None and screen.view.selection is None:
        screen.jump(near)
        screen.view.put_caret(near)
    screen.when_placed = partial(_go_on, screen, answered.one_more())
    screen.when_given_up = partial(start, screen, annotation_id, answered)


def _go_on(screen: ReadingScreen, answered: Answered) -> None:
    if screen.reading is not None and needing(screen.reading):
        start(screen, answered=answered)
    else:
        screen.say(f"{NOTHING} {key_of('undo')} takes the last step back.")
