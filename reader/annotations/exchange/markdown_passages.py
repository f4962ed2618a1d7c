"""Where our passages stand in an exported file, whatever became of it.

People and their programs rewrite such files: lines are wrapped anew, `*` becomes `_`, line ends
change, passages move under other headings, into lists and callouts. A passage is known by its
block id; its quote is the block quote before that, its note what stands between it and the line
of what else is known. All the rest is the person's.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from reader.annotations.annotation import Colour, Kind, Style
from reader.annotations.exchange.markdown_alike import alike, letters
from reader.annotations.exchange.markdown_file import (
    ROOT,
    Block,
    File,
    Range,
    bare,
    heading_key,
    without,
)
from reader.text.patterns import lazy


class Known(NamedTuple):
    """How a passage may stand in the file: what was written of it, or would be now."""

    quotes: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    abouts: tuple[str, ...] = ()


class Found(NamedTuple):
    """A passage in a file, by lines.

    ``quote`` is None where none is before the block id. ``head`` is the line behind the quote and
    the block id, ``marked`` whether that is there. ``body`` is the note, None where nobody can say
    where it ends; ``about`` the line of what else is known. ``prefix`` is what is before its lines
    in a list or callout; ``outer`` the lines of the whole list or callout.
    """

    id: str
    start: int
    quote: Range | None
    head: int
    marked: bool
    joined: bool
    body: Range | None
    about: Range | None
    end: int
    prefix: str
    outer: Range


_MARK = lazy(r"(?:^|(?<=\s))\^r-([0-9a-z]+)[ \t]*$")
_CONTAINER = lazy(r"(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*")


def _one_of(names: Iterable[str]) -> str:
    return "|".join(names)


_ABOUT = lazy(
    rf"""
    (?P<head>(?P<mark>[*_])
      (?:(?P<colour>{_one_of(Colour)})(?:\ ·\ (?P<style>{_one_of(Style)}))?\ ·[ ]
         (?P<kind>{_one_of(kind for kind in Kind if kind is not Kind.HEADING)})(?=[*_]|\ ·\ )
       | bookmark(?=\ ·\ ))
      (?P<rest>(?:\\.|[^\\])*?)
    (?P=mark))(?P<tail>(?:\s.*)?)\Z""",
    re.VERBOSE | re.DOTALL,
)


_LOOKS_ABOUT = lazy(r"[*_][^\W_]+(?: · [^·]+)+[*_](?:\s|\Z)")


def about_of(text: str) -> re.Match[str] | None:
    """The parts of a line of what else is known: head, colour, style, kind, tail (the tags)."""
    return _ABOUT.match(" ".join(text.split()))


def look_of(text: str) -> dict[str, str]:
    """The colour, style and kind in a line of what else is known; none for a bookmark."""
    said = about_of(text)
    if said is None or said["kind"] is None:
        return {}
    style = said["style"] or Style.SOLID.value
    return {"colour": said["colour"], "style": style, "kind": said["kind"]}


class _Mark(NamedTuple):
    """A block id, and the quote before it, if one is there."""

    id: str
    line: int
    quote: int
    joined: bool  # it ends the last line of the quote, or follows without an empty line


def locate(
    file: File,
    known: Mapping[str, Known],
    headings: frozenset[str],
    written: Collection[str],
    *,
    changed: bool = False,
) -> dict[str, Found]:
    """The passages of these ids that are in the file.

    Where the block id of one that was ``written`` is gone, it is known by its quote, if that is
    there once. Of one that stands there several times it is the first whose note is ours, or, where
    ``changed`` says so, the first whose note is not.
    ``headings`` are those that we wrote (see `heading_key`): no note goes beyond one, unless it
    holds it.
    """
    there = list(_marks(file, known))
    marks = _chosen(file, there, known)
    if changed:
        others = {one.id: one for one, _ in reversed(_changed_copies(file, there, known))}
        marks = [others.get(mark.id, mark) for mark in marks]
    found = _delimited(file, marks, known, headings)
    lost = set(written) & known.keys() - found.keys() - mentioned(file)
    if lost:
        marks += _by_quote(file, lost, known, found, marks)
        found = _delimited(file, marks, known, headings)
    return found


def _chosen(file: File, marks: Iterable[_Mark], known: Mapping[str, Known]) -> list[_Mark]:
    """One block id of each, where a person copied a passage, or a note holds another one: the
    first that has its own quote and its own note."""
    all_of: dict[str, list[_Mark]] = {}
    for mark in marks:
        all_of.setdefault(mark.id, []).append(mark)

    def rank(mark: _Mark) -> tuple[bool, bool, bool]:
        quote, head = _quote_text(file, mark), mark.line + 1
        prefix, bodies = _prefix(file, mark), known[mark.id].bodies
        behind = [block for block in file.blocks if block.end > head]
        body, about = _body(file, behind, head, len(file.lines), prefix, bodies)
        same = body is not None and any(alike(file.text(body, prefix), one) for one in bodies)
        own = any(alike(quote, one) for one in known[mark.id].quotes)
        return own, same and about is not None, bool(quote)

    return [found[0] if len(found) == 1 else max(found, key=rank) for found in all_of.values()]


def changed_copies(file: File, known: Mapping[str, Known]) -> list[tuple[str, str]]:
    """The copies of passages that stand in the file several times which have another note than
    any that is known: their ids and notes."""
    return [(mark.id, note) for mark, note in _changed_copies(file, _marks(file, known), known)]


def _changed_copies(
    file: File, marks: Iterable[_Mark], known: Mapping[str, Known]
) -> list[tuple[_Mark, str]]:
    all_of: dict[str, list[_Mark]] = {}
    for mark in marks:
        all_of.setdefault(mark.id, []).append(mark)
    found = []
    for mark in (one for several in all_of.values() if len(several) > 1 for one in several):
        ours, prefix, head = known[mark.id], _prefix(file, mark), mark.line + 1
        if not any(alike(_quote_text(file, mark), one) for one in ours.quotes):
            continue
        behind = [block for block in file.blocks if block.end > head]
        body, about = _body(file, behind, head, len(file.lines), prefix, ours.bodies)
        said = about_of(file.text(about, prefix)) if about else None
        heads = [about_of(one) for one in ours.abouts]
        if (
            body is None
            or said is None
            or said["head"] not in [one["head"] for one in heads if one]
        ):
            continue  # nobody can say where its note ends
        note = file.text(body, prefix)
        if not any(alike(note, one) for one in ours.bodies):
            found.append((mark, note))
    return found


def copied_in(file: File) -> set[str]:
    """The ids that stand in a file as block ids more than once."""
    ids = Counter(found[1] for line in file.lines if (found := _MARK.search(bare(line))))
    return {one for one, count in ids.items() if count > 1}


def mentioned(file: File) -> set[str]:
    """All ids that stand in a file as block ids, also where they are in code."""
    return {found[1] for line in file.lines if (found := _MARK.search(bare(line)))}


def _marks(file: File, known: Mapping[str, Known]) -> Iterable[_Mark]:
    before: dict[int, int] = {}  # the last block in each that may be a quote
    for index, block in enumerate(file.blocks):
        if block.kind in ("paragraph", "heading"):
            for row, line in enumerate(block.text.split("\n")):
                said = _MARK.search(line)
                if said is None or said[1] not in known:
                    continue
                previous = before.get(block.parent, ROOT)
                quoted = previous != ROOT and file.blocks[previous].kind == "blockquote"
                inside = block.parent != ROOT and file.blocks[block.parent].kind == "blockquote"
                inside = inside and any(known[said[1]].quotes)  # a bookmark has none
                alone = line.strip() == said[0].strip()
                if row == 0 and alone and quoted:
                    yield _Mark(said[1], block.start + row, previous, joined=False)
                elif inside and (row or not alone):
                    yield _Mark(said[1], block.start + row, block.parent, joined=True)
                else:
                    yield _Mark(said[1], block.start + row, ROOT, joined=not alone)
        before[block.parent] = index


def _quote_text(file: File, mark: _Mark) -> str:
    """The quote of a block id as Markdown; empty where there is none."""
    if mark.quote == ROOT:
        return ""
    within = _trimmed(file, _quote_range(file, mark))
    text = file.text(within, _prefix(file, mark))
    return without_mark(text) if mark.joined else text


def without_mark(text: str) -> str:
    """A quote that ends with its block id, without it."""
    last = text.rpartition("\n")
    return (last[0] + last[1] + _MARK.sub("", last[2])).rstrip(" \t\n")


def _quote_range(file: File, mark: _Mark) -> Range:
    block = file.blocks[mark.quote]
    return block.start, (mark.line + 1 if mark.joined else block.end)


def _trimmed(file: File, within: Range) -> Range:
    start, end = within
    while end > start and not file.lines[end - 1].strip(" \t>\r\n"):
        end -= 1
    return start, end


def _prefix(file: File, mark: _Mark) -> str:
    """What is before the lines of a passage: those of the block quotes and lists around it."""
    if mark.quote == ROOT or not mark.joined:
        before = _CONTAINER.match(bare(file.lines[mark.line]))
        return _indent(before[0]) if before else ""
    first = bare(file.lines[file.blocks[mark.quote].start])
    around, parent = 0, file.blocks[mark.quote].parent
    while parent != ROOT:
        around += file.blocks[parent].kind == "blockquote"
        parent = file.blocks[parent].parent
    found = _CONTAINER.match(first)
    signs = found[0] if found else ""
    at = -1
    for _ in range(around + 1):
        at = signs.find(">", at + 1)
    return _indent(first[: max(at, 0)])


def _indent(before: str) -> str:
    return re.sub(r"[^>\s]", " ", before)


def _by_quote(
    file: File,
    lost: set[str],
    known: Mapping[str, Known],
    found: Mapping[str, Found],
    marks: Sequence[_Mark],
) -> Iterable[_Mark]:
    """Passages whose block id is gone, by their quotes; none where two are alike."""
    ranges = [within for f in found.values() for within in (f.quote, f.body) if within]
    taken = {row for within in ranges for row in range(*within)}
    used = {mark.quote for mark in marks}
    free: dict[str, list[int]] = {}
    for index, block in enumerate(file.blocks):
        within = _trimmed(file, (block.start, block.end))
        inside = block.start in taken
        if block.kind == "blockquote" and index not in used and not inside:
            mark = _Mark("", -1, index, joined=True)
            prefix = _prefix(file, mark._replace(line=block.start))
            free.setdefault(letters(file.text(within, prefix)), []).append(index)
    wanted: dict[str, list[str]] = {}
    for identity in lost:
        for quote in {letters(quote) for quote in known[identity].quotes if quote}:
            wanted.setdefault(quote, []).append(identity)
    for words, identities in wanted.items():
        places = free.get(words, [])
        if len(identities) == 1 and len(places) == 1:
            block = file.blocks[places[0]]
            end = _trimmed(file, (block.start, block.end))[1]
            mark = _Mark(identities[0], block.start, places[0], joined=True)
            text = file.text((block.start, end), _prefix(file, mark))
            if any(alike(text, quote) for quote in known[identities[0]].quotes):
                yield _Mark(identities[0], -1, places[0], joined=False)


def _delimited(
    file: File, marks: Iterable[_Mark], known: Mapping[str, Known], headings: frozenset[str]
) -> dict[str, Found]:
    """The passages of these block ids, each up to its line of what else is known."""
    begun = []
    for mark in marks:
        if mark.line < 0:  # the block id is gone
            block = file.blocks[mark.quote]
            quote: Range | None = _trimmed(file, (block.start, block.end))
            there = mark._replace(line=block.start, joined=True)
            begun.append((block.start, mark, quote, block.end, _prefix(file, there)))
            continue
        quote = _trimmed(file, _quote_range(file, mark)) if mark.quote != ROOT else None
        start = min(mark.line, quote[0]) if quote else mark.line
        begun.append((start, mark, quote, mark.line + 1, _prefix(file, mark)))
    begun.sort(key=lambda one: one[0])
    found = {}
    starts = [*(one[0] for one in begun[1:]), len(file.lines)]
    rows = [block.start for block in file.blocks]
    roots = [block for block in file.blocks if block.parent == ROOT]
    for (start, mark, quote, head, prefix), limit in zip(begun, starts, strict=False):
        limit = max(limit, head)
        if mark.line < 0 and quote:
            head = quote[1]
        bodies = known[mark.id].bodies
        behind = file.blocks[max(bisect_left(rows, head) - 1, 0) : bisect_left(rows, limit)]
        for block in behind:
            key = heading_key(block.text) if block.kind == "heading" else ""
            held = any(key in _keys_in(one) for one in bodies)
            if block.parent == ROOT and block.start >= head and key in headings and not held:
                limit = block.start
                break
        body, about = _body(file, behind, head, limit, prefix, bodies)
        end = about[1] if about else body[1] if body else head
        outer = _outer(file, roots, start, end)
        found[mark.id] = Found(
            mark.id,
            start,
            quote,
            head,
            mark.line >= 0,
            mark.joined,
            body,
            about,
            end,
            prefix,
            outer,
        )
    return found


def _keys_in(body: str) -> set[str]:
    return {heading_key(line.lstrip("# ")) for line in body.split("\n")}


def _body(
    file: File,
    behind: Iterable[Block],
    head: int,
    limit: int,
    prefix: str,
    bodies: tuple[str, ...],
) -> tuple[Range | None, Range | None]:
    """The note behind a block id, and the line of what else is known."""
    abouts = []
    ends = set()
    for block in behind:
        # A note may follow the block id in one paragraph.
        if block.start >= limit or block.end <= head:
            continue
        ends.add(min(block.end, limit))
        if block.kind not in ("paragraph", "heading"):
            continue
        rows = block.text.split("\n")
        if block.start >= head and about_of(block.text):
            abouts.append((block.start, block.start + len(rows)))
            continue
        abouts += [
            (line, line + 1)
            for line, text in enumerate(rows, block.start)
            if head <= line < limit and about_of(text)
        ]
    for about in abouts:
        if any(alike(file.text((head, about[0]), prefix), one) for one in bodies):
            return (head, about[0]), about
    if abouts:
        return (head, abouts[0][0]), abouts[0]
    for end in [head, *sorted(ends)]:
        if any(alike(file.text((head, end), prefix), one) for one in bodies):
            return _trimmed(file, (head, end)), None
    return None, None


def _outer(file: File, roots: list[Block], start: int, end: int) -> Range:
    """The lines of what is around a passage: of its callout, of its list."""
    first, last = start, end
    at = max(bisect_right(roots, start, key=lambda block: block.start) - 1, 0)
    for block in roots[at:]:
        if block.start >= end:
            break
        if start < block.end:
            first, last = min(first, block.start), max(last, block.end)
    return first, max(end, _trimmed(file, (first, last))[1])


def quote_now(file: File, place: Found) -> str | None:
    """The quote as the file has it; None where there is none."""
    if place.quote is None:
        return None
    text = file.text(place.quote, place.prefix)
    return without_mark(text) if place.joined else text


def mark_now(file: File, place: Found) -> str:
    """The line of the block id as the file has it."""
    return file.text((place.head - 1, place.head), place.prefix)


def is_unread(file: File, place: Found) -> bool:
    """Whether what looks like the line of what else is known is none that we know."""
    if place.about is not None:
        return False
    for line in map(str.strip, file.lines[place.head :]):
        if _MARK.search(line):
            return False
        if _LOOKS_ABOUT.match(line):
            return True
    return False


def rest_of(file: File, place: Found) -> str:
    """Lines among those of a passage that are none of its parts: the person's."""
    parts = [within for within in (place.quote, place.body, place.about) if within]
    covered = {row for within in parts for row in range(*within)}
    if place.marked and place.head - 1 not in covered:
        line = without(bare(file.lines[place.head - 1]), place.prefix)
        if line.strip().startswith(("^r-", "Bookmark")):
            covered.add(place.head - 1)
    rows = (row for row in range(place.start, place.end) if row not in covered)
    lines = (without(bare(file.lines[row]), place.prefix) for row in rows)
    return "\n".join(line for line in lines if line.strip(" \t>"))
