"""What the places of an AsciiDoc text are called, for references that do not say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from reader.documents.formats.asciidoc_said import place_in
from reader.text.patterns import lazy

TITLE = lazy(r"(={1,6}|#{1,6})[ \t]+(\S.*)")
_UNNAMED = lazy(r"<<([^<>,\n]{1,300})>>")
_WORK = lazy(r"\[\[\[([^\[\],\n]{1,200})(?:,[ \t]*([^\]\n]*))?\]\]\]")


def places(title: str) -> tuple[str, str, str]:
    """The names by which references lead to a section with this title."""
    slug = re.sub(r"\W+", "_", title.lower()).strip("_")
    return f"_{slug}", slug.replace("_", "-"), title


def titles_in(lines: Sequence[str], plain: Callable[[str], str]) -> dict[str, str]:
    """What places are called; ``plain`` gives the words of a title without its markup."""
    titles: dict[str, str] = {}
    identity = ""
    for line in lines:
        if found := TITLE.match(line):
            words = plain(found[2])
            for name in (identity, *places(words)):
                titles.setdefault(name, words)
        for key, called in _WORK.findall(line):
            titles.setdefault(key, f"[{called or key}]")
        identity = place_in(line)
    return titles


def with_titles(text: str, titles: Mapping[str, str]) -> str:
    """The text with titles in the references that do not say what they lead to."""
    if not titles or "<<" not in text:
        return text

    def named(found: re.Match[str]) -> str:
        title = titles.get(found[1])
        return f"<<{found[1]},{title}>>" if title else found[0]

    return _UNNAMED.sub(named, text)
