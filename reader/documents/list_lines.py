"""The items of lists, and quotations, in the lines of a plain text."""

from __future__ import annotations

from reader.documents.document import BlockKind
from reader.documents.layout import Layout
from reader.documents.parts import Part
from reader.documents.prose import joined, paragraphs
from reader.documents.widths import fits
from reader.text.patterns import lazy

BULLETS = "-*+•‣◦▪●○■□☐☑✓·"
ITEM = lazy(
    rf"(?P<bullet>[{BULLETS}]|o(?=  ))[ \t]+(?=\S)"
    r"|(?P<mark>\(?\d{1,3}[.)]|\([a-zA-Z]{1,4}\)|[a-z][.)]|[ivx]{2,4}[.)])[ \t]+(?=\S)"
)
RULE = lazy(r"[ \t]*([*\-=_~#•·.+—–─═⁂§☙❧\\/][ \t]*){3,200}$|[ \t]*(?:[*⁂☙❧§#]|\* \*)[ \t]*$")
QUOTED = lazy(r"((?:>[ \t]?)+)(.*)")
_LONG_WORD = lazy(r"[^\W\d_]{5,}")
_STOP = lazy(r"[.!?;:]")
_TITLE = 60  # code points of a title that ends with a stop


def column_of(line: str) -> int:
    """The column where a line begins."""
    return len(line) - len(line.lstrip())


def is_item(run: list[str], line: int, after: str, previous: Part | None) -> bool:
    """Whether a list item begins here.

    A bullet is enough at the start of a run or below another item. A number may as well be that
    of a heading, or a line's first word: there must be a second item near, or a sentence.
    """
    text = run[line].lstrip()
    match = ITEM.match(text)
    if not match:
        return False
    indent = len(run[line]) - len(text)
    near = run[max(line - 12, 0) : line] + run[line + 1 : line + 13]
    others = (ITEM.match(other.lstrip()) for other in near)
    alike = any(other and bool(other["mark"]) == bool(match["mark"]) for other in others)
    if line and not alike and indent <= len(run[line - 1]) - len(run[line - 1].lstrip()):
        return False
    if match["bullet"] or alike:
        return True
    if line:
        return False
    content = text[match.end() :]
    if len(run) > 1:
        return len(content) > 45 or len(run[1]) - len(run[1].lstrip()) > indent
    neighbour = ITEM.match(after)
    if neighbour and neighbour["mark"]:
        return True
    below_item = previous is not None and previous.kind is BlockKind.ITEM
    if content[-1] == "." and not below_item and _is_title(content[:-1]):
        return False  # "0. Definitions.", as a licence has its sections
    if content[-1] in ".;,:" or (len(content) > 60 and content[-1] not in "?？؟"):
        return True
    if previous is None or previous.kind is not BlockKind.ITEM:
        return False
    mark = match["mark"]
    if mark[:-1].isdecimal() and previous.marker[:1] == "(" and _goes_deeper(after, mark):
        return False  # "3. TERM" below "(c) the tin" and above "3.1 The lease"
    return previous.marker.endswith((".", ")"))


def _is_title(text: str) -> bool:
    """Whether a few words are set as a title: without a stop, its long words with capitals."""
    words = _LONG_WORD.findall(text)
    return (
        len(text) <= _TITLE
        and text[0].isupper()
        and _STOP.search(text) is None
        and all(word[0].isupper() for word in words)
        and len(words) > 0
    )


def _goes_deeper(after: str, mark: str) -> bool:
    """Whether a line begins with a number below another one: "3.1" below "3."."""
    return after.startswith(f"{mark[:-1]}.") and after[len(mark) : len(mark) + 1].isdecimal()


def end_of_item(run: list[str], line: int, layout: Layout) -> int:
    """Where the item that begins here ends: before the next item, rule or quotation."""
    if not layout.wrapped:
        indent = len(run[line]) - len(run[line].lstrip())
        line += 1
        while line < len(run) and len(run[line]) - len(run[line].lstrip()) > indent:
            if ITEM.match(run[line].lstrip()):
                break
            line += 1
        return line
    column = column_of(run[line])
    line += 1
    while line < len(run):
        text = run[line].lstrip()
        if ITEM.match(text) or text[0] == ">" or RULE.match(text):
            break
        if column_of(run[line]) < column and fits(
            run[line - 1].rstrip(), text, layout.width, layout.scale
        ):
            break  # it stands further out, and there was room for it above
        line += 1
    return line


def item_of(run: list[str], first: int, indents: list[int], layout: Layout) -> Part:
    """A list item of these lines; ``indents`` is brought up to its depth."""
    text = run[0].lstrip()
    column = len(run[0]) - len(text)
    while indents and indents[-1] > column:
        indents.pop()
    if not indents or indents[-1] < column:
        indents.append(column)
    match = ITEM.match(text)
    assert match is not None
    rest = "\n".join([text[match.end() :], *(line.strip() for line in run[1:])])
    return Part(
        BlockKind.ITEM,
        joined(rest),
        first,
        first + len(run) - 1,
        depth=len(indents) - 1,
        marker="•" if (match["bullet"] or " ") in "-*+" else match[0].rstrip(),
        indent=column,
    )


def continue_item(parts: list[Part], indents: list[int]) -> None:
    """Make paragraphs that stand further in than the list item above paragraphs of that item."""
    for part in parts:
        if part.kind in (BlockKind.PARAGRAPH, BlockKind.QUOTE):
            part.kind = BlockKind.ITEM
            part.depth = len(indents) - 1


def quotes_of(run: list[str], first: int, layout: Layout) -> list[Part]:
    """Lines that begin with ">", as mail quotes; the number of signs is the depth."""
    parts: list[Part] = []
    group: list[str] = []
    depth = 0
    blank = False

    def close(end: int) -> None:
        nonlocal blank
        if not group:
            return
        found = paragraphs(group, end - len(group), layout)
        for part in found:
            for number, text in enumerate(part.text.split("\n")):
                line = part.first + number if "\n" in part.text else part.first
                quote = Part(BlockKind.QUOTE, text.strip(), line, part.last, depth=depth - 1)
                quote.tight = (
                    bool(parts) and not blank and (number > 0 or parts[-1].last + 1 == line)
                )
                parts.append(quote)
        blank = False
        group.clear()

    for number, line in enumerate(run):
        match = QUOTED.match(line.lstrip())
        assert match is not None
        signs = match[1].count(">")
        if signs != depth or not match[2].strip():
            close(first + number)
            depth = signs
            blank = blank or not match[2].strip()
        if match[2].strip():
            group.append(match[2])
    close(first + len(run))
    return parts
