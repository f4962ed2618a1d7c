"""The outline as a tree that folds and is filtered: which sections a pane lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from operator import add
from typing import NamedTuple

from reader.documents.document import Document, Section
from reader.text.folding import fold_character
from reader.text.wrap import cells

UNFOLDED = 0  # the level at which nothing is folded
_LONGEST = 120  # code points of a title by which a section is known again


class Folds(NamedTuple):
    """What is folded, in a form that outlives edits, runs and parsers.

    Sections of ``level`` and below are folded (none at `UNFOLDED`), but for the ``others``, which
    are the other way round: paths as `SectionTree.paths` has them. So a section that is new in a
    text goes with those of its level.
    """

    level: int = UNFOLDED
    others: frozenset[str] = frozenset()


NOTHING_FOLDED = Folds()


class SectionTree:
    """The outline of a document, and what of it is folded; a section is named by its index.

    What is known of all sections is worked out when it is first asked for. ``opened`` are folded
    sections that are shown open for a while.
    """

    def __init__(self, document: Document) -> None:
        self.outline: Sequence[Section] = document.outline
        self._document = document
        self._level = UNFOLDED
        self._others: set[int] = set()  # the sections that are folded otherwise than the level says
        self._lost: frozenset[str] = frozenset()  # of those that this text has not
        self.opened: set[int] = set()

    @property
    def parents(self) -> Sequence[int]:
        """For each section the one around it; -1 for the outermost."""
        return self._document.parents

    @cached_property
    def after(self) -> list[int]:
        """For each section the index after the last one within it."""
        size = len(self.outline)
        after = [size] * size
        open_: list[int] = []
        for index, section in enumerate(self.outline):
            while open_ and self.outline[open_[-1]].level >= section.level:
                after[open_.pop()] = index
            open_.append(index)
        return after

    @cached_property
    def titles(self) -> list[str]:
        """The titles, each on one line."""
        return [" ".join(section.title.split()) for section in self.outline]

    @cached_property
    def widest(self) -> int:
        """The most cells that a title takes, counted from where the outermost titles begin."""
        levels = (section.level - 1 for section in self.outline)
        return max(map(add, map(cells, self.titles), levels), default=0)

    @cached_property
    def paths(self) -> list[str]:
        """For each section its titles from the outermost to its own, by which it is known again
        when the text has changed; of brothers with one title the later ones are numbered."""
        paths: list[str] = []
        used: dict[str, int] = {}
        for title, around in zip(self.titles, self.parents, strict=True):
            path = title[:_LONGEST] if around < 0 else f"{paths[around]} › {title[:_LONGEST]}"
            times = used.get(path, 0) + 1
            own = path if times == 1 else f"{path} ({times})"
            while own in used:
                times += 1
                own = f"{path} ({times})"
            used[path] = times
            used[own] = 1 if own != path else times
            paths.append(own)
        return paths

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The sections by their paths."""
        return {path: index for index, path in enumerate(self.paths)}

    def ancestors(self, index: int) -> Iterable[int]:
        """The sections around one, from the inside outwards; none around -1."""
        while index >= 0 and (index := self.parents[index]) >= 0:
            yield index

    # --- folding --------------------------------------------------------------------------------

    def fold_as(self, folds: Folds) -> None:
        """Fold what was remembered."""
        numbers = self.numbers if folds.others else {}
        self._level = folds.level
        self._others = {numbers[path] for path in folds.others if path in numbers}
        self._lost = frozenset(path for path in folds.others if path not in numbers)
        self.opened.clear()

    @property
    def folds(self) -> Folds:
        """What is folded, to be remembered; also of sections that this text has not (now)."""
        paths = self.paths if self._others else ()
        return Folds(self._level, self._lost.union(paths[index] for index in self._others))

    def is_folded(self, index: int) -> bool:
        """Whether what is in a section is hidden."""
        return (
            bool(self.outline[index].children)
            and index not in self.opened
            and self._by_level(index) != (index in self._others)
        )

    def _by_level(self, index: int) -> bool:
        return UNFOLDED < self._level <= self.outline[index].level

    def fold(self, indices: Iterable[int], folded: bool) -> None:
        """Fold or unfold these sections, as far as anything is in them."""
        for index in indices:
            self.opened.discard(index)
            if self.outline[index].children:
                otherwise = self._by_level(index) != folded
                (self._others.add if otherwise else self._others.discard)(index)

    def unfolded(self) -> list[int]:
        """The sections of which none around is folded."""
        size = len(self.outline)
        if self._level == UNFOLDED and not self._others:
            return list(range(size))
        listed: list[int] = []
        index = 0
        while index < size:
            listed.append(index)
            index = self.after[index] if self.is_folded(index) else index + 1
        return listed

    # --- filtering ------------------------------------------------------------------------------

    @cached_property
    def _folded_titles(self) -> list[str]:
        return list(map(_folded, self.titles))

    def having(self, query: str) -> list[int]:
        """The sections whose titles have all words of a query, whatever case and accents."""
        found: Iterable[int] = range(len(self.outline))
        for word in _folded(query).split():
            found = [index for index in found if word in self._folded_titles[index]]
        return list(found)

    def with_parents(self, found: Iterable[int]) -> list[int]:
        """These sections, and those around them, in order."""
        parents = self.parents
        listed = set(found)
        for index in tuple(listed):
            around = parents[index]
            while around >= 0 and around not in listed:
                listed.add(around)
                around = parents[around]
        return sorted(listed)


def _folded(text: str) -> str:
    """A text without case and accents."""
    return text.lower() if text.isascii() else "".join(map(fold_character, text))
