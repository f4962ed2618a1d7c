"""Lines of running text: joining what was broken at a width, keeping what was broken for sense."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from reader.documents.document import BlockKind
from reader.documents.layout import Layout, speaker_of
from reader.documents.names import is_known_name
from reader.documents.numbering import number_of
from reader.documents.parts import Part
from reader.documents.tight_titles import is_above_text
from reader.documents.turns import is_timed, label_of
from reader.documents.widths import fits, width_of
from reader.text.patterns import lazy

_HYPHEN = lazy(r"(?<=[^\W\d_]-)\n(?=([^\W\d_]))")
# The hyphen that groff breaks words with; those of the words themselves are of ASCII there.
_BROKEN = lazy(r"(?<=[^\W\d_])\u2010\n(?=[^\W\d_])")
# Scripts written without spaces between words; Hangul has them.
NO_SPACES = "\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
_BETWEEN_IDEOGRAPHS = lazy(f"(?<=[{NO_SPACES}])\n(?=[{NO_SPACES}])")
_SPACES = lazy(r"[ \t\f]{2,}|[\t\f]")
_SENTENCE_END = lazy(r"[.!?:…。！？][\"'”’»)\]]*$")
_OPENING = "\"'“‘«„(["
_NUMBERED = lazy(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?) +(?=[^\W\d_])")
_ALONE = 24  # code points of the number of a division
_OF_CHAT = frozenset(["--", "==", "**", "-!"])  # who came and left, and which day begins
_TITLE = 60  # cells of the longest title that has its text right below


def joined(text: str) -> str:
    """Stripped lines of one paragraph as one line, runs of spaces as one space.

    A word broken at its hyphen loses the line end only: the hyphen may be its own. One that is
    broken at a hyphen as only programs write it (U+2010) loses that, too.
    """
    if "\n" in text:
        if "-\n" in text:
            text = _HYPHEN.sub(lambda match: "" if match[1].islower() else " ", text)
        if not text.isascii():
            text = _BROKEN.sub("", text)
            text = _BETWEEN_IDEOGRAPHS.sub("", text)
        text = text.replace("\n", " ")
    if "  " in text or "\t" in text or "\f" in text:
        text = _SPACES.sub(" ", text)
    return text


def _of_lines(run: Iterable[str]) -> str:
    """Lines of one paragraph as one line."""
    return joined("\n".join(line.strip() for line in run))


def paragraphs(run: list[str], first: int, layout: Layout) -> list[Part]:
    """The parts of neighbouring lines of text, the first of which is source line ``first``."""
    run = [line.expandtabs(8) if "\t" in line[:8] else line for line in run]
    indents = [len(line) - len(line.lstrip()) for line in run]
    if not layout.wrapped:
        return _flat(run, indents, first)
    parts: list[Part] = []
    for start, end in _cuts(run, indents, layout):
        parts.append(_wrapped(run[start:end], indents[start:end], first + start, layout))
    return parts


def _flat(run: list[str], indents: list[int], first: int) -> list[Part]:
    """Each line a paragraph, unless they are verse."""
    if first >= 6 and _is_flat_verse(run):
        return [_verse(run, first)]
    return [
        Part(
            BlockKind.PARAGRAPH, joined(line.strip()), first + number, first + number, indent=indent
        )
        for number, (line, indent) in enumerate(zip(run, indents, strict=True))
    ]


def _is_flat_verse(run: list[str]) -> bool:
    """Whether short lines begin with capitals, end clauses and seldom end sentences."""
    if len(run) < 4 or max(map(len, run)) > 62:
        return False
    stripped = [line.strip() for line in run]
    ended = sum(bool(_SENTENCE_END.search(line)) for line in stripped)
    clauses = sum(line[-1] in ",;" for line in stripped)
    capitals = sum(_is_capital(line) for line in stripped)
    quotes = sum(line[0] in _OPENING + "—–-" for line in stripped)
    return (
        ended * 2 <= len(run)
        and clauses * 4 >= len(run)
        and capitals * 3 >= len(run) * 2
        and quotes * 3 < len(run)
    )


def _cuts(run: list[str], indents: list[int], layout: Layout) -> list[tuple[int, int]]:
    """Ranges of the lines that make a paragraph each.

    Texts without blank lines between paragraphs tell them by the indent of the first line, or by
    the last line that ends early.
    """
    if turns := _turns(run, layout):
        return turns
    if layout.speeches and len(run) > 1 and speaker_of(run[0].strip()):
        (_, first), *others = _cuts(run[1:], indents[1:], layout)
        heads = [(0, first + 1)] if _is_speech(run, layout) else [(0, 1), (1, first + 1)]
        return heads + [(start + 1, end + 1) for start, end in others]
    if titles := _numbered_titles(run, layout) or _numbers_alone(run):
        apart = sorted({0, len(run), *titles, *(number + 1 for number in titles)})
        return [
            (start + first, start + end)
            for start, stop in pairwise(apart)
            for first, end in (
                [(0, stop - start)]
                if start in titles
                else _cuts(run[start:stop], indents[start:stop], layout)
            )
        ]
    if layout.tight and is_above_text(run, layout.width, layout.scale):
        return [
            (0, 1),
            *((1 + start, 1 + end) for start, end in _cuts(run[1:], indents[1:], layout)),
        ]
    if len(run) < 3:
        if len(run) == 2 and _is_glued_heading(run[0].strip(), run[1].strip()):
            return [(0, 1), (1, 2)]
        return [(0, len(run))]
    base = min(indents[1:])
    inner = [number for number in range(1, len(run)) if indents[number] >= base + 2]
    cuts = [0]
    if inner and len(inner) * 2 < len(run):
        broken = [number for number in range(1, len(run)) if indents[number] < base + 2]
        full = sum(not _ends_early(run, number - 1, layout, 2) for number in broken)
        if full * 4 >= len(broken) * 3:
            cuts += inner
    if len(cuts) == 1 and not _is_ragged(run, layout):
        for number in range(1, len(run)):
            text, after = run[number - 1].rstrip(), run[number].strip()
            if (
                _SENTENCE_END.search(text)
                and _is_capital(after)
                and _ends_early(run, number - 1, layout, layout.width // 4)
            ):
                cuts.append(number)
    if 1 not in cuts and _is_glued_heading(run[0].strip(), run[1].strip()):
        cuts.insert(1, 1)
    return list(zip(cuts, [*cuts[1:], len(run)], strict=True))


def _turns(run: list[str], layout: Layout) -> list[tuple[int, int]]:
    """Ranges of the lines that each begin with who speaks, or with the name of a field."""
    chat = any(is_timed(line.strip()) and label_of(line.strip()) for line in run[:2])
    if not chat and not label_of(run[0].strip()):
        return []
    cuts = [
        number
        for number in range(1, len(run))
        if (chat and (is_timed(line := run[number].strip()) or line[:2] in _OF_CHAT))
        or (
            _is_capital(line := run[number].strip())
            and label_of(line)
            and (_SENTENCE_END.search(run[number - 1]) or _ends_early(run, number - 1, layout, 2))
        )
        or (chat and run[number - 1].strip()[:2] in _OF_CHAT)
    ]
    return list(zip([0, *cuts], [*cuts, len(run)], strict=True)) if cuts else []


def _numbered_titles(run: list[str], layout: Layout) -> set[int]:
    """The lines that are numbered titles with their text right below, as lecture notes have them.

    Such a line ends where its sense does: without a stop, and with room for the next word. Inside
    a run the number must have two levels ("2.1"), as one alone may be that of an item.
    """
    found: set[int] = set()
    for number in range(len(run) - 1):
        text, after = run[number].strip(), run[number + 1].strip()
        match = _NUMBERED.match(text)
        if (
            match is not None
            and (number == 0 or "." in match["number"][:-1])
            and width_of(text, layout.scale) <= _TITLE
            and (text[-1].isalnum() or text[-1] in "?)")
            and _is_capital(text[match.end() :])
            and _ends_early(run, number, layout, 2 if _is_capital(after) else layout.width // 3)
        ):
            found.add(number)
    return found


def _numbers_alone(run: list[str]) -> set[int]:
    """The lines that are numbers of divisions and nothing else ("ACT I"), if there are several."""
    found = {number for number, line in enumerate(run) if _is_number_alone(line.strip())}
    return found if len(found) > 1 else set()


def _is_number_alone(text: str) -> bool:
    """Whether a line is the number of a division and nothing else: "ACT I", "§ 4"."""
    if len(text) > _ALONE:
        return False
    division = number_of(text)
    return division is not None and division.named and not division.rest


_CHAPTER = lazy(
    r"(?:chapter|book|part|act|scene|section|letter|canto|chapitre|livre|kapitel|teil|cap[íi]tulo|"
    r"capitolo|hoofdstuk)[ .]+"
    r"(?:[ivxlc]+|\d{1,3}|the \w+|one|two|three|four|five)\b[.:]?[^.]{0,40}\.?$",
    re.IGNORECASE,
)


def _is_glued_heading(text: str, after: str) -> bool:
    """Whether the first line of a run is a chapter's heading without a blank line below it."""
    return len(text) < 60 and len(after) > 40 and _CHAPTER.match(text) is not None


def _is_speech(run: list[str], layout: Layout) -> bool:
    """Whether the first line of a run names who says the others, in a text that is set so."""
    if not layout.speeches or len(run) < 2 or not speaker_of(name := run[0].strip()):
        return False
    number = number_of(name)
    return not (is_known_name(name) or (number is not None and number.named))


def _wrapped(run: list[str], indents: list[int], first: int, layout: Layout) -> Part:
    """One part of lines that belong together in a wrapped text."""
    if _is_speech(run, layout):
        said = run[1:] if _is_ragged(run[1:], layout) else [_of_lines(run[1:])]
        speech = _verse([run[0], *said], first)
        speech.last = first + len(run) - 1
        return speech
    if len(run) > 1 and _is_ragged(run, layout):
        if _is_title(run):
            return Part(
                BlockKind.PARAGRAPH,
                _of_lines(run),
                first,
                first + len(run) - 1,
                indent=indents[0],
            )
        return _verse(run, first)
    text = _of_lines(run)
    inset = len(run) > 1 and min(indents) >= layout.indent + 2
    kind = BlockKind.QUOTE if inset else BlockKind.PARAGRAPH
    return Part(kind, text, first, first + len(run) - 1, indent=indents[0])


def _is_title(run: list[str]) -> bool:
    """Whether two or three short lines are a title set on several lines, and one sentence of it.

    Only a chapter's number, or capitals throughout, make sure of that.
    """
    if len(run) > 3 or max(len(line.strip()) for line in run) > 60:
        return False
    if run[0].rstrip()[-1] in ",;" or run[-1].rstrip()[-1] in ",;:":
        return False
    if _is_number_alone(run[0].strip()):  # "§ 4", and its title in the next line
        return _SENTENCE_END.search(run[-1].strip()) is None
    return _CHAPTER.match(run[0].strip()) is not None or all(line.isupper() for line in run)


def _is_ragged(run: list[str], layout: Layout) -> bool:
    """Whether lines end where the sense wants it and not where the width does.

    Prose leaves no room at the end of a line for the word that begins the next. Lines of verse
    do, and begin with capitals for the most part. A narrower width than that of the text, as
    quotations have, shows by lines that are full for the longest among them.
    """
    pairs = len(run) - 1
    early = sum(_ends_early(run, number, layout, 2) for number in range(pairs))
    if early * 5 <= pairs:
        return False
    capitals = sum(_is_capital(line.strip()) for line in run[1:])
    if capitals * 5 >= pairs * 4 and early * 2 >= pairs:
        return True
    longest = max(width_of(line.rstrip(), layout.scale) for line in run)
    if longest < 40:
        return True
    narrow = sum(
        fits(run[number].rstrip(), run[number + 1].strip(), longest, layout.scale)
        for number in range(pairs)
    )
    return narrow * 4 > pairs


def _ends_early(run: list[str], number: int, layout: Layout, by: int) -> bool:
    """Whether the first word of the next line would have fitted on this one, with room to spare."""
    return fits(run[number].rstrip(), run[number + 1].strip(), layout.width - by, layout.scale)


def _is_capital(line: str) -> bool:
    """Whether a line begins with a capital, a digit, or a letter of a script without case."""
    letter = line.lstrip("\"'“‘«„([_*—–-")[:1]
    return letter.isupper() or letter.isdigit() or (letter.isalpha() and not letter.islower())


def _verse(run: list[str], first: int) -> Part:
    """Lines that stay lines, without the indent that all of them share."""
    run = [line.expandtabs(8).strip("\f").rstrip() for line in run]
    indent = min(len(line) - len(line.lstrip()) for line in run)
    text = "\n".join(line[indent:] for line in run)
    return Part(BlockKind.VERSE, text, first, first + len(run) - 1, indent=indent)
