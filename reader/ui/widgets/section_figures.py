"""What was read and annotated of each section, worked out when it is drawn and kept."""

from __future__ import annotations

from collections.abc import Sequence

from reader.documents.document import Document
from reader.study.coverage import covered, minutes
from reader.study.reading import Reading, Tally
from reader.text.spans import Span
from reader.ui.widgets import section_signs as signs
from reader.ui.widgets.list_pane import Row


class Figures:
    """The figures of the sections of one document, by their numbers in the outline."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._badges: dict[int, tuple[object, Row]] = {}
        self._tallies: dict[int, Tally] = {}
        self._tallied = -1  # the version of the annotations that were counted

    def badge(
        self,
        number: int,
        read: Sequence[Span],
        reading: Reading | None,
        across: signs.Columns,
        tempo: float,
    ) -> Row:
        """What was read and annotated, where in the section; its minutes, ``tempo`` times those
        at the standard pace."""
        section = self._document.outline[number]
        start, end = section.start, section.end
        version = reading.version if reading else -1
        # What was read only grows: as long as it is as much, it is the same.
        state = covered(read, start, end), version, across, tempo
        known = self._badges.get(number)
        if known is not None and known[0] == state:
            return known[1]
        colour_in = reading.colour_in if reading else None
        badge = signs.strip(read, colour_in, start, end, across.strip)
        if across.minutes:
            time = signs.duration(tempo * minutes(self._document.text, start, end))
            badge.append((time.rjust(across.minutes), "muted"))
        self._badges[number] = state, badge
        return badge

    def drawn(self, number: int) -> Row | None:
        """The badge as it was worked out last; None where it never was."""
        known = self._badges.get(number)
        return known[1] if known else None

    def tally(self, number: int, reading: Reading | None) -> Tally:
        """How many annotations and open questions there are in a section and below."""
        if reading is None:
            return Tally()
        if self._tallied != reading.version:
            self._tallied = reading.version
            self._tallies.clear()
        known = self._tallies.get(number)
        if known is None:
            section = self._document.outline[number]
            known = self._tallies[number] = reading.tally(section.start, section.end)
        return known
