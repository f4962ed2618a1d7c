"""What footnotes and captions of a PDF begin with."""

from __future__ import annotations

import re

from reader.documents.formats.pdf_lines import Line, is_raised

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
