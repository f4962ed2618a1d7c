"""The outlines of texts in twelve languages and of many kinds are found, nested as they are meant.

Data in `languages` and `genres`.
"""

from __future__ import annotations

import pytest

from reader.documents.formats.plain import parse
from tests.documents import genres, languages
from tests.documents.languages import MarkedText


def nested(headings: list[tuple[int, str]]) -> list[str]:
    """Titles indented by how many of those before hold them; what counts is who holds whom."""
    open_: list[int] = []
    lines = []
    for level, title in headings:
        while open_ and open_[-1] >= level:
            open_.pop()
        lines.append("  " * len(open_) + title)
        open_.append(level)
    return lines


@pytest.mark.parametrize(
    "text", [pytest.param(text, id=text.name) for text in languages.TEXTS + genres.TEXTS]
)
def test_the_outline_is_the_true_one(text: MarkedText) -> None:
    title_page = {heading.line for heading in text.headings if not heading.level}
    found = [
        (section.level, section.title)
        for section in parse(text.text).outline
        if section.lines and section.lines[0] - 1 not in title_page
    ]
    true = [(heading.level, heading.title) for heading in text.headings if heading.level]
    assert nested(found) == nested(true)
