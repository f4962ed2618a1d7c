"""A base for a copy of an exported file, from those of the other files of its document."""

from __future__ import annotations

from collections.abc import Sequence

from reader.annotations.exchange.markdown_alike import alike
from reader.annotations.exchange.markdown_file import File, parse
from reader.annotations.exchange.markdown_merge import located
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.markdown_passages import Found
from reader.annotations.exchange.written import State, Written, WrittenPassage


def base_for_copy(text: str, ours: Ours, bases: Sequence[Written]) -> Written | None:
    """What is known of the passages in a file that has no base: as the one of these has them that
    agrees with most of their notes. None where none agrees with any.

    Where a note is another one in the file, nobody knows who changed it: of that nothing is known.
    A passage that is not in the file was not taken out of it: the copy may be older.
    """
    file = parse(text.removeprefix("\ufeff"))
    best, most = None, 0
    for base in bases:
        found = located(file, ours, base)
        passages = {}
        for identity, one in base.passages.items():
            if identity in found:
                same = _agrees(file, found[identity], one)
                passages[identity] = one if same else WrittenPassage(quote=one.quote)
            elif one.state is State.LEFT_OUT:
                passages[identity] = one
        count = sum(one.body is not None for one in passages.values())
        if count > most:
            best, most = base._replace(passages=passages), count
    return best


def _agrees(file: File, place: Found, one: WrittenPassage) -> bool:
    return place.body is not None and alike(file.text(place.body, place.prefix), one.body or "")
