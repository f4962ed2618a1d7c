"""Searching with regular expressions, which may be wrong, and may never come to an end."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import Any

from reader.text.spans import Span
from reader.text.units import snapped

_AT_ONCE = 500  # matches between two chances to stop

# Capitals that ask for no capitals in the text: those of \W and (?P<Name>.
_NO_WORDS = re.compile(r"\\.|\(\?P?[<&>=]?\w*", re.DOTALL)


class WrongExpressionError(ValueError):
    """An expression that cannot be read; says what is wrong, and at which character."""


def compile_expression(query: str) -> Any:
    """The compiled expression: ``^`` and ``$`` are those of lines; case as for words.

    Raises `WrongExpressionError`.
    """
    import regex

    words = _NO_WORDS.sub("", query)
    ignore_case = regex.IGNORECASE if words == words.lower() else 0
    try:
        return regex.compile(query, regex.MULTILINE | ignore_case)
    except regex.error as error:
        place = "" if error.pos is None else f" at character {error.pos + 1}"
        raise WrongExpressionError(f"{error.msg}{place}") from error
    except (RecursionError, OverflowError, MemoryError) as error:
        raise WrongExpressionError("too complicated") from error


def matches(expression: Any, text: str, seconds: float) -> Iterator[list[Span]]:
    """The matches that are not empty, some at a time, on whole graphemes.

    Raises TimeoutError when it takes longer than ``seconds`` altogether. Other threads go on
    meanwhile.
    """
    end = time.monotonic() + seconds
    found: list[Span] = []
    last = -1
    iterator = expression.finditer(text, timeout=seconds, concurrent=True)
    while True:
        try:
            match = next(iterator)
        except (StopIteration, TimeoutError) as stop:
            yield found
            if isinstance(stop, TimeoutError):
                raise
            return
        if match.end() > match.start() >= last:
            span = snapped(text, *match.span())
            if span.start >= last:
                found.append(span)
                last = span.end
        if len(found) == _AT_ONCE:
            yield found
            found = []
            if time.monotonic() > end:
                raise TimeoutError
