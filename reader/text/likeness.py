"""Whether two passages say the same, and in which words they differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from reader.text.patterns import lazy
from reader.text.references import without_brackets, without_references

_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″", '"'), **dict.fromkeys("‘’‚‛‹›′ʼ´`", "'"), "…": "..."}
)
# A word, an ideograph or kana, white space, or a sign.
_TOKEN = lazy(r"[々〇\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]|\w+|\s+|[^\w\s]")


class Difference(NamedTuple):
    """A piece of two passages: what the old one has there and what the new one; where both have
    the same, ``old`` is ``new``."""

    old: str
    new: str

    @property
    def same(self) -> bool:
        """Whether both passages have it."""
        return self.old == self.new


def bare(text: str) -> str:
    """A text without what does not matter to its words: white space, hyphens and dashes, what has
    no width, case, kinds of quotes, ligatures and other forms of the same letters, and the
    brackets of references to notes."""
    text = without_brackets(text)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text.translate(_QUOTES))
    return _without().sub("", text.casefold())


@cache
def _without() -> re.Pattern[str]:
    from reader.text.folding import IGNORED

    return re.compile(rf"[\s{IGNORED}\-‐‑‒–—―−]+")


def says_the_same(one: str, other: str) -> bool:
    """Whether two passages have the same words, whatever they are set in, and whichever notes they
    refer to."""
    if one == other or bare(one) == bare(other):
        return True
    without = bare(without_references(one)), bare(without_references(other))
    return without[0] == without[1] != ""


def differences(old: str, new: str) -> Iterator[Difference]:
    """Two passages as pieces of words that are the same and that differ, in order."""
    from difflib import SequenceMatcher

    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    held = ("", "")  # what differs, and white space behind it that may lie within
    space = ""
    for tag, low, high, first, last in matcher.get_opcodes():
        gone, come = "".join(before[low:high]), "".join(after[first:last])
        if tag != "equal":
            held = held[0] + space + gone, held[1] + space + come
            space = ""
        elif any(held) and not space and gone.isspace():
            space = gone
        else:
            if any(held):
                yield Difference(*held)
            yield Difference(space + gone, space + come)
            held, space = ("", ""), ""
    if any(held):
        yield Difference(*held)
    if space:
        yield Difference(space, space)


def told_apart(old: str, new: str) -> str:
    """Two passages as one line: what was in the old one only and what is in the new one only stand
    as ``[-old +new]``. What differs in white space only is not told."""
    told = ""
    for piece in differences(old, new):
        gone, come = (" ".join(part.split()) for part in piece)
        if piece.same or gone == come:
            told += piece.new
        else:
            words = [f"-{gone}"] * bool(gone) + [f"+{come}"] * bool(come)
            longest = piece.new or piece.old
            told += (
                f"{' ' * longest[:1].isspace()}[{' '.join(words)}]{' ' * longest[-1:].isspace()}"
            )
    return " ".join(told.split())
