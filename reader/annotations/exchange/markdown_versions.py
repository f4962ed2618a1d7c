"""A note in an exported file, and the versions of it that somebody wrote elsewhere."""

from __future__ import annotations

import re

from reader.annotations.exchange.markdown import ANOTHER
from reader.text.patterns import lazy

_ANOTHER = lazy(rf"(?m)^[*_]{re.escape(ANOTHER.strip('*'))}[*_][ \t]*$")


def split_versions(text: str) -> tuple[str, str, str]:
    """A note, what says that other versions of it follow, and these; empty without any."""
    found = _ANOTHER.search(text)
    return (text[: found.start()], found[0], text[found.end() :]) if found else (text, "", "")


def versions_of(text: str) -> list[str]:
    """All versions of a note, where there are several."""
    found = [part.strip("\n").rstrip() for part in _ANOTHER.split(text)]
    return found if len(found) > 1 else []


def joined(text: str) -> str:
    """All versions as one note, without what stood between them."""
    return "\n\n".join(filter(None, versions_of(text))) or text
