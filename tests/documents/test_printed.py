"""A document as lines of text."""

from __future__ import annotations

import pytest

from reader.documents.document import Document
from reader.documents.opening import Source, open_document
from reader.documents.printed import printed


def of(name: str, text: str) -> Document:
    return open_document(Source(name, text.encode()))


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("One\n\ntwo", ["One", "", "two"]),
        ("9. nine\n10. ten", ["9. nine", "10. ten"]),
        ("- a\n  - b\n- c", ["• a", "  • b", "• c"]),
        ("- a\n\n  more", ["• a", "", "  more"]),
        ("- [x] done", ["☑ done"]),
        ("> said\n>\n> > before", ["> said", "", "> > before"]),
        ("```\na\n\n  b\n```", ["    a", "", "      b"]),
        ("Words[^1]\n\n[^1]: A note.", ["Words[1]", "", "[1] A note."]),
    ],
)
def test_labels_stand_before_their_words_as_on_the_screen(markdown: str, lines: list[str]) -> None:
    assert list(printed(of("a.md", markdown))) == lines


def test_what_is_printed_is_read_again_with_the_same_words_and_blocks() -> None:
    markdown = "Some words that stand here.\n\n1. One\n2. Two\n   - below\n\n> said\n"
    before = of("a.md", markdown)
    after = of("standard input", "\n".join(printed(before)))
    assert after.text == before.text

    def kinds(document: Document) -> list[tuple[object, ...]]:
        return [(block.kind, block.depth, block.marker) for block in document.blocks]

    assert kinds(after) == kinds(before)
