"""Finding a passage by words that somebody quotes from it."""

from __future__ import annotations

import re

from reader.text.search import compile_query, find_all
from reader.text.spans import Span
from reader.text.units import sentences

_NEAR = 1_000_000  # code points looked through for a passage like the one that was not found
_CANDIDATES = 20


def quoted(text: str, quote: str) -> list[Span]:
    """Where ``quote`` stands in ``text``, on whole graphemes; in its own case, else in any.

    White space, quotes and dashes need not be as in the text (see ``compile_query``). Nothing
    is found for a quote of white space only.
    """
    for ignore_case in (False, True):
        pattern = compile_query(quote.strip(), ignore_case=ignore_case)
        found = list(find_all(pattern, text)) if pattern else []
        if found:
            return found
    return []


def nearest_sentence(text: str, quote: str) -> str:
    """The sentence of the first million code points most like ``quote``; "" if none is like it."""
    from difflib import SequenceMatcher

    asked = _words(quote)
    if not asked:
        return ""
    spans = sentences(text, 0, min(len(text), _NEAR))
    shared = [len(asked & _words(text[start:end])) for start, end in spans]
    best = sorted(range(len(spans)), key=lambda index: -shared[index])[:_CANDIDATES]

    def likeness(index: int) -> float:
        sentence = text[spans[index].start : spans[index].end]
        return SequenceMatcher(None, quote[:1000], sentence[:1000], autojunk=False).ratio()

    ratio, index = max(((likeness(i), i) for i in best if shared[i]), default=(0.0, -1))
    if ratio > 0.4 or (index >= 0 and shared[index] >= len(asked) / 2):
        return text[spans[index].start : spans[index].end]
    return ""


def _words(text: str) -> set[str]:
    # A character of a script without spaces is a word here.
    return set(re.findall(r"[\u3040-\u9fff]|[^\W\u3040-\u9fff]+", text.lower()))
