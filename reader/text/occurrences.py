"""Where the words of a passage stand in a text: the stretches that hold most of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import nlargest
from math import log

OFTEN = 60  # occurrences beyond which a token says little about a place
RARE = 40  # so many of the rarest tokens of a passage are looked for
MOST = 2000  # occurrences beyond which a token is never looked for
_SLICE = 1 << 14


class Occurrences:
    """Where each token of a text stands, and how much it says about a place.

    Empty until the `steps` have been taken.
    """

    def __init__(self) -> None:
        self.places: defaultdict[int, list[int]] = defaultdict(list)
        self.size = 0
        self._words: list[bool] = []

    def steps(self, tokens: Sequence[int]) -> Iterator[None]:
        """Note where each token stands."""
        places = self.places
        for start in range(0, len(tokens), _SLICE):
            part = tokens[start : start + _SLICE]
            for place, token in enumerate(part, start):
                places[token].append(place)
            yield
        self.size = len(tokens)

    def weight(self, token: int) -> float:
        """How much it says that a token stands somewhere, in nats; the rarer, the more."""
        return log((self.size + 1000) / (len(self.places.get(token, ())) + 0.5))

    def stretches(self, passage: Sequence[int], count: int) -> list[tuple[int, int]]:
        """The half-open stretches of the text most like a passage, the likest first."""
        rare: list[tuple[int, int, list[int]]] = []
        for index, token in enumerate(passage):
            places = self.places.get(token)
            if places and len(places) <= MOST:
                rare.append((len(places), index, places))
        rare.sort()
        width = max(8, len(passage) // 4)
        votes: defaultdict[int, float] = defaultdict(float)
        for number, (often, index, places) in enumerate(rare[:RARE]):
            if often > OFTEN and number > 2:
                break
            weight = log((self.size + 1000) / (often + 0.5))
            for place in places:
                votes[(place - index) // width] += weight
        both = {bucket: vote + votes.get(bucket + 1, 0.0) for bucket, vote in votes.items()}
        chosen: list[int] = []
        for bucket in nlargest(4 * count, both, key=lambda b: (both[b], -b)):
            if all(abs(bucket - other) > 1 for other in chosen):
                chosen.append(bucket)
                if len(chosen) == count:
                    break
        slack = max(12, len(passage) // 3)
        return [
            (
                max(0, bucket * width - slack),
                min(self.size, (bucket + 2) * width + len(passage) + slack),
            )
            for bucket in chosen
        ]
