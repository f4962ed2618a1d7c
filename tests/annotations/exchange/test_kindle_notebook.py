"""The notebook that Kindle's apps export."""

from __future__ import annotations

import pytest

from reader.annotations.annotation import Colour, Kind
from reader.annotations.exchange import kindle_notebook
from reader.errors import ReaderError

# Headings are closed by other names than they were opened with, as in the files of the apps.
PAGE = """\
<html><body>
<div class="bookTitle">
    Emma</div><div class="authors">Austen, Jane</div>
<h2 class="sectionHeading">Volume I</h2>
<h3 class="noteHeading">Highlight (<span class="highlight_pink">pink</span>) - Chapter 1 &gt; \
Page 12 · Location 180</div><div class="noteText">A clever
    girl &amp; more.</h3>
<h3 class="noteHeading">Note - Page 12 · Location 182</div><div class="noteText">Is she?</h3>
<h3 class="noteHeading">Note - Page 90 · Location 999</div><div class="noteText">Alone.</h3>
<h3 class="noteHeading">Bookmark - Location 1200</div>
<h3 class="noteHeading">Highlight (blue) - Location 1300</div><div class="noteText"></h3>
</body></html>
"""


def test_highlights_have_their_book_section_and_colour_and_the_note_below_them() -> None:
    first, alone, bookmark, empty = kindle_notebook.read(PAGE.encode()).incoming
    assert (first.work.title, first.work.authors) == ("Emma", ("Jane Austen",))
    assert first.annotation.target.exact == "A clever girl & more."
    assert first.annotation.target.path == ("Volume I", "Chapter 1")
    assert (first.annotation.colour, first.annotation.note) == (Colour.PINK, "Is she?")
    assert (alone.annotation.kind, alone.annotation.note) == (Kind.NOTE, "Alone.")
    assert bookmark.annotation.kind is Kind.BOOKMARK
    assert (empty.annotation.kind, empty.annotation.colour) == (Kind.BOOKMARK, Colour.BLUE)


def test_a_highlight_without_text_is_told() -> None:
    (problem,) = kindle_notebook.read(PAGE.encode()).problems
    assert problem.what == "a highlight without text"


def test_other_pages_are_refused() -> None:
    assert kindle_notebook.looks(PAGE.encode(), "x.html")
    assert not kindle_notebook.looks(b"<html><p class='note'>x</p></html>", "x.html")
    with pytest.raises(ReaderError, match=r"^x\.html is not a Kindle notebook"):
        kindle_notebook.read(b"<html></html>", "x.html")
