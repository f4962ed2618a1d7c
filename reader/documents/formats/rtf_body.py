"""The text of a rich text: its words and groups become blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from reader.documents.document import MarkKind
from reader.documents.formats.block_text import one_line
from reader.documents.formats.fields import target_of
from reader.documents.formats.flow import DEEPEST, PLAIN, Flow
from reader.documents.formats.rtf_rows import Rows
from reader.documents.formats.rtf_styles import Fonts, Style, Styles
from reader.documents.formats.rtf_tokens import Token, code_page
from reader.documents.formats.style_names import CHANGED

_LEVELS = 9
_MOST = 100_000  # tokens that are read for a first piece
_TWIPS = 360  # that a level of a list is indented
_MARKER = 8  # code points that stand at most before an item

_MARKS = {
    "b": MarkKind.STRONG,
    "i": MarkKind.EMPHASIS,
    "strike": MarkKind.STRIKETHROUGH,
    "striked": MarkKind.STRIKETHROUGH,
    "super": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}
_CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": " ",
    "enspace": " ",
    "qmspace": " ",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "page": " ",
    "column": " ",
}
_OF_UNITS = frozenset({"u", "uc"})  # may stand between the halves of a character
_SIGNS = {"~": "\u00a0", "-": "\u00ad", "_": "\u2011", "\\": "\\", "{": "{", "}": "}"}
_BULLETS = frozenset("•·▪◦o§Ø-–*\u00b7\uf0b7")
# What stands in groups of its own and is not shown.
_SKIPPED_NAMES = (
    "colortbl filetbl header headerl headerr headerf footer footerl footerr footerf nonshppict "
    "shprslt nonesttables xe tc txe rxe ftnsep ftnsepc aftnsep aftnsepc pnseclvl template objdata "
    "listtable listoverridetable revtbl upr fontemb fontfile falt panose"
)
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
# Groups whose text is kept for something else.
_KEPT = frozenset({"fonttbl", "stylesheet", "fldinst", "bkmkstart", "listtext", "pntext"})
_SAID = frozenset({"title", "author", "keywords", "doccomm", "creatim"})
_NOT_IGNORED = frozenset({"shppict", "shpinst", "ud", "fldinst", "bkmkstart", "annotation"})


class _State(NamedTuple):
    """What holds in a group: ``place`` is where its text goes, "" where it is shown."""

    place: str = ""
    skipped: int = 1  # characters that stand in for one of Unicode
    encoding: str = ""
    code: bool = False  # whether the font is one for code
    marks: frozenset[MarkKind] = frozenset()
    hidden: bool = False


class _Paragraph(NamedTuple):
    """The properties of a paragraph."""

    style: Style = Style()
    level: int | None = None
    depth: int = 0
    first: int = 0  # how far the first line is indented, beyond the others
    left: int = 0
    in_table: bool = False


class Body:
    """The text as it is read; then ``flow`` has it, and ``notes`` those that it refers to."""

    def __init__(self) -> None:
        self.flow = Flow()
        self.notes: list[tuple[Flow, str, str]] = []
        self.titles: list[int] = []
        self.comments = 0
        self.stopped = False
        self._state = _State(encoding="cp1252")
        self._groups: list[tuple[_State, Callable[[], None] | None]] = []
        self._first = self._ignorable = False  # whether a group has just begun, with "\*"
        self._bytes: list[bytes] = []
        self._units: list[int] = []  # of UTF-16
        self._to_skip = 0
        self._kept: list[str] = []
        self.said: dict[str, str] = {}
        self.date = [0, 0, 0]
        self.language = 0
        self._fonts = Fonts()
        self._styles = Styles()
        self._paragraph = _Paragraph()
        self._marker = ""
        self._rows = Rows(self.flow)
        self._outer: list[tuple[Flow, _Paragraph, Rows]] = []

    # --- tokens ---------------------------------------------------------------------------------

    def read(self, found: Iterable[Token], enough: int = 0) -> bool:
        """Read the tokens, or the first ones: so many code points as are ``enough``, or until a
        first piece is of no use; then it is ``stopped``. Whether every group also ends."""
        for count, token in enumerate(found):
            if enough and (self.flow.length >= enough or count > _MOST) and not self._outer:
                self.stopped = True
                return False
            if token.kind == "text":
                self._text(token.data)
                self._first = False
                continue
            self._decode()
            if token.kind != "word" or token.word not in _OF_UNITS:
                self._decode_units()
            if token.kind == "word":
                self._word(token.word, token.number)
            elif token.kind == "{":
                self._groups.append((self._state, None))
                self._first, self._ignorable, self._to_skip = True, False, 0
                continue
            elif token.kind == "}":
                self._to_skip = 0
                if self._groups:
                    self._end_group()
            elif token.word == "*":
                self._ignorable = self._first
                continue
            elif token.word in "\r\n":
                self._end_paragraph()
            elif self._to_skip:
                self._to_skip -= 1
            else:
                self._write(_SIGNS.get(token.word, ""))
            self._first = self._ignorable = False
        self._decode()
        self._decode_units()
        whole = not self._groups
        while self._groups:
            self._end_group()
        return whole

    def _end_group(self) -> None:
        self._state, end = self._groups.pop()
        if end is not None:
            end()

    def _at_end(self, end: Callable[[], None]) -> None:
        """Do something when the group ends that is open."""
        if self._groups:
            self._groups[-1] = (self._groups[-1][0], end)

    def _goes_to(self, place: str) -> None:
        self._state = self._state._replace(place=place)

    # --- text -----------------------------------------------------------------------------------

    def _text(self, data: bytes) -> None:
        if self._to_skip:
            skipped = min(self._to_skip, len(data))
            self._to_skip -= skipped
            data = data[skipped:]
        if data and self._state.place != "skip":
            self._decode_units()
            self._bytes.append(data)

    def _decode(self) -> None:
        """The bytes that came since the last word or group are text."""
        if self._bytes:
            data = b"".join(self._bytes)
            self._bytes.clear()
            self._write(data.decode(self._state.encoding, "replace"))

    def _decode_units(self) -> None:
        if self._units:
            data = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units.clear()
            self._write(data.decode("utf-16-le", "replace"))

    def _write(self, text: str) -> None:
        """Text goes where that of the group goes."""
        self._decode_units()
        state = self._state
        if not text or state.hidden or state.place == "skip":
            return
        if state.place:
            self._kept.append(text)
            return
        flow = self.flow
        self._begin()
        if text == "\t" and self._is_marker():
            return
        flow.style(state.marks | {MarkKind.CODE} if state.code else state.marks)
        flow.write(text)

    def _begin(self) -> None:
        """The paragraph begins, if it has not yet."""
        if self.flow.text.length:
            return
        self._rows.place(self._paragraph.in_table)
        self._apply()

    def _is_marker(self) -> bool:
        """Whether what stands before a tab is the number or bullet of an item that hangs out."""
        flow, paragraph = self.flow, self._paragraph
        if self._marker or paragraph.first >= 0 or not 0 < flow.text.length <= _MARKER:
            return False
        self._marker = flow.text.take()[0].text.strip()
        if not paragraph.depth:
            depth = max(0, (paragraph.left + paragraph.first) // _TWIPS)
            self._paragraph = paragraph._replace(depth=min(depth, _LEVELS) + 1)
        self._apply()
        return True

    # --- words ----------------------------------------------------------------------------------

    def _word(self, word: str, number: int | None) -> None:
        if self._first and self._group(word):
            return
        if word == "u" and number is not None:
            if self._state.place != "skip":
                self._units.append(number & 0xFFFF)
            self._to_skip = self._state.skipped
            return
        if self._to_skip:
            self._to_skip -= 1
            return
        place = self._state.place
        if word == "uc":
            self._state = self._state._replace(skipped=min(max(number or 0, 0), 20))
        elif place == "fonttbl":
            self._fonts.describe(word, number)
        elif place == "stylesheet":
            if self._styles.describe(word, number):
                self._kept = []
                self._at_end(lambda: self._styles.end("".join(self._kept)))
        elif place == "creatim":
            if word in ("yr", "mo", "dy"):
                self.date[("yr", "mo", "dy").index(word)] = number or 0
        elif place == "skip":
            if word == "shptxt" or word == "ud":
                self._shown(word)
        elif word in _CHARACTERS:
            self._write(_CHARACTERS[word])
        elif not place:
            self._shown_word(word, number)

    def _group(self, word: str) -> bool:
        """Whether the first word of a group says that it is a special one."""
        place = self._state.place
        if word in _SAID and place == "info":
            self._kept = []
            self._goes_to(word)
            self._at_end(lambda: self._say(word))
        elif word in ("shptxt", "ud") and place == "skip":
            self._shown(word)
        elif place in ("skip", "info"):
            self._goes_to("skip")
        elif word == "info":
            self._goes_to("info")
        elif word == "annotation":
            self.comments += 1
            self._goes_to("skip")
        elif word in _SKIPPED or word == "shpinst":
            self._goes_to("skip")
        elif word in _KEPT and place != "stylesheet":
            self._keep(word)
        elif word == "pict":
            if not place and not self._state.hidden:
                self._begin()
                self.flow.text.picture("image")
            self._goes_to("skip")
        elif word == "footnote" and not place and len(self._outer) < DEEPEST:
            self._begin_note()
        elif word == "fldrslt" and not place:
            if self.flow.begin_link(target_of(self.said.pop("field", ""))):
                self._at_end(self.flow.end_link)
        elif self._ignorable and word not in _NOT_IGNORED and not (place and word in ("cs", "ts")):
            self._goes_to("skip")
        else:
            return False
        return True

    def _shown(self, word: str) -> None:
        """A group is shown inside of one that is not."""
        self._goes_to("")
        if word == "shptxt" and len(self._outer) < DEEPEST:
            self._begin_box()
            self._at_end(self._end_box)

    def _keep(self, word: str) -> None:
        self._kept = []
        self._goes_to(word)
        if word == "fldinst":
            self._at_end(lambda: self._say("field"))
        elif word == "bkmkstart":
            self._at_end(lambda: self.flow.name("".join(self._kept).strip()))
        elif word in ("listtext", "pntext"):
            self._at_end(lambda: self._mark("".join(self._kept)))

    def _say(self, what: str) -> None:
        """What was kept says something."""
        self.said[what] = one_line("".join(self._kept))

    def _mark(self, words: str) -> None:
        words = one_line(words)
        self._marker = words if words not in _BULLETS else "•"
        if any("\ue000" <= char <= "\uf8ff" for char in words):
            self._marker = "•"
        if not self._paragraph.depth:
            self._paragraph = self._paragraph._replace(depth=1)

    def _shown_word(self, word: str, number: int | None) -> None:
        state, paragraph = self._state, self._paragraph
        on = number != 0
        if word in _MARKS:
            kind = _MARKS[word]
            marks = state.marks - {kind}
            self._state = state._replace(marks=marks | {kind} if on else marks)
        elif word == "nosupersub":
            raised = {MarkKind.SUPERSCRIPT, MarkKind.SUBSCRIPT}
            self._state = state._replace(marks=state.marks - raised)
        elif word == "plain":
            self._state = _State(skipped=state.skipped, encoding=self._fonts.default)
        elif word in ("v", "deleted"):
            if word == "deleted":
                self.flow.notices[CHANGED] = None
            self._state = state._replace(hidden=on)
        elif word == "f":
            encoding, code = self._fonts[number or 0]
            self._state = state._replace(encoding=encoding, code=code)
        elif word in ("par", "sect", "nestcell"):
            self._end_paragraph()
        elif word == "line":
            self._begin()
            self.flow.end_line()
        elif word == "pard":
            self._paragraph = _Paragraph()
        elif word == "s":
            self._paragraph = paragraph._replace(style=self._styles[number or 0])
        elif word == "outlinelevel":
            self._paragraph = paragraph._replace(level=number)
        elif word == "ilvl":
            self._paragraph = paragraph._replace(depth=min(max(number or 0, 0), _LEVELS) + 1)
        elif word == "fi":
            self._paragraph = paragraph._replace(first=number or 0)
        elif word == "li":
            self._paragraph = paragraph._replace(left=number or 0)
        elif word == "intbl":
            self._paragraph = paragraph._replace(in_table=True)
        elif word in ("trowd", "trhdr"):
            self._rows.header = word == "trhdr"
        elif word == "cell":
            self._rows.place(True)
            self._end_paragraph()
            self._rows.end_cell()
        elif word == "row":
            self._end_paragraph()
            self._rows.end_row()
        elif word in ("ansicpg", "mac", "pc", "pca"):
            pages = {"mac": 10000, "pc": 437, "pca": 850}
            self._fonts.default = code_page(pages.get(word, number or 1252))
            self._state = state._replace(encoding=self._fonts.default)
        elif word == "deflang":
            self.language = number or 0

    # --- paragraphs, tables, notes --------------------------------------------------------------

    def _apply(self) -> None:
        """The paragraph is what its properties say."""
        flow, paragraph, style = self.flow, self._paragraph, self._paragraph.style
        level = style.level if paragraph.level is None else paragraph.level
        flow.marker = ""
        if style.title:
            flow.context = PLAIN._replace(level=1)
        elif level is not None and 0 <= level < _LEVELS:
            flow.context = PLAIN._replace(level=level + 2)
            if self._marker not in ("", "•"):
                flow.write(f"{self._marker} ")
                self._marker = ""
        elif self._marker:
            flow.context = PLAIN._replace(lists=max(paragraph.depth, 1))
            flow.marker = self._marker
        else:
            flow.context = style.context or PLAIN

    def _end_paragraph(self) -> None:
        flow = self.flow
        if not flow.text.length:
            flow.context = self._paragraph.style.context or PLAIN
        elif self._paragraph.style.title:
            self.titles.append(len(flow.parts))
        flow.style(frozenset())
        flow.end()
        self._marker = ""

    def _begin_note(self) -> None:
        label = str(len(self.notes) + 1)
        name = f"footnote-{label}"
        outer = self.flow
        self._begin()
        outer.style(frozenset())
        outer.refer(label, name)
        self._begin_box()
        self.notes.append((self.flow, label, name))
        self._at_end(self._leave)

    def _begin_box(self) -> None:
        """A text of its own begins, inside of a paragraph."""
        self._outer.append((self.flow, self._paragraph, self._rows))
        self.flow, self._paragraph = Flow(), _Paragraph()
        self._rows = Rows(self.flow)

    def _end_box(self) -> None:
        box = self.flow
        self._leave()
        self.flow.add(box)

    def _leave(self) -> None:
        self.flow, self._paragraph, self._rows = self._outer.pop()
