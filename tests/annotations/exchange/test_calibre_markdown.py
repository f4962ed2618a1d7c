"""calibre's Markdown: passages with links into the viewer."""

from __future__ import annotations

import pytest

from reader.annotations.exchange import calibre_markdown
from reader.errors import ReaderError

pytestmark = pytest.mark.usefixtures("utc")

LINK = "calibre://view-book/_hex_-4c/12/EPUB?open_at=epubcfi(/6/4"
FILE = f"""\
# Emma

## Volume I

### Chapter 1

A clever *girl*,
she was.
*[2 January 2026 11:47:53]({LINK}!/4/2))*

Is she?

--------------------

## Volume II

Another passage.
*[3 January 2026 09:00:00]({LINK}!/4/8))*

--------------------
"""


def test_passages_have_their_chapter_time_note_and_link() -> None:
    first, second = calibre_markdown.read(FILE.encode(), "x.md").incoming
    assert first.work.title == second.work.title == "Emma"
    assert first.annotation.target.exact == "A clever *girl*,\nshe was."
    assert first.annotation.target.path == ("Volume I", "Chapter 1")
    assert first.annotation.note == "Is she?"
    assert first.annotation.created == "2026-01-02T11:47:53.000Z"
    assert first.line == 7
    assert second.annotation.target.path == ("Volume II",)
    assert second.annotation.extra["from"]["link"] == f"{LINK}!/4/8)"  # type: ignore[index]


def test_a_file_is_known_by_its_links() -> None:
    assert calibre_markdown.looks(FILE.encode(), "x.md")
    assert not calibre_markdown.looks(b"# A\n\ntext\n*[now](http://x)*\n", "x.md")
    with pytest.raises(ReaderError, match="holds no highlights"):
        calibre_markdown.read(b"# A\n\ntext\n", "x.md")
