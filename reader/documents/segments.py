"""From the lines of a plain text to its parts: paragraphs, verse, lists, quotes, code, rules.

Every decision here looks at a run of lines, the first line after it, and the layout; never
further. So the parts of the beginning of a text do not change when the rest is read.
"""

from __future__ import annotations

from reader.documents.definitions import definitions_apart
from reader.documents.document import BlockKind
from reader.documents.layout import Layout
from reader.documents.list_lines import (
    BULLETS,
    ITEM,
    QUOTED,
    RULE,
    column_of,
    continue_item,
    end_of_item,
    is_item,
    item_of,
    quotes_of,
)
from reader.documents.mail import head_of
from reader.documents.names import is_contents
from reader.documents.options import options
from reader.documents.padding import without_padding
from reader.documents.page_furniture import furniture
from reader.documents.parts import Part
from reader.documents.prose import joined, paragraphs
from reader.documents.runs import heads_apart, runs_of
from reader.documents.section_titles import title_of
from reader.documents.widths import width_of
from reader.text.patterns import lazy

# A line that begins with none of these, nor has "." or ")" as its second or third character,
# is plain prose as far as its beginning goes.
_SIGNS = frozenset(BULLETS + ">|=~_#^(0123456789")
_AFTER_NUMBER = frozenset(".)")
_SECOND = frozenset(["  ", *(letter + ")" for letter in "abcdefghijklmnopqrstuvwxyzivx")])
_OPENING = frozenset("\"'“‘«„")
_UNDERLINE = lazy(r"([=\-~^*_#\"'.+])\1{2,}$")
_ACROSS = lazy(r"([=#*~])\1{39,199}$")  # over a section, from one margin to the other
_GAP = lazy(r"(?<=\S)(?: {3,}| *\t[ \t]*)(?=\S)|(?<=\S) {2}\S+ {2}(?=\S)")
_ASKED = lazy(r"\s*[QA]\.?(?: {2,}|\t)(?=\S)")  # a question or an answer before a court
_LEADER = lazy(r"\.{4,}|(?:\. ){3,}|…{2,}")
_ART = lazy(r"[│┃║┌┐└┘├┤┬┴┼─━═╔╗╚╝╠╣▀█▌▐░▒▓]|\+[-=+]{2,}|\|.*\||-->|<--|__/|\\__|\|__")
_CODE = lazy(r"[{}]$|\);?$|^[{}$#@<]|[=!]=|[-=]>|::|\w\(\w*\)|</|&&|\|\||:=|^\w+ = ")
_COLUMNS = (
    (_GAP, ("  ", "\t")),
    (_LEADER, ("....", ". . . ", "……")),
    (_ART, ("|", "+-", "+=", "-->", "<--", "__/")),
)


def segments(lines: list[str], layout: Layout) -> tuple[list[Part], int]:
    """The parts of these lines, and how many of them stay the same whatever lines follow."""
    runs = list(runs_of(lines, layout))
    settled = runs[-2][0] if len(runs) > 1 else -1  # where the last run but one begins
    if layout.margin:
        runs = [piece for run in runs for piece in heads_apart(lines, *run, layout)]
    if layout.edge and layout.margin:
        runs = [piece for run in runs for piece in definitions_apart(lines, *run, layout.edge)]
    parts: list[Part] = []
    stable = 0
    indents: list[int] = []  # columns of the list items that are open, outermost first
    previous_end = 0
    for number, (first, end) in enumerate(runs):
        if first == settled:
            stable = len(parts)
        run = lines[first:end]
        before = first - previous_end
        after = lines[runs[number + 1][0]].strip() if number + 1 < len(runs) else ""
        if head := head_of(run, first) if len(run) > 1 else []:
            head[0].before = before
            parts += head
            first, run, before = head[-1].last + 1, lines[head[-1].last + 1 : end], 0
            previous_end = first
            if not run:
                continue
        found: list[Part] | None = options(run, first, layout.edge, tight=layout.margin > 0)
        found = found or _plain_prose(run, first, layout)
        if found is None:
            found = _mixed(run, first, layout, parts[-1] if parts else None, after, indents, before)
        elif found[0].indent <= layout.indent:
            indents.clear()
        found[0].before = before
        parts += found
        previous_end = end
    return parts, stable


def _plain_prose(run: list[str], first: int, layout: Layout) -> list[Part] | None:
    """The one part of a run that is ordinary prose at first sight; None to look closer."""
    if len(run) == 1:
        line = run[0]
        text = line.strip()
        if not (text[0].isalpha() or text[0] in _OPENING) or "\t" in text or "   " in text:
            return None
        if ")" in text[1:5] or text[1:2] == "." or text[1:3] == "  " or text[-1] == "]":
            return None
        return [_paragraph(joined(text), first, first, len(line) - len(line.lstrip()))]
    stripped = [line.strip() for line in run]
    if not _SIGNS.isdisjoint([text[0] for text in stripped]):
        return None
    if not _SECOND.isdisjoint([text[1:3] for text in stripped]) or not _AFTER_NUMBER.isdisjoint(
        [text[1:2] for text in stripped]
    ):
        return None
    if not layout.wrapped:
        whole = "\n".join(run)
        if "   " in whole or "\t" in whole:
            return None
        return paragraphs(run, first, layout)
    shortest = int(layout.width * 0.75) - layout.indent
    if min(width_of(text, layout.scale) for text in stripped[:-1]) < shortest:
        return None
    column = layout.indent
    margin = " " * column
    for line in run[1:]:
        if line[:column] != margin or line[column : column + 1].isspace():
            return None
    text = "\n".join(stripped)
    if "   " in text or "\t" in text or all(line[0].isupper() for line in stripped):
        return None
    indent = len(run[0]) - len(run[0].lstrip())
    return [_paragraph(joined(text), first, first + len(run) - 1, indent)]


def _paragraph(text: str, first: int, last: int, indent: int) -> Part:
    return Part(BlockKind.PARAGRAPH, text, first, last, indent=indent)


def _mixed(
    run: list[str],
    first: int,
    layout: Layout,
    previous: Part | None,
    after: str,
    indents: list[int],
    before: int,
) -> list[Part]:
    """The parts of a run with something else than prose in it, from top to bottom."""
    run = [_expanded(line) for line in run]
    if len(run) > 1 and run[0].endswith(":") and is_contents(run[0]):
        below = BlockKind.CODE if _keeps_columns(run[1:], layout) else BlockKind.VERSE
        return [_paragraph(run[0].strip(), first, first, 0), _kept(below, run[1:], first + 1)]
    if page := furniture(run, first, previous):
        return [page]
    if len(run) == 2 and _ACROSS.match(run[0]):
        rule = _paragraph(run[0], first, first, 0)
        rule.kind = BlockKind.RULE
        return [rule, _paragraph(joined(run[1].strip()), first + 1, first + 1, column_of(run[1]))]
    if _keeps_columns(run, layout):
        return [_kept(BlockKind.CODE, run, first)]
    parts: list[Part] = []
    line = 0
    while line < len(run):
        text = run[line].strip()
        start = line
        if len(text) < 200 and RULE.match(text):
            parts.append(_paragraph(text, first + line, first + line, 0))
            parts[-1].kind = BlockKind.RULE
            line += 1
        elif line + 1 < len(run) and _is_underlined(run[line], run[line + 1]):
            parts.append(_paragraph(joined(text), first + line, first + line + 1, 0))
            parts[-1].underline = run[line + 1].strip()[0]
            line += 2
        elif text[0] == ">":
            while line < len(run) and run[line].lstrip().startswith(">"):
                line += 1
            quotes = quotes_of(run[start:line], first + start, layout)
            parts += quotes or paragraphs(run[start:line], first + start, layout)
        elif is_item(run, line, after, previous if not parts else parts[-1]) and not (
            layout.titled and len(run) == 1 and title_of(run[0])
        ):
            line = end_of_item(run, line, layout)
            parts.append(item_of(run[start:line], first + start, indents, layout))
            close = parts[-2].last + 1 == parts[-1].first if len(parts) > 1 else before == 0
            behind = parts[-2] if len(parts) > 1 else previous
            parts[-1].tight = close and behind is not None and behind.kind is BlockKind.ITEM
            continue
        else:
            line += 1
            while line < len(run) and not _begins_special(run, line, after):
                line += 1
            found = paragraphs(run[start:line], first + start, layout)
            if indents and found[0].indent > indents[-1] and found[0].indent > layout.indent:
                continue_item(found, indents)
            else:
                indents.clear()
            parts += found
            continue
        indents.clear()
    return parts


def _expanded(line: str) -> str:
    """A line with spaces for the tabs that indent it, without form feeds and trailing space."""
    text = line.lstrip()
    margin = line[: len(line) - len(text)]
    if "\t" in margin or "\f" in margin:
        line = margin.replace("\f", "").expandtabs(8) + text
    return line.rstrip()


def _keeps_columns(run: list[str], layout: Layout) -> bool:
    """Whether a run is a table, a drawing, a list of contents, or code, that lives by columns."""
    if len(run) < 2 and not (_ART.match(run[0].strip()) and len(run[0].strip()) > 2):
        return False
    if QUOTED.match(run[0].lstrip()):
        return False
    if layout.edge and layout.margin and _is_full(run, layout.edge):
        return False  # prose, whatever signs are in it
    if asked := _ASKED.match(run[0]):
        run = [run[0][asked.end() :], *run[1:]]
    if layout.edge:
        run = [without_padding(line, layout.edge) for line in run]
        if item := ITEM.match(run[0].lstrip()):
            run[0] = run[0].lstrip()[item.end() :]
    whole = "\n".join(run)
    for pattern, signs in _COLUMNS:
        # Finding a literal costs a tenth of what finding nothing with a pattern does.
        if any(sign in whole for sign in signs) or (pattern is _ART and not whole.isascii()):
            found = sum(pattern.search(line) is not None for line in run)
            if found * 2 >= len(run):
                return True
    indent = min(len(line) - len(line.lstrip()) for line in run)
    if indent >= layout.indent + 4 or (indent >= 4 and not layout.wrapped):
        code = sum(bool(_CODE.search(line.strip())) for line in run)
        return code * 5 >= len(run) * 2
    return False


def _is_full(run: list[str], edge: int) -> bool:
    """Whether lines all end at the edge, as prose does, with nothing set apart in them."""
    return (
        run[0].lstrip()[0].isalpha()
        and all(len(line) == edge for line in run[:-1])
        and not any("    " in line.strip() or _LEADER.search(line) for line in run)
    )


def _kept(kind: BlockKind, run: list[str], first: int) -> Part:
    """A part that keeps its lines, without the indent that all of them share."""
    run = [line.expandtabs(8).rstrip() for line in run]
    indent = min(len(line) - len(line.lstrip()) for line in run)
    text = "\n".join(line[indent:] for line in run)
    return Part(kind, text, first, first + len(run) - 1, indent=indent)


def _is_underlined(line: str, rule: str) -> bool:
    """Whether ``rule`` underlines ``line`` as a heading: about as long, and nothing but a rule."""
    text, under = line.strip(), rule.strip()
    return (
        _UNDERLINE.match(under) is not None
        and 0 < len(text) <= 120
        and abs(len(text) - len(under)) <= max(3, len(text) // 4)
        and any(char.isalnum() for char in text)
        and not _GAP.search(text)
    )


def _begins_special(run: list[str], line: int, after: str) -> bool:
    """Whether something else than prose begins in the middle of a run, at this line."""
    text = run[line].lstrip()
    if text[0] not in _SIGNS and text[1:2] not in (".", ")") and text[2:3] != ")":
        return line + 1 < len(run) and _is_underlined(run[line], run[line + 1])
    if text[0] == ">" or (len(text) < 200 and RULE.match(text)):
        return True
    if line + 1 < len(run) and _is_underlined(run[line], run[line + 1]):
        return True
    return is_item(run, line, after, None)
