"""Sections for a long text without headings: at its scene breaks, else at paragraphs; for an
interview at its questions.

Such a section is made, not found: it is called by its first words, and no heading stands there.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Collection, Sequence
from statistics import median_low

from reader.documents.document import BlockKind, Document, Section
from reader.documents.outline import DEEPEST, Heading, nest
from reader.documents.parts import Part
from reader.documents.turns import ASKS, day_of, is_of_chat, label_of, questions
from reader.text.patterns import lazy
from reader.text.spans import Span
from reader.text.wrap import wrap

# In code points of a text in letters; a text in Chinese or Japanese says as much in a third.
_LONG = 6_000  # from here on a text gets sections: some screens
_USUAL = 4_000  # of a section: three minutes
_SHORTEST = 400  # a scene
_FRONT = 3_000  # within which the titles of a document stand
_DENSER = 3

_MANY = 60  # paragraphs that make a text long, if their words do not
_MOST = 40  # sections
_ANSWERED = 120  # code points of the usual question with its answer
_TITLE = 40  # cells

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.VERSE, BlockKind.QUOTE, BlockKind.ITEM})
_SAMPLE = 200  # blocks that are looked at to tell prose from a log
_SENTENCE_END = lazy(r"[.!?:…。！？؟۔।։][\"'”’»›」』)\]*_]*(?:\[\w+\])?$")
_USUAL_SIGNS = lazy(r"[\s.,;:!?'\"“”‘’«»„‹›—–…()*。、，；：！？「」『』（）·・-]")
_IDEOGRAPHS = lazy("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_SPEECH = "\"'“‘«„‹「『—–-"


def with_made_sections(document: Document, wide: Collection[int] = ()) -> Document:
    """The document with sections made for it, if it is long prose without headings.

    A title, or several above one another, at its very beginning is no division of the text: the
    sections are then made below it. ``wide`` are the indexes of the blocks with a gap above that
    is much wider than elsewhere (`below_wide_gaps`): a scene may begin there. The document as it
    is when there is no need or no use: it has sections, is short, is not complete, or is a log,
    code or a table.
    """
    if not document.complete or not _is_undivided(document):
        return document
    starts = _starts(document, wide)
    if len(starts) < 2:
        return document
    text, blocks = document.text, document.blocks
    titles = [
        Heading(s.title, s.level, s.heading, s.lines, s.confidence, lead=s.lead)
        for s in document.outline
    ]
    made = [
        Heading(
            first_words(text[block.start : block.end]),
            DEEPEST,
            Span(block.start, block.start),
            made=True,
        )
        for block in (blocks[index] for index in starts)
    ]
    return document.with_(sections=nest([*titles, *made], document.body_end))


def below_wide_gaps(parts: Sequence[Part]) -> list[int]:
    """The indexes of the parts with text that have far more blank lines above than is usual."""
    gaps = [part.before for part in parts if part.text]
    if not gaps:
        return []
    wide = 2 * median_low(gaps) + 1
    return [index for index, gap in enumerate(gaps) if gap >= wide]


def first_words(text: str) -> str:
    """What of a paragraph stands for the whole: as many words as fit on a line of a list."""
    words = " ".join(text[: 10 * _TITLE].split())
    rows: array[int] = array("L")
    wrap(words, 0, len(words), _TITLE - 1, rows)
    return words if len(rows) < 2 else words[: rows[1]].rstrip(" ,;:.—–-") + "…"


def _is_undivided(document: Document) -> bool:
    """Whether a document has no sections, or one title above the other at the top and no more."""
    outline: tuple[Section, ...] = document.outline
    if any(section.level != depth for depth, section in enumerate(outline, 1)):
        return False
    return not outline or outline[-1].start < _FRONT


def _starts(document: Document, wide: Collection[int]) -> list[int]:
    """The blocks that sections are to begin at, in order; none if there is no use in sections."""
    blocks, text = document.blocks, document.text
    outline = document.outline
    first = document.block_at(outline[-1].heading.start) + 1 if outline else 0
    if first >= len(blocks):
        return []
    begin = blocks.starts[first]
    dense = len(_IDEOGRAPHS.findall(text, begin, begin + 4000)) > 1000
    scale = _DENSER if dense else 1
    each = _interview(document, first)
    if len(each) > _MOST or len(each) * _ANSWERED > (len(text) - begin) * scale:
        each = []  # a cross-examination
    long = (len(text) - begin) * scale >= _LONG or len(blocks) - first > _MANY
    if not long and not each:  # the days of a chat are told apart however little was said
        each = [i for i in range(first + 1, len(blocks)) if _begins_day(document, i)]
    if not (long or each) or not _is_prose(document, first):
        return []
    every = [index for index in range(first, len(blocks)) if _may_begin(document, index)]
    scenes = {index for index in every if _begins_scene(document, index, wide)}
    # Verse in prose is quoted: only in poetry may a stanza begin a section.
    stanzas = {index for index in every if blocks[index].kind is BlockKind.VERSE}
    poetry = 2 * len(stanzas) > len(every)
    at = [index for index in every if poetry or index not in stanzas or index in scenes]
    if not at:
        return []
    if each:
        return sorted({at[0], *each})
    size = max(_USUAL // scale, (len(text) - begin) // _MOST)
    found = _long_enough(document, sorted({at[0], *scenes}), _SHORTEST // scale)
    lengths = _lengths([blocks.starts[index] for index in found], len(text))
    count = min(_MOST, max(2, round((len(text) - begin) / size)))
    if len(found) > 1 and max(lengths) <= 4 * size:
        return found if len(found) <= _MOST else _groups(document, found, frozenset(found), count)
    return _groups(document, at, scenes, count)


def _is_prose(document: Document, first: int) -> bool:
    """Whether most of a text from a block on reads like sentences, by a sample of its blocks."""
    blocks, text = document.blocks, document.text
    prose = total = 0
    for index in range(first, len(blocks), max(1, (len(blocks) - first) // _SAMPLE)):
        block = blocks[index]
        words = text[block.start : block.end]
        total += len(words)
        if block.kind in _PROSE and (
            is_of_chat(words) or _reads_well(words, block.kind is BlockKind.VERSE)
        ):
            prose += len(words)
    return prose > 0.6 * total


def _reads_well(words: str, verse: bool) -> bool:
    """Whether a block is made of letters and the signs of sentences, and ends like one or is long.

    What logs, code and tables are full of (digits, brackets, slashes) is rare in prose.
    """
    some = words[:_SHORTEST]
    letters = sum(map(str.isalpha, some))
    usual = letters + len(_USUAL_SIGNS.findall(some))
    # Vowel signs and other marks are no letters, but stand on one.
    usual += sum(char >= "\u0300" and not char.isalpha() for char in _USUAL_SIGNS.sub("", some))
    ends = verse or len(words) > 200 or _SENTENCE_END.search(words) is not None
    return ends and letters * 2 > len(some) and usual > 0.92 * len(some)


def _may_begin(document: Document, index: int) -> bool:
    """Whether a section may begin with a block: a stanza, or a paragraph that nothing leads to."""
    block = document.blocks[index]
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.VERSE) or block.role or block.tight:
        return False
    if index == 0 or block.kind is BlockKind.VERSE:
        return True
    return document.text[block.start - 2] not in ":：,，"


def _begins_scene(document: Document, index: int, wide: Collection[int]) -> bool:
    if index in wide or not index:
        return index in wide
    above = document.blocks[index - 1]
    return above.kind is BlockKind.RULE or _begins_day(document, index)


def _begins_day(document: Document, index: int) -> bool:
    """Whether a line of a chat is the first of its day."""
    line, above = (
        document.text[block.start : block.end]
        for block in (document.blocks[index], document.blocks[index - 1])
    )
    return (day := day_of(line)) != "" and is_of_chat(above) and day != day_of(above)


def _interview(document: Document, first: int) -> list[int]:
    """The blocks from ``first`` on that are the questions of an interview."""
    blocks, text = document.blocks, document.text
    turns = {
        index: (label, words)
        for index in range(first, len(blocks))
        if _may_begin(document, index)
        and (label := label_of(words := text[blocks.starts[index] : blocks.ends[index]]))
        and not is_of_chat(words)
    }
    at = list(turns)
    return [at[number] for number in questions(list(turns.values()))]


def _long_enough(document: Document, starts: Sequence[int], shortest: int) -> list[int]:
    """The starts, without those that leave less than ``shortest`` code points between."""
    offsets = document.blocks.starts
    kept = list(starts[:1])
    for index in starts[1:]:
        if offsets[index] - offsets[kept[-1]] >= shortest:
            kept.append(index)
    if len(kept) > 1 and len(document.text) - offsets[kept[-1]] < shortest:
        kept.pop()
    return kept


def _lengths(offsets: Sequence[int], end: int) -> list[int]:
    return [after - at for at, after in zip(offsets, [*offsets[1:], end], strict=True)]


def _groups(
    document: Document, starts: Sequence[int], scenes: Collection[int], count: int
) -> list[int]:
    """At most ``count`` of the starts, about equally far apart in the text, the first one always.

    Scenes are preferred; then questions in a conversation, as an answer says little without its
    own; then paragraphs long enough to say something, and no speech.
    """
    text, blocks = document.text, document.blocks
    offsets = [blocks.starts[index] for index in starts]
    step = (len(text) - offsets[0]) / count

    def cost(at: int, ideal: float) -> float:
        block = blocks[starts[at]]
        distance = abs(block.start - ideal) / step
        if starts[at] in scenes:
            return distance
        if text[block.end - 1] in ASKS and label_of(text[block.start : block.end]):
            return distance + 0.1
        plain = text[block.start] not in _SPEECH and block.end - block.start > 2 * _TITLE
        return distance + (0.3 if plain else 0.5)

    chosen = [0]
    for number in range(1, count):
        ideal = offsets[0] + number * step
        low = max(bisect_left(offsets, ideal - 0.4 * step), chosen[-1] + 1)
        near = range(low, bisect_left(offsets, ideal + 0.4 * step))
        if near:
            chosen.append(min(near, key=lambda at: cost(at, ideal)))
    return [starts[at] for at in chosen]
