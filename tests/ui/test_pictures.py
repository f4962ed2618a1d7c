"""Pictures of the screen. `pytest tests/ui/test_pictures.py --snapshot-update` takes them anew."""

import pytest
from textual.widgets import Input, TextArea

from reader.annotations.annotation import Colour, Style
from reader.documents.opening import open_document, read_source
from reader.study.reading import Reading
from reader.text.spans import Span
from reader.ui.keys import BY_NAME
from tests.kinds import EVERY_KIND

PROSE = """\
# Of reading

The considerable advantages of a comfortable arrangement become apparent to everybody who has been
reading continuously for a remarkably extended afternoon, without any interruption.

- An item that is long enough to be folded into more than one line, and therefore justified.

Typography is invisible whenever it succeeds; understanding begins where the letters disappear,
and the reader's attention belongs to nothing but the argument.

Another paragraph follows immediately afterwards, so that an indentation can demonstrate where it
begins. "Extraordinary," she remarked, "how comfortable everything has become."

```python
code = "stays as it is, however long its lines may be"
```
"""

SAMPLER = "# Highlights\n\n" + "\n\n".join(
    " ".join(f"A passage in {colour}, {style}." for style in Style) for colour in Colour
)

HEAD = """\
---
title: A tour of Markdown
author: Nobody
---

# A tour of Markdown

Some *emphasis*, some **strong words**, some `code`, a [link](https://example.org), ~~not this~~
and a footnote.[^1]

"""
MARKDOWN = f"""{HEAD}{EVERY_KIND}
---

The end: e\u0301, 👩‍👩‍👧‍👦, 한국어, שלום.

[^1]: Here it is.
"""


def reading_of(library, path):
    """A document of the library with its annotations, without a screen."""
    source = read_source(path)
    document = open_document(source)
    entry = library.remember(library.recognise(source, document))
    return Reading(document, library.annotations_of(entry))


def span_of(reading, words):
    start = reading.document.text.index(words)
    return Span(start, start + len(words))


async def fill_in(reader, key, text, end):
    """Open a line or a note, type into it, and leave it."""
    await reader.press(key)
    await reader.type(text)
    await reader.press(end)


async def pick(reader, words, *, capital=False):
    await reader.press("f")
    await reader.label(words, capital=capital)


async def quiet(reader):
    """Let the hint row show its keys again."""
    reader.screen.hints.hush()
    await reader.settle()


async def annotate(reader):
    """What a person may have made of the first part of the article."""
    await reader.press(*["right_square_bracket"] * 2, "k")
    await pick(reader, "This directive", capital=True)
    await pick(reader, "This shift encompasses")
    await reader.press("3")
    await fill_in(
        reader,
        "a",
        "**Managing → serving**: a change of *who asks*.\n\n- who measures it?\n- since when?",
        "escape",
    )
    await pick(reader, "United under this banner")
    await reader.press("2")
    await reader.press("full_stop", "q")
    await fill_in(reader, "t", "governance", "enter")
    await reader.press("escape")
    await quiet(reader)


# --- the article --------------------------------------------------------------------------------


def test_the_article_first_opened(picture, article):
    assert picture(article)


def test_the_article_first_opened_at_80x24(picture, article):
    assert picture(article, size=(80, 24))


def test_the_article_first_opened_at_40x15(picture, article):
    assert picture(article, size=(40, 15))


def test_the_article_with_highlights_and_a_note(picture, article):
    assert picture(article, annotate)


def test_the_article_in_the_light_theme(picture, article):
    async def light(reader):
        await annotate(reader)
        await reader.press("T")
        await quiet(reader)

    assert picture(article, light)


def test_the_article_in_the_colours_of_the_terminal(picture, article):
    async def terminal(reader):
        await annotate(reader)
        reader.app.tuning.set("screen.theme", "terminal")
        await quiet(reader)

    assert picture(article, terminal)


def test_the_article_in_high_contrast(picture, article):
    async def contrast(reader):
        await annotate(reader)
        reader.app.tuning.set("screen.theme", "contrast")
        await quiet(reader)

    assert picture(article, contrast)


def test_the_article_without_colours(picture, article, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")

    async def without(reader):
        await annotate(reader)
        assert reader.colours == set()

    assert picture(article, without)


# --- what one does with it ----------------------------------------------------------------------


def test_a_selection(picture, article):
    async def select(reader):
        await reader.press("v")
        reader.view.put_caret(reader.find("Xue Kan, Secretary").start)
        await reader.press("v", "i", "s", "e", "e", "e")

    assert picture(article, select, size=(80, 24))


def test_the_pick_labels(picture, article):
    async def labels(reader):
        await reader.press("f")

    assert picture(article, labels, size=(80, 24))


def test_a_note_being_written(picture, article):
    async def note(reader):
        await pick(reader, "This article highlights")
        await reader.press("a")
        reader.app.screen.query_one(TextArea).cursor_blink = False
        await reader.type("A claim, or a *plan*?")

    assert picture(article, note, size=(80, 24))


def test_all_colours_and_styles(picture, write, library):
    path = write(SAMPLER)
    reading = reading_of(library, path)
    for colour in Colour:
        for style in Style:
            note = "A note, with *emphasis*." if style is Style.SOLID else ""
            reading.mark(
                span_of(reading, f"A passage in {colour}, {style}."),
                colour=colour,
                style=style,
                note=note,
            )
    reading.store.save()
    assert picture(path)


def test_a_choice_of_colours_and_styles(picture, article):
    async def choose(reader):
        await pick(reader, "This article highlights", capital=True)
        await reader.press("c")

    assert picture(article, choose, size=(80, 24))


def test_a_search(picture, article):
    async def search(reader):
        reader.screen.prompt.query_one(Input).cursor_blink = False
        await reader.press("slash")
        await reader.type("serving the people")

    assert picture(article, search, size=(80, 24))


def test_the_very_first_start(picture, article):
    assert picture(article, size=(80, 24), first_time=True)


def test_the_very_first_start_at_40x15(picture, article):
    assert picture(article, size=(40, 15), first_time=True)


@pytest.mark.parametrize("size", [(120, 40), (40, 15)], ids=["120x40", "40x15"])
def test_the_settings(picture, article, size):
    async def settings(reader):
        await reader.press("comma", "j", "j", "l")
        await quiet(reader)

    assert picture(article, settings, size=size)


def test_the_themes(picture, article):
    async def themes(reader):
        await reader.press("comma", "slash", *"theme", "enter", "enter")

    assert picture(article, themes, size=(100, 30))


def test_the_palette_of_commands(picture, article):
    async def palette(reader):
        await reader.press("ctrl+p", *"mark")

    assert picture(article, palette, size=(100, 30))


@pytest.mark.parametrize("size", [(120, 40), (40, 15)], ids=["120x40", "40x15"])
def test_the_list_of_hits(picture, article, size):
    async def search(reader):
        await reader.press("slash", *"people's", "ctrl+f", "down", "down", *"vision")

    assert picture(article, search, size=size)


def test_the_help(picture, article):
    async def ask(reader):
        await reader.press("question_mark")

    assert picture(article, ask)


def test_an_orphan(picture, write, library):
    path = write("# A page\n\nThese words will go. These will stay.\n")
    reading = reading_of(library, path)
    reading.mark(span_of(reading, "These words will go."), note="What was this about?")
    reading.mark(span_of(reading, "These will stay."))
    reading.keep()
    write("# A page\n\nOthers stand here now. These will stay.\n")

    async def look(reader):
        await reader.press("tab", "g")
        await reader.until(lambda: reader.sees("±"))
        await quiet(reader)

    assert picture(path, look, size=(120, 20))


def test_markdown(picture):
    assert picture(MARKDOWN, size=(100, 44))


@pytest.fixture
def at_a_fixed_time(monkeypatch):
    """Everything happens at one moment, so that it can be on a picture."""
    for module in ("reading", "store", "ledger"):
        package = "study" if module == "reading" else "annotations"
        monkeypatch.setattr(f"reader.{package}.{module}.now", lambda: "2026-02-25T08:30:00.000Z")


def test_two_versions_of_a_note(picture, article, library, at_a_fixed_time):
    reading = reading_of(library, article)
    made = reading.mark(span_of(reading, "three pioneering systems"), note="Which three?")
    reading.store.change(made.id, note="Which three systems are meant here?", tags=("exam",))
    other = library.annotations_of(library.known_at(article))
    other.change(made.id, seen=made, note="Which three systems are meant, and why?")
    reading.store.refresh()
    reading.store.save()

    async def decide(reader):
        await reader.press("right_parenthesis", "H", "j")

    assert picture(article, decide, size=(100, 26))


def test_the_trash(picture, article, library, at_a_fixed_time):
    reading = reading_of(library, article)
    for words in ("three pioneering systems", "city building by the people"):
        reading.store.remove(reading.mark(span_of(reading, words), note=f"On {words}.").id)
    reading.store.save()

    async def look(reader):
        await reader.press("X")

    assert picture(article, look, size=(80, 24))


NOTES = {
    "unwavering commitment": "Measured **how**? See the survey of 2024.",
    "city building by the people": "# Two halves\n\n- *building* by the people\n- serving them\n\n"
    + "The article comes back to these two again and again. " * 8,
    "best practices": "",
    "letter from": "Who wrote it?",
    "new era": "Since when?",
    "vanguard": "",
}


def noted(library, path):
    """A document with notes that crowd; the second one is long."""
    reading = reading_of(library, path)
    for number, (words, note) in enumerate(NOTES.items()):
        colour = list(Colour)[number % 6]
        tags = ("later",) if number == 3 else ()
        reading.mark(span_of(reading, words), colour=colour, note=note, tags=tags)
    return path


def test_notes_beside_their_passages(picture, article, library):
    async def look(reader):
        await reader.press("right_parenthesis", "right_parenthesis")
        await quiet(reader)

    assert picture(noted(library, article), look)


def test_notes_below_their_paragraphs(picture, article, library):
    async def look(reader):
        await reader.press("I", *["j"] * 3)
        await quiet(reader)

    assert picture(noted(library, article), look, size=(80, 24))


def test_a_note_in_a_box(picture, article, library):
    async def look(reader):
        start = reader.find("unwavering commitment").start
        await reader.pilot.hover(reader.view, offset=reader.cell(start))
        await reader.until(lambda: reader.screen.box.display)
        await quiet(reader)

    assert picture(noted(library, article), look, size=(80, 24))


def looking(*names, keys=()):
    """Changes the look of the text by commands of the list, then presses keys."""

    async def do(reader):
        await reader.press("L")
        for name in names:
            await reader.press(BY_NAME[name].keys)
        await reader.press("escape", *keys)

    return do


def test_justified_and_hyphenated(picture):
    assert picture(PROSE, looking("look_justify", "look_hyphenate"), size=(80, 30))


def test_paragraphs_with_an_indent(picture):
    assert picture(PROSE, looking("look_paragraphs"), size=(80, 30))


def test_a_line_in_focus_with_the_ruler_under_it(picture):
    do = looking("look_line_focus", "look_ruler", keys=["j", "j", "j"])
    assert picture(PROSE, do, size=(80, 30))


def test_two_columns(picture):
    do = looking("look_justify", "look_hyphenate", "look_columns", keys=["z"])
    assert picture(PROSE * 3, do, size=(130, 20))


def test_the_list_of_the_look(picture):
    async def do(reader):
        await reader.press("L", "j")

    assert picture(PROSE, do, size=(120, 30))


TOWN = """\
# The town

The river rises in the hills. In spring the water is high and the ferry does not run. In autumn
children walk across it on the stones.

The market opens at six. Ships came in at dawn with salt and left at noon with wool.
"""


def test_putting_right_what_has_other_words_now(picture):
    async def do(reader):
        reading = reader.screen.reading
        sentence = reader.find("In spring the water is high and the ferry does not run.")
        reading.mark(sentence, colour=Colour.GREEN, note="When does it run *again*?")
        reader.screen.annotations_changed()
        edited = TOWN.replace("is high and the", "stands high, and the old")
        reader.app.source.path.write_text(edited, "utf-8")
        await reader.press("f5")
        await reader.press("R")
        await quiet(reader)

    assert picture(TOWN, do, size=(110, 16))
