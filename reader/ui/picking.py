"""Labels for the sentences on screen: `f`, a letter, and the sentence is marked."""

from __future__ import annotations

from reader.documents.document import Document
from reader.text.spans import Span
from reader.text.units import sentences

# Letters a hand finds first; without a c f i o t v y, which do something with the sentence once
# it is picked, while the labels are still there to extend it.
LETTERS = "sdjklghewruqpbnmxz"


def labels(count: int) -> list[str]:
    """``count`` labels, one letter while they last, else two; none begins another."""
    if count <= len(LETTERS):
        return list(LETTERS[:count])
    size = len(LETTERS)
    prefixes = min(size, -(-(count - size) // (size - 1)))
    single = list(LETTERS[: size - prefixes])
    double = [first + second for first in LETTERS[size - prefixes :] for second in LETTERS]
    return (single + double)[:count]


def sentences_on(document: Document, shown: Span) -> list[Span]:
    """The sentences of which something lies in ``shown``, in order."""
    found: list[Span] = []
    number = document.block_at(shown.start)
    while 0 <= number < len(document.blocks):
        block = document.blocks[number]
        if block.start >= shown.end:
            break
        # Only a stretch around the screen: a block may be a whole book in one line.
        low = max(block.start, shown.start - 4000)
        high = min(block.end, shown.end + 4000)
        if low < high:
            found += [
                sentence
                for sentence in sentences(document.text, low, high)
                if sentence.start < shown.end and sentence.end > shown.start
            ]
        number += 1
    return found


def label_sentences(document: Document, shown: Span) -> dict[str, Span]:
    """The sentences on screen by label."""
    found = sentences_on(document, shown)
    return dict(zip(labels(len(found)), found, strict=True))
