"""A review: what is due is asked where it stands, covered, uncovered and graded."""

import time
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from reader.annotations.annotation import Annotation, Kind, Target, new_id
from reader.annotations.cards import NOTE, PASSAGE, cloze
from reader.annotations.logs import REVIEW
from reader.annotations.store import Annotations
from reader.documents.opening import open_document, read_source
from reader.errors import StorageError
from reader.study import clock
from reader.study.reading import Reading
from reader.study.scheduling import graded, memory_of
from reader.text.spans import Span
from reader.ui import review_documents
from reader.ui.keys import BY_NAME
from reader.ui.screens.reading import ReadingScreen
from reader.ui.screens.review import ReviewScreen
from reader.ui.widgets.review_card import ReviewCard
from tests.conftest import key_event

NILE = "The Nile is the longest river of Africa."
RHINE = "The Rhine ends in the North Sea at Rotterdam."
RIVERS = f"# Rivers\n\n{NILE} It rises in Burundi.\n\n{RHINE}\n"
SHIPS = "Ships came in with salt and left with wool."
TOWN = f"# The town\n\n{SHIPS}\n"
BLOCK = "█"
GRADES = ("1", "2", "3", "4")
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture
def now(monkeypatch):
    """A clock that the test sets; it stands still."""
    times = [START]
    monkeypatch.setattr(clock, "wall", lambda: times[-1])
    return times.append


class Shelf:
    """Documents of a library with cards to be asked."""

    def __init__(self, library, write):
        self.library, self._write = library, write
        self._readings = {}

    def put(self, text, name="rivers.md"):
        path = self._write(text, name)
        source = read_source(path)
        document = open_document(source)
        entry = self.library.remember(self.library.recognise(source, document))
        self._readings[name] = Reading(document, self.library.annotations_of(entry)), entry
        return path

    def learn(self, words, *cards, name="rivers.md", **fields):
        reading, _ = self._readings[name]
        start = reading.document.text.index(words)
        return reading.mark(Span(start, start + len(words)), learn=cards, **fields)

    def store(self, name="rivers.md"):
        """The annotations of a document, as another program reads them."""
        return self.library.annotations_of(self._readings[name][1])

    def graded(self, annotation, card, *ratings, name="rivers.md"):
        """Let a card have been graded, each time when it was due."""
        store, at, reviews = self.store(name), START - timedelta(days=400), []
        for rating in ratings:
            review = graded(memory_of(reviews), annotation.id, card, rating, at, 5.0)
            reviews.append(review)
            store.log(review)
            at = datetime.fromisoformat(review["due"])
        store.save()


@pytest.fixture
def shelf(library, write):
    return Shelf(library, write)


@pytest.fixture
def reviewing(shelf, open_reader, now):
    """The program in a review of all that is due, in the first document of the shelf."""

    @asynccontextmanager
    async def begun(name="rivers.md", *, key="", size=(80, 24)):
        async with open_reader(shelf.library.documents / name, size=size) as reader:
            await reader.press("ctrl+r")
            if not isinstance(reader.app.screen, ReviewScreen):
                await reader.press(key or "a")
            await reader.until(lambda: asked(reader) or not in_review(reader))
            yield reader

    return begun


def in_review(reader):
    return isinstance(reader.app.screen, ReviewScreen)


def asked(reader):
    """The words that are asked for, when a card is shown."""
    screen = reader.app.screen
    return in_review(reader) and (screen.over or screen.view.display)


def screen_text(reader):
    return "\n".join(reader.screenful())


async def show(reader):
    await reader.press("space")


async def grade(reader, key):
    await reader.press("space", key)
    await reader.until(lambda: asked(reader) or not in_review(reader))


def reviews(shelf, name="rivers.md"):
    return shelf.store(name).logged(REVIEW)


# --- what is covered --------------------------------------------------------------------------


async def test_a_passage_that_is_asked_for_is_covered_in_its_place(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    async with reviewing() as reader:
        assert reader.sees("Where does it end?")
        assert reader.sees(BLOCK * len(RHINE))
        assert "Rotterdam" not in screen_text(reader)
        await show(reader)
        assert reader.sees(RHINE)
        assert BLOCK not in screen_text(reader)


async def test_a_note_that_is_asked_for_is_covered_below_its_passage(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing(size=(120, 40)) as reader:
        assert reader.sees(NILE)
        assert reader.sees("What did you note on it?")
        assert "6650" not in screen_text(reader)
        assert reader.sees(BLOCK * len("6650 km"))
        await show(reader)
        assert reader.sees("6650 km")


async def test_the_hidden_part_of_a_passage_is_covered_alone(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, cloze(16, "longest river"), note="Not shorter than the longest river")
    async with reviewing(size=(120, 40)) as reader:
        assert reader.sees(f"The Nile is the {BLOCK * 13} of Africa.")
        assert "longest" not in screen_text(reader)
        await show(reader)
        assert reader.sees(NILE)


async def test_uncovering_moves_nothing(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    async with reviewing(size=(40, 15)) as reader:
        before = reader.screenful()
        await show(reader)
        after = reader.screenful()
        rows = [row for row, old in enumerate(before) if BLOCK in old]
        assert rows
        for row, (old, new) in enumerate(zip(before[:-4], after[:-4], strict=True)):
            assert old == new or row in rows
            assert old.rstrip(BLOCK + " ") == new[: len(old.rstrip(BLOCK + " "))]


async def test_the_answer_is_not_in_notes_below_paragraphs(shelf, reviewing, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text('[reading]\nnotes = "inline"\n')
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing(size=(120, 40)) as reader:
        assert "6650" not in screen_text(reader)


async def test_the_answer_is_not_in_the_title_of_a_covered_heading(shelf, reviewing):
    shelf.put("# Rotterdam\n\nIt stands at the end of the Rhine.\n", "city.md")
    shelf.learn("Rotterdam", PASSAGE, note="Which city?", name="city.md")
    async with reviewing("city.md", size=(120, 40)) as reader:
        assert "Rotterdam" not in screen_text(reader)
        await show(reader)
        assert reader.sees("Review · Rotterdam")


async def test_what_is_covered_cannot_be_read_before_the_document_is_open(
    shelf, reviewing, monkeypatch
):
    shelf.put(RIVERS)
    shelf.put(TOWN, "town.md")
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    shelf.learn("salt", PASSAGE, note="What came in?", name="town.md")
    prepare = review_documents.prepare

    def slowly(*arguments):
        time.sleep(0.3)
        return prepare(*arguments)

    monkeypatch.setattr(review_documents, "prepare", slowly)
    monkeypatch.setattr(ReviewScreen, "_look_ahead", lambda *_: None)
    async with reviewing() as reader:
        await reader.press("space")
        reader.app.screen.grade_good()
        seen = []
        while not asked(reader):
            await reader.pilot.pause(0.02)
            seen.append(screen_text(reader))
        assert not any("salt" in text or "Rotterdam" in text for text in seen)
        opening = [text for text in seen if "Opening" in text]
        assert opening
        assert not any("show the answer" in text for text in opening)  # there is none yet


@pytest.mark.parametrize("columns", ["one", "two"])
async def test_what_is_spread_and_hyphenated_is_covered_as_well(
    shelf, reviewing, tmp_path, columns
):
    settings = f'[reading]\njustify = true\nhyphenate = true\nwidth = 30\ncolumns = "{columns}"\n'
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text(settings)
    words = "considerable advantages of comfortable arrangements become apparent to everybody"
    shelf.put(f"# Of reading\n\nThe {words} who has been reading continuously.\n", "reading.md")
    shelf.learn(words, PASSAGE, note="What is seen?", name="reading.md")
    async with reviewing("reading.md", size=(120, 24)) as reader:
        seen = screen_text(reader)
        assert BLOCK in seen
        assert not [word for word in words.split() if len(word) > 4 and word[:4] in seen]
        await show(reader)
        assert BLOCK not in screen_text(reader)


async def test_without_colour_what_is_covered_shows_as_well(shelf, reviewing, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    shelf.put(RIVERS)
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    async with reviewing(size=(40, 15)) as reader:
        assert BLOCK in screen_text(reader)
        assert reader.colours == set()


async def test_of_neighbours_only_the_passage_that_is_asked_is_marked(
    shelf, reviewing, monkeypatch
):
    monkeypatch.setenv("NO_COLOR", "1")
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn("It rises in Burundi.", NOTE, note="near Rutana")
    async with reviewing(size=(120, 40)) as reader:
        assert marked(reader) == NILE
        await show(reader)
        assert marked(reader) == NILE
        await reader.press("4")
        assert marked(reader) == "It rises in Burundi."


def marked(reader):
    """The words of a row that are drawn as marked ones without colours."""
    rows = reader.app.screen._compositor.render_strips()
    (row,) = (row for row in rows if "The Nile" in row.text)
    return "".join(s.text for s in row if s.style and (s.style.underline or s.style.reverse))


# --- grading ----------------------------------------------------------------------------------


async def test_each_grade_tells_when_the_card_comes_again(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        assert not reader.sees("3 good")
        await show(reader)
        assert reader.sees("1 again 1 min")
        assert reader.sees("4 easy 8 d")


async def test_a_grade_is_on_the_disk_when_the_next_card_is_asked(shelf, reviewing):
    shelf.put(RIVERS)
    one = shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, NOTE, note="1233 km")
    async with reviewing() as reader:
        await grade(reader, "4")
        (review,) = reviews(shelf)
        assert (review["annotation"], review["card"], review["rating"]) == (one.id, NOTE, 4)
        assert review["due"].startswith("2026-03-10")
        assert reader.sees("1 left")


async def test_a_grade_before_the_answer_is_seen_shows_the_answer(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("3")
        assert reader.sees("6650 km")
        assert not reviews(shelf)


@pytest.mark.parametrize(("key", "rating"), list(zip(GRADES, (1, 2, 3, 4), strict=True)))
async def test_every_key_gives_its_grade(shelf, reviewing, key, rating):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await grade(reader, key)
        assert [one["rating"] for one in reviews(shelf)] == [rating]


async def test_the_last_grade_is_taken_back_and_asked_again(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, NOTE, note="1233 km")
    async with reviewing() as reader:
        await grade(reader, "4")
        await reader.press("u")
        assert reader.sees("6650 km")
        assert reader.sees("2 left")
        assert reader.sees("Taken back: grade it anew")
        assert not reviews(shelf)
        await reader.press("2")
        assert [one["rating"] for one in reviews(shelf)] == [2]


async def test_a_grade_is_taken_back_from_the_end(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await grade(reader, "4")
        assert reader.sees("1 answer in less than a minute: 1 easy")
        await reader.press("u")
        assert reader.sees("6650 km")


async def test_what_was_not_known_is_asked_again_before_the_end(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await grade(reader, "1")
        assert reader.sees("1 again · 1 left")
        assert reader.sees("Nothing else is due: asked again ahead of time")
        assert "6650" not in screen_text(reader)
        await grade(reader, "1")
        assert not reader.sees("ahead of time")  # once is enough


async def test_the_end_says_what_was_done_and_what_comes(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, NOTE, note="1233 km")
    async with reviewing() as reader:
        await grade(reader, "4")
        await grade(reader, "4")
        assert reader.sees("2 answers in less than a minute: 2 easy")
        assert reader.sees("The next one is due in 8 d")
        await reader.press("enter")
        assert isinstance(reader.app.screen, ReadingScreen)


async def test_what_is_put_off_is_asked_last(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    async with reviewing() as reader:
        await reader.press("minus")
        assert reader.sees("It comes last · u undo")
        assert reader.sees("Where does it end?")
        await grade(reader, "4")
        assert reader.sees("What did you note on it?")


async def test_a_leech_is_told(shelf, reviewing):
    shelf.put(RIVERS)
    one = shelf.learn(NILE, NOTE, note="6650 km")
    shelf.graded(one, NOTE, 4, *[1, 3, 3] * 8)
    async with reviewing(size=(120, 40)) as reader:
        assert reader.sees("Forgotten 8 times: rewrite it? a")
        await reader.press("escape")
        assert reader.sees("leech")


# --- changing what is asked -------------------------------------------------------------------


async def test_a_card_is_given_up_and_taken_back(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, PASSAGE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("s")
        assert [one.learn for one in reader.kept] == [(PASSAGE,)]
        await reader.press("u")
        assert {*reader.only.learn} == {NOTE, PASSAGE}
        assert reader.sees("What did you note on it?")


async def test_a_note_is_rewritten_in_the_review(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="665 km")
    async with reviewing() as reader:
        await reader.press("a")
        assert reader.sees("This is the answer: a writes the note anew")
        await reader.press("a", "backspace", "backspace", "backspace", *"0 km", "escape")
        assert reader.only.note == "6650 km"
        assert reader.sees("6650 km")
        await reader.press("4")
        assert len(reviews(shelf)) == 1


async def test_a_note_that_cannot_be_saved_is_not_lost(shelf, reviewing, monkeypatch):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="665 km")
    async with reviewing() as reader:
        with monkeypatch.context() as full:

            def refuse(*_, **__):
                raise StorageError("the disk is full")

            full.setattr(Annotations, "change", refuse)
            await reader.press("space", "a", *" or so", "escape")
            assert reader.sees("the disk is full")
            assert reader.app.screen.text == "665 km or so"
        await reader.press("escape")
        assert reader.only.note == "665 km or so"


async def test_one_leaves_to_read_on_at_the_passage(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.put(TOWN, "town.md")
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(SHIPS, NOTE, note="trade", name="town.md")
    async with reviewing() as reader:
        await grade(reader, "4")
        await reader.press("o")
        await reader.until(lambda: reader.app.entry and reader.app.entry.title == "The town")
        await reader.settle()
        (there,) = shelf.store("town.md").all()
        assert reader.app.reading_screen.view.current == there.id


# --- which cards ------------------------------------------------------------------------------


async def test_one_chooses_of_what_to_be_asked(shelf, open_reader, now):
    path = shelf.put(RIVERS)
    shelf.put(TOWN, "town.md")
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, NOTE, note="1233 km", tags=("exam",))
    shelf.learn(SHIPS, NOTE, note="trade", name="town.md")
    async with open_reader(path) as reader:
        await reader.press("ctrl+r")
        assert reader.sees("This document · 2")
        assert reader.sees("The whole library · 3")
        assert reader.sees("#exam · 1")
        await reader.press("1")
        assert reader.sees("1 left")


async def test_where_there_is_one_choice_it_is_not_asked_for(shelf, open_reader, now):
    path = shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with open_reader(path) as reader:
        await reader.press("ctrl+r")
        assert in_review(reader)


async def test_a_key_that_is_pressed_twice_begins_one_review(shelf, open_reader, now):
    path = shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with open_reader(path) as reader:
        for _ in range(2):
            reader.app.post_message(key_event("ctrl+r"))
        await reader.until(lambda: in_review(reader))
        await reader.settle()
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_where_nothing_is_learned_it_is_said_how(open_reader, shelf):
    async with open_reader(shelf.put(RIVERS)) as reader:
        await reader.press("ctrl+r")
        assert reader.sees("Nothing is learned yet: s")


async def test_where_nothing_is_due_it_is_said_when(shelf, open_reader, now):
    path = shelf.put(RIVERS)
    one = shelf.learn(NILE, NOTE, note="6650 km")
    shelf.graded(one, NOTE, 4, 4, 4)
    now(START - timedelta(days=390))
    async with open_reader(path) as reader:
        await reader.press("ctrl+r")
        assert reader.sees("Nothing is due: the next one in")


async def test_other_documents_are_opened_for_their_cards(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.put(TOWN, "town.md")
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn("salt", PASSAGE, note="What came in?", name="town.md")
    async with reviewing() as reader:
        await grade(reader, "4")
        assert reader.sees("Review · The town")
        assert reader.sees(f"Ships came in with {BLOCK * 4} and left with wool.")
        await grade(reader, "3")
        assert len(reviews(shelf, "town.md")) == 1
        await reader.press("u")
        assert reader.sees("Ships came in with salt")


async def test_of_other_documents_whose_reviews_cannot_be_written_that_is_said(
    shelf, reviewing, monkeypatch
):
    shelf.put(RIVERS)
    shelf.put(TOWN, "town.md")
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(SHIPS, NOTE, note="trade", name="town.md")
    save = Annotations.save

    def refuse(store):
        if "town" in store.path.name:
            raise StorageError("the disk is full: kept in the journal")
        return save(store)

    monkeypatch.setattr(Annotations, "save", refuse)
    async with reviewing() as reader:
        await grade(reader, "4")
        await grade(reader, "4")
        await reader.press("escape")
        await reader.until(lambda: reader.sees("the disk is full: kept in the journal"))
    assert len(reviews(shelf, "town.md")) == 1


async def test_after_a_review_one_is_back_where_one_was_reading(shelf, reviewing):
    long = "\n\n".join(f"Paragraph {number} says nothing of note." for number in range(200))
    shelf.put(f"{RIVERS}\n{long}\n")
    shelf.put(TOWN, "town.md")
    shelf.learn("Paragraph 150", NOTE, note="middle")
    shelf.learn(SHIPS, NOTE, note="trade", name="town.md")
    async with reviewing() as reader:
        assert reader.sees("Paragraph 150")
        await grade(reader, "4")
        await reader.press("escape")
        assert reader.screen is reader.app.screen
        assert reader.top == 0
        assert len(reviews(shelf)) == 1


async def test_a_review_counts_nothing_as_read(shelf, reviewing):
    shelf.put(f"{RIVERS}\n" + "\n\n".join(f"Paragraph {n}." for n in range(300)))
    shelf.learn("Paragraph 250", NOTE, note="far")
    async with reviewing() as reader:
        reader.screen.look()
        before = list(reader.screen.read)
        await reader.press("j", "pagedown")
        await grade(reader, "4")
        await reader.press("escape")
        reader.screen.look()
        assert reader.screen.read == before


async def test_an_orphan_is_asked_from_its_stored_quote(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.store().add(
        Annotation(
            new_id(),
            Target("The miller and the smith do not speak.", "It is said: ", " Nobody knows why.",
                   900, 940, ("The town", "People")),
            note="Who quarrelled?",
            learn=(PASSAGE,),
        )
    )  # fmt: skip
    async with reviewing() as reader:
        assert reader.sees("it stood in The town › People")
        assert reader.sees("Nobody knows why.")
        assert "miller" not in screen_text(reader)
        await show(reader)
        assert reader.sees("The miller and the smith do not speak.")
        await reader.press("3")
        assert len(reviews(shelf)) == 1


async def test_words_that_were_edited_away_are_asked_as_they_stood(shelf, reviewing):
    path = shelf.put(RIVERS)
    shelf.learn(NILE, cloze(16, "longest"))
    path.write_text(RIVERS.replace("longest", "greatest"), "utf-8")
    async with reviewing(size=(120, 40)) as reader:
        assert reader.sees(f"The Nile is the {BLOCK * 7} river of Africa.")
        assert reader.sees("The text has other words there now")
        assert "greatest" not in screen_text(reader)
        assert "longest" not in screen_text(reader)
        await show(reader)
        assert reader.sees("It was “longest”; the text says now:")
        assert reader.sees("a writes a note · s asks it no more")
        assert reader.sees("The Nile is the greatest river of Africa.")
        await reader.press("o")
        assert isinstance(reader.app.screen, ReadingScreen)


async def test_a_document_that_is_gone_is_asked_from_its_quotes(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    town = shelf.put(TOWN, "town.md")
    shelf.learn(SHIPS, PASSAGE, note="What was traded?", name="town.md")
    town.unlink()
    async with reviewing() as reader:
        await grade(reader, "4")
        assert reader.sees("The file is not there any more")
        assert "wool" not in screen_text(reader)
        await grade(reader, "4")
        assert len(reviews(shelf, "town.md")) == 1


async def test_what_was_deleted_meanwhile_is_passed_over(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    two = shelf.learn("Burundi", NOTE, note="a state")
    shelf.learn(RHINE, NOTE, note="1233 km")
    async with reviewing() as reader:
        shelf.store().remove(two.id)
        await grade(reader, "4")
        await show(reader)
        assert reader.sees("1233 km")
        assert reader.sees("1 left")


async def test_what_is_deleted_while_it_is_asked_can_still_be_graded(shelf, reviewing):
    shelf.put(RIVERS)
    one = shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await show(reader)
        shelf.store().remove(one.id)
        await reader.press("a", "x", "escape")
        assert in_review(reader) or isinstance(reader.app.screen, ReadingScreen)


async def test_a_grade_given_elsewhere_meanwhile_is_built_on(shelf, reviewing):
    shelf.put(RIVERS)
    one = shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await show(reader)
        elsewhere = graded(None, one.id, NOTE, 1, START, 3.0)
        shelf.store().log(elsewhere)
        await reader.press("3")
        (mine,) = (r for r in reviews(shelf) if r["id"] != elsewhere["id"])
        assert mine["previous"] == elsewhere["id"]


# --- keys and the mouse -----------------------------------------------------------------------


async def test_a_click_uncovers_and_a_click_on_a_grade_grades(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.pilot.click(reader.app.screen.view, offset=(10, 5))
        await reader.settle()
        assert reader.sees("6650 km")
        card = reader.app.screen.query_one(ReviewCard)
        row = next(y for y, line in enumerate(reader.screenful()) if "4 easy" in line)
        x = reader.screenful()[row].index("4 easy")
        await reader.pilot.click(card, offset=(x, row - card.region.y))
        await reader.settle()
        assert [one["rating"] for one in reviews(shelf)] == [4]


async def test_the_text_scrolls_and_comes_back_to_what_is_asked(shelf, reviewing):
    shelf.put(f"{RIVERS}\n" + "\n\n".join(f"Paragraph {n}." for n in range(100)))
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("pagedown", "pagedown")
        assert not reader.sees(NILE)
        await reader.press("g")
        assert reader.sees(NILE)


async def test_a_long_note_is_shown_whole_by_its_key(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="\n".join(f"- line {n}" for n in range(12)))
    async with reviewing() as reader:
        await show(reader)
        assert not reader.sees("line 11")
        await reader.press("z")
        assert reader.sees("line 11")


async def test_keys_that_would_tell_the_answer_do_nothing(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    async with reviewing() as reader:
        copied = []
        reader.app.copy_to_clipboard = copied.append
        await reader.press("y", "slash", "f", "v", "m", "e", "c", "t", "x", "tab", "n")
        assert in_review(reader)
        assert not copied
        assert reader.kept
        assert "Rotterdam" not in screen_text(reader)


async def test_what_is_selected_by_the_mouse_is_let_go(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(RHINE, PASSAGE, note="Where does it end?")
    async with reviewing() as reader:
        view = reader.app.screen.view
        await reader.pilot.click(view, offset=(10, 4), times=2)
        await reader.settle()
        assert view.selection is None


async def test_a_grade_after_the_last_card_leaves_the_end_and_says_what_to_do(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await grade(reader, "4")
        await reader.press("4")
        assert in_review(reader)
        assert reader.sees("That was the last card · esc leaves · u takes the last grade back")


async def test_who_leaves_is_told_what_was_answered_and_what_is_left(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, NOTE, note="1233 km")
    async with reviewing() as reader:
        await grade(reader, "4")
        await reader.press("escape")
        assert reader.sees("1 answer in less than a minute: 1 easy; 1 left to review")


async def test_putting_off_the_only_card_is_said(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("minus")
        assert reader.sees("It is for another review · u undo")
        await reader.press("u")
        assert reader.sees("What did you note on it?")


async def test_new_cards_that_wait_for_another_day_are_told(shelf, reviewing, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[study]\nnew_a_day = 1\n")
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    shelf.learn(RHINE, NOTE, note="1233 km")
    waits = "1 new card a day (study.new_a_day): 1 more waits till tomorrow"
    async with reviewing() as reader:
        await grade(reader, "4")
        assert reader.sees(waits)
        await reader.press("escape", "ctrl+r")
        assert reader.sees(f"Nothing is due: the next one in 8 d. {waits}.")


async def test_where_a_session_is_begun_is_said_in_a_review(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("ctrl+t")
        assert in_review(reader)
        assert reader.sees("A session is begun and ended in the text: esc leaves the review")


async def test_a_narrow_screen_names_all_keys_of_a_review(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing(size=(40, 15)) as reader:
        for key in ("space show the answer", "esc back", "- later", "s not any more"):
            assert reader.sees(key)


async def test_the_smallest_screen_names_the_key_that_shows_the_answer(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.resize(20, 5)
        assert reader.sees("space show the")
        await show(reader)
        for key in GRADES:
            assert any(f"{key} " in line for line in reader.screenful())


async def test_below_the_least_size_a_review_says_so_and_does_nothing(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.resize(19, 4)
        assert reader.sees("Too small: 19x4.")
        await reader.press("space", "4")
        assert not reviews(shelf)
        await reader.resize(80, 24)
        assert reader.sees("What did you note on it?")
        assert not reader.sees("Too small")


@pytest.mark.parametrize("size", [(20, 6), (20, 5), (200, 60)])
async def test_a_review_stands_any_size(shelf, reviewing, size):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing(size=(80, 24)) as reader:
        await reader.resize(*size)
        await grade(reader, "4")
        assert len(reviews(shelf)) == 1


async def test_a_session_goes_on_during_a_review(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("escape", "ctrl+t", "n", "ctrl+r")
        assert in_review(reader)
        assert reader.sees("session 00:00")
        await grade(reader, "4")
        assert reader.app.studying.on


async def test_help_tells_the_keys_of_a_review(shelf, reviewing):
    shelf.put(RIVERS)
    shelf.learn(NILE, NOTE, note="6650 km")
    async with reviewing() as reader:
        await reader.press("question_mark")
        assert reader.sees("A review")
        assert reader.sees(BY_NAME["grade_easy"].help)
        await reader.press("escape")
        assert in_review(reader)


@pytest.mark.parametrize(
    ("kind", "lead"),
    [(Kind.QUESTION, "What is the answer?"), (Kind.DEFINITION, "What does it mean?")],
)
async def test_the_kind_of_an_annotation_says_what_is_asked(shelf, reviewing, kind, lead):
    shelf.put(RIVERS)
    shelf.learn("Burundi", NOTE, note="A state in the east of Africa", kind=kind)
    async with reviewing() as reader:
        assert reader.sees(lead)
