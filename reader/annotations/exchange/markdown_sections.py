"""The sections of an exported file: where a passage that is not there yet belongs.

A new passage goes beside its neighbours in reading order, in the person's order of sections.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Mapping

from reader.annotations.exchange.markdown import ORPHANS, Heading, Passage, Pieces
from reader.annotations.exchange.markdown_edits import Edits
from reader.annotations.exchange.markdown_file import Block, File, Range, heading_key, parse
from reader.annotations.exchange.markdown_passages import Found
from reader.annotations.exchange.written import Written

REMOVED = "Removed"


def insert_all(
    edits: Edits,
    found: Mapping[str, Found],
    new: list[Passage],
    moved: Mapping[str, str],
    pieces: Pieces,
) -> None:
    """Insert passages beside their neighbours in reading order."""
    if not new:
        return
    sections = _Sections(edits.file, found, moved)
    order = {passage.id: at for at, passage in enumerate(pieces.passages)}
    for passage in new:
        at, missing = sections.place_of(passage, order[passage.id], pieces)
        headings = [heading.line for heading in missing]
        text = moved.get(passage.id) or passage.text()
        edits.insert(at, "\n\n".join([*headings, text]))
        sections.inserted[passage.id] = at
        for depth in range(1, len(passage.path) + 1):
            sections.made.setdefault(passage.path[:depth], at)


class _Sections:
    """The headings of a file, as places for passages."""

    def __init__(self, file: File, found: Mapping[str, Found], moved: Collection[str]) -> None:
        self.end = len(file.lines)
        while self.end and not file.lines[self.end - 1].strip():
            self.end -= 1
        self.found = {i: place for i, place in found.items() if i not in moved}
        bodies = [place for place in self.found.values() if place.body]
        inside = {row for p in bodies if p.body for row in range(p.body[0], p.end)}
        self.headings = [h for h in file.headings() if h.start not in inside]
        self.starts = sorted(
            [place.outer[0] for place in self.found.values()] + [h.start for h in self.headings]
        )
        self.last = [h.start for h in self.headings if heading_key(h.text) in (ORPHANS, REMOVED)]
        first = min((place.start for place in self.found.values()), default=self.end)
        titles = [h.end for h in self.headings if h.level == 1 and h.start < first]
        self.top = titles[0] if titles else 0  # nothing comes in above the title
        self.inserted: dict[str, int] = {}
        self.made: dict[tuple[Heading, ...], int] = {}

    def place_of(
        self, passage: Passage, at: int, pieces: Pieces
    ) -> tuple[int, tuple[Heading, ...]]:
        """The line before which a passage goes, and the headings that it needs."""
        path, all_ = passage.path, pieces.passages
        beside = [one for one in all_[:at] if one.path == path and self._is_there(one.id)]
        if beside:
            return self._behind(beside[-1].id), ()
        if path in self.made:
            return self.made[path], ()
        later = [one for one in all_[at + 1 :] if one.path == path and one.id in self.found]
        if later:
            return self.found[later[0].id].outer[0], ()
        limit = min(self.last, default=self.end) if not is_orphan(passage) else self.end
        within: Range = (0, max(limit, 0))
        depth = 0
        for heading in path:
            match = self._heading(heading.line, within)
            if match is None:
                break
            within = (match.start + 1, self._end(match, within[1]))
            depth += 1
        if depth == len(path):
            return self._next(max(within[0], self.top), within[1]), ()
        while depth < len(path) and path[: depth + 1] in self.made:
            depth += 1
            within = (self.made[path[:depth]], self.made[path[:depth]])
        missing = path[depth:]
        level = len(missing[0].line) - len(missing[0].line.lstrip("#")) if missing else 7
        if is_orphan(passage):
            removed = [h.start for h in self.headings if heading_key(h.text) == REMOVED]
            return min(removed, default=self.end), missing
        before = [one for one in all_[:at] if self._is_within(one.id, within)]
        if before:
            start = self._end_of(before[-1].id)
            return self._next_of_level(start, level, within[1]), missing
        after = [one for one in all_[at + 1 :] if one.id in self.found]
        after = [one for one in after if self._is_within(one.id, within)]
        if after:
            start = self.found[after[0].id].outer[0]
            above = [h for h in self.headings if within[0] <= h.start < start]
            above = [h for h in above if 1 < h.level <= level]
            return (above[-1].start if above else start), missing
        return self._next_of_level(within[0], level, within[1]), missing

    def _is_there(self, identity: str) -> bool:
        return identity in self.found or identity in self.inserted

    def _is_within(self, identity: str, within: Range) -> bool:
        if identity in self.inserted:
            return within[0] <= self.inserted[identity] <= within[1]
        place = self.found.get(identity)
        return place is not None and within[0] <= place.start < within[1]

    def _end_of(self, identity: str) -> int:
        if identity in self.inserted:
            return self.inserted[identity]
        return max(self.found[identity].end, self.found[identity].outer[1])

    def _behind(self, identity: str) -> int:
        """Behind a passage and what the person wrote below it."""
        if identity in self.inserted:
            return self.inserted[identity]
        return self._next(self._end_of(identity), self.end)

    def _next(self, line: int, limit: int) -> int:
        """The next passage or heading."""
        at = bisect_left(self.starts, line)
        return self.starts[at] if at < len(self.starts) else limit

    def _next_of_level(self, line: int, level: int, limit: int) -> int:
        found = (h.start for h in self.headings if h.start >= line and 1 < h.level <= level)
        return min(next(found, limit), limit)

    def _heading(self, line: str, within: Range) -> Block | None:
        key = heading_key(line.lstrip("# "))
        for heading in self.headings:
            if within[0] <= heading.start < within[1] and heading_key(heading.text) == key:
                return heading
        return None

    def _end(self, heading: Block, limit: int) -> int:
        """Where the section of a heading ends."""
        following = (h for h in self.headings if h.start > heading.start)
        return next((h.start for h in following if h.level <= heading.level), limit)


def special_sections(file: File) -> list[tuple[Range, str]]:
    """The sections of ours that are none of the document: their lines, `REMOVED` or `ORPHANS`."""
    found = []
    headings = file.headings()
    for at, heading in enumerate(headings):
        key = heading_key(heading.text)
        if key in (REMOVED, ORPHANS):
            following = (h.start for h in headings[at + 1 :] if h.level <= heading.level)
            found.append(((heading.start, next(following, len(file.lines))), key))
    return found


def section_of(special: list[tuple[Range, str]], line: int) -> str:
    """Which of these sections a line is in; empty where in none."""
    return next((key for (start, end), key in special if start <= line < end), "")


def is_orphan(passage: Passage) -> bool:
    return any(heading.line == f"## {ORPHANS}" for heading in passage.path)


def known_headings(pieces: Pieces, was: Written) -> frozenset[str]:
    """All headings that are ours, as `heading_key` has them."""
    lines = [*heading_lines(pieces), *was.headings, f"## {ORPHANS}", f"## {REMOVED}"]
    return frozenset(heading_key(line.lstrip("# ")) for line in lines)


def heading_lines(pieces: Pieces) -> list[str]:
    return list(dict.fromkeys(h.line for passage in pieces.passages for h in passage.path))


def without_empty_headings(text: str, pieces: Pieces, was: Written) -> str:
    """Without the headings of ours that nothing is left below."""
    needed = {heading_key(line.lstrip("# ")) for line in heading_lines(pieces)}
    ours = known_headings(Pieces({}, "", ()), was) - needed
    while True:
        file = parse(text)
        roots = [block for block in file.blocks if block.parent < 0]
        doomed = [
            block
            for block, following in zip(roots, [*roots[1:], None], strict=False)
            if block.kind == "heading"
            and heading_key(block.text) in ours
            and (following is None or 0 < following.level <= block.level)
            and _is_bare(file, block, following)
        ]
        if not doomed:
            return text
        edits = Edits(file)
        for block in doomed:
            edits.take_out((block.start, block.end))
        text = edits.result()


def _is_bare(file: File, block: Block, following: Block | None) -> bool:
    """Whether there is nothing below a heading, not even what no reader shows."""
    end = following.start if following else len(file.lines)
    return not "".join(file.lines[block.end : end]).strip()
