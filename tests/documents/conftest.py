"""What holds for every document, whatever it was read from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reader.documents.document import KEEPS_LINES, BlockKind, Document, Section


def check(document: Document) -> None:
    """Fail unless every span of the document keeps the promises of Block, Mark and Section."""
    text = document.text
    expected = 0
    for block in document.blocks:
        assert block.start == expected < block.end, block
        inside = text[block.start : block.end]
        assert "\n" not in (inside[0], inside[-1]), block
        assert "\n" not in inside or block.kind in KEEPS_LINES, (block, inside)
        assert text[block.end : block.end + 1] in ("\n", ""), block
        expected = block.end + 1
    assert expected == len(text) + (1 if document.blocks else 0)
    for mark in document.marks:
        block = document.blocks[document.block_at(mark.start)]
        assert block.start <= mark.start < mark.end <= block.end, (mark, block)
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    outline = document.outline
    assert [tuple(section.heading) for section in outline if not section.made] == [
        (block.start, block.end) for block in headings
    ]
    made = [section for section in outline if section.made]
    assert all(section.heading == (section.start, section.start) for section in made)
    assert {section.start for section in made} <= set(document.blocks.starts)
    for section in outline:
        words = iter(text[section.start : section.end])
        title = section.title.removesuffix("…") if section.made else section.title
        assert title and all(char in words for char in title if not char.isspace()), section
    assert all(1 <= block.depth <= 6 for block in headings)
    _check_sections(document.sections, 1, 0, len(text))
    lines = [section.lines for section in outline if section.lines]
    assert lines == sorted(lines)


def _check_sections(sections: tuple[Section, ...], level: int, start: int, end: int) -> None:
    for section, after in zip(sections, [*sections[1:], None], strict=False):
        assert section.level == level
        assert start <= section.start <= section.heading.end <= section.end <= end
        assert section.start < section.end
        assert section.end == (after.start if after else end)
        start = section.end
        _check_sections(section.children, level + 1, section.heading.end, section.end)


@pytest.fixture(scope="session")
def consistent() -> Callable[[Document], None]:
    """A function that fails for a document whose spans contradict one another."""
    return check


@pytest.fixture(scope="session")
def shown() -> Callable[[Document], list[tuple[str, str]]]:
    """A function that lists kind and text of the blocks, markers set before the text."""

    def blocks(document: Document) -> list[tuple[str, str]]:
        return [
            (block.kind.value, f"{block.marker} {document.text[block.start : block.end]}".strip())
            for block in document.blocks
        ]

    return blocks


@pytest.fixture(scope="session")
def outline_of() -> Callable[[Document], list[str]]:
    """A function that lists the titles of the sections, indented by level."""

    def titles(document: Document) -> list[str]:
        return ["  " * (section.level - 1) + section.title for section in document.outline]

    return titles
