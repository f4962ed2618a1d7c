"""The text of a Word document, or of its notes: the events of the XML become blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from reader.documents.document import MarkKind
from reader.documents.formats.docx_formula import WordFormula
from reader.documents.formats.docx_styles import BODY, MARKS, Lists, Style, Styles, is_on, number
from reader.documents.formats.docx_symbols import symbol
from reader.documents.formats.docx_tables import WordTables
from reader.documents.formats.fields import Fields, target_of
from reader.documents.formats.flow import DEEPEST, PLAIN, Flow
from reader.documents.formats.html import link
from reader.documents.formats.list_numbers import LEVELS, spelled
from reader.documents.formats.style_names import CHANGED
from reader.documents.formats.xml_events import attribute

PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/chart": "c",
    "urn:schemas-microsoft-com:vml": "v",
}
# What was taken out or is elsewhere, how things were before, and what a box shows in old programs.
_SKIPPED_NAMES = (
    "w:del w:moveFrom w:pPrChange w:rPrChange w:tblPrChange w:trPrChange w:tcPrChange "
    "w:sectPrChange w:tblPrExChange w:numberingChange w:sdtPr w:sectPr mc:Fallback "
    "w:ffData"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_CHANGES = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo"})
_BOTH = frozenset({MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT})


class Targets(NamedTuple):
    """What the ids in a file stand for: addresses elsewhere, and other files of the archive."""

    addresses: Mapping[str, str]
    files: Mapping[str, str]


class _Paragraph:
    """What is said of the paragraph that is read, and of the run in it."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.list = ""
        self.depth: int | None = None
        self.level: int | None = None
        self.properties = False  # whether these are being read
        self.joined = False  # whether its end was deleted
        self.marks: frozenset[MarkKind] = frozenset()  # that its style has
        # The run.
        self.run: set[MarkKind] | None = None
        self.shown: frozenset[MarkKind] = frozenset()  # the marks that its text has
        self.hidden = False


class Body:
    """Feed the events of a file; then ``flow`` has its text, and ``notes`` what notes say.

    ``targets`` are what the file calls others by. ``titles`` are the paragraphs
    that have the style of a title; headings are one level deeper than their styles say, below it.
    ``referred`` are the notes by the order in which the text refers to them: their kind and id.
    """

    def __init__(
        self, styles: Styles, lists: Lists, targets: Targets, flow: Flow | None = None
    ) -> None:
        self.flow = flow or Flow()
        self.notes: dict[tuple[str, str], Flow] = {}
        self.referred: dict[tuple[str, str], str] = {}
        self.titles: list[int] = []
        self._styles = styles
        self._lists = lists
        self._targets = targets
        self._skipped = 0  # how deep inside of what is not shown
        self._sink: Callable[[str], None] | None = None
        self._paragraph = _Paragraph(Style())
        self._outer: list[tuple[Flow, _Paragraph]] = []  # around the box or note that is read
        self._fields = Fields()
        self._links: list[bool] = []
        self._tables = WordTables(lambda: self.flow, styles)
        self._alternative = ""
        self._reading: list[str] | None = None  # above the signs that it belongs to
        self._formula: WordFormula | None = None
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "w:p": self._begin_paragraph,
            "w:pPr": self._begin_properties,
            "w:pStyle": self._style,
            "w:numId": self._list,
            "w:ilvl": self._list_level,
            "w:outlineLvl": self._outline_level,
            "w:jc": self._alignment,
            "w:r": self._begin_run,
            "w:rStyle": self._run_style,
            "w:vertAlign": self._raised,
            "w:t": self._begin_text,
            "m:t": self._begin_text,
            "w:tab": self._tab,
            "w:br": self._break,
            "w:cr": lambda _: self.flow.end_line(),
            "w:noBreakHyphen": lambda _: self._write("\u2011"),
            "w:softHyphen": lambda _: self._write("\u00ad"),
            "w:sym": self._symbol,
            "w:hyperlink": self._begin_hyperlink,
            "w:bookmarkStart": self._bookmark,
            "w:fldChar": self._field,
            "w:fldSimple": self._begin_simple_field,
            "w:instrText": self._begin_code,
            "w:footnoteReference": lambda found: self._refer("footnote", found),
            "w:endnoteReference": lambda found: self._refer("endnote", found),
            "w:footnote": lambda found: self._begin_note("footnote", found),
            "w:endnote": lambda found: self._begin_note("endnote", found),
            "w:txbxContent": lambda _: self._begin_box(),
            "w:rt": self._begin_reading,
            "wp:docPr": self._describe,
            "v:shape": self._describe,
            "a:blip": lambda found: self._picture("image", attribute(found, "embed")),
            "v:imagedata": lambda found: self._picture("image", attribute(found, "id")),
            "c:chart": lambda _: self._picture("chart"),
            "v:rect": self._rule,
            "m:oMath": self._begin_formula,
        }
        self._starts |= {f"w:{name}": self._mark_of(kind) for name, kind in MARKS.items()}
        self._starts |= self._tables.starts
        self._starts |= {"w:vanish": self._hide, "w:webHidden": self._hide}
        self._ends: dict[str, Callable[[], None]] = {
            "w:p": self._end_paragraph,
            "w:pPr": self._end_properties,
            "w:rPr": self._end_run_properties,
            "w:r": self._end_run,
            "w:t": self._end_text,
            "m:t": self._end_text,
            "w:instrText": self._end_text,
            "w:hyperlink": self._end_link,
            "w:fldSimple": self._end_link,
            "w:footnote": self._end_note,
            "w:endnote": self._end_note,
            "w:txbxContent": self._end_box,
            "w:rt": self._end_reading,
            "w:ruby": self._end_ruby,
            "m:oMath": self._end_formula,
        }
        self._ends |= self._tables.ends

    # --- events ---------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            return
        if tag in _CHANGES:
            self.flow.notices[CHANGED] = None
            if self._paragraph.properties and tag in ("w:del", "w:moveFrom"):
                self._paragraph.joined = True
        if tag in _SKIPPED:
            self._skipped = 1
        elif self._formula is not None and tag != "m:t":
            self._formula.start(tag, attributes)
        elif tag in self._starts:
            self._starts[tag](attributes)

    def data(self, text: str) -> None:
        """Characters."""
        if self._sink is not None and not self._skipped:
            self._sink(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif self._formula is not None and tag not in ("m:t", "m:oMath"):
            self._formula.end(tag)
        elif tag in self._ends:
            self._ends[tag]()

    # --- paragraphs -----------------------------------------------------------------------------

    def _begin_paragraph(self, _: Mapping[str, str]) -> None:
        self._tables.fill()
        joined = self._paragraph.joined
        self._paragraph = _Paragraph(self._styles[self._styles.paragraph])
        if not joined:  # else it goes on
            self._apply()

    def _begin_properties(self, _: Mapping[str, str]) -> None:
        self._paragraph.properties = True

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph.properties:
            self._paragraph.style = self._styles[attribute(attributes, "val")]

    def _list(self, attributes: Mapping[str, str]) -> None:
        self._paragraph.list = attribute(attributes, "val")

    def _list_level(self, attributes: Mapping[str, str]) -> None:
        self._paragraph.depth = number(attribute(attributes, "val"), None)

    def _outline_level(self, attributes: Mapping[str, str]) -> None:
        self._paragraph.level = number(attribute(attributes, "val"), None)

    def _alignment(self, attributes: Mapping[str, str]) -> None:
        if self.flow.tables and attribute(attributes, "val") in ("right", "end"):
            self.flow.tables.align_right()

    def _end_properties(self) -> None:
        self._paragraph.properties = False
        self._apply()

    def _apply(self) -> None:
        """The paragraph is what its properties say."""
        paragraph, style, flow = self._paragraph, self._paragraph.style, self.flow
        level = style.level if paragraph.level is None else paragraph.level
        name = paragraph.list or style.list
        depth = min(max(style.depth if paragraph.depth is None else paragraph.depth, 0), LEVELS - 1)
        marker = self._lists.marker(name, depth) if name in self._lists else ""
        flow.context, flow.marker = style.context or PLAIN, ""
        paragraph.marks = frozenset()
        if style.is_title:
            flow.context = PLAIN._replace(level=1)
        elif level is not None and 0 <= level < BODY:
            flow.context = PLAIN._replace(level=level + 2)
            if marker not in ("", "•"):
                flow.write(f"{marker} ")
        elif name in self._lists:
            lists = max(depth + 1, flow.context.lists)
            flow.context = flow.context._replace(lists=lists, pre=False)
            flow.marker = marker
        elif style.context is None:
            paragraph.marks = style.marks

    def _end_paragraph(self) -> None:
        self._fields.end_paragraph()
        if self._paragraph.joined:
            return
        if self._paragraph.style.is_title and self.flow.text.length:
            self.titles.append(len(self.flow.parts))
        self.flow.style(frozenset())
        self.flow.end()

    # --- runs -----------------------------------------------------------------------------------

    def _begin_run(self, _: Mapping[str, str]) -> None:
        self._paragraph.run = set(self._paragraph.marks)
        self._paragraph.shown = self._paragraph.marks
        self._paragraph.hidden = False

    def _run_style(self, attributes: Mapping[str, str]) -> None:
        style = self._styles[attribute(attributes, "val")]
        if self._paragraph.run is not None:
            self._paragraph.run |= style.marks
            self._paragraph.hidden |= style.hidden

    def _mark_of(self, kind: MarkKind) -> Callable[[Mapping[str, str]], None]:
        """What begins or ends a mark in the properties of a run."""

        def set_mark(attributes: Mapping[str, str]) -> None:
            run = self._paragraph.run
            if run is not None and not self._paragraph.properties:
                (run.add if is_on(attribute(attributes, "val")) else run.discard)(kind)

        return set_mark

    def _raised(self, attributes: Mapping[str, str]) -> None:
        run, value = self._paragraph.run, attribute(attributes, "val")
        if run is not None and value in ("superscript", "subscript"):
            run.add(MarkKind(value))

    def _hide(self, attributes: Mapping[str, str]) -> None:
        if self._paragraph.run is not None:
            self._paragraph.hidden = is_on(attribute(attributes, "val"))

    def _end_run_properties(self) -> None:
        run = self._paragraph.run
        if run is not None:
            self._paragraph.shown = frozenset(run)

    def _end_run(self) -> None:
        self._paragraph.run = None
        self._paragraph.hidden = False

    def _begin_text(self, _: Mapping[str, str]) -> None:
        self._sink = self._formula.data if self._formula is not None else self._write

    def _end_text(self) -> None:
        self._sink = None

    def _write(self, text: str) -> None:
        """Show text, unless it is hidden or what a field is told to do."""
        if self._paragraph.hidden or self._fields.is_told:
            return
        if self._reading is not None:
            self._reading.append(text)
        else:
            self.flow.style(self._paragraph.shown)
            self.flow.write(text)

    def _tab(self, _: Mapping[str, str]) -> None:
        if self._paragraph.run is not None:  # else it says where tabs lead to
            self._write("\t")

    def _break(self, attributes: Mapping[str, str]) -> None:
        if attribute(attributes, "type") in ("page", "column"):
            self._write(" ")
        elif not self._paragraph.hidden:
            self.flow.end_line()

    def _symbol(self, attributes: Mapping[str, str]) -> None:
        self._write(symbol(attribute(attributes, "char"), attribute(attributes, "font")))

    def _begin_reading(self, _: Mapping[str, str]) -> None:
        self._reading = []

    def _end_reading(self) -> None:
        self._alternative, self._reading = "".join(self._reading or ()), None

    def _end_ruby(self) -> None:
        if self._alternative:
            self._write(f"({self._alternative})")
            self._alternative = ""

    # --- links, fields, notes -------------------------------------------------------------------

    def _begin_hyperlink(self, attributes: Mapping[str, str]) -> None:
        target = self._targets.addresses.get(attribute(attributes, "id"), "")
        anchor = attribute(attributes, "anchor")
        self._links.append(self.flow.begin_link(link(target) or (f"#{anchor}" if anchor else "")))

    def _begin_simple_field(self, attributes: Mapping[str, str]) -> None:
        self._links.append(self.flow.begin_link(target_of(attribute(attributes, "instr"))))

    def _end_link(self) -> None:
        if self._links and self._links.pop():
            self.flow.end_link()

    def _bookmark(self, attributes: Mapping[str, str]) -> None:
        if name := attribute(attributes, "name"):
            self.flow.name(name)

    def _field(self, attributes: Mapping[str, str]) -> None:
        kind = attribute(attributes, "fldCharType")
        if kind == "begin":
            self._fields.begin()
        elif kind == "separate":
            self._fields.show(self.flow.begin_link)
        elif kind == "end" and self._fields.end():
            self.flow.end_link()

    def _begin_code(self, _: Mapping[str, str]) -> None:
        self._sink = self._fields.tell

    def _refer(self, kind: str, attributes: Mapping[str, str]) -> None:
        key = kind, attribute(attributes, "id")
        if key not in self.referred:
            count = 1 + sum(other == kind for other, _ in self.referred)
            self.referred[key] = spelled(count, "decimal" if kind == "footnote" else "lowerRoman")
        if not self._paragraph.hidden:
            self.flow.style(self._paragraph.shown - _BOTH)  # the brackets stand for that
            self.flow.refer(self.referred[key], note_name(*key))

    def _begin_note(self, kind: str, attributes: Mapping[str, str]) -> None:
        self._begin_box()
        self.notes[kind, attribute(attributes, "id")] = self.flow

    def _end_note(self) -> None:
        self._leave()

    def _begin_box(self) -> None:
        """A text of its own begins, inside of a paragraph."""
        self._outer.append((self.flow, self._paragraph))
        if len(self._outer) <= DEEPEST:
            self.flow = Flow()
        self._paragraph = _Paragraph(Style())

    def _end_box(self) -> None:
        box = self._leave()
        if box is not None and box is not self.flow:
            self.flow.add(box)

    def close(self) -> None:
        """There is no more: boxes that were left open end."""
        while self._outer:
            self._end_box()

    def _leave(self) -> Flow | None:
        """The text around goes on; what was read."""
        if not self._outer:
            return None
        box = self.flow
        self.flow, self._paragraph = self._outer.pop()
        return box

    # --- pictures, formulas ----------------------------------------------------------------------

    def _describe(self, attributes: Mapping[str, str]) -> None:
        names = ("descr", "alt", "title")
        self._alternative = next(filter(None, (attribute(attributes, name) for name in names)), "")

    def _picture(self, otherwise: str, identity: str = "") -> None:
        if not self._paragraph.hidden:
            file = self._targets.files.get(identity, "")
            self.flow.text.picture(self._alternative or otherwise, file)
        self._alternative = ""

    def _rule(self, attributes: Mapping[str, str]) -> None:
        if attribute(attributes, "hr") in ("t", "true"):
            self.flow.rule()

    def _begin_formula(self, _: Mapping[str, str]) -> None:
        self._formula = WordFormula()

    def _end_formula(self) -> None:
        if self._formula is not None:
            self._write(self._formula.text)
            self._formula = None


def note_name(kind: str, identity: str) -> str:
    """The name that references call a note by."""
    return f"{kind}-{identity}".replace("%", "%25")
