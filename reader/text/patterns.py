"""Regular expressions that are compiled when they are first used.

Compiling all the patterns that tell a heading from a paragraph takes longer than importing
everything else the shell needs; most runs use a few of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a compiled pattern and becomes one at the first attribute asked for."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._source: tuple[Any, int] = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(*self._source)
        for method in ("match", "search", "fullmatch", "finditer", "findall", "sub", "split"):
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Like `re.compile`, later."""
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
