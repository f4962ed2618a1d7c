"""Deciding which lines are headings, from the text and from the sections pane.

A decision is on disk before the screen shows it. What else looks alike is offered with the message,
one key away; any other key lets that go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.alike import alike, likely_depth
from reader.documents.chapter_titles import has_title_below
from reader.documents.document import Document, Section
from reader.documents.overrides import (
    DECIDED,
    LONGEST,
    Decision,
    Unit,
    decide,
    deepest_at,
    is_heading,
    title_of,
    unit_at,
    units_in,
    units_of,
)
from reader.errors import ReaderError
from reader.text.spans import Span
from reader.ui.annotating import NOT_SAVED, passage
from reader.ui.keys import key_of

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen

KEYS = 6  # levels that have a key
COMMANDS = ("heading", "no_heading", "promote", "demote")  # what there is to decide in the pane
LABELLED = 200  # code points of what gets a label: longer headings are to be chosen by the caret
NONE, FOUND = "x", "r"  # the other keys of the list

# How deep units are to stand, each by its span: 0 for no heading, None for what was found there.
Depths = dict[Span, int | None]
Plan = Callable[[Document, Sequence[Unit]], Depths]
Outline = list[tuple[Span, int]]  # the headings, each with its level


def meant(screen: ReadingScreen) -> list[Unit]:
    """What a command is about: the section chosen in the pane, the lines selected, the line at the
    caret; nothing where that could be no heading."""
    document = screen.document
    if screen.pane is screen.sections:
        section = screen.sections.chosen_section()
        found = [unit_at(document, section.heading.start)] if section and not section.made else []
    elif (span := passage(screen)) is not None:
        found = list(units_in(document, span)) or [unit_at(document, span.start)]
    else:
        found = [unit_at(document, screen.here)]
    return [unit for unit in found if unit and _could_be(document, unit)]


def applying(screen: ReadingScreen) -> set[str]:
    """Which of the `COMMANDS` would do something with the section chosen in the pane."""
    units = meant(screen)
    if not units:
        return set()
    document, start = screen.document, units[0].start
    depth = _depth_at(document, start)
    can = (True, True, depth > 1, depth < deepest_at(document, start))
    return {name for name, whether in zip(COMMANDS, can, strict=True) if whether}


def _could_be(document: Document, unit: Unit) -> bool:
    return is_heading(document, unit) or unit.end - unit.start <= LONGEST


def start(screen: ReadingScreen) -> None:
    """Ask which line is meant, where that is not plain, and at which level it is a heading."""
    view, document = screen.view, screen.document
    if screen.pane is not None or view.caret is not None:
        units = meant(screen)
        ask(screen, units) if units else _say_why_not(screen)
        return
    lines = [Span(u.start, u.end) for u in _units_on(document, view.shown)]
    screen.picker.start(
        lambda line: ask(screen, list(units_in(document, line))),
        "Type a line's label: heading or none? · esc back",
        lines,
        beside=True,
    )


def _units_on(document: Document, shown: Span) -> list[Unit]:
    """The units that begin on the screen and could be headings."""
    last = document.block_at(shown.end)
    blocks = range(max(0, document.block_at(shown.start)), last + 1)
    units = (unit for index in blocks for unit in units_of(document, index))
    found = (unit for unit in units if shown.start <= unit.start < shown.end)
    return [u for u in found if is_heading(document, u) or u.end - u.start <= LABELLED]


def ask(screen: ReadingScreen, units: Sequence[Unit]) -> None:
    """Ask at which level these are headings, if they are, and let it be so."""
    from reader.ui.screens.choose import Choice, ChooseScreen

    document = screen.document
    first = units[0]
    now = _depth(document, first)
    deepest = min(KEYS, deepest_at(document, first.start))
    around = _titles_before(document, first.start)
    choices = [
        Choice(
            str(depth),
            _title_in_words(_number_above(screen, units, depth))
            or _level(depth, around[: depth - 1]),
            "",
            depth == now,
        )
        for depth in range(1, deepest + 1)
    ]
    if any(is_heading(document, unit) for unit in units):
        choices.append(Choice(NONE, "no heading"))
    if any(_decided(screen, unit) for unit in units):
        choices.append(Choice(FOUND, "as Reader found it"))

    def chosen(key: str | None) -> None:
        screen.hints.hush()
        if key == NONE:
            _decide(screen, units, _at(screen, 0))
        elif key == FOUND:
            _decide(screen, units, _at(screen, None))
        elif key is not None and (len(units) > 1 or int(key) != now):
            _decide(screen, units, _at(screen, int(key)))

    words = title_of(document, first)
    words = f"“{words[:40]}{'…' if len(words) > 40 else ''}”"
    title = words if len(units) == 1 else f"{words} and {len(units) - 1} more"
    likely = min(now or likely_depth(document, first), deepest)
    levels = "1" if deepest == 1 else f"1–{deepest}"
    keys = f"{levels} its level · ↑ ↓ enter choose · esc back"
    screen.app.push_screen(ChooseScreen(title, choices, at=likely - 1, keys=keys), chosen)


def no_heading(screen: ReadingScreen) -> None:
    """The section chosen is none: its heading is text."""
    units = [unit for unit in meant(screen) if is_heading(screen.document, unit)]
    _decide(screen, units, _at(screen, 0)) if units else _say_why_not(screen)


def shift(screen: ReadingScreen, by: int) -> None:
    """Let the section chosen, with all in it, stand higher (-1) or deeper (1) in the tree."""
    document = screen.document
    units = [unit for unit in meant(screen) if is_heading(document, unit)]
    if not units:
        _say_why_not(screen)
    elif by < 0 and _depth(document, units[0]) == 1:
        screen.say("It is outermost already.")
    elif by > 0 and deepest_at(document, units[0].start) <= _depth(document, units[0]):
        screen.say("Nothing stands above it that it could be a part of.")
    elif screen.shifts and screen.shifts[-1].undone_by(units[0], by, document):
        before = screen.shifts.pop().before
        if _keep(screen, before):
            screen.say(f"{_told(screen, units)}, as before · {key_of('undo')} undo")
    else:
        depths = _shifted(document, units, by)
        before = {span: _decided_depth(screen, span) for span in depths}
        _decide(screen, units, lambda document, units: _shifted(document, units, by))
        if screen.document is not document:
            screen.shifts.append(Shift(units[0].start, by, before, _outline(screen.document)))


class Shift(NamedTuple):
    """A section that was moved, so that moving it back lets all be as it was: who stood in it
    before cannot be told from where they stand now.

    ``before`` is what to decide for that, ``after`` the outline that came out.
    """

    start: int
    by: int
    before: Depths
    after: Outline

    def undone_by(self, unit: Unit, by: int, document: Document) -> bool:
        """Whether moving a unit now is the way back."""
        return (unit.start, by, _outline(document)) == (self.start, -self.by, self.after)


def _outline(document: Document) -> Outline:
    return [(section.heading, section.level) for section in document.outline]


def _decided_depth(screen: ReadingScreen, span: Span) -> int | None:
    """How deep what a person decided on stands; None where they did not."""
    decisions = screen.reading.headings.decisions if screen.reading else []
    decided = any((d.start, d.end) == span for d in decisions)
    return _depth_at(screen.document, span.start) if decided else None


def _at(screen: ReadingScreen, depth: int | None) -> Plan:
    """Units at a depth; in the pane each with the title below its number, which is in its row."""
    in_pane = screen.pane is screen.sections

    def plan(document: Document, units: Sequence[Unit]) -> Depths:
        depths: Depths = {}
        for unit in units:
            depths[Span(unit.start, unit.end)] = depth
            row = _with_title(document, unit) if in_pane else []
            for title in row[1:]:
                depths[title.heading] = depth and depth + title.level - row[0].level
        return depths

    return plan


def _with_title(document: Document, unit: Unit) -> list[Section]:
    """The section that begins with a unit, if one does, and the title below if it is a number."""
    index = document.section_at(unit.start)
    if not _depth(document, unit):
        return []
    return list(document.outline[index : index + 1 + has_title_below(document, index)])


def _shifted(document: Document, units: Sequence[Unit], by: int) -> Depths:
    """Sections with all in them deeper by one; or higher, where what is in them follows by
    itself. What cannot go there stays."""
    depths: Depths = {}
    for unit in units:
        section, *titles = _with_title(document, unit)
        beside = [title for title in titles if title.level == section.level]
        if by < 0 < section.level - 1:
            depths |= {one.heading: one.level - 1 for one in (section, *beside)}
        elif by > 0 and deepest_at(document, section.start) > section.level:
            within = (one for top in (section, *beside) for one in top.walk())
            depths |= {one.heading: one.level + 1 for one in within}
    return depths


def _decide(screen: ReadingScreen, units: Sequence[Unit], plan: Plan) -> None:
    """Carry a plan out for these units, and offer it for those that are like the first."""
    document, reading = screen.document, screen.reading
    if reading is None:
        return
    others = [u for u in alike(document, units[0]) if u not in units] if len(units) == 1 else []
    if not _keep(screen, plan(document, units)):
        return
    told = _told(screen, units)
    if others:

        def all_alike() -> None:
            if _keep(screen, plan(screen.document, others)):
                all_of_them = [*units, *others]
                screen.say(f"{_told(screen, all_of_them)} · {key_of('undo')} undo")

        screen.all_alike = all_alike
        told += f" · {key_of('all_alike')} {len(others)} more like it"
    screen.say(f"{told} · {key_of('undo')} undo")
    screen.keys_changed()


def _keep(screen: ReadingScreen, depths: Depths) -> bool:
    """Write decisions down and show them; False, with a message, where that cannot be."""
    reading = screen.reading
    assert reading is not None
    try:
        reading.decide(depths)
    except ReaderError as error:
        screen.say(f"{NOT_SAVED}{error}")
        return False
    screen.stop_selecting()
    screen.annotations_changed()
    return True


def _told(screen: ReadingScreen, units: Iterable[Unit]) -> str:
    """What units are now, in words."""
    document = screen.document
    starts = [unit.start for unit in units]
    depths = {_depth_at(document, start) for start in starts}
    count = len(starts)
    several = count > 1
    if depths == {0}:
        told = f"{count} lines are no headings" if several else "No heading"
        if any(section.made for section in document.outline):
            told += "; the text has none now: sections (~) are called by their first words"
        return told
    what = f"{count} headings" if several else "Heading"
    return f"{what} of level {depths.pop()}" if len(depths) == 1 else what


def _say_why_not(screen: ReadingScreen) -> None:
    section = screen.sections.chosen_section() if screen.pane is screen.sections else None
    if section is not None and section.made:
        screen.say("No heading stands there: its title is made of the first words.")
    elif screen.pane is screen.sections:
        screen.say("Choose a section.")
    else:
        screen.say("This is too long for a heading, or has no words: put the caret on a line.")


# --- what is there -----------------------------------------------------------------------------


def _depth(document: Document, unit: Unit) -> int:
    return _depth_at(document, unit.start)


def _depth_at(document: Document, start: int) -> int:
    """How deep the section stands that begins there; 0 if none does."""
    index = document.section_at(start)
    section = document.outline[index] if index >= 0 else None
    return section.level if section and section.heading.start == start and not section.made else 0


def _decided(screen: ReadingScreen, unit: Unit) -> bool:
    """Whether a person has decided about a unit."""
    if screen.document.blocks[unit.block].role == DECIDED:
        return True
    decisions = screen.reading.headings.decisions if screen.reading else []
    return any((d.start, d.end) == (unit.start, unit.end) for d in decisions)


def _titles_before(document: Document, start: int) -> list[str]:
    """The titles of the sections that are open before a place, outermost first."""
    return list(document.section_path(start - 1)) if start else []


def _number_above(screen: ReadingScreen, units: Sequence[Unit], depth: int) -> str:
    """The number ("CHAPTER I.") whose title a line becomes at a depth, so that both are one row of
    the pane; empty where it becomes none."""
    document, reading = screen.document, screen.reading
    unit = units[0]
    above = document.section_at(unit.start - 1) if unit.start else -1
    if reading is None or len(units) > 1 or above < 0:
        return ""
    if document.block_at(document.outline[above].heading.start) + 1 != unit.block:
        return ""
    span = Span(unit.start, unit.end)
    decision = Decision(*span, reading.headings.levels({span: depth})[span])
    new = decide(reading.source, [*reading.headings.decisions, decision])
    index = new.section_at(unit.start)
    joins = index > 0 and has_title_below(new, index - 1)
    return " ".join(new.outline[index - 1].title.split()) if joins else ""


def _title_in_words(number: str) -> str:
    return number and f"title of {number[:30]}{'…' if len(number) > 30 else ''}"


def _level(depth: int, around: Sequence[str]) -> str:
    if depth == 1 or len(around) < depth - 1:
        return f"level {depth}"
    title = " ".join(around[-1].split())
    return f"level {depth}, in “{title[:30]}{'…' if len(title) > 30 else ''}”"
