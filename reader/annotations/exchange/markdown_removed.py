"""Passages whose annotations were deleted, in a file that is exported again."""

from __future__ import annotations

from collections.abc import Mapping

from reader.annotations.exchange.markdown_alike import alike
from reader.annotations.exchange.markdown_edits import Edits
from reader.annotations.exchange.markdown_file import heading_key
from reader.annotations.exchange.markdown_ours import Ours
from reader.annotations.exchange.markdown_passages import (
    Found,
    about_of,
    mark_now,
    quote_now,
    rest_of,
)
from reader.annotations.exchange.markdown_sections import REMOVED, section_of, special_sections
from reader.annotations.exchange.written import State, Written, WrittenPassage


def remove(
    edits: Edits,
    found: Mapping[str, Found],
    ours: Ours,
    was: Written,
    passages: dict[str, WrittenPassage],
) -> tuple[str, ...]:
    """Strike deleted passages through, below all others; their ids. Where they are to leave the
    file, those do that are as they were written."""
    file, special = edits.file, special_sections(edits.file)
    live = {passage.id for passage in ours.pieces.passages}
    removed = []
    for identity, place in found.items():
        if identity in live:
            continue
        known = was.passages.get(identity)
        if identity not in ours.gone:
            passages |= {identity: known} if known else {}
            continue
        struck = section_of(special, place.start) == REMOVED
        if struck and not ours.drop:
            passages |= {identity: known} if known else {}
            continue
        quote = quote_now(file, place) or ""
        body = file.text(place.body, place.prefix).strip("\n") if place.body else ""
        about = file.text(place.about, place.prefix) if place.about else ""
        rest = rest_of(file, place)
        same_quote = known is not None and (not quote or alike(quote, known.quote or ""))
        same_body = known is not None and alike(body, known.body or "")
        said = about_of(about) if about else None
        tags = {word.lstrip("#") for word in said["tail"].split()} if said else set()
        whole = same_quote and same_body and known is not None and tags <= set(known.tags)
        if ours.drop and whole:
            edits.take_out((place.start, place.end))
            if rest:
                edits.insert(place.start, rest)
        elif struck:
            passages |= {identity: known} if known else {}
            continue
        else:
            mark = f"^r-{identity}" if quote else mark_now(file, place)
            quote = strike(quote) if quote and (same_quote or known is None) else quote
            edits.take_out((place.start, place.end))
            if rest:
                edits.insert(place.start, rest)
            _insert_removed(edits, "\n\n".join(filter(None, [quote, mark, body, about])))
            known = known or WrittenPassage()
            base = quote or mark if same_quote else known.quote
            passages[identity] = known._replace(quote=base, state=State.REMOVED)
        removed.append(identity)
    return tuple(removed)


def _insert_removed(edits: Edits, text: str) -> None:
    headings = edits.file.headings()
    lines = edits.file.lines
    end = len(lines)
    for at, heading in enumerate(headings):
        if heading_key(heading.text) == REMOVED:
            following = (h.start for h in headings[at + 1 :] if h.level <= heading.level)
            edits.insert(next(following, end), text)
            return
    title = f"## {REMOVED}"
    started = any(one.startswith(title) for one in edits.inserted.get(end, ()))
    edits.insert(end, text if started else f"{title}\n\n{text}")


def strike(quote: str) -> str:
    """A block quote, struck through; code in it stays as it is."""
    lines = quote.split("\n")
    struck, fence = [], ""
    for at, line in enumerate(lines):
        _, _, words = line.partition("> ") if line.startswith("> ") else ("", "", line)
        if not fence and words.startswith("```"):
            fence = words[: len(words) - len(words.lstrip("`"))]
        elif fence and words == fence:
            fence = ""
        elif not fence and words.strip(" >"):
            first = at == 0 or not lines[at - 1].strip(" >")
            last = at + 1 == len(lines) or not lines[at + 1].strip(" >")
            words = ("~~" if first else "") + words + ("~~" if last else "")
            struck.append(f"> {words}" if line.startswith("> ") else words)
            continue
        struck.append(line)
    return "\n".join(struck)
