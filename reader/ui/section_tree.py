"""The outline as a tree that folds and is filtered: which sections a pane lists."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from reader.documents.document import Document, Section
from reader.text.folding import Alphabet, alphabet_of, compile_folded

UNFOLDED = 0  # the level at which nothing is folded
_BETWEEN = "\0"  # between titles that are searched as one text: no query matches across it
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
    def paths(self) -> list[str]:
        """For each section its titles from the outermost to its own, by which it is known again
        when the text has changed; of brothers with one title the later ones are numbered."""
        paths: list[str] = []
        used: dict[str, int] = {}
        for title, around in zip(self.titles, self.parents, strict=True):
            path = title[:_LONGEST] if around < 0 else f"{paths[around]} › {title[:_LONGEST]}"
            used[path] = times = used.get(path, 0) + 1
            paths.append(path if times == 1 else f"{path} ({times})")
        return paths

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The sections by their paths."""
        return {path: index for index, path in enumerate(self.paths)}

    def ancestors(self, index: int) -> Iterable[int]:
        """The sections around one, from the inside outwards."""
        while (index := self.parents[index]) >= 0:
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
    def _searched(self) -> tuple[str, list[int]]:
        """All titles as one text, and where in it each begins."""
        begins, at = [], 0
        for title in self.titles:
            begins.append(at)
            at += len(title) + 1
        return _BETWEEN.join(self.titles), begins

    def having(self, query: str) -> list[int]:
        """The sections whose titles have all words of a query, whatever case and accents."""
        text, begins = self._searched
        found: set[int] | None = None
        for word in query.lower().split():
            pattern = compile_folded(word, self._alphabet)
            if pattern is None:
                continue
            hits = {bisect_right(begins, match.start()) - 1 for match in pattern.finditer(text)}
            found = hits if found is None else found & hits
        return sorted(found or ())

    @cached_property
    def _alphabet(self) -> Alphabet:
        return alphabet_of(self._searched[0])

    def with_parents(self, found: Iterable[int]) -> list[int]:
        """These sections, and those around them, in order."""
        listed = set(found)
        for index in tuple(listed):
            for around in self.ancestors(index):
                if around in listed:
                    break
                listed.add(around)
        return sorted(listed)
