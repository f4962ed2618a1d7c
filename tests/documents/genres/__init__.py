"""Texts of many kinds whose headings are known, marked as those of `languages` are.

The heading of a message is the line of its subject, and its title the subject's words, those on
the lines that go on with it as well.
"""

from __future__ import annotations

import re

from tests.documents.genres import law, lecture, mail, transcript, various
from tests.documents.languages import MarkedText, unmarked

_SUBJECT = re.compile(r"(?:Subject|Betreff|Objet|SUBJECT|RE): *")


def _of_subjects(text: MarkedText) -> MarkedText:
    """A text with the words of the subjects for titles."""
    lines = text.text.split("\n")
    headings = []
    for heading in text.headings:
        end = heading.line + 1
        while lines[end].startswith("\t"):
            end += 1
        words = " ".join(line.strip() for line in lines[heading.line : end])
        headings.append(heading._replace(title=_SUBJECT.sub("", words)))
    return text._replace(headings=tuple(headings))


def _all() -> list[MarkedText]:
    texts = []
    for genre in (mail, transcript, lecture, law, various):
        name = genre.__name__.rpartition(".")[2]
        for kind, literal in vars(genre).items():
            if kind.isupper():
                text = unmarked(f"{name}, {kind.lower().replace('_', ' ')}", literal)
                texts.append(_of_subjects(text) if genre is mail else text)
    return texts


TEXTS = _all()
