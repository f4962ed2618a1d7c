"""What lost its words, or stands on others now: the old ones beside where they may belong."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from reader.annotations.annotation import Annotation, Target
from reader.annotations.store import Change
from reader.errors import ReaderError
from reader.study.homeless import NOT_THERE, why_homeless
from reader.text.spans import Span
from reader.ui import key_hints, key_places
from reader.ui.annotating import NOT_SAVED
from reader.ui.commands import bindings
from reader.ui.keys import key_of
from reader.ui.repairing import NOT_YET, NOTHING, Answered, Offers, needing, offers
from reader.ui.screens.list_screen import ListScreen
from reader.ui.threads import tell
from reader.ui.widgets.chrome import HintRow, OneRow
from reader.ui.widgets.list_pane import ListPane
from reader.ui.widgets.offered_places import OfferedPlaces, OldPassage

if TYPE_CHECKING:
    from reader.study.reading import Reading
    from reader.ui.app import ReaderApp
    from reader.ui.screens.reading import ReadingScreen

WIDE = 100  # cells from which on old and new stand side by side


class Title(OneRow):
    """What the screen is about, and how much is left."""

    left = right = ""

    def pieces(self, width: int) -> list[tuple[str, str]]:
        room = width - len(self.right) - 2
        return [(f" {self.left[: room - 1]:<{max(0, room - 1)}} ", "panel"), (self.right, "panel")]


class RepairScreen(ListScreen[tuple[str, int | None] | None]):
    """The answer is the id of an annotation whose passage the person wants to select, and about
    where that was, if that is known; None when there is nothing more to be done here.

    It begins with the annotation ``at``, if that needs a hand.
    """

    app: ReaderApp
    PLACE = key_places.REPAIR
    AUTO_FOCUS = "#places"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.REPAIR)]
    DEFAULT_CSS = """
    RepairScreen { background: $background; }
    RepairScreen #both { height: 1fr; layout: vertical; }
    RepairScreen #both > * { width: 1fr; }
    RepairScreen #places { height: 1fr; }
    RepairScreen.wide #both { layout: horizontal; }
    RepairScreen.wide #both > * { height: 1fr; }
    RepairScreen.wide #old { width: 2fr; }
    RepairScreen.wide #places { width: 3fr; }
    """

    def __init__(self, screen: ReadingScreen, at: str = "", answered: Answered = NOT_YET) -> None:
        super().__init__()
        self.answered = answered
        self._screen = screen
        self._needing = needing(self.reading)
        ids = [annotation.id for annotation in self._needing]
        self._at = ids.index(at) if at in ids else 0
        self._known: dict[tuple[str, Target], Offers] = {}

    @property
    def reading(self) -> Reading:
        """The annotations and their text."""
        assert self._screen.reading is not None
        return self._screen.reading

    @property
    def pane(self) -> ListPane:
        """The list of passages."""
        return self.places

    @property
    def _annotation(self) -> Annotation:
        return self._needing[self._at]

    @property
    def _offers(self) -> Offers | None:
        """Where the annotation may belong, if that is known by now."""
        return self._known.get((self._annotation.id, self._annotation.target))

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.heading = Title(palette)
        self.old = OldPassage(palette, id="old")
        self.places = OfferedPlaces(palette, id="places")
        self.hints = HintRow(palette, id="hints")
        self.hints.folds = True
        self.places.on_point = self.old.compare_with
        yield self.heading
        with Container(id="both"):
            yield self.old
            yield self.places
        yield self.hints

    def on_mount(self) -> None:
        self._show()

    def on_resize(self) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Side by side where there is room; else the old words take what they need."""
        wide = self.size.width >= WIDE
        self.set_class(wide, "wide")
        self.places.RULE_LEFT = wide
        if wide:
            self.old.styles.height = "1fr"
        else:
            most = max(3, (self.size.height - 2) * 2 // 5)
            self.old.styles.height = min(most, self.old.rows_at(self.size.width))

    # --- what is shown --------------------------------------------------------------------------

    def _list(self, at: str = "") -> None:
        """Something was done: what needs a hand now, ``at`` first if it is one of them."""
        self._needing = needing(self.reading)
        ids = [annotation.id for annotation in self._needing]
        self._at = ids.index(at) if at in ids else max(0, min(self._at, len(ids) - 1))
        if self._needing:
            self._show()
        else:
            self.dismiss(None)
            self._screen.say(f"{NOTHING} {key_of('undo')} takes the last step back.")

    def text_changed(self) -> None:
        """The document was edited: go on with what needs a hand in it as it is now."""
        at = self._annotation.id
        self._known.clear()
        self.hints.say("The file changed: this is what needs you in it now.")
        self._list(at)

    def _show(self) -> None:
        annotation = self._annotation
        lost = self.reading.span_of(annotation.id) is None
        count = len(self._needing)
        why = why_homeless(annotation, self.reading.document)
        why = why.replace(NOT_THERE, "its words are gone")
        self.heading.left = f"{why[0].upper()}{why[1:]}" if lost else "Its words are others now"
        self.heading.right = f"{self._at + 1} of {count}" if count > 1 else "the last one"
        self.heading.refresh()
        self.old.show(annotation)
        self._arrange()
        known = self._offers
        self.places.show(self.reading.document, annotation, known.places if known else None)
        self._hint(known)
        if known is None:
            look = partial(self._look_for, annotation)
            self.run_worker(look, thread=True, group="places", exclusive=True)

    def _look_for(self, annotation: Annotation) -> None:
        """In a thread: where it may belong."""
        reading = self.reading
        tell(self.app, self, self._found, reading, annotation, offers(reading, annotation))

    def _found(self, reading: Reading, annotation: Annotation, found: Offers) -> None:
        if reading is not self.reading:
            return  # the text is another one now
        self._known[annotation.id, annotation.target] = found
        if self._needing and annotation is self._annotation:
            self.places.show(self.reading.document, annotation, found.places)
            self._hint(found)

    def _hint(self, known: Offers | None) -> None:
        """Name the keys that would do something: without a passage nothing can be put there."""
        words = self._annotation.target.exact
        useful = known and any(one.end > one.start or not words for one in known.places)
        useless = set() if useful else {"accept"}
        if self.reading.span_of(self._annotation.id) is not None:
            useless.add("keep_apart")
        names = tuple(name for name in key_hints.HINTS[self.place] if name not in useless)
        self.hints.at(self.place, names=names)

    # --- commands -------------------------------------------------------------------------------

    def _do(self, change: Callable[[], object], said: str) -> None:
        """Change the annotation, and go on with the next one."""
        try:
            change()
        except KeyError:
            self.hints.say("It is not there any more: undone, or deleted elsewhere.")
        except ReaderError as error:
            self.hints.say(f"{NOT_SAVED}{error}")
            return
        else:
            self.answered = self.answered.one_more()
            self.hints.say(f"{said} · {key_of('undo')} undo")
        self._screen.annotations_changed()
        self._list()

    def _accept(self, number: int) -> None:
        places = self.places.places
        if number >= len(places):
            self.hints.say(f"There is no passage {number + 1}.")
            return
        identity, place = self._annotation.id, places[number]
        if place.start == place.end and self._annotation.target.exact:
            self.hints.say(f"Its words are gone: {key_of('place_by_hand')} selects others there.")
            return
        span = Span(place.start, place.end)
        words = " ".join(self.reading.document.text[span.start : span.end].split())
        there = f"Saved: it means “{words}” now" if words else "Saved: it belongs there now"
        self._do(lambda: self.reading.extend(identity, span), there)

    def choose_this(self) -> None:
        """It belongs to the chosen passage."""
        if self._offers is None:
            self.hints.say("Passages like it are still being looked for.")
        elif self.places.places:
            self._accept(self.places.cursor)
        else:
            self.hints.say(f"No passage is like it: {key_of('place_by_hand')} selects one.")

    accept = choose_this

    def accept_1(self) -> None:
        """It belongs to the first passage."""
        self._accept(0)

    def accept_2(self) -> None:
        """To the second."""
        self._accept(1)

    def accept_3(self) -> None:
        """To the third."""
        self._accept(2)

    def accept_4(self) -> None:
        """To the fourth."""
        self._accept(3)

    def accept_5(self) -> None:
        """To the fifth."""
        self._accept(4)

    def place_by_hand(self) -> None:
        """Select its passage in the text."""
        known, places = self._offers, self.places.places
        near = known.near if known else None
        if known and self.places.cursor < len(places):
            near = places[self.places.cursor].start
        self.dismiss((self._annotation.id, near))

    def keep_apart(self) -> None:
        """Keep it without a place."""
        identity = self._annotation.id
        if self.reading.span_of(identity) is not None:
            self.hints.say("It has a place: select another one, or put it where it stands.")
        else:
            self._do(lambda: self.reading.detach(identity), "Saved: a note without a place")

    def repair_next(self) -> None:
        """The next one."""
        self._go(1)

    def repair_previous(self) -> None:
        """The one before."""
        self._go(-1)

    def _go(self, step: int) -> None:
        self.hints.hush()
        self._at = (self._at + step) % len(self._needing)
        self._show()

    def undo(self) -> None:
        """Undo the last answer."""
        stand, undone = self.answered
        if not stand:
            self.hints.say(f"Nothing to undo here; in the text {key_of('undo')} goes further back.")
            return
        self.answered = Answered(stand - 1, undone + 1)
        self._undo(self.reading.store.undo, "Undone")

    def redo(self) -> None:
        """Do it again."""
        stand, undone = self.answered
        if not undone:
            self.hints.say("Nothing to redo.")
            return
        self.answered = Answered(stand + 1, undone - 1)
        self._undo(self.reading.store.redo, "Done again")

    def _undo(self, step: Callable[[], Change | None], said: str) -> None:
        try:
            change = step()
        except ReaderError as error:
            self.hints.say(str(error))
            return
        self.hints.say(said)
        self._screen.annotations_changed()
        after = change.after if change is not None else ()
        self._list(next((one.id for one in after if one is not None), ""))
