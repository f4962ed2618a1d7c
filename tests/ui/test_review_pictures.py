"""Pictures of a review, its answer covered and uncovered. `--snapshot-update` takes them anew."""

import pytest

from reader.annotations.annotation import Colour, Kind
from reader.annotations.cards import NOTE, PASSAGE, cloze
from reader.text.spans import Span

SIZES = ((120, 40), (80, 24))
SHIFT = "This shift encompasses"


def sentence(reader, words):
    """The span of the sentence that begins with these words."""
    start = reader.text.index(words)
    return Span(start, reader.text.index(".", start) + 1)


async def ask(reader, words, *cards, **fields):
    """Learn a sentence, and be asked it."""
    reader.screen.reading.mark(sentence(reader, words), learn=cards, **fields)
    await reader.press("ctrl+r")
    await reader.until(lambda: reader.app.screen.view.display)
    reader.app.screen.hints.hush()
    await reader.settle()


async def passage(reader):
    await ask(reader, SHIFT, PASSAGE, note="What does the shift come to?", colour=Colour.BLUE)


async def note(reader):
    words = (
        "From managing the city to **serving** those who live in it:\n\n- who asks?\n- who decides?"
    )
    await ask(reader, SHIFT, NOTE, note=words, kind=Kind.SUMMARY, colour=Colour.GREEN)


async def hidden(reader):
    await ask(reader, SHIFT, cloze(11, "encompasses"))


def uncovered(do):
    async def done(reader):
        await do(reader)
        await reader.press("space")

    return done


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("do", [passage, note, hidden], ids=lambda do: do.__name__)
def test_the_answer_covered(picture, article, do, size):
    assert picture(article, do, size=size)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("do", [passage, note, hidden], ids=lambda do: do.__name__)
def test_the_answer_uncovered(picture, article, do, size):
    assert picture(article, uncovered(do), size=size)


async def graded(reader):
    await uncovered(passage)(reader)
    await reader.press("4")


def test_the_end_of_a_review(picture, article):
    assert picture(article, graded, size=(80, 24))
