"""The card of an annotation: its passage, its note, its tags, in as many rows as there are."""

from __future__ import annotations

from typing import NamedTuple

from reader.annotations.annotation import Annotation, Kind
from reader.text.likeness import told_apart
from reader.text.wrap import cells, displayed, fit, folded
from reader.ui.widgets.note_text import COUNTED, Row, rows_of
from reader.ui.widgets.painting import sign_of

QUOTE_ROWS = 3
NOTE_ROWS = 6
SIGN = 2  # cells that the sign before each row takes

_QUOTES = ('"', "“", "„", "«", "‘", "「", "『")  # what a passage may begin with itself
_QUOTED = 1000  # code points of a passage that can be seen on a card


class Card(NamedTuple):
    """What stands on a card: rows of the passage and of the note, and the line below.

    ``more`` tells that the note is longer than was looked at. ``words`` are all of the passage, and
    ``adjusted`` if that was worded otherwise when it was annotated.
    """

    quote: list[str]
    note: tuple[Row, ...]
    below: str
    more: bool = False
    words: str = ""
    adjusted: bool = False

    @property
    def rows(self) -> int:
        """The rows of the whole card, nothing folded."""
        return len(self.quote) + len(self.note) + bool(self.below)

    @property
    def beside_rows(self) -> int:
        """The same beside the passage, whose words need no more than one row there."""
        return self.folded_rows - (len(self.quote) - 1 if self.note else 0)

    @property
    def folded_rows(self) -> int:
        """The rows of the card with its note folded."""
        return self.rows - max(0, len(self.note) - NOTE_ROWS)


def card(
    annotation: Annotation,
    width: int,
    *,
    others: int = 0,
    whole: bool = False,
    now: str = "",
    lost: bool = False,
    leech: bool = False,
) -> Card:
    """The card of an annotation at ``width`` cells. ``others`` are further versions of it;
    ``whole`` looks at all of the note, however long it is. ``now`` are the words that it stands on,
    where these are others than its own. Of one that is ``lost`` it is told where it was,
    of a ``leech`` that it is one: learned, and forgotten again and again."""
    room = max(2, width - SIGN)
    note = annotation.note.rstrip() if has_words(annotation) else ""
    more = len(note) > COUNTED and not whole
    rows = rows_of(note[:COUNTED] if more else note, room) if note else ()
    words = quote_of(annotation, now)
    quote = folded(words, room, QUOTE_ROWS)
    told = below(annotation, others, adjusted=bool(now), lost=lost, leech=leech)
    return Card(quote, rows, told, more, words, bool(now))


def quote_of(annotation: Annotation, now: str = "") -> str:
    """The words of the passage, in quotes; of a bookmark its name and what it stands at. Where
    the words are others ``now``, the old ones against the new ones."""
    target = annotation.target
    if now:
        return f"“{told_apart(target.exact[:_QUOTED], now[:_QUOTED])}”"
    if annotation.kind is Kind.BOOKMARK:
        words = " ".join((target.exact[:_QUOTED] + target.suffix).split())
        return f"{annotation.note} {'at' if target.exact else 'before'} “{words}…”".strip()
    quote = " ".join(target.exact[:_QUOTED].split())
    if quote[:1] in _QUOTES:
        return quote
    return f"“{quote}”" if quote else "(a place)"


def has_words(annotation: Annotation) -> bool:
    """Whether there is a note to be read; that of a bookmark is only its name."""
    return bool(annotation.note) and annotation.kind is not Kind.BOOKMARK


def below(
    annotation: Annotation,
    others: int = 0,
    *,
    adjusted: bool = False,
    lost: bool = False,
    leech: bool = False,
) -> str:
    """What stands below: that there are other versions, that the passage was worded otherwise or
    in which section it was lost, that it is learned, the kind, the tags."""
    words = [f"{1 + others} versions: H"] if others else []
    if lost and annotation.target.path:
        words.append(f"was in “{annotation.target.path[-1]}”")
    if adjusted:
        words.append("adjusted")
    if annotation.learn:
        words.append("leech" if leech else "learned")
    if annotation.kind not in (Kind.HIGHLIGHT, Kind.NOTE, Kind.BOOKMARK):
        words.append(str(annotation.kind))
    return " ".join([*words, *(f"#{tag}" for tag in annotation.tags)])


def draw_card(
    annotation: Annotation,
    made: Card,
    width: int,
    rows: int,
    *,
    whole: bool = False,
    current: bool = False,
) -> list[Row]:
    """The card in at most ``rows`` rows of ``width`` cells, its note folded unless ``whole``.

    The note goes before the passage, and both before the line below, which are shortened to one
    row, or left out, where there are few.
    """
    sign = f"sign-{annotation.colour}"
    room = max(2, width - SIGN)
    style = "here" if current else "muted"
    wanted = len(made.note) if whole else min(len(made.note), NOTE_ROWS)
    quote, below_rows = made.quote, bool(made.below)
    if rows < len(quote) + wanted + below_rows:
        below_rows = below_rows and rows > 3
        kept = max(rows - below_rows - wanted, 1 if rows > min(wanted, 1) else 0)
        if kept < len(quote):
            quote = folded(made.words, room, kept) if kept else []
    drawn: list[Row] = [[(displayed(line), style)] for line in quote]
    drawn += fold(made, min(wanted, rows - len(quote) - below_rows), room)
    if below_rows:
        drawn.append([(fit(made.below, room).rstrip(), "link" if annotation.tags else "emphasis")])
    signs = [sign_of(annotation, adjusted=made.adjusted)] + ["▌"] * len(drawn)
    return [[(f"{lead} ", sign), *row] for lead, row in zip(signs, drawn, strict=False)]


def fold(made: Card, rows: int, room: int) -> list[Row]:
    """The note in at most ``rows`` rows of ``room`` cells; the last of them tells how
    many more there are."""
    note = made.note
    if len(note) <= rows and not made.more:
        return list(note)
    if rows < 1:
        return []
    if rows == 1:
        first = "".join(text for text, _ in note[0])
        if cells(first) + 2 <= room:
            return [[*note[0], (" …", "muted")]]
        return [[(fit(first, room - 1).rstrip(" …") + "…", "")]]
    missing = len(note) - rows + 1
    count = "many" if made.more else str(missing)
    more = fit(f"… {count} more row{'s' if missing > 1 else ''}", room).rstrip()
    return [*note[: rows - 1], [(more, "muted")]]
