"""How fast a person reads, in all and in one document, learned from what was read.

What is learned from are *stretches*: how many seconds each text took that takes a minute at the
standard pace. The last ones are kept, so that what is long ago is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from reader.study.coverage import IDEOGRAPHS_A_MINUTE, WORDS_A_MINUTE, ideographs, minutes
from reader.text.words import CHARACTERS, count_words, unit_of

MINUTE = 60.0
OF_A_PERSON = 120  # stretches that are kept: two hours
OF_A_DOCUMENT = 30
# What was expected before counts as so many stretches: little evidence moves little.
EXPECTED = 5
TRIMMED = 0.25  # of the stretches the fastest and the slowest, which tell of skimming and pauses
LEAST, MOST = 15, 600  # seconds that a stretch can have taken
SAMPLE = 20_000  # code points from the middle of a text by which its words are counted
STATE = "tempo"  # under which the person's stretches are remembered


def factor(stretches: Sequence[int], expected: float = 1.0) -> float:
    """How many times as long as at the standard pace somebody takes who took so long for these
    stretches, and of whom so much was ``expected`` before."""
    if not stretches:
        return expected
    known = sorted([*stretches, *[round(expected * MINUTE)] * EXPECTED])
    cut = int(len(known) * TRIMMED)
    middle = known[cut : len(known) - cut]
    return sum(middle) / len(middle) / MINUTE


def last(stretches: Iterable[int], most: int) -> tuple[int, ...]:
    """The last of these stretches, which are in the order of time."""
    return tuple(stretches)[-most:]


def understood(value: object) -> tuple[int, ...]:
    """The stretches in a record; what is no such number is left out."""
    if not isinstance(value, list | tuple):
        return ()
    numbers = (one for one in value if isinstance(one, int) and not isinstance(one, bool))
    return tuple(one for one in numbers if LEAST <= one <= MOST)


def of_person(state: Mapping[str, Any]) -> float:
    """The factor of the person, by what the screen remembers."""
    return factor(last(understood(state.get(STATE)), OF_A_PERSON))


class Gone(NamedTuple):
    """Lines that a person went through, one after the other: how many seconds they take at the
    standard pace, and how many they took."""

    standard: float = 0.0
    spent: float = 0.0


class Stretches:
    """Gathers lines that were gone through into stretches."""

    def __init__(self) -> None:
        self._gone = Gone()

    def take(self, gone: Gone) -> list[int]:
        """The stretches that are complete with these lines, in seconds."""
        standard, spent = self._gone.standard + gone.standard, self._gone.spent + gone.spent
        number = int(standard / MINUTE)
        self._gone = Gone() if number else Gone(standard, spent)
        if not number:
            return []
        return [round(max(LEAST, min(MOST, MINUTE * spent / standard)))] * number


def words_a_minute(factor: float) -> int:
    """The pace in words of the length they have in English, for any script; see
    `coverage.seconds_at`."""
    return round(WORDS_A_MINUTE / factor)


def told(text: str, factor: float) -> str:
    """The pace in words of this text a minute; of one in a script without spaces, in characters:
    of ideographs and kana in those alone, whatever words of other scripts stand between them."""
    start = max(0, (len(text) - SAMPLE) // 2)
    sample = text[start : start + SAMPLE]
    counted, unit = count_words(sample), unit_of(sample)
    amount = counted / max(minutes(sample, 0, len(sample)), 1e-9)
    if unit == CHARACTERS and 2 * ideographs(sample) > counted:
        amount = IDEOGRAPHS_A_MINUTE
    return f"{round(amount / factor)} {unit} a minute"


def time_told(minutes: float) -> str:
    """A time of some minutes or hours, in words."""
    if minutes < 1:
        return "under 1 min"
    return f"{round(minutes)} min" if minutes < 120 else f"{round(minutes / 60)} h"


def with_times(
    facts: Sequence[tuple[str, str]], text: str, here: Sequence[int], person: float, left: float
) -> list[tuple[str, str]]:
    """What is known of a document, and behind its length: how long it takes, of which the share
    ``left`` is to be read yet, and at which pace. That is learned from the stretches ``here`` and
    the factor of the ``person``."""
    pace = factor(here, person)
    whole = pace * minutes(text, 0, len(text))
    learned = "the usual one" if person == 1 else "learned from what you read"
    if here:
        learned = f"learned here, in {time_told(sum(here) / MINUTE)}"
    time = time_told(whole) + (f", {time_told(left * whole)} left" if left < 1 else "")
    rows = [("time", time), ("pace", f"{told(text, pace)}, {learned}")] if text else []
    at = next((i for i, (name, _) in enumerate(facts, 1) if name == "length"), len(facts))
    return [*facts[:at], *rows, *facts[at:]]
