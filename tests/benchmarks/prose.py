"""Long texts that read like English to a program: made up, the same every time."""

from __future__ import annotations

import random
import textwrap
from itertools import accumulate

FIRST_WORDS = "The first page begins here"
CHAPTER = 9_000  # characters, on average
SEED = 1867

_COMMON = (
    "the of and to a in that it was he his with as had for not at on her by which but from she "
    "is they were all so be this there one when have him into would then no them who if could "
    "more their before very up an about what like some out than now only over after any such"
)
_STEMS = (
    "light turn walk stone river answer letter morning garden window listen wander gather quarrel "
    "remember paper silver colour harbour signal winter summer mountain follow whisper consider "
    "question wonder travel shelter burden harvest journey market master mirror number order "
    "pattern picture power reason record report season shadow silence soldier station story "
    "stranger street theatre thought thunder village visit voice water weather wood world writer"
)
_ENDINGS = ("", "", "", "s", "ed", "ing", "er", "ful", "less", "like")


def _vocabulary() -> tuple[list[str], list[float]]:
    """Words, and the sums of their weights: the rarer the longer, after Zipf."""
    words = _COMMON.split()
    words += [stem + ending for ending in _ENDINGS for stem in _STEMS.split()]
    words = list(dict.fromkeys(words))
    return words, list(accumulate(1 / (rank + 3) for rank in range(len(words))))


def _sentence(words: list[str], dice: random.Random) -> str:
    middle = len(words) // 2
    kind = dice.random()
    if kind < 0.3:
        words[middle] += ","
    elif kind < 0.4:
        words[middle] += " —"
    elif kind < 0.45:
        words[middle] += "’s"
    text = " ".join(words)
    text = text[0].upper() + text[1:]
    if kind > 0.8:
        return f"“{text},” said the {words[-1]}."
    return text + ("?" if kind > 0.77 else ".")


def paragraphs(size: int) -> list[str]:
    """Chapter headings and paragraphs, of at least ``size`` bytes of UTF-8 with line ends.

    Paragraphs have 260 characters on average; the first one begins with `FIRST_WORDS`.
    """
    dice = random.Random(SEED)
    words, weights = _vocabulary()
    found: list[str] = []
    made = chapter = 0
    next_chapter = 0
    while made < size:
        if made >= next_chapter:
            chapter += 1
            next_chapter = made + dice.randint(CHAPTER // 2, CHAPTER * 3 // 2)
            found.append(f"CHAPTER {chapter}")
            made += len(found[-1]) + 1
        sentences = [
            _sentence(dice.choices(words, cum_weights=weights, k=dice.randint(4, 25)), dice)
            for _ in range(dice.choice((1, 2, 2, 3, 3, 4, 6)))
        ]
        if len(found) == 1:
            sentences[0] = f"{FIRST_WORDS}, and it goes on for a long time."
        found.append(" ".join(sentences))
        made += len(found[-1].encode()) + 1
    return found


def one_line_each(blocks: list[str]) -> str:
    """One paragraph a line."""
    return "\n".join(blocks) + "\n"


def hard_wrapped(blocks: list[str]) -> str:
    """Wrapped at 72 characters, an empty line between paragraphs, as in old e-texts."""
    return "\n\n".join(textwrap.fill(block, 72) for block in blocks) + "\n"
