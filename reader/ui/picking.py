"""Picking a sentence: every one on screen gets a label, and a label typed picks it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from reader.documents.document import Document
from reader.text.spans import Span
from reader.text.units import sentences
from reader.ui.key_places import PICK
from reader.ui.keys import in_place, key_of, keys_now

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

# Letters a hand finds first; without a c f i o t v y, which do something with the sentence once
# it is picked, while the labels are still there to extend it.
LETTERS = "sdjklghewruqpbnmxz"


def free_letters() -> str:
    """The letters of labels but for those that do something while labels are shown."""
    used = {key.lower() for command in in_place(PICK) for key in keys_now(command)}
    return "".join(letter for letter in LETTERS if letter not in used)


def labels(count: int, letters: str = LETTERS) -> list[str]:
    """``count`` labels, one letter while they last, else two; none begins another."""
    size = len(letters)
    if count <= size:
        return list(letters[:count])
    prefixes = min(size, -(-(count - size) // (size - 1)))
    single = list(letters[: size - prefixes])
    double = [first + second for first in letters[size - prefixes :] for second in letters]
    return (single + double)[:count]


def sentences_on(document: Document, shown: Span) -> list[Span]:
    """The sentences of which something lies in ``shown``, in order."""
    found: list[Span] = []
    for number in range(max(0, document.block_at(shown.start)), len(document.blocks)):
        block = document.blocks[number]
        if block.start >= shown.end:
            break
        # Only a stretch around the screen: a block may be a whole book in one line.
        low, high = max(block.start, shown.start - 4000), min(block.end, shown.end + 4000)
        if low < high:
            found += [
                sentence
                for sentence in sentences(document.text, low, high)
                if sentence.start < shown.end and sentence.end > shown.start
            ]
    return found


class Picker:
    """The labels on one screen, while they are there.

    A label selects its sentence, and another one then extends the selection to there. Typed in
    capitals, it highlights at once.
    """

    def __init__(self, screen: ReadingScreen) -> None:
        self._screen = screen
        self._spans: dict[str, Span] = {}
        self._typed = ""
        self._first: Span | None = None
        self._shown = Span(0, 0)  # what was on the screen when the labels were set
        self._then: Callable[[Span], None] | None = None
        self.lead = ""

    @property
    def active(self) -> bool:
        """Whether labels are shown."""
        return bool(self._spans)

    def start(
        self,
        then: Callable[[Span], None] | None = None,
        lead: str = "",
        among: Sequence[Span] | None = None,
        *,
        beside: bool = False,
    ) -> None:
        """Show the labels; ``then`` is called with the sentence instead of selecting it.

        ``among`` are the spans to label instead of the sentences; where they are whole lines, the
        labels can stand ``beside`` them.
        """
        if self.active:
            self.stop()
            return
        view = self._screen.view
        found = sentences_on(view.document, view.shown) if among is None else among
        view.labels_beside = beside
        self._spans = dict(zip(labels(len(found), free_letters()), found, strict=False))
        self._then = then
        self._typed = ""
        self._first, self._shown = view.selection, view.shown
        self.lead = lead or "Type a label to select, in CAPITALS to highlight at once · esc back"
        if self._first is not None:
            self.lead = "Type a label to extend to there"
        if not found:
            what = "line that could be a heading" if beside else "sentence"
            self._screen.say(f"No {what} here: {key_of('page_down')} turns the page.")
        self._draw()

    def moved(self) -> None:
        """The text was moved, or laid out again: labels go with the lines that they were set on."""
        if self.active and self._screen.view.shown != self._shown:
            self.stop()

    def stop(self) -> None:
        """Take the labels away."""
        self._spans = {}
        self._draw()

    def _draw(self) -> None:
        view = self._screen.view
        shown = view.shown
        view.labels = {
            max(span.start, shown.start): label[len(self._typed) :]
            for label, span in self._spans.items()
            if label.startswith(self._typed)
        }
        view.refresh()
        self._screen.keys_changed()

    def type(self, character: str) -> bool:
        """A key while labels are shown; whether it was one of theirs."""
        letter = character.lower()
        if letter not in free_letters():
            return False
        label = self._typed + letter
        if label in self._spans:
            self._typed = ""
            self._picked(self._spans[label], at_once=character != letter)
        elif any(known.startswith(label) for known in self._spans):
            self._typed = label
            self._draw()
        elif self._typed:
            self._typed = ""
            self._draw()
        return True

    def _picked(self, span: Span, *, at_once: bool) -> None:
        from reader.ui.annotating import mark

        if self._first is not None:
            span = Span(min(self._first.start, span.start), max(self._first.end, span.end))
        if self._then is not None:
            then = self._then
            self.stop()
            then(span)
        elif at_once:
            self.stop()
            mark(self._screen, span)
        else:
            self._first = span
            self._screen.view.select(span)
            self.lead = "Type another label to extend to there, or"
            self._draw()
