"""A text as a row of words and signs, told apart by what they fold to.

Two tokens are equal where only their case, accents, ligatures, kinds of quotes and dashes, soft
hyphens, width of signs or Unicode form differ, or where one is broken by a hyphen at the end of a
line. White space is no token, so a text that was wrapped anew has the same ones. Each ideograph,
kana and Hangul syllable is a token of its own.
"""

from __future__ import annotations

import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate

from reader.text.patterns import lazy

_SINGLE = (
    r"\u1100-\u11ff\u2e80-\u2fdf\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf"
    r"\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
)
# Marks, joiners and soft hyphens, which go on with the character before them.
_WITHIN = (
    r"\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7"
    r"\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed"
    r"\u200b-\u200d\u2060\u3099\u309a\ufe00-\ufe0f\ufeff"
)
_TATWEEL = "\u0640"  # makes an Arabic word longer to the eye
_LETTERS = rf"(?:[^\W_{_SINGLE}][{_WITHIN}]*)+"
_WORD = rf"{_LETTERS}(?:_+{_LETTERS})*"
_TOKEN = lazy(
    r"\s+"
    rf"|[\u1100-\u115f][\u1160-\u11a7]?[\u11a8-\u11ff]?"
    rf"|[{_SINGLE}][{_WITHIN}]*"
    rf"|{_WORD}(?:[-‐]\n[ \t]*{_WORD})*"
    r"|-{3,}|={3,}|_{3,}|\*{3,}|#{3,}|~{3,}|`{3,}|\.{3,}"
    rf"|.[{_WITHIN}]*"
)
_SLICE = 1 << 13  # code points cut into tokens at a time: about a millisecond
_NOTHING = -1


class Vocabulary(dict[str, int]):
    """A number for each token that is told apart; what folds to nothing has a negative one.

    ``is_word`` tells for each number whether it is a word rather than a sign.
    """

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self.is_word: list[bool] = []

    def __missing__(self, token: str) -> int:
        folded = fold(token)
        number = _NOTHING
        if folded and not folded.isspace():
            number = self._numbers.setdefault(folded, len(self._numbers))
            if number == len(self.is_word):
                self.is_word.append(any(map(str.isalnum, folded)))
        self[token] = number
        return number


def fold(token: str) -> str:
    """What a token is compared by."""
    if token.isascii():
        return token.lower() if "\n" not in token else _whole(token.lower())
    from reader.text.folding import fold_character

    whole = _whole(token).replace(_TATWEEL, "")
    folded = unicodedata.normalize("NFC", "".join(map(fold_character, whole)))
    if len(folded) == 1 and not folded.isalnum():
        return unicodedata.normalize("NFKC", folded).replace("\u3002", ".")
    return folded


def _whole(token: str) -> str:
    """A word without the breaks at the ends of lines."""
    parts = token.split("\n")
    return "".join([*(part.strip()[:-1] for part in parts[:-1]), parts[-1].strip()])


class Tokens:
    """The tokens of a text: their numbers, and the code points at which they start and end."""

    __slots__ = ("ends", "numbers", "starts")

    def __init__(self) -> None:
        self.numbers: list[int] = []
        self.starts = array("l")
        self.ends = array("l")

    def __len__(self) -> int:
        return len(self.numbers)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The half-open range of the tokens that have a part of ``[start, end)``."""
        first = bisect_right(self.ends, start)
        return first, max(first, bisect_left(self.starts, end))


def tokenize(text: str, vocabulary: Vocabulary) -> Tokens:
    """The tokens of a text, at once."""
    tokens = Tokens()
    for _ in tokenizing(text, vocabulary, tokens):
        pass
    return tokens


def tokenizing(text: str, vocabulary: Vocabulary, tokens: Tokens) -> Iterator[None]:
    """Put the tokens of a text into ``tokens``, a few thousand in each step."""
    at = 0
    while at < len(text):
        stop = at + _SLICE
        pieces = _TOKEN.findall(text, at, stop)
        if stop < len(text) and len(pieces) > 8:
            # The last one may go on, also over the end of a line.
            del pieces[-4:]
        ends = list(accumulate(map(len, pieces), initial=at))
        numbers = [vocabulary[piece] for piece in pieces]
        at = ends[-1]
        kept = [i for i, number in enumerate(numbers) if number >= 0]
        tokens.numbers += [numbers[i] for i in kept]
        tokens.starts.extend([ends[i] for i in kept])
        tokens.ends.extend([ends[i + 1] for i in kept])
        yield
