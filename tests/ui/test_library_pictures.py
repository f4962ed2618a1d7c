"""Pictures of the library and the file dialog; `--snapshot-update` takes them anew."""

import os

import pytest

from reader.annotations.annotation import new_id
from reader.catalogue import Entry
from reader.text.spans import Span
from reader.ui.app import ReaderApp
from reader.ui.screens.files import FilesScreen

SIZES = pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 15)], ids=lambda s: f"{s[0]}")
DAY = "2026-01-{:02}T10:00:00.000Z"
DOCUMENTS = (
    ("The Summer Book", ("Tove Jansson",), 620, 12, 2, ("sea",), ("Holidays",)),
    ("People’s Daily: Achieving New Milestones in City Building", ("Xue Kan",), 270, 4, 0, (), ()),
    ("源氏物語", ("紫式部",), 35, 1, 1, ("classic", "court"), ("Exam",)),
    ("Thérèse Raquin", ("Émile Zola",), 1000, 0, 0, (), ("Exam",)),
    ("A letter that was never opened", (), 0, 0, 0, (), ()),
)


@pytest.fixture
def shelf(library, tmp_path):
    """Five documents, one of them gone, of days long past."""
    entries = []
    for number, (title, authors, place, notes, questions, tags, collections) in enumerate(
        DOCUMENTS
    ):
        path = tmp_path / "books" / f"{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{title}\n", "utf-8")
        entry = Entry(
            id=new_id(),
            title=title,
            authors=authors,
            path=str(path),
            format="markdown",
            added=DAY.format(1),
            opened=DAY.format(20 - number) if place else "",
            place=place * 100,
            length=100_000,
            read=(Span(0, place * 100),) if place else (),
            file=f"{number}.json",
            annotations=notes,
            questions=questions,
            tags=tags,
            collections=collections,
        )
        entries.append(entry)
    (tmp_path / "books" / "3.md").unlink()
    library.keep(entries)
    return ReaderApp(library, None)


@SIZES
def test_the_library(shelf, snap_compare, size):
    async def loaded(pilot):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("down", "down")
        await pilot.pause()

    assert snap_compare(shelf, terminal_size=size, run_before=loaded)


@SIZES
def test_finding_files(shelf, snap_compare, size, tmp_path):
    folder = tmp_path / "books"
    (folder / "essays").mkdir()
    (folder / "雨 and other stories.txt").write_text("Some text.\n" * 2000, "utf-8")
    for path in folder.iterdir():
        os.utime(path, (1_767_264_000, 1_767_264_000))

    async def looked(pilot):
        known = {str(folder / "1.md"): ""}
        await pilot.app.push_screen(FilesScreen(folder, known))
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        pilot.app.screen.box.cursor_blink = False
        await pilot.press("down", "space")
        await pilot.pause()

    assert snap_compare(shelf, terminal_size=size, run_before=looked)
