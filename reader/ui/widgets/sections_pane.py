"""The sections pane: the outline, what was read of it, and what was annotated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from textual.geometry import Size

from reader.documents.chapter_titles import with_joined_titles
from reader.documents.document import Document, Section
from reader.documents.matter import ASIDE, role_at
from reader.study.coverage import covered, minutes
from reader.study.reading import Reading, Tally
from reader.text.spans import Span
from reader.text.wrap import cells, displayed, fit, folded
from reader.ui.keys import key_of
from reader.ui.section_items import Items, Place
from reader.ui.section_tree import NOTHING_FOLDED, Folds, SectionTree
from reader.ui.widgets import section_signs as signs
from reader.ui.widgets.list_pane import ListPane, Row
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.section_figures import Figures
from reader.ui.widgets.section_words import Words

TWO_ROWS = 300  # with more sections than this, each has one row
RULE = 3  # cells of the pane that are not the list's
AROUND = 2  # rows that stay in sight above and below the section being read


class SectionsPane(ListPane):
    """The sections of a document as a tree that folds, with the one being read marked.

    What is listed has a number; see `Items`.
    """

    TITLE = "Sections"
    FOOT = 2

    def __init__(self, document: Document, palette: Palette, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(palette, id=id)
        self.read: Sequence[Span] = ()
        self.tempo: Callable[[], float] = lambda: 1.0  # the person's, see `reader.study.tempo`
        self.reading: Reading | None = None
        self.places: Sequence[Place] = ()
        self.here = -1
        self.changed_starts: frozenset[int] = frozenset()  # of sections, since they were annotated
        self.on_folded: Callable[[Folds], object] = lambda folds: None
        self.document = document  # as it is listed: a number and its title are one section
        self._listed: list[int] = []
        self._matches: set[int] = set()
        self._shown_here = -1
        self._jumped = 0  # the place of the jump that opened what is folded
        self._was = ""
        self._before = 0, 0  # where the cursor was when the filter began
        self._known_heights: dict[tuple[int, int], int] = {}
        self._told: object = None  # the title and the foot as they were drawn last
        self.show(document)

    def show(
        self,
        document: Document,
        folds: Folds = NOTHING_FOLDED,
        moved: Callable[[int], int] | None = None,
    ) -> None:
        """Show the outline of a document; the cursor stays where it is in the same text, or goes
        where ``moved`` tells that offsets went in an edited one."""
        same = self._listed and (moved is not None or self.document.text == document.text)
        place = self._key() if same else (0, 0)
        if moved is not None:
            place = moved(place[0]), place[1]
            self._before = moved(self._before[0]), self._before[1]
        self._listed = []  # the numbers of the sections there were
        self.document = with_joined_titles(document)
        self.nodes = SectionTree(self.document)
        self._items = Items(self.document, self.nodes, self.places)
        self._figures = Figures(self.document)
        self._words = Words(self, self.document, self.nodes)
        self._known_heights.clear()
        self.fold_as(folds)
        if self._listed:
            self.point(self._row_at(place))

    def changed(self) -> None:
        """Work out which sections are listed: not folded away, or passing the filter."""
        keep: tuple[int, int] | None = self._key() if self._listed else (0, 0)
        if self.filter != self._was:
            if not self._was:
                self._before = keep or (0, 0)
            keep = None if self.filter else self._before
            self._was = self.filter
        if self.filter:
            self._listed, self._matches = self._items.passing(self.filter)
        else:
            self._listed = self._items.unfolded()
        super().changed()
        if self._listed:
            self.point(0 if keep is None else self._row_at(keep))

    def _key(self) -> tuple[int, int]:
        """Where the cursor is in the text, whatever is listed."""
        return self._items.order(self._listed[min(self.cursor, len(self._listed) - 1)])

    def _row_at(self, key: tuple[int, int]) -> int:
        """The last listed item that does not come behind a place."""
        return self._items.row_at(self._listed, key)

    def mark(self, places: Sequence[Place]) -> None:
        """Show these bookmarks."""
        if places != self.places:
            self._listed = [number for number in self._listed if number >= 0]
            self.places = places
            self._items = self._items._replace(places=places)
            self.changed()

    # --- items ----------------------------------------------------------------------------------

    def size_of(self) -> int:
        return len(self._listed)

    def height(self, index: int) -> int:
        number = self._listed[index]
        if number < 0 or len(self._listed) > TWO_ROWS or not self.selectable(index):
            return 1
        key = number, self._beside(number, self._width)
        known = self._known_heights.get(key)
        if known is None:
            known = len(self._title_rows(number, self._width, 2))
            self._known_heights[key] = known
        return known

    def selectable(self, index: int) -> bool:
        return not self.filter or self._listed[index] in self._matches

    @property
    def shows_cursor(self) -> bool:
        return self.has_focus or bool(self.filter)

    def _depth(self, number: int) -> int:
        if number < 0:
            around = self._items.section(number)
            return self._depth(around) + 1 if around >= 0 else 0
        return min(self.nodes.outline[number].level - 1, 6 if self._width >= 24 else 4)

    def _title_rows(self, number: int, width: int, rows: int, badge: int = 0) -> list[str]:
        """A title in rows, one of them beside the columns and so many more cells: the first one,
        or where a word would not find room there, the last."""
        whole = max(4, width - self._depth(number) - 2)
        room = max(4, whole - self._beside(number, width) - badge)
        return signs.title_rows(self.nodes.titles[number], whole, room, rows)

    def empty_text(self) -> str:
        if self.filter:
            return "No section has that in its title."
        return f"No headings were found in this text: {key_of('heading')} in the text makes one."

    def subtitle(self) -> str:
        text = self.document.text
        return f"{100 * covered(self.read, 0, len(text)) // max(1, len(text))} % read"

    def filtered_subtitle(self) -> str:
        return f"{len(self._matches)} of {len(self.nodes.outline) + len(self.places)}"

    def margin(self, index: int) -> tuple[str, str]:
        """A full circle before the section being read; an open one where it is folded away."""
        number = self._listed[index]
        if number < 0 or number != self._shown_here:
            return super().margin(index)
        return "●" if number == self.here else "○", "here"

    def before_rows(self, size: Size) -> None:
        self._take_width()
        self._shown_here = self._items.shown_for(self._listed, self.here)
        super().before_rows(size)
        self._told = self.subtitle(), self._at_foot

    def _take_width(self) -> None:
        """Measure the titles again if the pane has another width."""
        if self._width != self._inner:
            self._width = self._inner
            self._known_heights.clear()

    def draw(self, index: int, width: int) -> list[Row]:
        number = self._listed[index]
        depth = self._depth(number)
        if number < 0:
            place = self._items.place(number)
            lead = " " * depth + f"⚑ {place.name} "
            words = fit(place.words, max(1, width - cells(lead)))
            return [[(fit(lead, min(cells(lead), width)), "panel-key"), (words, "muted")]]
        section = self.nodes.outline[number]
        sign = f"{signs.sign(section, changed=section.start in self.changed_starts)} "
        if section.children and not self.filter:
            sign = ("▶" if self.nodes.is_folded(number) else "▼") + sign[0]
        lead = " " * depth + sign
        style = "here" if number == self._shown_here else self._style(number)
        if self.filter and number not in self._matches:
            return self._without_badge(number, lead, "muted", width)
        questions = self.tally(number).questions
        asked = f" ?{questions}" if questions else ""
        beside = self._beside(number, width)
        badge = [(asked, "strong"), *(self._badge(number, width) if beside else ())]
        lines = self._title_rows(number, width, self.height(index), len(asked))
        room = max(0, width - len(lead) - len(asked) - beside)
        row = next((n for n, line in enumerate(lines) if cells(line) <= room), 0)
        rows: list[Row] = [[(f"{' ' * depth}  {displayed(line)}", style)] for line in lines]
        rows[0] = [(lead, "muted"), (displayed(lines[0]), style)]
        title = (fit(lines[row], room), style)
        rows[row] = [rows[0][0] if row == 0 else (f"{' ' * depth}  ", style), title, *badge]
        return rows

    def _style(self, number: int) -> str:
        """The style of a title, where it is not the one being read."""
        aside = role_at(self.document, number) in ASIDE
        return signs.title_style(self.nodes.outline[number], aside)

    def _without_badge(self, number: int, lead: str, style: str, width: int) -> list[Row]:
        rows = folded(self.nodes.titles[number], max(4, width - len(lead)), 1) or [""]
        return [[(lead, style), (fit(rows[0], width - len(lead)), style)]]

    def _badge(self, number: int, width: int) -> Row:
        """What was read and annotated, where in the section; its minutes."""
        across = self._columns(width)
        return self._figures.badge(number, self.read, self.reading, across, self.tempo())

    def _beside(self, number: int, width: int) -> int:
        """The cells right of a title; none for a strip that is empty and alone there."""
        across = self._columns(width)
        if across.minutes or any(not text.isspace() for text, _ in self._badge(number, width)):
            return across.width
        return 0

    def tally(self, number: int) -> Tally:
        """How many annotations and open questions there are in a section and below."""
        return self._figures.tally(number, self.reading)

    def take_read(self, read: Sequence[Span], new: Sequence[Span]) -> None:
        """What was read, and what of it is new; drawn if anything of it shows."""
        self.read = read
        if not self.is_running:  # the program ends: nothing is drawn any more, and no timer starts
            return
        inner = {self.document.section_at(span.start) for span in new}
        touched = {one for number in inner for one in (number, *self.nodes.ancestors(number))}
        before = {number: row for number in touched if (row := self._figures.drawn(number))}
        after = {number: self._badge(number, self._width) for number in before}
        told = self.subtitle(), self.foot(self._width) if self._at_foot else []
        if before != after or self._told != told:
            self.refresh()

    # --- the foot -------------------------------------------------------------------------------

    def foot(self, width: int) -> list[Row]:
        """The section under the cursor, or the one being read, in figures."""
        number = self.here
        if self.shows_cursor and self._listed:
            number = self._items.section(self._listed[self.cursor])
        if not 0 <= number < len(self.nodes.outline):
            return [[(" " * width, "panel-muted")]] * self.FOOT
        section = self.nodes.outline[number]
        size = max(1, section.end - section.start)
        return signs.size_rows(
            self._words.of(number),
            self._words.unit,
            self.tempo() * minutes(self.document.text, section.start, section.end),
            self.tally(number),
            covered(self.read, section.start, section.end) / size,
            width,
        )

    @property
    def wanted_width(self) -> int:
        """The cells in which every title fits on one row, with what stands beside it."""
        title = self.nodes.widest + 2
        return title + signs.columns(title + signs.columns(title).width).width + RULE

    def _columns(self, width: int) -> signs.Columns:
        """The cells of what stands right of the titles."""
        return signs.columns(width, self.nodes.widest + 2)

    # --- what commands ask for ------------------------------------------------------------------

    def offset_of(self, index: int) -> int:
        """Where a listed item leads to."""
        return self._items.order(self._listed[index])[0]

    def follow(self, offset: int, end: int | None = None) -> None:
        """Mark the section at ``offset``, and keep it in sight unless the pane is in use.

        What a jump has opened folds again when the reading has left it, and the place of the jump
        is out of the text on screen, which goes to ``end``.
        """
        here = self.document.section_at(offset)
        opened = self.nodes.opened
        if opened and end is not None and not offset <= self._jumped < end:
            left = opened.difference(self.nodes.ancestors(here))
            if left:
                opened -= left
                self.changed()
                self.here = -1
        if here != self.here:
            self.here = here
            self.show_here()
            self.refresh()

    def show_here(self) -> None:
        """Let the section being read be in sight, with what stands around it."""
        shown = self._items.shown_for(self._listed, self.here)
        if shown >= 0 and not self.shows_cursor:
            self.cursor = self._row_at(self._items.order(shown))
            self._reveal_around()

    def _reveal_around(self) -> None:
        for index in (self.cursor + AROUND, self.cursor - AROUND, self.cursor):
            self.reveal(max(0, min(index, self.count - 1)))
        self.refresh()

    def on_resize(self) -> None:
        """The section being read, or the one under the cursor, stays in sight."""
        self._take_width()
        self.show_here()
        self._reveal_around()

    # --- folding --------------------------------------------------------------------------------

    def fold_as(self, folds: Folds) -> None:
        """Fold what was remembered."""
        self.nodes.fold_as(folds)
        self.changed()
        self.show_here()

    def _set(self, numbers: Iterable[int], folded: bool) -> None:
        self.nodes.fold(numbers, folded)
        self.changed()
        self.on_folded(self.nodes.folds)

    def _chosen_section(self) -> int:
        """The section under the cursor, or around the bookmark there; -1 without one."""
        if not self._listed or self.filter:
            return -1
        return self._items.section(self._listed[self.cursor])

    def choose(self, offset: int) -> None:
        """Put the cursor on the section that begins at an offset, or on what it is folded in."""
        if self._listed:
            self.point(self._row_at((offset, 0)))

    def chosen_section(self) -> Section | None:
        """The section under the cursor; None where a bookmark is, or nothing."""
        number = self._listed[self.cursor] if self._listed else -1
        return self.document.outline[number] if number >= 0 else None

    def fold(self) -> None:
        """Fold the section under the cursor, or go to its parent."""
        number = self._chosen_section()
        if number < 0:
            return
        if self._listed[self.cursor] < 0:
            self.point(self._row_at(self._items.order(number)))
        elif self.nodes.outline[number].children and not self.nodes.is_folded(number):
            self._set([number], True)
        elif self.nodes.parents[number] >= 0:
            self.point(self._row_at(self._items.order(self.nodes.parents[number])))

    def unfold(self) -> None:
        """Unfold the section under the cursor."""
        number = self._chosen_section()
        if number >= 0 and self.nodes.is_folded(number):
            self._set([number], False)

    def fold_under(self) -> None:
        """Fold the section under the cursor and all in it; unfold all of it if something is."""
        number = self._chosen_section()
        if number < 0:
            return
        within = range(number, self.nodes.after[number])
        self._set(within, not any(map(self.nodes.is_folded, within)))

    def fold_to(self, level: int) -> None:
        """Show the sections down to a level; all of them at `UNFOLDED`."""
        if not self.filter:
            self.fold_as(Folds(level))
            self.on_folded(self.nodes.folds)

    def open_to(self, offset: int) -> None:
        """Unfold what hides the section at an offset, for as long as the reading is there."""
        index = self.document.section_at(offset)
        hiding = [one for one in self.nodes.ancestors(index) if self.nodes.is_folded(one)]
        if hiding:
            self._jumped = offset
            self.nodes.opened.update(hiding)
            self.changed()
            self.show_here()

    def clicked(self, index: int, x: int) -> None:
        number = self._listed[index]
        foldable = number >= 0 and self.nodes.outline[number].children and not self.filter
        if foldable and x < 3 + self._depth(number):
            self._set([number], not self.nodes.is_folded(number))
            return
        super().clicked(index, x)
