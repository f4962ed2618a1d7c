"""Texts that are like nothing else, as long as one wants: for tests that compare texts."""

import random

SYLLABLES = [a + b for a in ("b", "d", "k", "l", "m", "n", "r", "s", "t", "v") for b in "aeiou"]


def prose(seed: int, sentences: int = 30) -> str:
    """Some paragraphs of made-up words; another seed gives other ones."""
    chance = random.Random(seed)

    def word() -> str:
        return "".join(chance.choice(SYLLABLES) for _ in range(chance.randint(2, 4)))

    lines = [" ".join(word() for _ in range(9)).capitalize() + "." for _ in range(sentences)]
    return "\n\n".join(" ".join(lines[at : at + 5]) for at in range(0, sentences, 5)) + "\n"


def edited(text: str, every: int = 12) -> str:
    """The text with one word in so many replaced."""
    words = text.split(" ")
    return " ".join("other" if at % every == every - 1 else word for at, word in enumerate(words))
