"""What a person decided about the headings of a document, and the lines that it is about now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice

from reader.annotations.annotation import Annotation, Kind, Target, new_id
from reader.documents.document import Document
from reader.documents.overrides import (
    Decision,
    levels_for,
    standing_alone,
    unit_at,
    units_meant,
)
from reader.study.placing import Placing
from reader.text.likeness import says_the_same
from reader.text.spans import Span

MOST = 80  # code points of a title in a line


class Headings:
    """The decisions about the headings of one document, ``source`` as it was parsed.

    ``by_id`` are those that are kept, those that are lost, too; ``places`` tells where they are.
    """

    def __init__(self, source: Document, places: Placing) -> None:
        self.by_id: dict[str, Annotation] = {}
        self._source = source
        self._places = places
        self._lines: dict[Target, Span | None] = {}  # of decisions that are nowhere else

    @property
    def decisions(self) -> list[Decision]:
        """What was decided about headings, as far as the words are in the text, the last
        decision last. Where a line was reworded, the decision is about the line as it is now."""
        ordered = sorted(self.by_id.values(), key=lambda a: (a.modified, a.id))
        places = ((self.span_of(a), a.level) for a in ordered)
        return [Decision(span.start, span.end, level) for span, level in places if span]

    @property
    def kept(self) -> list[Annotation]:
        """The decisions as they are kept, those that are lost, too."""
        return list(self.by_id.values())

    @property
    def lost(self) -> list[Annotation]:
        """The decisions about headings whose words are not in the text now, or in no line that
        could be a heading; in the order they once had there."""
        lost = [a for a in self.by_id.values() if self.span_of(a) is None]
        return sorted(lost, key=lambda a: (a.target.start, a.modified, a.id))

    def span_of(self, decision: Annotation) -> Span | None:
        """The lines that a decision about a heading is about now; None where it is lost."""
        span = self._places.span(decision.id)
        units = units_meant(self._source, span) if span else []
        if units:
            return Span(units[0].start, units[-1].end)
        return None if self._places.waits(decision.id) else self._line_of(decision)

    def levels(self, depths: Mapping[Span, int | None]) -> dict[Span, int]:
        """The levels of passages that are to stand so deep in the tree; see `Reading.decide`. Those
        that are to be what was found there have none."""
        kept = [d for d in self.decisions if depths.get(Span(d.start, d.end), 0) is not None]
        kept += [Decision(*span, 0) for span, depth in depths.items() if depth == 0]
        starts = {span.start: depth for span, depth in depths.items() if depth}
        levels = levels_for(self._source, kept, starts)
        return {s: levels.get(s.start, 0) for s, depth in depths.items() if depth is not None}

    def deciding(
        self, depths: Mapping[Span, int | None], described: Callable[[Span], Target], time: str
    ) -> list[Annotation]:
        """The decisions that let passages stand so deep, new, changed or deleted at this time."""
        levels = self.levels(depths)
        there: dict[Span | None, list[Annotation]] = {}
        for annotation in self.by_id.values():
            there.setdefault(self.span_of(annotation), []).append(annotation)
        news = []
        for span in depths:
            known, level = there.get(span, []), levels.get(span)
            if level is not None and known:
                # Several machines may have decided about the same words: one decision is enough.
                news.append(known.pop()._replace(level=level))
            elif level is not None:
                news.append(Annotation(new_id(), described(span), Kind.HEADING, level=level))
            news += [annotation._replace(deleted=time) for annotation in known]
        return news

    def _line_of(self, decision: Annotation) -> Span | None:
        """The line with just the words of a decision, if it is the only one and was the only one:
        a line says what it is, whatever stands around it now."""
        target = decision.target
        if target not in self._lines:
            starts = [*islice(standing_alone(self._source.text, target.exact), 2)]
            only = Span(starts[0], starts[0] + len(target.exact)) if len(starts) == 1 else None
            unit = unit_at(self._source, only.start) if only else None
            if unit is None or (unit.start, unit.end) != only:
                only = None
            before = self._places.last_described(decision)[1] if only else None
            if before is not None and len([*islice(standing_alone(before, target.exact), 2)]) > 1:
                only = None
            self._lines[target] = only
        return self._lines[target]


def decision_in_words(
    decision: Annotation, document: Document | None = None, span: Span | None = None
) -> str:
    """What was decided about a heading, on one line: its words, the decision, what it is in.

    ``document`` and ``span`` are where it stands now; without, it is told as it once stood.
    """
    target, level = decision.target, decision.level
    words, path = _shortened(target.exact), target.path
    if document is not None and span is not None:
        words = _shortened(document.text[span.start : span.end])
        path = document.section_path(span.start)
    # Of what is a heading the path ends with itself; what only stood before it is not around it.
    inside = path[:-1] if path and _shortened(path[-1]) == words else path
    inside = inside[: level - 1] if level else inside
    once = "" if says_the_same(words, target.exact) else f" (was “{_shortened(target.exact)}”)"
    what = f"level {level}" if level else "no heading"
    where = f", in {_shortened(' › '.join(inside))}" if inside else ""
    return f"“{words}”{once}: {what}{where}"


def _shortened(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= MOST else f"{line[: MOST - 1]}…"
