"""Where annotations are in a text that was edited once, twice, cut and restored."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchoring import describe
from reader.annotations.annotation import Annotation, Target, detached
from reader.annotations.kept import KeptText, Place, Texts, key_of, pack, unpack
from reader.annotations.places import (
    MOST,
    Fates,
    State,
    fates,
    is_described_in,
    made_in,
    place_all,
    state_of,
    to_keep,
)
from reader.text.digest import sha256

FIRST = (
    "The harbour\n"
    "Ships came in at dawn with salt and timber from the north.\n"
    "The pilot knew every rock between the lighthouse and the quay.\n"
    "Nobody spoke of the winter before, when the ice held the fleet for a month.\n"
    "The market\n"
    "On Saturdays the farmers sold apples, cheese and honey under the arches.\n"
    "A blind man played the accordion until the lamps were lit.\n"
    "Children stole plums and were never caught.\n"
)


class Story:
    """A document as it changes, its annotations, and what is kept of it; each `becomes` is a run
    of the program."""

    def __init__(self, text: str) -> None:
        self.targets: dict[str, Target] = {}
        self.kept: Texts = ()
        self.becomes(text)

    def marks(self, name: str, words: str) -> None:
        start = self.text.index(words)
        self.targets[name] = describe(self.text, start, start + len(words))
        self.becomes(self.text)

    def becomes(self, text: str) -> None:
        self.text = text
        digest = sha256(text.encode())
        self.places = place_all(self.targets, text, digest, self.kept)
        self.kept = to_keep(self.targets, self.places, text, digest, self.kept)

    def edit(self, old: str, new: str) -> None:
        assert old in self.text
        self.becomes(self.text.replace(old, new))

    def words(self, name: str) -> str | None:
        place = self.places[name]
        return self.text[place.start : place.end] if place.found else None

    def state(self, name: str) -> State:
        return state_of(Annotation(name, self.targets[name]), self.places[name], self.text)


PILOT = "The pilot knew every rock between the lighthouse and the quay."


@pytest.fixture
def story() -> Story:
    made = Story(FIRST)
    made.marks("pilot", PILOT)
    return made


def test_text_inserted_before_does_not_move_an_annotation_off_its_words(story: Story) -> None:
    story.becomes("A foreword that nobody asked for.\n" + FIRST)
    assert (story.words("pilot"), story.state("pilot")) == (PILOT, State.KEPT)


def test_an_edited_passage_keeps_its_annotation_as_an_adjusted_one(story: Story) -> None:
    story.edit("every rock", "all the rocks")
    assert story.words("pilot") == PILOT.replace("every rock", "all the rocks")
    assert story.state("pilot") is State.ADJUSTED


def test_many_small_edits_do_not_add_up_to_a_loss(story: Story) -> None:
    for old, new in (
        ("pilot knew", "pilot remembered"),
        ("every rock", "each hidden stone"),
        ("lighthouse", "tower"),
        ("and the quay", "and the old pier"),
        ("pilot remembered", "helmsman recalled"),
    ):
        story.edit(old, new)
    assert story.words("pilot") == (
        "The helmsman recalled each hidden stone between the tower and the old pier."
    )


def test_a_deleted_passage_is_an_orphan_and_back_when_it_is_restored(story: Story) -> None:
    story.edit(PILOT + "\n", "")
    assert story.state("pilot") is State.ORPHAN
    story.becomes(FIRST)
    assert (story.words("pilot"), story.state("pilot")) == (PILOT, State.KEPT)


def test_an_orphan_comes_back_with_its_words_though_the_rest_has_gone_on(story: Story) -> None:
    story.edit(PILOT + "\n", "")
    story.edit("On Saturdays", "On Sundays")
    story.edit("Ships came in at dawn", "At dawn the ships came in")
    story.edit("Nobody spoke", PILOT + "\nNobody spoke")
    assert (story.words("pilot"), story.state("pilot")) == (PILOT, State.KEPT)


def test_an_adjusted_passage_is_kept_again_when_its_old_wording_returns(story: Story) -> None:
    story.edit("every rock", "all the rocks")
    story.edit("all the rocks", "every rock")
    assert (story.words("pilot"), story.state("pilot")) == (PILOT, State.KEPT)


@pytest.mark.parametrize("left", [0, 20, 100, 400])
def test_a_text_that_was_cut_and_restored_gives_back_every_place(left: int) -> None:
    story = Story(FIRST)
    for number, line in enumerate(FIRST.splitlines()):
        story.marks(str(number), line)
    story.edit("every rock", "all the rocks")
    before = story.places
    whole = story.text
    story.becomes(whole[:left])
    story.becomes(whole)
    assert story.places == before


def test_a_text_that_was_cut_and_then_edited_loses_nothing_that_is_still_there() -> None:
    story = Story(FIRST)
    story.marks("pilot", PILOT)
    story.marks("blind", "A blind man played the accordion until the lamps were lit.")
    story.edit("every rock", "all the rocks")
    whole = story.text
    story.becomes(whole[:50])
    story.becomes(whole.replace("all the rocks", "all the hidden rocks"))
    assert story.words("pilot") == PILOT.replace("every rock", "all the hidden rocks")
    assert story.state("blind") is State.KEPT


def test_an_identical_passage_elsewhere_is_not_taken_for_one_that_was_deleted() -> None:
    story = Story(FIRST + "The end\n" + PILOT + "\nThat was all.\n")
    story.marks("pilot", PILOT)
    story.becomes(story.text.replace(PILOT + "\n", "", 1))
    assert story.state("pilot") is State.ORPHAN


def test_a_section_that_went_elsewhere_takes_its_annotations_along_as_moved_ones(
    story: Story,
) -> None:
    for name, words in (("salt", "salt and timber"), ("plums", "Children stole plums")):
        story.marks(name, words)
    story.marks("blind", "A blind man played")
    harbour, market = FIRST[: FIRST.index("The market")], FIRST[FIRST.index("The market") :]
    story.becomes(market + harbour)
    assert [story.words(name) for name in ("pilot", "salt", "plums", "blind")] == [
        PILOT,
        "salt and timber",
        "Children stole plums",
        "A blind man played",
    ]
    found = fates(map(story.state, story.targets))
    assert (found.kept, found.moved) == (2, 2)
    story.edit("honey", "jam")
    assert fates(map(story.state, story.targets)) == found, "what moved once is still told"


def test_one_sentence_that_went_elsewhere_is_moved(story: Story) -> None:
    story.becomes(FIRST.replace(PILOT + "\n", "") + PILOT + "\n")
    assert (story.words("pilot"), story.state("pilot")) == (PILOT, State.MOVED)


def test_a_bookmark_keeps_its_place_between_words() -> None:
    story = Story(FIRST)
    at = FIRST.index("The market")
    story.targets["mark"] = describe(FIRST, at, at)
    story.becomes(FIRST)
    story.becomes(FIRST.replace("Ships", "Many ships"))
    assert story.text[story.places["mark"].start :].startswith("The market")


LINES = FIRST.splitlines()
EDITS = st.lists(
    st.one_of(
        st.permutations(LINES).map("\n".join),
        st.lists(st.sampled_from([*LINES, "A new line, 新しい行 e\u0301.", ""])).map("\n".join),
        st.integers(0, len(FIRST)).map(lambda length: FIRST[:length]),
        st.text(max_size=40),
    ),
    max_size=6,
)


@given(EDITS)
def test_whatever_was_done_to_a_text_undoing_it_gives_every_place_back(texts: list[str]) -> None:
    story = Story(FIRST)
    for line in LINES:
        story.marks(line, line)
    story.marks("point", "")
    before = {name: place[:2] for name, place in story.places.items()}
    for text in texts:
        story.becomes(text)
        for place in story.places.values():
            assert not place.found or 0 <= place.start <= place.end <= len(text)
            assert 0 <= place.confidence <= 1
        assert len(story.kept) <= MOST
    story.becomes(FIRST)
    assert {name: place[:2] for name, place in story.places.items()} == before


@given(EDITS)
def test_a_text_that_is_opened_twice_has_the_same_places(texts: list[str]) -> None:
    story = Story(FIRST)
    for line in LINES:
        story.marks(line, line)
    for text in texts:
        story.becomes(text)
        once = story.places, story.kept
        story.becomes(text)
        assert (story.places, story.kept) == once


# What is kept


def test_a_text_without_annotations_is_not_kept() -> None:
    assert Story(FIRST).kept == ()


def test_more_annotations_in_the_same_text_change_nothing_of_what_is_kept(story: Story) -> None:
    before = story.kept
    story.marks("blind", "A blind man")
    assert story.kept is before


def test_the_text_in_which_a_person_wrote_stays_while_a_note_was_made_on_it(story: Story) -> None:
    story.edit("Ships", "Many ships")
    story.edit("Saturdays", "Sundays")
    assert [unpack(one) for one in story.kept] == [story.text, FIRST]
    place = story.places["pilot"]
    story.targets["pilot"] = describe(story.text, place.start, place.end)
    made_in = story.text
    story.edit("Sundays", "Mondays")
    assert [unpack(one) for one in story.kept] == [story.text, made_in]


def test_no_more_than_a_few_texts_are_kept_and_those_of_orphans_before_others() -> None:
    story = Story(FIRST)
    story.marks("pilot", PILOT)
    story.edit(PILOT + "\n", "")
    orphaned = story.kept[1].sha256
    for number in range(9):
        story.becomes(f"A line about the number {number}, and nothing else.\n" + story.text)
        story.marks(str(number), f"the number {number}")
    assert len(story.kept) == MOST
    assert orphaned in [one.sha256 for one in story.kept]


def test_in_the_same_text_nothing_is_searched(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    story.marks("blind", "A blind man played the accordion until the lamps were lit.")
    story.edit("every rock", "all the rocks")
    story.edit("A blind man played the accordion until the lamps were lit.\n", "")
    before = story.places

    def searched(*_: object) -> None:
        raise AssertionError("it was searched")

    monkeypatch.setattr("reader.annotations.places._anchored", searched)
    story.becomes(story.text)
    assert story.places == before


def test_a_damaged_text_counts_for_nothing(story: Story) -> None:
    story.kept = tuple(one._replace(packed=b"") for one in story.kept)
    story.becomes("A foreword.\n" + FIRST)
    assert story.words("pilot") == PILOT


def test_a_place_that_was_noted_for_another_target_counts_for_nothing(story: Story) -> None:
    wrong = KeptText("0", b"", {"pilot": Place(0, 3, 1.0, "quote", key_of(Target("else")))})
    text = "Quite another text.\n"
    kept = (pack(text, sha256(text.encode()), wrong.placed),)
    found = place_all(story.targets, text, sha256(text.encode()), kept)
    assert not found["pilot"].found


def test_a_target_is_described_in_the_text_that_has_all_of_it_where_it_says() -> None:
    target = describe(FIRST, 30, 40)
    assert is_described_in(target, FIRST)
    assert not is_described_in(target, "x" + FIRST)
    assert not is_described_in(target._replace(prefix="other"), FIRST)
    assert not is_described_in(Target(""), FIRST)


# How it is told


def test_the_line_tells_only_what_there_is() -> None:
    assert Fates(41, 2, 1, 1).line == "41 kept, 2 moved, 1 adjusted, 1 needs you"
    assert Fates(kept=3, orphans=2).line == "3 kept, 2 need you"
    assert Fates().line == ""


def test_what_a_person_keeps_without_a_place_needs_nobody() -> None:
    annotation = detached(Annotation("a", Target("gone")))
    nowhere = Place(-1, -1, 0.0, "", key_of(annotation.target))
    assert state_of(annotation, nowhere, FIRST) is State.DETACHED
    assert fates([State.DETACHED]).line == ""


def litany(*petitions: str) -> str:
    return "THE LITANY\n\nO Lord, hear us.\nHave mercy on us.\n\n" + "\n".join(
        f"{petition}O Lord, hear us.\nHave mercy on us.\n" for petition in petitions
    )


SEA, LAND = "For those who travel by sea.\n", "For those who wait on land.\n"
LIGHT, LOST = "For those who keep the light.\n", "For those who do not come back.\n"


def marks_each(story: Story, words: str) -> list[str]:
    """Mark every occurrence of the words; the names of the marks."""
    starts = [n for n in range(len(story.text)) if story.text.startswith(words, n)]
    for number, start in enumerate(starts):
        story.targets[f"{words} {number}"] = describe(story.text, start, start + len(words))
    story.becomes(story.text)
    return [f"{words} {number}" for number in range(len(starts))]


@pytest.mark.parametrize("words", ["O Lord, hear us.", "Have mercy on us."])
def test_repeated_words_stay_in_order_when_what_told_them_apart_is_gone(words: str) -> None:
    story = Story(litany(SEA, LAND, LIGHT, LOST))
    names = marks_each(story, words)
    story.becomes(litany("", "", "", ""))
    starts = [n for n in range(len(story.text)) if story.text.startswith(words, n)]
    assert [story.places[name].start for name in names] == starts


@pytest.mark.parametrize("words", ["O Lord, hear us.", "Have mercy on us."])
def test_repeated_words_go_with_the_stanza_that_was_moved(words: str) -> None:
    story = Story(litany(SEA, LAND, LIGHT, LOST))
    second = marks_each(story, words)[1]
    story.becomes(litany(LAND, SEA, LIGHT, LOST))
    there = story.text.index(words, story.text.index(SEA))
    assert story.places[second].start in (there, -1)


def test_what_was_made_in_this_text_was_not_made_in_a_later_one_that_was_taken_back() -> None:
    story = Story(FIRST)
    story.marks("rock", "every rock")
    story.edit("apples, cheese", "pears, cheese")
    story.becomes(FIRST)
    digest = sha256(FIRST.encode())
    later = tuple(
        pack(text, sha256(text.encode()), {})._replace(since=n)
        for n, text in enumerate((FIRST, FIRST.replace("apples", "pears")), 1)
    )
    for kept in (later, later[::-1], story.kept):
        assert made_in(story.targets, FIRST, digest, kept) == {}


def test_two_notes_of_different_passages_do_not_stand_on_the_same_words() -> None:
    story = Story("His bell lay at noon.\nA river lay at noon.\nHis river lay at noon.")
    names = marks_each(story, "at noon")
    story.edit("\nHis river lay at noon.", "")
    assert [story.words(name) for name in names] == ["at noon", "at noon", None]
    story.edit("His bell", "Her bell")
    assert [story.words(name) for name in names] == ["at noon", "at noon", None]


def test_a_note_whose_section_went_is_lost_and_back_with_it_though_its_words_are_repeated() -> None:
    sections = [f"{name}\n{name} was talked about.\nAction: none.\n" for name in ("Roof", "Hedge")]
    story = Story("".join(sections))
    names = marks_each(story, "Action: none.")
    story.becomes(sections[1])
    assert [story.state(name) for name in names] == [State.ORPHAN, State.KEPT]
    story.becomes("".join(reversed(sections)))
    found = [story.text[: story.places[name].start].split("\n")[-3] for name in names]
    assert found == ["Roof", "Hedge"]
