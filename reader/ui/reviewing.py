"""What a review needs of a document: its text and its annotations, read in a thread where it is not
open; and where an annotation is shown that has no place in any text."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from reader import parsed
from reader.annotations.annotation import Annotation, Kind
from reader.annotations.cards import CLOZE, NOTE, PASSAGE, hidden, lost_words, parts
from reader.annotations.logs import REVIEW
from reader.documents.document import Block, BlockKind, Document, Metadata
from reader.documents.opening import read_source
from reader.errors import ReaderError
from reader.recognising import as_known
from reader.study import clock
from reader.study.homeless import why_homeless
from reader.study.reading import Reading
from reader.study.scheduling import CardRow, Memory, intervals, is_leech, said
from reader.text.hyphenation import NoDictionariesError, dictionary
from reader.text.language import language_of
from reader.text.spans import Span
from reader.ui.keys import key_of
from reader.ui.widgets.review_card import Told

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from reader.annotations.store import Annotations
    from reader.library import Entry, Library
    from reader.settings import Settings

GRADES = ("again", "hard", "good", "easy")  # their words, rated from 1
LOST = "The text has other words there now: this is asked as it stood."
SURROUNDINGS = "field"  # the role of blocks that are drawn in the background


class Ready(NamedTuple):
    """A document whose annotations can be asked. ``reading`` is None where its text cannot be had:
    ``problem`` says why, and they are asked from what is stored of them."""

    entry: Entry
    store: Annotations
    reading: Reading | None = None
    problem: str = ""
    language: str | None = None


class Place(NamedTuple):
    """Where a card is asked: the text that is shown, where the passage stands in it, and what of it
    is covered. ``remark`` says why it is not the text of the document. ``lost`` are words that are
    asked for and that the text has no more, ``now`` is what it says instead; ``home`` where one
    reads on in the document, None where there is nothing to read."""

    document: Document
    span: Span
    covered: list[Span]
    reading: Reading | None = None
    remark: str = ""
    lost: str = ""
    now: str = ""
    home: int | None = None

    @property
    def covers_heading(self) -> bool:
        """Whether something of a heading is covered."""
        block_at, blocks = self.document.block_at, self.document.blocks
        return any(
            blocks[number].kind is BlockKind.HEADING
            for span in self.covered
            for number in range(block_at(span.start), block_at(max(span.start, span.end - 1)) + 1)
        )


def prepare(library: Library, entry: Entry, settings: Settings) -> Ready:
    """Read a document and find its annotations in it; for a thread, it may take seconds.

    Raises StorageError where its annotations cannot be read.
    """
    store = library.annotations_of(entry)
    store.refresh()
    try:
        if not library.is_there(entry):
            return Ready(entry, store, problem="The file is not there any more")
        source = as_known(read_source(library.resolve(entry)), entry)
        document = parsed.parse(library.state, source)
    except ReaderError as error:
        return Ready(entry, store, problem=str(error))
    reading = Reading(document, store)
    reading.refresh()
    language = None
    if settings.flag("reading.hyphenate"):
        with suppress(NoDictionariesError):
            dictionary(language_of(document.metadata.language, document.text))
            language = language_of(document.metadata.language, document.text)
    return Ready(entry, store, reading, language=language)


def place_of(ready: Ready, annotation: Annotation, card: str) -> Place:
    """Where a card is asked: in its document, else in what is stored of the passage."""
    reading = ready.reading
    span = reading.span_of(annotation.id) if reading is not None else None
    if reading is not None and span is not None and span.end > span.start:
        document = reading.document
        here = Place(document, span, hidden(annotation, card, document.text, span), reading)
        here = here._replace(home=span.start)
        now = document.text[span.start : span.end]
        lost = lost_words(annotation, card, now)
        if not lost:
            return here
        here = here._replace(lost=lost, now=now, remark=LOST)
        if lost_words(annotation, card, annotation.target.exact):
            return here
        document, span = quote_of(annotation)
        covered = hidden(annotation, card, document.text, span)
        return here._replace(document=document, span=span, covered=covered, reading=None)
    why = ready.problem
    if reading is not None:
        why = why_homeless(annotation, reading.document)
    where = " › ".join(annotation.target.path)
    document, span = quote_of(annotation)
    remark = f"{why[:1].upper()}{why[1:]}{f'; it stood in {where}' if where else ''}"
    return Place(document, span, hidden(annotation, card, document.text, span), None, remark)


def quote_of(annotation: Annotation) -> tuple[Document, Span]:
    """What is stored of a passage as a text of its own, with its surroundings, and where the
    passage stands in that."""
    target = annotation.target
    # Line ends become spaces, so that every offset in the passage stays what it is.
    before, exact, after = (
        " ".join(words.split("\n")) for words in (target.prefix, target.exact, target.suffix)
    )
    parts_ = [(f"… {before.strip()}", False), (exact, True), (f"{after.strip()} …", False)]
    blocks: list[Block] = []
    text, span = "", Span(0, 0)
    for words, own in parts_:
        if not words.strip(" …"):
            continue
        text += "\n" if text else ""
        start = len(text)
        text += words
        kind = BlockKind.QUOTE if own else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, len(text), role="" if own else SURROUNDINGS))
        if own:
            span = Span(start, len(text))
    return Document(text, blocks, metadata=Metadata()), span


def reviews_of(store: Annotations, row: CardRow) -> list[Mapping[str, Any]]:
    """The reviews of a card, as they are logged now."""
    wanted = row.annotation, row.card
    return [r for r in store.logged(REVIEW) if (r.get("annotation"), r.get("card")) == wanted]


_OF_NOTES = {
    Kind.QUESTION: "What is the answer?",
    Kind.DEFINITION: "What does it mean?",
    Kind.SUMMARY: "How did you sum it up?",
    Kind.TODO: "What is to be done?",
}


def lead_of(annotation: Annotation, card: str) -> str:
    """What is asked, before the note or instead of it; nothing where the note asks by itself."""
    part = parts(card)
    kind = part.kind if part else NOTE
    if kind == CLOZE:
        return "Which words are covered?"
    if kind == PASSAGE:
        return "What is it?" if annotation.kind is Kind.DEFINITION else ""
    return _OF_NOTES.get(annotation.kind, "What did you note on it?")


def told(
    place: Place,
    annotation: Annotation,
    card: str,
    memory: Memory | None,
    settings: Settings,
    *,
    uncovered: bool,
) -> Told:
    """What stands below the text while a card is asked."""
    leech = ""
    if memory is not None and is_leech(memory, settings.number("study.leech")):
        leech = f"Forgotten {memory.lapses} times: rewrite it? {key_of('rewrite')}"
    grades: list[tuple[str, str]] = []
    if uncovered:
        found = intervals(memory, clock.wall(), settings.number("study.retention"))
        for name, interval in zip(GRADES, found, strict=True):
            grades.append((key_of(f"grade_{name}"), f"{name} {said(interval)}"))
    covered = not uncovered and card != PASSAGE
    lead = lead_of(annotation, card)
    remarks = [place.remark, leech]
    if place.lost and uncovered:
        remarks = [f"It was “{place.lost}”; the text says now:", place.now]
        remarks += [_choices(), leech]
    return Told(lead, annotation.note, covered, remarks=remarks, grades=grades)


def _choices() -> str:
    """What can be done with a card whose words are not in the text any more."""
    return f"{key_of('rewrite')} writes a note · {key_of('forget_card')} asks it no more"
