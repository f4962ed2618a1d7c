"""Every screen in every size, in two themes and without colour, as text.

`pytest tests/ui/test_matrix.py --snapshot-update` takes them anew; `python -m tests.ui.matrix`
makes a page of them to look at.
"""

import os
import re
from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from reader.annotations.annotation import Colour, Kind, Style
from reader.annotations.cards import cloze
from reader.catalogue import Entry
from reader.documents.opening import open_document, read_source
from reader.searching import update
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.ui.dressing import Dressing
from reader.ui.indexing import Indexing
from reader.ui.screens.files import FilesScreen
from tests.conftest import fully_opened
from tests.ui.matrix import KEPT, rows_of, styles_of

SIZES = ((160, 50), (120, 40), (80, 24), (40, 15))
# What is another in each run: ids, and when the document was opened.
CHANGING = (
    (r"r-\w{18}", "r-" + 18 * "0"),
    (r"reader://\w{18}/\w{18}", f"reader://{18 * '0'}/{18 * '0'}"),
    (r"today \d\d:\d\d", "today 00:00"),
)
MOMENT = "2026-02-25T08:30:00.000Z"
FIRST = "This article highlights"


@pytest.fixture(autouse=True)
def nothing_behind(monkeypatch):
    """What is read behind says how far it is."""
    monkeypatch.setattr(Indexing, "start", lambda _: None)


@pytest.fixture
def annotated(library, article, monkeypatch):
    """The article with annotations of all kinds, one in two versions, two of them deleted."""
    for module in ("study.reading", "annotations.store", "annotations.ledger"):
        monkeypatch.setattr(f"reader.{module}.now", lambda: MOMENT)
    source = read_source(article)
    document = open_document(source)
    entry = library.remember(library.recognise(source, document), opened=MOMENT)
    reading = Reading(document, library.annotations_of(entry))

    def mark(words, **fields):
        start = document.text.index(words)
        return reading.mark(Span(start, start + len(words)), **fields)

    mark(FIRST, colour=Colour.GREEN, note="A claim, or a *plan*?", kind=Kind.QUESTION)
    mark("city building by the people", colour=Colour.BLUE, style=Style.UNDERLINE, tags=("city",))
    mark("the people", colour=Colour.PINK)
    store = reading.store
    for words in ("three pioneering systems", "in November 2019"):
        store.remove(mark(words, note=f"On {words}.").id)
    two = mark("commitment to a people-centered approach", note="Which?")
    store.change(two.id, note="Which approach is it?")
    library.annotations_of(entry).change(two.id, seen=two, note="Which approach, and why?")
    store.refresh()
    store.save()
    return article


async def reading(reader):
    """The document, as it opens."""


async def selection(reader):
    await reader.press("v")
    reader.view.put_caret(reader.find(FIRST).start)
    await reader.press("v", "i", "s")


async def picking(reader):
    await reader.press("f")


async def search(reader):
    await reader.press("slash", *"people")


async def hits(reader):
    await reader.press("slash", *"people")
    await reader.press("ctrl+f")
    await reader.press("down")


async def texts(reader):
    update(reader.app.library)
    await reader.press("backslash", *'people "in november" -paris')
    await reader.until(lambda: reader.app.screen.pane.chosen)
    await reader.press("down")


async def current(reader):
    await reader.press("right_parenthesis")


async def sections(reader):
    await into(reader, reader.screen.sections, "o")


async def notes(reader):
    await into(reader, reader.screen.notes, "p")


async def into(reader, pane, key):
    if not pane.display:
        await reader.press(key)
    pane.focus()
    await reader.settle()


async def help(reader):  # noqa: A001 (the names of the screens)
    await reader.press("question_mark")


async def note(reader):
    await reader.press("right_parenthesis", "a")


async def tags(reader):
    await reader.press("right_parenthesis", "t")


async def colour(reader):
    await reader.press("right_parenthesis", "c")


async def kind(reader):
    await reader.press("right_parenthesis", "full_stop")


async def versions(reader):
    await reader.press("right_parenthesis", "right_parenthesis", "H", "j")


async def trash(reader):
    await reader.press("X")


async def export(reader):
    await reader.press("e")
    reader.app.screen.query_one(Input).value = "/home/me/notes.md"


async def palette(reader):
    await reader.press("ctrl+p")


async def goto(reader):
    await reader.press("colon", *"peop")


async def look(reader):
    await reader.press("L")


async def comfort(reader):
    for name, value in (("justify", True), ("paragraphs", "indent"), ("focus", "line")):
        reader.screen.look_changed(f"reading.{name}", value)


async def library(reader):
    """Documents of long ago, so that their days are told in full."""
    folder = reader.app.library.root.parent / "books"
    folder.mkdir(exist_ok=True)
    entries = [
        Entry(
            id=f"{number:018}",
            title=title,
            path=str(folder / f"{number}.md"),
            opened=f"2026-01-{20 - number}T10:00:00.000Z",
            place=share * 10,
            length=1000,
            file=f"{number}.json",
            annotations=number,
        )
        for number, (title, share) in enumerate(
            (("The Summer Book", 62), ("源氏物語", 3), ("A letter — never to be found again", 100))
        )
    ]
    for entry in entries[:2]:
        Path(entry.path).write_text("Some text.\n", "utf-8")
    reader.app.library.keep(entries)
    await reader.press("ctrl+o")
    await reader.press("down")


async def repair(reader):
    path = reader.app.source.path
    there = path.read_text("utf-8")
    for old, new in ((FIRST, "We say"), ("a people-centered approach", "a people-first approach")):
        there = there.replace(old, new)
    path.write_text(there, "utf-8")
    await reader.press("f5")
    await reader.press("R")
    await reader.press("n")


async def files(reader):
    folder = reader.app.library.root.parent / "books"
    (folder / "essays").mkdir(parents=True, exist_ok=True)
    for name in ("one.md", "雨 and other stories.txt", "three.md"):
        (folder / name).write_text("Some text.\n", "utf-8")
    for path in folder.iterdir():
        os.utime(path, (1_767_264_000, 1_767_264_000))
    reader.app.push_screen(FilesScreen(folder, {}))
    await reader.settle()


async def notebook(reader):
    await reader.press("ctrl+n")


async def review(reader):
    span = reader.find("This shift encompasses")
    found = Span(span.start, reader.text.index(".", span.start) + 1)
    if not any(one.learn for one in reader.shown):
        learn = (cloze(11, "encompasses"),)
        reader.screen.reading.mark(found, note="What does it *mean*?", learn=learn)
    await reader.press("ctrl+r")
    await reader.until(lambda: reader.app.screen.view.display)


async def answer(reader):
    await review(reader)
    await reader.press("space")


SCREENS = (
    *(reading, selection, picking, search, hits, texts, current, sections, notes, help, note, tags),
    *(colour, kind, versions, trash, export, palette, goto, look, comfort, library, notebook),
    *(files, repair, review, answer),
)


async def quiet(reader):
    """Nothing blinks, and no message stands there for a moment only."""
    for box in (*reader.app.screen.query(Input), *reader.app.screen.query(TextArea)):
        box.cursor_blink = False
        box._pause_blink(visible=box.has_focus)  # it may just have been away
    reader.screen.hints.hush()
    await reader.settle()


async def drawn(reader):
    await quiet(reader)
    return reader.app.screen._compositor.render_strips()


def wear(world, theme):
    if theme == "no colour":
        world.setenv("NO_COLOR", "1")
    else:
        world.setattr(Dressing, "_wanted", lambda _: theme)


async def dumped(make_app, path, size, do, monkeypatch):
    """The screen in two themes and without colours."""
    found = {}
    # A start of the program is dear; but the samples of colours are those of the theme in which
    # they were opened.
    starts = [["dark"], ["light"]] if do is colour else [["dark", "light"]]
    for first, *others in (*starts, ["no colour"]):
        with monkeypatch.context() as world:
            wear(world, first)
            async with make_app(path).run_test(size=size) as pilot:
                reader = await fully_opened(pilot)
                await do(reader)
                found[first] = await drawn(reader)
                for theme in others:
                    wear(world, theme)
                    reader.app.take_theme()
                    found[theme] = await drawn(reader)
    text, dumps = rows_of(found["dark"]), []
    for theme, strips in found.items():
        rows = rows_of(strips)
        own = [] if rows == text else rows
        dumps.append("\n".join((f"=== {theme}", *own, "---", *styles_of(strips))))
    return "\n".join((*text, *dumps)) + "\n"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("do", SCREENS, ids=lambda do: do.__name__)
async def test_it_looks_as_it_did(do, size, make_app, annotated, monkeypatch, request):
    found = await dumped(make_app, annotated, size, do, monkeypatch)
    for changing, instead in CHANGING:
        found = re.sub(changing, instead, found)
    file = KEPT / f"{do.__name__}-{size[0]}x{size[1]}.txt"
    if request.config.getoption("update_snapshots"):
        file.parent.mkdir(exist_ok=True)
        file.write_text(found, "utf-8")
    assert file.exists(), "there is none yet: run it with --snapshot-update"
    assert found == file.read_text("utf-8")
