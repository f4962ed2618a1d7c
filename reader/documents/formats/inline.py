"""Inline Markdown tokens as text with marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from reader.documents.document import Mark, MarkKind
from reader.documents.encoding import harmless
from reader.documents.formats.html_text import image_of, is_image
from reader.documents.formats.raised import raised
from reader.text.patterns import lazy

if TYPE_CHECKING:
    from markdown_it.token import Token

_PAIRS = {
    "em_open": MarkKind.EMPHASIS,
    "strong_open": MarkKind.STRONG,
    "s_open": MarkKind.STRIKETHROUGH,
    "link_open": MarkKind.LINK,
}
_HTML_PAIRS = {
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "del": MarkKind.STRIKETHROUGH,
    "s": MarkKind.STRIKETHROUGH,
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}
# What a formula has in it, and "$HOME/$USER" has not.
_FORMULA = lazy(r"[\\^_{}=<>+*|]|^[^\W_]$")
_TAG = lazy(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
_WHITE = lazy(r"[\t\n\f]+")
_NO_SPACES = lazy("[\u2e80-\u312f\u3190-\ua4cf\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef]")


class Piece(NamedTuple):
    """Rendered text; the marks count from its start."""

    text: str
    marks: tuple[Mark, ...] = ()

    def trimmed(self) -> Piece:
        """Without white space at either end."""
        start = len(self.text) - len(self.text.lstrip())
        end = len(self.text.rstrip())
        return self if not start and end == len(self.text) else self.part(start, end)

    def part(self, start: int, end: int) -> Piece:
        """The text from ``start`` to ``end`` with what of the marks lies there."""
        marks = []
        for mark in self.marks:
            low, high = max(mark.start, start), min(mark.end, end)
            if low < high:
                marks.append(mark._replace(start=low - start, end=high - start))
        return Piece(self.text[start:end], tuple(marks))

    def strong(self) -> Piece:
        """The same, all of it strong."""
        return Piece(self.text, (Mark(MarkKind.STRONG, 0, len(self.text)), *self.marks))


def split_lines(piece: Piece) -> list[Piece]:
    """The lines of a piece that have text in them."""
    lines: list[Piece] = []
    start = 0
    for line in piece.text.split("\n"):
        if line.strip():
            lines.append(piece.part(start, start + len(line)).trimmed())
        start += len(line) + 1
    return lines


def render(tokens: Sequence[Token], breaks: str = "\n") -> Piece:
    """The text that a person sees of inline tokens; ``breaks`` stands for hard line breaks."""
    texts: list[str] = []
    marks: list[Mark] = []
    open_: list[tuple[MarkKind, int, str]] = []
    length = 0

    def close(kind: MarkKind) -> None:
        for number in range(len(open_) - 1, -1, -1):
            if open_[number][0] is kind:
                _, start, target = open_.pop(number)
                if start < length:
                    marks.append(Mark(kind, start, length, target))
                return

    for number, token in enumerate(tokens):
        text = ""
        mark: tuple[MarkKind, str] | None = None
        match token.type:
            case "text" | "text_special":
                text = _safe(token.content)
            case "code_inline":
                text, mark = _safe(token.content), (MarkKind.CODE, "")
            case "math_inline" | "math_inline_double":
                text = formula(token)
            case "softbreak":
                begun = texts[-1][-1:] if texts else "\n"
                text = "" if begun == "\n" or _between_ideographs(tokens, number) else " "
            case "hardbreak":
                text = breaks
            case "image":
                alt = render(token.children or [], breaks=" ").text.strip()
                text = f"[{alt or 'image'}]"
                mark = (MarkKind.IMAGE, str(token.attrGet("src") or ""))
            case "footnote_ref":
                name = note_name(token.meta["id"])
                text, mark = f"[{token.meta['id'] + 1}]", (MarkKind.FOOTNOTE, f"#{name}")
            case "html_inline" if is_image(token.content):
                if image := image_of(token.content):
                    text, mark = image.text, (MarkKind.IMAGE, image.source)
            case "html_inline":
                text = _html(token.content, open_, length, close, breaks)
            case kind if kind in _PAIRS:
                target = str(token.attrGet("href") or "") if kind == "link_open" else ""
                open_.append((_PAIRS[kind], length, target))
            case kind if kind.endswith("_close") and f"{kind[:-6]}_open" in _PAIRS:
                close(_PAIRS[f"{kind[:-6]}_open"])
        if text:
            if mark:
                marks.append(Mark(mark[0], length, length + len(text), mark[1]))
            texts.append(text)
            length += len(text)
    marks.sort(key=lambda mark: (mark.start, -mark.end))
    shown = raised("".join(texts), marks)
    return Piece(shown.text, shown.marks)


def _html(
    source: str,
    open_: list[tuple[MarkKind, int, str]],
    length: int,
    close: Callable[[MarkKind], None],
    breaks: str,
) -> str:
    """The text of an inline tag: none but for ``<br>``; tags that mean a mark open or close it."""
    tag = _TAG.match(source)
    if not tag:
        return ""
    name = tag[2].lower()
    if name == "br":
        return breaks
    if kind := _HTML_PAIRS.get(name):
        if not tag[1]:
            open_.append((kind, length, ""))
        else:
            close(kind)
    return ""


def formula(token: Token) -> str:
    """A formula in characters; what does not look like one as it is written."""
    if token.markup == "$" and not _FORMULA.search(token.content):
        return _safe(f"${token.content}$")
    from reader.documents.formats.tex_math import readable

    return _safe(readable(token.content))


def note_name(number: int) -> str:
    """The name of the place of a footnote, by its number from 0."""
    return f"fn:{number + 1}"


def _safe(text: str) -> str:
    """Text with nothing in it that a character reference may have brought in."""
    return _WHITE.sub(" ", harmless(text))


def _between_ideographs(tokens: Sequence[Token], number: int) -> bool:
    """Whether a line end stands in text that is written without spaces."""
    if not 0 < number < len(tokens) - 1:
        return False
    before, after = tokens[number - 1].content[-1:], tokens[number + 1].content[:1]
    return bool(_NO_SPACES.match(before) and _NO_SPACES.match(after))
