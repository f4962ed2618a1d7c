"""KOReader's Markdown: a heading for each highlight."""

from __future__ import annotations

import pytest

from reader.annotations.annotation import Style
from reader.annotations.exchange import koreader_markdown
from reader.errors import ReaderError

pytestmark = pytest.mark.usefixtures("utc")

FILE = """\
# Emma
##### Jane Austen, Another

## Chapter 1
### Page 57 @ 15 September 2025 11:44:50 PM
*a clever girl*

---
why so?
in two lines

[View in book](<file:///books/Emma.epub?pos=/body/p[9]/text().0>)
### Page 58 @ 16 September 2025 01:00:00 AM
++underlined++
## Chapter 2
### Page 60 @ 16 September 2025 01:10:00 AM
a line
# not a heading of this file

_Generated at: 2025-09-17 10:00:00_

# Persuasion
##### N/A

### Page 1 @ 17 September 2025 01:00:00 AM
half *agony*, half *hope*
"""


def test_highlights_have_their_book_chapter_page_and_note() -> None:
    imported = koreader_markdown.read(FILE.encode())
    first = imported.incoming[0]
    assert (first.work.title, first.work.authors) == ("Emma", ("Jane Austen", "Another"))
    assert first.work.source == "/books/Emma.epub"
    assert first.annotation.target.exact == "a clever girl"
    assert first.annotation.target.path == ("Chapter 1",)
    assert first.annotation.note == "why so?\nin two lines"
    assert first.annotation.created == "2025-09-15T23:44:50.000Z"
    assert first.line == 5
    came = first.annotation.extra["from"]
    assert isinstance(came, dict)
    assert (came["page"], came["page_xp"]) == ("57", "/body/p[9]/text().0")


def test_signs_around_all_of_a_text_are_its_style_and_those_inside_are_text() -> None:
    _, second, _, last = koreader_markdown.read(FILE.encode()).incoming
    assert (second.annotation.target.exact, second.annotation.style) == (
        "underlined",
        Style.UNDERLINE,
    )
    assert last.annotation.target.exact == "half *agony*, half *hope*"


def test_several_books_follow_one_another() -> None:
    imported = koreader_markdown.read(FILE.encode())
    assert [one.work.title for one in imported.incoming] == ["Emma"] * 3 + ["Persuasion"]
    assert imported.incoming[3].work.authors == ()
    assert imported.incoming[3].annotation.target.path == ()


def test_a_file_is_known_by_its_headings() -> None:
    assert koreader_markdown.looks(FILE.encode(), "x.md")
    assert not koreader_markdown.looks(b"# A\n\n> quote\n", "x.md")
    with pytest.raises(ReaderError, match="holds no highlights"):
        koreader_markdown.read(b"# A\n\ntext\n", "x.md")
