"""What footnotes and captions of a PDF begin with."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reader.documents.formats.pdf_flow import Usual, is_code
from reader.documents.formats.pdf_lines import Line, Page, is_raised

SMALL = 0.93  # of the usual size: footnotes and captions are not larger
_HIGHEST = 0.35  # of the height of a page: no footnotes begin further up
_NEAR = 3.0  # of the size: between the rule and the first line below

_NOTE = re.compile(r"(\d{1,3}|[*†‡§¶∗]{1,3}|[a-z](?=[.) ]))[.)]?\s*(?=\S)")
CAPTION = re.compile(
    r"(?:fig(?:ure|\.)?|table|tab\.|listing|algorithm|abb(?:ildung|\.)|tabelle|figura|tableau"
    r"|tabla|tabella|рис\.?|рисунок|таблица|图|表|図)"
    r"\s*(?:[\divxa-z]{1,5}\.)*[\divx]{1,5}\b\s*(?:[.:|—–]|$)",
    re.IGNORECASE,
)


def note_label(line: Line) -> str:
    """The mark that a footnote begins with; "" for a line that begins none."""
    first = line.runs[0]
    found = _NOTE.match(line.text)
    if is_raised(line):
        return first.text.strip()
    if found and (not found[1].isalpha()) and len(found[1]) < len(line.text):
        return found[1]
    return ""


def follows(marker: str, label: str) -> bool:
    """Whether a number is that of the note after the one with this marker; other marks are."""
    before = marker.strip("[]")
    if before.isdecimal() and label.isdecimal():
        return 0 < int(label) - int(before) <= 2
    return not label.isdecimal() or not before


def below_rule(page: Page, lines: Sequence[Line]) -> Sequence[Line]:
    """The lines of a column that are footnotes below a rule, in letters of any size: the first one
    begins with a mark that stands raised in the text above; none if there are no such."""
    for rule in page.rules:
        if rule.y < _HIGHEST * page.height:
            continue
        at = next(
            (
                index
                for index, line in enumerate(lines)
                if line.y - 0.7 * line.size > rule.y and line.x0 < rule.x1 and line.x1 > rule.x0
            ),
            len(lines),
        )
        if at == len(lines) or lines[at].y - rule.y > _NEAR * lines[at].size:
            continue
        label = note_label(lines[at])
        if label and label in _raised_signs(page, rule.y):
            return lines[at:]
    return ()


def _raised_signs(page: Page, y: float) -> set[str]:
    """What is set small and high in the lines of a page above this height."""
    return {
        run.text.strip()
        for line in page.lines
        if line.y < y
        for run in line.runs[1:]
        if run.size < 0.88 * line.size and line.y - run.y > 0.1 * line.size
    }


def split_notes(page: Page, flow: list[Line], usual: Usual) -> tuple[list[Line], list[Line]]:
    """A column's lines without the footnotes below them, and these."""
    if notes := below_rule(page, flow):
        return flow[: -len(notes)], list(notes)
    at = len(flow)
    limit = SMALL * usual.size
    while at > 0 and flow[at - 1].size <= limit and not is_code(flow[at - 1], usual):
        at -= 1
    while at < len(flow) and (not note_label(flow[at]) or CAPTION.match(flow[at].text)):
        at += 1
    if at == len(flow):
        return flow, []
    low = flow[at].y > 0.4 * page.height
    above = at == 0 or flow[at].y - flow[at - 1].y > 1.1 * flow[at].size
    return (flow[:at], flow[at:]) if low and above else (flow, [])
