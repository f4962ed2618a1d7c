"""The text of an OpenDocument file: the events of the XML become blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.etree.ElementTree import Element, TreeBuilder

from reader.documents.document import MarkKind
from reader.documents.formats.flow import DEEPEST, PLAIN, Flow
from reader.documents.formats.html import link
from reader.documents.formats.list_numbers import LEVELS, Counter, Level
from reader.documents.formats.odt_styles import Style, Styles
from reader.documents.formats.style_names import CHANGED
from reader.documents.formats.xml_events import attribute
from reader.documents.links import Way, slug, way_of
from reader.text.patterns import lazy

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
PREFIXES = {f"{_OASIS}:{name}:1.0": name for name in ("office", "text", "table")} | {
    f"{_OASIS}:drawing:1.0": "draw",
    f"{_OASIS}:svg-compatible:1.0": "svg",
}
_TREES = frozenset({"office:automatic-styles", "office:styles", "office:meta"})
_MOST = 200_000  # elements that define styles
_SKIPPED_NAMES = (
    "text:sequence-decls text:variable-decls text:user-field-decls text:script office:forms "
    "office:scripts office:settings office:master-styles office:font-face-decls "
    "office:binary-data text:alphabetical-index-auto-mark-file table:shapes"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_INDENTED = lazy(r"[ \t\r\n]+")
_NUMBERED = lazy(r"^(?:\d+\.)+\s*")
_MOST_SPACES = 1000
_MOST_EMPTY = 100  # cells that one element stands for


class _List:
    """A list that is open."""

    def __init__(self, name: str, levels: Mapping[int, Level], counter: Counter) -> None:
        self.name = name
        self.levels = levels
        self.counter = counter
        self.due = False  # whether the next paragraph is the first one of an item


class Body:
    """Feed the events of a file; then ``flow`` has its text, after `close` with its notes.

    ``formula`` gives the text of an embedded formula by its address. ``trees`` are the parts of
    the file that are no text. ``titles`` are the paragraphs that have the style of a title;
    headings are one level deeper than they say, below it.
    """

    def __init__(self, styles: Styles, formula: Callable[[str], str] = lambda _: "") -> None:
        self.flow = Flow()
        self.titles: list[int] = []
        self.trees: dict[str, Element] = {}
        self.comments = 0
        self._styles = styles
        self._formula_of = formula
        self._notes: list[tuple[Flow, str, str]] = []
        self._skipped = 0
        self._tree: TreeBuilder | None = None
        self._tree_size = self._tree_depth = 0
        self._paragraphs = 0  # that are open: there may be boxes in them
        self._marks: list[frozenset[MarkKind]] = [frozenset()]
        self._hidden: list[bool] = [False]
        self._lists: list[_List] = []
        self._lists_of: dict[str, Counter] = {}  # by the ids of lists, and by their styles
        self._outer: list[tuple[Flow, list[_List], list[frozenset[MarkKind]], int]] = []
        self._headings = Counter()
        self._links: list[bool] = []
        self._caught: list[str] | None = None
        self._frames: list[dict[str, str]] = []
        self._label = self._note = ""
        self._header = 0
        self._title = False
        self._change = ""  # its id
        self._deletions: set[str] = set()  # the changes that take text away
        self._deleted: set[str] = set()  # those of them that are open
        self._joined = False  # whether the next paragraph goes on with this one
        self._starts: dict[str, Callable[[Mapping[str, str]], None]] = {
            "text:p": self._begin_paragraph,
            "text:h": self._begin_heading,
            "text:span": self._begin_span,
            "text:a": self._begin_link,
            "text:bookmark-ref": self._begin_reference,
            "text:reference-ref": self._begin_reference,
            "text:s": self._spaces,
            "text:tab": lambda _: self._write("\t"),
            "text:line-break": lambda _: self.flow.end_line(),
            "text:bookmark": self._place,
            "text:bookmark-start": self._place,
            "text:reference-mark": self._place,
            "text:reference-mark-start": self._place,
            "text:list": self._begin_list,
            "text:list-item": self._begin_item,
            "text:note": self._begin_note,
            "text:note-citation": lambda _: self._catch(),
            "text:note-body": lambda _: self._begin_box(),
            "text:ruby-text": lambda _: self._write("("),
            "text:change-start": self._begin_change,
            "text:change-end": self._end_change,
            "table:table": lambda _: self._begin_table(),
            "table:table-header-rows": lambda _: self._count_header(1),
            "table:table-row": lambda _: self.flow.tables.begin_row(),
            "table:table-cell": self._begin_cell,
            "table:covered-table-cell": self._begin_cell,
            "draw:frame": lambda _: self._frames.append({}),
            "draw:image": self._begin_image,
            "draw:object": self._begin_object,
            "draw:text-box": lambda _: self._begin_box(),
            "svg:title": lambda _: self._catch(),
            "svg:desc": lambda _: self._catch(),
        }
        self._ends: dict[str, Callable[[], None]] = {
            "text:p": self._end_paragraph,
            "text:h": self._end_paragraph,
            "text:span": self._end_span,
            "text:a": self._end_link,
            "text:bookmark-ref": self._end_link,
            "text:reference-ref": self._end_link,
            "text:list": self._end_list,
            "text:list-item": self._end_item,
            "text:note-citation": self._end_citation,
            "text:note-body": self._end_note,
            "text:ruby-text": lambda: self._write(")"),
            "table:table": lambda: self.flow.end_table(),
            "table:table-header-rows": lambda: self._count_header(-1),
            "table:table-cell": lambda: self.flow.end_cell(),
            "table:covered-table-cell": lambda: self.flow.end_cell(),
            "draw:frame": self._end_frame,
            "draw:text-box": self._end_box,
            "svg:title": lambda: self._in_frame("title", self._release()),
            "svg:desc": lambda: self._in_frame("desc", self._release()),
        }

    # --- events ---------------------------------------------------------------------------------

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """An element begins."""
        if self._skipped:
            self._skipped += 1
            if self._skipped == 2:  # of the changes that are tracked, if it is that
                self._change = attribute(attributes, "id")
            elif tag == "text:deletion":
                self._deletions.add(self._change)
        elif self._tree is not None:
            self._tree_depth += 1
            self._tree_size += 1
            if self._tree_size <= _MOST:
                self._tree.start(tag.rpartition(":")[2], dict(attributes))
        elif tag in _TREES:
            self._tree, self._tree_depth = TreeBuilder(), 1
            self._tree.start(tag, {})
        elif tag in _SKIPPED or tag.endswith("-source"):
            self._skipped = 1
        elif tag == "office:annotation":
            self.comments += 1
            self._skipped = 1
        elif tag == "text:tracked-changes":
            self.flow.notices[CHANGED] = None
            self._skipped = 1
        elif tag == "text:section" and attribute(attributes, "display") == "none":
            self._skipped = 1
        elif tag in self._starts:
            self._starts[tag](attributes)

    def data(self, text: str) -> None:
        """Characters."""
        if self._skipped:
            return
        if self._tree is not None:
            if self._tree_size <= _MOST:
                self._tree.data(text)
        elif self._caught is not None:
            self._caught.append(text)
        elif self._paragraphs:
            self._write(_INDENTED.sub(" ", text) if self.flow.context.pre else text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if self._skipped:
            self._skipped -= 1
        elif self._tree is not None:
            self._tree_depth -= 1
            if self._tree_size <= _MOST:
                self._tree.end(tag)
            if not self._tree_depth:
                self._end_tree(tag)
        elif tag in self._ends:
            self._ends[tag]()

    def _end_tree(self, tag: str) -> None:
        if self._tree is not None and self._tree_size <= _MOST:
            root = self._tree.close()
            self.trees[tag] = root
            if tag != "office:meta":
                self._styles.add(root)
        self._tree = None

    def _catch(self) -> None:
        self._caught = []

    def _release(self) -> str:
        caught, self._caught = self._caught or [], None
        return " ".join("".join(caught).split())

    # --- paragraphs -----------------------------------------------------------------------------

    def _begin_paragraph(self, attributes: Mapping[str, str]) -> None:
        style = self._begin(attributes)
        if self._goes_on():
            return
        if style.title:
            self.flow.context = PLAIN._replace(level=1)
            self._title = True
            return
        context = style.context or PLAIN
        marker = self._marker()
        if self._lists:
            context = context._replace(lists=len(self._lists), pre=False)
        self.flow.context, self.flow.marker = context, marker
        if style.context is None:
            self._marks[-1] = style.on

    def _begin_heading(self, attributes: Mapping[str, str]) -> None:
        style = self._begin(attributes)
        if self._goes_on():
            return
        word = attribute(attributes, "outline-level")
        level = int(word[:3]) if word.isdecimal() else style.level or 1
        marker = self._marker()
        place = min(max(level, 1), LEVELS) - 1
        if not marker and attribute(attributes, "is-list-header") != "true":
            marker = self._headings.next(place, self._styles.headings)
        self.flow.context = PLAIN._replace(level=level + 1)
        if marker not in ("", "•"):
            self.flow.write(f"{marker} ")

    def _begin(self, attributes: Mapping[str, str]) -> Style:
        """A paragraph begins; its style."""
        self._paragraphs += 1
        self._title = False
        style = self._styles.of("paragraph", attribute(attributes, "style-name"))
        self._marks = [frozenset()]
        self._hidden = [style.hidden]
        if style.right:
            self.flow.tables.align_right()
        return style

    def _marker(self) -> str:
        """What stands before the paragraph, if it is the first one of an item."""
        if not self._lists or not self._lists[-1].due:
            return ""
        self._lists[-1].due = False
        level = min(len(self._lists), LEVELS) - 1
        return self._lists[-1].counter.next(level, self._lists[-1].levels)

    def _goes_on(self) -> bool:
        """Whether a paragraph goes on with the last one, as what stood between them is deleted."""
        joined, self._joined = self._joined, False
        return joined

    def _end_paragraph(self) -> None:
        self._paragraphs = max(0, self._paragraphs - 1)
        if self._deleted and self.flow.text.length:
            self._joined = True
            return
        if self._title and self.flow.text.length:
            self.titles.append(len(self.flow.parts))
        self._title = False
        self.flow.style(frozenset())
        self.flow.end()

    @property
    def _is_hidden(self) -> bool:
        return self._hidden[-1] or bool(self._deleted)

    def _write(self, text: str) -> None:
        if not self._is_hidden:
            self.flow.style(self._marks[-1])
            self.flow.write(text)

    def _begin_span(self, attributes: Mapping[str, str]) -> None:
        style = self._styles.of("text", attribute(attributes, "style-name"))
        self._marks.append((self._marks[-1] | style.on) - style.off)
        self._hidden.append(self._hidden[-1] or style.hidden)

    def _end_span(self) -> None:
        if len(self._marks) > 1:
            self._marks.pop()
            self._hidden.pop()

    def _spaces(self, attributes: Mapping[str, str]) -> None:
        word = attribute(attributes, "c")
        self._write(" " * (min(int(word[:5]), _MOST_SPACES) if word.isdecimal() else 1))

    def _begin_change(self, attributes: Mapping[str, str]) -> None:
        self._deleted |= self._deletions & {attribute(attributes, "change-id")}

    def _end_change(self, attributes: Mapping[str, str]) -> None:
        self._deleted.discard(attribute(attributes, "change-id"))

    # --- lists ----------------------------------------------------------------------------------

    def _begin_list(self, attributes: Mapping[str, str]) -> None:
        outer = self._lists[-1] if self._lists else None
        name = attribute(attributes, "style-name") or (outer.name if outer else "")
        earlier = attribute(attributes, "continue-list")
        goes_on = attribute(attributes, "continue-numbering") == "true"
        if outer is not None and name == outer.name:
            counter = outer.counter
        elif (earlier and earlier in self._lists_of) or (goes_on and name in self._lists_of):
            counter = self._lists_of[earlier if earlier in self._lists_of else name]
        else:
            counter = Counter()
        self._lists_of[name] = counter
        if identity := attribute(attributes, "id"):
            self._lists_of[identity] = counter
        self._lists.append(_List(name, self._styles.levels(name), counter))

    def _begin_item(self, attributes: Mapping[str, str]) -> None:
        if self._lists:
            self._lists[-1].due = True
            start = attribute(attributes, "start-value")
            if start.isdecimal():
                level = min(len(self._lists), LEVELS) - 1
                self._lists[-1].counter.restart(level, int(start[:9]))

    def _end_item(self) -> None:
        if self._lists:
            self._lists[-1].due = False

    def _end_list(self) -> None:
        if self._lists:
            self._lists.pop()

    # --- links, notes, boxes --------------------------------------------------------------------

    def _begin_link(self, attributes: Mapping[str, str]) -> None:
        href = link(attribute(attributes, "href"))
        if href.startswith("#"):
            name, _, kind = href[1:].rpartition("|")
            href = f"#{slug(_NUMBERED.sub('', name))}" if kind == "outline" else href
        self._links.append(self.flow.begin_link(href))

    def _begin_reference(self, attributes: Mapping[str, str]) -> None:
        name = attribute(attributes, "ref-name")
        self._links.append(self.flow.begin_link(f"#{name}" if name else ""))

    def _end_link(self) -> None:
        if self._links and self._links.pop():
            self.flow.end_link()

    def _place(self, attributes: Mapping[str, str]) -> None:
        if name := attribute(attributes, "name"):
            self.flow.name(name)

    def _begin_note(self, attributes: Mapping[str, str]) -> None:
        self._note = f"note-{attribute(attributes, 'id') or len(self._notes)}".replace("%", "%25")
        self._label = str(len(self._notes) + 1)

    def _end_citation(self) -> None:
        self._label = self._release()[:20] or self._label

    def _end_note(self) -> None:
        note = self._leave()
        is_shown = bool(self._note) and not self._is_hidden
        if note is not None and note is not self.flow and is_shown:
            self._notes.append((note, self._label, self._note))
            self.flow.refer(self._label, self._note)
        self._note = ""

    def _begin_box(self) -> None:
        """A text of its own begins, inside of a paragraph."""
        self._outer.append((self.flow, self._lists, self._marks, self._paragraphs))
        if len(self._outer) > DEEPEST:
            return
        self.flow, self._lists, self._marks, self._paragraphs = Flow(), [], [frozenset()], 0

    def _end_box(self) -> None:
        box = self._leave()
        if box is not None and box is not self.flow:
            self.flow.add(box)

    def _leave(self) -> Flow | None:
        """The text around goes on; what was read."""
        if not self._outer:
            return None
        box = self.flow
        self.flow, self._lists, self._marks, self._paragraphs = self._outer.pop()
        self._hidden = [False] * len(self._marks)
        return box

    def close(self) -> None:
        """There is no more: boxes that were left open end, and the notes stand behind the text."""
        while self._outer:
            self._end_box()
        self.flow.close()
        for note, label, name in self._notes:
            self.flow.add_note(note, label, name)

    # --- tables and pictures --------------------------------------------------------------------

    def _begin_table(self) -> None:
        self.flow.begin_table()

    def _count_header(self, step: int) -> None:
        self._header = max(0, self._header + step)

    def _begin_cell(self, attributes: Mapping[str, str]) -> None:
        repeated = attribute(attributes, "number-columns-repeated")
        count = min(int(repeated[:9]), _MOST_EMPTY) if repeated.isdecimal() else 1
        # The cells that one lies over follow it as covered ones.
        self.flow.tables.begin_cell(self._header > 0, {"colspan": str(count)})

    def _in_frame(self, what: str, words: str) -> None:
        if self._frames:
            self._frames[-1][what] = words

    def _begin_image(self, attributes: Mapping[str, str]) -> None:
        self._in_frame("image", "image")
        href = attribute(attributes, "href")
        if way_of(href) is Way.FILE:
            self._in_frame("file", href.removeprefix("./"))

    def _begin_object(self, attributes: Mapping[str, str]) -> None:
        words = self._formula_of(attribute(attributes, "href"))
        self._in_frame("formula" if words else "image", words or "object")

    def _end_frame(self) -> None:
        if not self._frames:
            return
        said = self._frames.pop()
        if "formula" in said:
            self._write(said["formula"])
        elif "image" in said and not self._is_hidden:
            words = said.get("desc") or said.get("title") or said["image"]
            self.flow.text.picture(words, said.get("file", ""))
            if not self._paragraphs:
                self.flow.end()
