from __future__ import annotations

import unicodedata
from collections import Counter
from itertools import permutations
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.annotations.anchoring import (
    CONTEXT,
    FLOOR,
    STOOD,
    Anchored,
    Anchoring,
    anchor,
    anchor_all,
    candidates,
    describe,
)
from reader.annotations.annotation import Target
from reader.annotations.evidence import KEPT, LEAST, NAMES, ROW, odds
from reader.text.tokens import Vocabulary, tokenize
from reader.text.units import snapped

TEXT = (
    "The river rises in the hills above the town.\n"
    "In spring the river is high, and the ferry does not run.\n"
    "In autumn the river is low, and the ferry does not run.\n"
    "城市是人民的城市,人民城市为人民。\n"
    "שלום עולם, וברוכים הבאים\n"
    "The cafe\u0301 serves 👩‍👩‍👧 and\u00a0others."
)


def place(quote: str, text: str = TEXT, occurrence: int = 0) -> tuple[int, int]:
    start = -1
    for _ in range(occurrence + 1):
        start = text.index(quote, start + 1)
    return start, start + len(quote)


def found(target: Target, text: str) -> str | None:
    where = anchor(target, text)
    return None if where is None else text[where.start : where.end]


def test_a_target_remembers_quote_surroundings_position_and_path() -> None:
    start, end = place("the ferry")
    target = describe(TEXT, start, end, ("Part", "Chapter"))
    assert target == Target(
        "the ferry",
        TEXT[start - CONTEXT : start],
        TEXT[end : end + CONTEXT],
        start,
        end,
        ("Part", "Chapter"),
    )


def test_at_the_edges_of_a_text_there_is_less_around_a_target() -> None:
    assert describe("one two", 0, 3) == Target("one", "", " two", 0, 3)
    assert describe("one two", 4, 7) == Target("two", "one ", "", 4, 7)


@pytest.mark.parametrize(
    "quote", ["river", "人民", "עולם", "e\u0301", "👩‍👩‍👧", "and\u00a0others.", TEXT]
)
def test_in_an_unchanged_text_everything_is_where_it_was(quote: str) -> None:
    start, end = place(quote)
    assert anchor(describe(TEXT, start, end), TEXT) == Anchored(start, end, 1.0, "position")


def test_a_passage_moves_with_the_words_before_it() -> None:
    start, end = place("In autumn the river is low")
    where = anchor(describe(TEXT, start, end), "A new beginning.\n" + TEXT)
    assert where == Anchored(start + 17, end + 17, 0.99, "quote")


@pytest.mark.parametrize("occurrence", [0, 1])
def test_of_several_like_passages_the_surroundings_tell_which(occurrence: int) -> None:
    start, end = place("and the ferry does not run", occurrence=occurrence)
    target = describe(TEXT, start, end)
    changed = TEXT.replace("above the town", "above the old town").replace("城市", "都市")
    where = anchor(target, changed)
    assert where is not None
    assert changed[: where.start].count("\n") == 1 + occurrence


def test_the_same_word_where_the_quote_stood_is_not_believed_among_other_words() -> None:
    text = "a small boat, a large boat, no more"
    target = describe(text, *place("boat", text, 1))
    assert anchor(target, "on the whole the ships boat here and boat there and boat") is None


def test_between_equally_good_places_none_is_chosen() -> None:
    text = "-" * 80 + " a quotation of some length " + "-" * 80
    target = describe(text, *place("a quotation of some length", text))
    assert anchor(target, "x" + text + text) is None


def test_places_whose_surroundings_agree_alike_are_not_told_apart() -> None:
    around = "so it was written, and a quotation of some length stood there for all to read"
    target = describe(
        f"At first {around}.", *place("a quotation of some length", f"At first {around}.")
    )
    assert anchor(target, f"Twice {around}! And twice {around}?") is None
    assert found(target, f"Once {around}! And a quotation of some length.") == target.exact


def test_a_long_quote_that_occurs_once_is_found_whatever_stands_around_it() -> None:
    quote = "rises in the hills above the town.\nIn spring the river is high"
    assert found(describe(TEXT, *place(quote)), f"Nowadays it {quote} no more") == quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("No hills here.", None),
        ("Once the river rises in the hills above the town, in spring.", "hills"),
    ],
)
def test_a_short_quote_needs_its_surroundings(text: str, expected: str | None) -> None:
    assert found(describe(TEXT, *place("hills")), text) == expected


def test_a_quote_that_is_gone_is_an_orphan() -> None:
    target = describe(TEXT, *place("In spring the river is high"))
    assert anchor(target, TEXT.replace("In spring the river is high, and t", "T")) is None
    assert anchor(target, "") is None


@pytest.mark.parametrize("quote", ["hills above the town.\nIn spring", "low, and the", "river is"])
def test_a_text_wrapped_anew_keeps_its_annotations(quote: str) -> None:
    wrapped = "  \n\n" + TEXT.replace("\n", "\n\n").replace(" the", "\n   the").replace(
        " is", "\tis"
    )
    where = anchor(describe(TEXT, *place(quote)), wrapped)
    assert where is not None
    assert where.how == "folded"
    assert wrapped[where.start : where.end].split() == quote.split()


def test_white_space_at_the_ends_of_a_quote_does_not_matter() -> None:
    text = "one two, three four five six seven"
    target = describe(text, *place(" three four five ", text))
    assert found(target, "one two,\n\nthree\nfour five\nsix") == "three\nfour five"


def test_a_bookmark_stands_between_its_surroundings() -> None:
    start, _ = place("In autumn")
    mark = describe(TEXT, start, start)
    assert anchor(mark, TEXT) == Anchored(start, start, 1.0, "position")
    longer = "New. " + TEXT
    after = longer.replace("does not run.\nIn autumn", "never runs.\nIn autumn")
    before = longer.replace("In autumn", "In winter").replace("run.\nIn winter", "run.\nAt noon")
    for changed, expected in ((longer, "In autumn"), (after, "In autumn"), (before, "At noon")):
        where = anchor(mark, changed)
        assert where is not None
        assert where.start == where.end
        assert changed.startswith(expected, where.start)


def test_a_bookmark_without_surroundings_is_an_orphan() -> None:
    assert anchor(describe(TEXT, 5, 5), "something else") is None
    assert anchor(Target(""), "something else") is None
    assert anchor(describe("", 0, 0), "") == Anchored(0, 0, 1.0, "position")


def test_a_quote_that_occurs_too_often_is_an_orphan() -> None:
    assert anchor(Target("a", "before ", " after", 3, 4), "a " * 5000) is None


def test_all_targets_are_answered_in_their_order() -> None:
    targets = [describe(TEXT, *place(quote)) for quote in ("ferry", "hills", "城市")]
    targets.insert(1, Target("nowhere to be found"))
    assert [where and TEXT[where.start : where.end] for where in anchor_all(targets, TEXT)] == [
        "ferry",
        None,
        "hills",
        "城市",
    ]


LETTERS = st.sampled_from("ab .\n\t\u00a0城市。אב\u0301👩\u200d👧")
TEXTS = st.text(LETTERS, max_size=120)


@given(TEXTS, st.data())
def test_an_unchanged_text_gives_every_span_back(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    where = anchor(describe(text, start, end), text)
    assert where == Anchored(start, end, 1.0, "position")


TARGETS = st.builds(
    Target,
    exact=TEXTS,
    prefix=TEXTS,
    suffix=TEXTS,
    start=st.integers(-200, 200),
    end=st.integers(-200, 200),
)


def words(text: str) -> Counter[int]:
    """The words of a text, its signs where it has none."""
    tokens = tokenize(text, VOCABULARY).numbers
    return Counter([t for t in tokens if VOCABULARY.is_word[t]] or tokens)


VOCABULARY = Vocabulary()


@given(TARGETS, TEXTS, st.none() | TEXTS)
def test_whatever_the_target_the_place_holds_a_good_part_of_its_words(
    target: Target, text: str, previous: str | None
) -> None:
    where = anchor(target, text, previous)
    if where is None:
        return
    assert 0 <= where.start <= where.end <= len(text)
    assert FLOOR <= where.confidence <= 1
    wanted = words(target.exact)
    shared = (wanted & words(text[where.start : where.end])).total()
    assert shared >= LEAST * wanted.total()


@st.composite
def edits(draw: st.DrawFn) -> tuple[str, str, Target]:
    """A text, the same with some of its words written anew, and a target in the first."""
    old = draw(st.lists(WORDS, min_size=1, max_size=60))
    new = list(old)
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(new)))
        new[at : at + draw(st.integers(0, 3))] = draw(st.lists(WORDS, max_size=3))
    text = "".join(old)
    start = draw(st.integers(0, len(text)))
    end = draw(st.integers(start, len(text)))
    return text, "".join(new), describe(text, start, end)


WORDS = st.sampled_from(
    [
        "the ",
        "river ",
        "is ",
        "high",
        ".\n",
        "城",
        "市",
        "。",
        "שלום ",
        "עולם ",
        "cafe\u0301 ",
        "👩‍👩‍👧",
        "— ",
    ]
)


@given(edits())
def test_an_edited_text_keeps_graphemes_whole(case: tuple[str, str, Target]) -> None:
    old, new, target = case
    where = anchor(target, new, old)
    if where is None or where.how == "position" or where.how == "quote":
        return
    assert snapped(new, where.start, where.end) == (where.start, where.end) or (
        snapped(old, target.start, target.end) != (target.start, target.end)
    )


@given(edits(), st.data())
def test_the_order_of_targets_does_not_matter(
    case: tuple[str, str, Target], data: st.DataObject
) -> None:
    old, new, target = case
    others = [
        describe(old, start, data.draw(st.integers(start, len(old))))
        for start in data.draw(st.lists(st.integers(0, len(old)), max_size=4))
    ]
    forwards = Anchoring(new, old)
    backwards = Anchoring(new, old)
    targets = [target, *others]
    expected = [forwards.anchor(one) for one in targets]
    assert [backwards.anchor(one) for one in reversed(targets)] == expected[::-1]


@given(edits())
def test_the_best_candidate_is_what_is_anchored(case: tuple[str, str, Target]) -> None:
    old, new, target = case
    where = anchor(target, new, old)
    if where is not None:
        best = candidates(target, new, old)[0]
        assert (best.start, best.end) == (where.start, where.end)


def test_what_replaces_the_first_or_last_word_of_a_long_passage_belongs_to_it() -> None:
    old = "At noon they heard the reports of three members and were shown the bridge in rain."
    new = old.replace("they", "we").replace("rain", "mist")
    quote = "they heard the reports of three members and were shown the bridge in rain"
    where = anchor(describe(old, *place(quote, old)), new, old)
    assert where
    assert (where.start, where.end) == place(quote.replace("they", "we")[:-4] + "mist", new)


def test_of_two_like_passages_the_one_that_was_edited_is_not_taken_for_the_other() -> None:
    before = "4 Deprecation of standard modules, Cannon. 6 Bug fix releases, Aahz and Baxter."
    after = "10 Voting guidelines, Warsaw. 11 Removing support for little used platforms, Loewis."
    entry = f"{before} Info 7 Style guide for C code {after}"
    old = f"By subject.\n{entry}\nBy number.\n{entry}"
    new = old.replace("Info", "Done", 1)
    where = anchor(describe(old, *place("Info 7 Style guide for C code", old)), new, old)
    assert where
    assert (where.start, where.end) == place("Done 7 Style guide for C code", new)


@pytest.mark.parametrize(("in_a_row", "expected"), [(0.2, 0.25), (0.25, 0.25), (0.33, 1), (0.8, 1)])
def test_words_that_are_scattered_count_for_less(in_a_row: float, expected: float) -> None:
    values = [0.0] * len(NAMES)
    values[KEPT], values[ROW] = 1.0, in_a_row
    assert odds([0.0] * len(NAMES), values, 0.25) == pytest.approx(expected)


def test_a_bookmark_at_a_heading_goes_with_it_though_signs_before_it_went_with_another() -> None:
    winters = (
        "## The first winter\n\nI came when the ferries had stopped.\n\n",
        "## The second winter\n\nBy then I had begun to see it was wrong.\n\n",
    )
    old = (
        "# Marks\n\nNobody reads it.\n\n"
        + winters[0]
        + winters[1]
        + "## Afterwards\n\nThey raised it.\n"
    )
    new = (
        "# Marks\n\nHardly anybody does.\n\n"
        + winters[1]
        + winters[0]
        + "## Afterwards\n\nThey raised it.\n"
    )
    for heading in ("## The first", "## The second", "## Afterwards"):
        start = old.index(heading)
        where = anchor(describe(old, start, start), new, old)
        assert where is not None
        assert where.start == new.index(heading)


@pytest.mark.parametrize("form", ["NFD", "NFKD"])
def test_the_unicode_form_of_a_text_is_no_change(form: Literal["NFD", "NFKD"]) -> None:
    old = "L'été dernier, j'ai retrouvé le café où nous étions allés."
    start, end = place("le café où nous étions allés", old)
    new = unicodedata.normalize(form, old)
    assert found(describe(old, start, end), new) == unicodedata.normalize(form, old[start:end])


def test_a_text_in_capitals_keeps_its_passages() -> None:
    old = "L'été dernier, j'ai retrouvé le café où nous étions allés."
    start, end = place("le café où nous étions allés", old)
    where = anchor(describe(old, start, end), old.upper(), old)
    assert where is not None
    assert old.upper()[where.start : where.end] == old[start:end].upper()


@pytest.mark.parametrize(
    ("old", "quote", "new", "now"),
    [
        (
            "the bridge was safe",
            "the bridge was safe",
            "the bridge was unsafe",
            "the bridge was unsafe",
        ),
        (
            "We recommend that it be raised",
            "We recommend that",
            "I recommend that it be raised",
            "I recommend that",
        ),
    ],
)
def test_a_word_for_a_word_at_the_edge_of_a_short_passage_belongs_to_it(
    old: str, quote: str, new: str, now: str
) -> None:
    frame = "He spoke slowly and in short words: {} when we asked him. So it is.".format
    start, end = place(quote, frame(old))
    where = anchor(describe(frame(old), start, end), frame(new), frame(old))
    assert where is not None
    assert frame(new)[where.start : where.end] == now


LANE = "The garden ran down to the river. {} Nobody came to it in winter.".format


@pytest.mark.parametrize(
    ("old", "quote", "new", "now"),
    [
        ("Nobody asked.", "Nobody asked", "No one asked.", "No one asked"),
        ("The cat sat on the mat.", "sat on the mat", "The cat lay on the rug.", "lay on the rug"),
        (
            "Nobody asked him about the money.",
            "Nobody asked him about the money.",
            "No one asked him about the money.",
            "No one asked him about the money.",
        ),
        (
            "He wrote it down with ink.",
            "He wrote it down with ink",
            "He wrote it down with a soft pencil.",
            "He wrote it down with a soft pencil",
        ),
        (
            "The mayor earned eleven pounds a week, which was little.",
            "eleven pounds a week",
            "The mayor earned twelve pounds a month, which was little.",
            "twelve pounds a month",
        ),
    ],
)
def test_what_replaces_the_edge_of_a_phrase_or_sentence_belongs_to_it(
    old: str, quote: str, new: str, now: str
) -> None:
    where = anchor(describe(LANE(old), *place(quote, LANE(old))), LANE(new), LANE(old))
    assert where is not None
    assert LANE(new)[where.start : where.end] == now


def test_a_heading_above_a_sentence_does_not_replace_its_first_words() -> None:
    frame = "# Trade\n\nThe market opens at six.{} Every child knows why.".format
    old = frame(" Ships came in at dawn with salt, and left at noon with wool.")
    new = frame("\n\n# People\n\nAt dawn with salt, at noon they left with wool.")
    quote = "Ships came in at dawn with salt, and left at noon with wool."
    (best, *_) = candidates(describe(old, *place(quote, old)), new, old)
    assert new[best.start : best.end] == "At dawn with salt, at noon they left with wool."


def test_a_sentence_that_follows_does_not_replace_the_last_word() -> None:
    old, quote = LANE("He wrote it down carefully."), "He wrote it down carefully."
    new = LANE("He wrote it down. It rained hard.")
    where = anchor(describe(old, *place(quote, old)), new, old)
    assert where is not None
    assert new[where.start : where.end] == "He wrote it down."


def test_an_item_of_a_list_is_not_placed_from_within_one_item_into_another() -> None:
    frame = (
        "He asked whether I could write.\n\n{}- Never write what you think.\n\nThe engineer came.\n"
    )
    old = frame.format("- Write the time first.\n- Write the height of the water second.\n")
    new = frame.format("- Write the height of the water first.\n- Write the time second.\n")
    start, end = place("Write the height of the water second.", old)
    where = anchor(describe(old, start, end), new, old)
    assert where is None or "\n" not in new[where.start : where.end]


@pytest.mark.parametrize("signs", [("- ", "- "), ("1. ", "2. "), ("", "")])
def test_of_items_that_changed_their_order_a_note_is_on_one_item(signs: tuple[str, str]) -> None:
    frame = f"The rules:\n\n{signs[0]}{{}}\n{signs[1]}{{}}\n\nThese hold for all."
    old = frame.format("Write the time first.", "Write the height of the water second.")
    new = frame.format("Write the height of the water first.", "Write the time second.")
    start, end = place("Write the height of the water second.", old)
    where = anchor(describe(old, start, end), new, old)
    assert where is not None
    assert new[where.start : where.end] == "Write the height of the water first."


def test_of_two_equal_sentences_the_second_keeps_its_note_when_the_first_goes() -> None:
    old = "The harbour was empty. It smelled of tar. It smelled of tar in summer, too. So it was."
    new = old.replace("It smelled of tar. ", "")
    start, end = place("It smelled of tar", old, 1)
    where = anchor(describe(old, start, end), new, old)
    assert where is not None
    assert new[where.start : where.end] == "It smelled of tar"


CRIED = "Il avait plu toute la nuit. La mère avait {} en silence. Personne ne parlait.".format


@pytest.mark.parametrize(("new", "expected"), [("pleurée", "pleurée"), ("dormi", None)])
def test_a_word_that_was_put_right_keeps_its_note_and_one_that_was_replaced_does_not(
    new: str, expected: str | None
) -> None:
    old, text = CRIED("pleuré"), CRIED(new)
    where = anchor(describe(old, *place("pleuré", old)), text, old)
    assert (where and text[where.start : where.end]) == expected


@pytest.mark.parametrize(
    ("quote", "expected"), [("It was cold.", True), ("It was", False), ("Cold.", False)]
)
def test_a_whole_sentence_that_is_in_both_texts_once_is_kept_among_other_words(
    quote: str, expected: bool
) -> None:
    old = f"Clerks closed the office early. {quote} Men went down, waiting for boats."
    new = f"At noon nobody spoke in here. {quote} Some fishermen stood about, smoking."
    if quote == "It was":
        old, new = (text.replace(quote, f"{quote} late") for text in (old, new))
    where = anchor(describe(old, *place(quote, old)), new, old)
    assert (where is not None) == expected


WAGES = "It was cold. The mayor earned eleven pounds a week."


def stands_there(candidate: Anchored) -> bool:
    return candidate.how == STOOD


def stood(quote: str, text: str, old: str = WAGES) -> str:
    """What is offered as standing where a quote stood."""
    offered = candidates(describe(old, *place(quote, old)), text, old)
    (there,) = filter(stands_there, offered)
    return text[there.start : there.end]


@pytest.mark.parametrize(
    ("quote", "text", "expected"),
    [
        (
            "eleven pounds a week",
            "The mayor earned twelve pounds a month.",
            "twelve pounds a month",
        ),
        ("It was cold.", "Snow lay. The mayor earned eleven pounds a week.", "Snow lay."),
        ("earned eleven pounds", "It was cold. The mayor lost a week.", "lost"),
    ],
)
def test_what_stands_between_the_neighbours_of_a_passage_is_a_candidate(
    quote: str, text: str, expected: str
) -> None:
    assert stood(quote, text) == expected


@pytest.mark.parametrize(
    ("quote", "text", "before"),
    [
        ("It was cold.", "The mayor earned eleven pounds a week.", ""),
        ("The mayor earned eleven pounds a week.", "It was cold.", "It was cold."),
    ],
)
def test_where_nothing_stands_there_the_place_itself_is_a_candidate(
    quote: str, text: str, before: str
) -> None:
    (there,) = candidates(describe(WAGES, *place(quote, WAGES)), text, WAGES)[:1]
    assert (there.start, there.end, there.how) == (len(before), len(before), STOOD)


def test_of_much_that_was_rewritten_the_sentences_at_its_share_are_a_candidate() -> None:
    old = "Begin. One two three. Four five six. Seven eight nine. End of it all."
    new = (
        "Begin. Dogs bark loudly at night whenever anybody comes near to them. Cats sleep all day "
        "long in the sun on a wall. Birds sing early before anyone else is out of bed. Fish never "
        "say anything to each other. Whales sometimes do so for hours. End of it all."
    )
    offered = stood("Four five six.", new, old)
    assert offered.startswith("Cats sleep") and offered.endswith("out of bed.")


def test_one_word_that_stayed_by_chance_is_no_neighbour() -> None:
    old = "The lamp was lit. Ships lay in the bay. He ate fish."
    new = "The lamp was lit. A dog stood in a yard. He ate fish."
    assert stood("the bay.", new, old) == "A dog stood in a yard."


def test_without_the_earlier_text_nothing_is_said_of_where_it_stood() -> None:
    target = describe(WAGES, *place("It was cold.", WAGES))
    assert not any(map(stands_there, candidates(target, "The mayor earned twelve pounds a month.")))


def test_of_a_heading_and_a_paragraph_that_stand_there_the_paragraph_is_a_candidate() -> None:
    old = "The lamp was lit.\nA ferry lay in the bay.\nHe ate fish."
    new = "The lamp was lit.\nFood\nDogs bark in some yard.\nHe ate fish."
    assert stood("A ferry lay in the bay.", new, old) == "Dogs bark in some yard."


def test_a_sign_alone_is_no_candidate_for_words() -> None:
    old = "Once upon a time. The parish register says 1791. It was so."
    new = "Well. It was so. Hm. Never mind."
    offered = candidates(describe(old, *place("says 1791.", old)), new, old)
    assert "." not in [new[one.start : one.end] for one in offered]


SHUFFLED = [
    "You can put the word before any command. It is not always so.",
    "In this example, the word comes last. Nobody knows why.",
    "Before any command comes the word. This example is the first.",
    "Nobody put it there. You can leave it out.",
]


@pytest.mark.parametrize(
    "quote",
    [
        "You can put the word before any command.",
        "In this example, the word comes last.",
        "put the word before any",
    ],
)
def test_words_that_are_in_both_texts_once_are_that_place_exactly(quote: str) -> None:
    old = "\n\n".join(SHUFFLED)
    for order in permutations(SHUFFLED):
        new = "\n\n".join(order)
        where = anchor(describe(old, *place(quote, old)), new, old)
        assert where is not None
        assert new[where.start : where.end] == quote


def test_words_that_are_part_of_a_longer_word_now_are_not_that_place() -> None:
    old = "He said that the long bridge was high. Nobody saw where."
    new = "On the long bridges they walked all day, as people do there."
    assert anchor(describe(old, *place("the long bridge", old)), new, old) is None


def test_a_number_that_is_raised_now_is_the_same_passage() -> None:
    old = "One. About 106 tonnes of wheat, they said. More."
    start = old.index("106 tonnes")
    anchored = anchor(describe(old, start, start + len("106 tonnes")), old.replace("106", "10⁶"))
    assert anchored is not None
    assert (anchored.start, anchored.end) == (start, start + len("106 tonnes"))
