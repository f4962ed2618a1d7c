"""`reader review` in the shell: what is due, listed, counted, asked in lines."""

import io
import json
import sys
from datetime import UTC, datetime, timedelta

import pytest

from reader.annotations.cards import cloze
from reader.annotations.store import Annotations
from reader.cli import main
from reader.errors import StorageError
from reader.library import Library
from reader.study import clock
from reader.study.scheduling import AGAIN, EASY, GOOD, graded, memory_of

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


class World:
    """A library with two documents, whose notes are learned; and a clock."""

    def __init__(self, library: Library, tmp_path, monkeypatch, capsys):
        self.library, self.now, self._capsys, self._patch = library, NOON, capsys, monkeypatch
        monkeypatch.setattr(clock, "wall", lambda: self.now)
        self.folder = tmp_path
        (tmp_path / "whale.md").write_text("# Whales\n\n## One\n\nA *whale* is no fish.\n")
        (tmp_path / "peace.txt").write_text("PEACE\n\nWell, prince.\n")

    def run(self, *words: str, typed: str = "") -> tuple[int, str, str]:
        self._capsys.readouterr()
        self._patch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(["review", *words])
        captured = self._capsys.readouterr()
        return code, captured.out, captured.err

    def learn(self, name: str, quote: str, *more: str, learn: tuple[str, ...] = ("note",)) -> str:
        """Mark a passage and learn it; the id."""
        self._capsys.readouterr()
        assert main(["annotate", str(self.folder / name), "--quote", quote, *more]) == 0
        identity = self._capsys.readouterr().out.strip()
        self.store(name).change(identity, learn=learn)
        return identity

    def store(self, name: str) -> Annotations:
        entry = self.library.known_at(self.folder / name)
        assert entry is not None
        store = self.library.annotations_of(entry)
        store.refresh()
        return store

    def listed(self, *words: str) -> list[dict]:
        return json.loads(self.run("--json", *words)[1])


@pytest.fixture
def world(library, tmp_path, monkeypatch, capsys):
    return World(library, tmp_path, monkeypatch, capsys)


@pytest.fixture
def three(world):
    world.whale = world.learn("whale.md", "A whale", "--note", "A mammal.", "--tag", "exam/sea")
    world.fish = world.learn("whale.md", "no fish", "--tag", "sea", learn=(cloze(3, "fish"),))
    world.prince = world.learn("peace.txt", "prince", "--note", "Who?", learn=("passage",))
    return world


def questions(found):
    return [one["question"] for one in found]


def test_what_is_due_is_listed_with_question_answer_and_link(three):
    whale, fish, prince = three.listed()
    assert whale == {
        "card": "note",
        "annotation": three.whale,
        "document": {
            "id": whale["document"]["id"],
            "title": "Whales",
            "path": str(three.folder / "whale.md"),
        },
        "section": ["Whales", "One"],
        "kind": "highlight",
        "tags": ["exam/sea"],
        "question": "A whale",
        "answer": "A mammal.",
        "state": "new",
        "due": None,
        "reviews": 0,
        "lapses": 0,
        "leech": False,
        "orphan": False,
        "link": f"reader://{whale['document']['id']}/{three.whale}",
    }
    assert (fish["question"], fish["answer"]) == ("no […]", "fish")
    assert (prince["question"], prince["answer"]) == ("Who?", "prince")


def test_in_a_pipe_questions_are_listed_and_no_answer(three):
    code, out, _ = three.run()
    assert code == 0
    assert "Whales, One  new  reader://" in out
    assert "no […]" in out
    assert "A mammal." not in out


def test_how_many_are_due_is_a_number_and_nothing_else(three):
    assert three.run("--count") == (0, "3\n", "")


def test_where_nothing_is_due_the_number_is_none_and_that_is_no_failure(world):
    assert world.run("--count") == (0, "0\n", "")
    assert world.run("--json")[:2] == (0, "[]\n")
    assert world.run()[2] == "nothing is learned yet\n"


def test_the_cards_of_a_document_or_a_tag_are_listed(three):
    assert questions(three.listed(str(three.folder / "peace.txt"))) == ["Who?"]
    assert questions(three.listed("--tag", "sea")) == ["no […]"]
    assert questions(three.listed("--tag", "exam", "--tag", "#SEA")) == ["A whale", "no […]"]
    assert three.run("--count", "--tag", "sea", str(three.folder / "peace.txt"))[1] == "0\n"


def test_everything_and_a_part_of_it_cannot_be_asked_for_at_once(three):
    code, _, err = three.run("--all", "--tag", "sea")
    assert (code, "--all is the whole library" in err) == (2, True)


def test_a_document_that_the_library_does_not_know_is_told(world):
    code, _, err = world.run("moby.txt", "--count")
    assert code == 1
    assert "the library does not know it" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--tag", "nosuch"], "no card has the tag #nosuch"),
        (["--tag", "nosuch", "--tag", "#other"], "no card has the tag #nosuch or #other"),
        (["--tag", "sea", "peace.txt"], "no card of “peace.txt” has the tag #sea"),
        (["bare.txt"], "no card of “bare.txt” is learned yet"),
    ],
)
def test_of_what_there_is_no_card_is_told(three, monkeypatch, words, said):
    (three.folder / "bare.txt").write_text("Bare words.\n")
    monkeypatch.chdir(three.folder)
    assert main(["annotate", "bare.txt", "--quote", "Bare"]) == 0
    assert three.run(*words) == (0, "", f"{said}\n")


def test_a_document_is_meant_by_its_title_or_its_id(three):
    identity = three.listed(str(three.folder / "peace.txt"))[0]["document"]["id"]
    for word in ("peace", "PEACE", identity, identity[-8:]):
        assert questions(three.listed(word)) == ["Who?"]


def test_a_title_that_two_documents_have_asks_for_an_id(three):
    (three.folder / "again.txt").write_text("PEACE\n\nNo prince at all.\n")
    assert main(["annotate", str(three.folder / "again.txt"), "--quote", "prince"]) == 0
    code, _, said = three.run("peace")
    assert (code, "2 documents are called so; give an id: " in said) == (1, True)


def test_a_document_whose_file_was_renamed_is_meant_by_both_names(three):
    old, new = three.folder / "peace.txt", three.folder / "war.txt"
    old.rename(new)
    for path in (old, new, old):
        assert questions(three.listed(str(path))) == ["Who?"]
    assert three.listed(str(new))[0]["document"]["path"] == str(new)


def test_a_document_whose_file_is_gone_is_meant_by_its_place(three):
    (three.folder / "peace.txt").unlink()
    assert questions(three.listed(str(three.folder / "peace.txt"))) == ["Who?"]


def test_a_file_that_the_library_never_saw_is_not_taken_in(three):
    (three.folder / "new.txt").write_text("Nothing like it.\n")
    code, _, said = three.run(str(three.folder / "new.txt"))
    assert (code, "was never opened here" in said) == (1, True)
    assert three.library.known_at(three.folder / "new.txt") is None


def test_new_cards_are_as_many_as_the_day_has_left(three, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[study]\nnew_a_day = 2\n")
    assert three.run("--count")[1] == "2\n"
    three.store("peace.txt").log(graded(None, three.prince, "passage", EASY, NOON, 2))
    assert three.run("--count")[1] == "1\n"


def test_new_cards_that_wait_for_another_day_are_told(three, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[study]\nnew_a_day = 1\n")
    waits = "1 new card a day (study.new_a_day): 2 more wait till tomorrow"
    assert three.run()[2] == f"{waits}\n"
    assert three.run("--plain", typed="\n4\n")[1].endswith(f"1 reviewed.\n{waits}.\n")
    assert three.run()[2] == f"nothing is due; the next in 8 d\n{waits}\n"


def test_a_card_that_was_forgotten_often_is_a_leech(three, tmp_path):
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "settings.toml").write_text("[study]\nleech = 2\n")
    store, log, at = three.store("peace.txt"), [], NOON - timedelta(days=90)
    for rating in (EASY, AGAIN, EASY, AGAIN):
        at += timedelta(days=20)
        log.append(graded(memory_of(log), three.prince, "passage", rating, at, 2))
    store.log(*log)
    (found,) = three.listed(str(tmp_path / "peace.txt"))
    assert (found["leech"], found["lapses"], found["state"]) == (True, 2, "relearning")
    assert "forgotten 2 times" in three.run()[1]


def test_what_is_not_due_yet_says_when(three):
    for name, one, card in (
        ("whale.md", three.whale, "note"),
        ("whale.md", three.fish, cloze(3, "fish")),
        ("peace.txt", three.prince, "passage"),
    ):
        three.store(name).log(graded(None, one, card, EASY, NOON, 2))
    assert three.run()[2] == "nothing is due; the next in 8 d\n"


# --- learning in the shell ---


def annotated(world, *words):
    return main(["annotate", str(world.folder / "whale.md"), "--quote", "is no fish", *words])


def test_to_learn_and_to_hide_words_is_the_words_and_the_note_if_there_is_one(world):
    assert annotated(world, "--learn", "--hide", "fish") == 0
    assert [one["card"] for one in world.listed()] == ["cloze:6:fish"]
    assert annotated(world, "--learn", "--hide", "fish", "--note", "A mammal.") == 0
    assert sorted(one["card"] for one in world.listed())[1:] == ["cloze:6:fish", "note"]


@pytest.mark.parametrize(
    ("words", "cards"),
    [
        (("--learn", "--note", "A mammal."), [("note", "is no fish", "A mammal.")]),
        (("--learn", "--note", "What is it?"), [("passage", "What is it?", "is no fish")]),
        (
            ("--hide", "FISH", "--hide", "no"),
            [("cloze:6:fish", "is no […]", "fish"), ("cloze:3:no", "is […] fish", "no")],
        ),
    ],
)
def test_what_is_marked_in_the_shell_can_be_learned_at_once(world, words, cards):
    assert annotated(world, *words) == 0
    found = [(one["card"], one["question"], one["answer"]) for one in world.listed()]
    assert sorted(found) == sorted(cards)


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--learn",), "it has no note to ask for"),
        (("--learn", "--kind", "question"), "the question has no answer yet"),
        (("--hide", "whale"), "“whale” is not in the passage"),
    ],
)
def test_what_cannot_be_learned_is_not_marked_and_says_why(world, capsys, words, why):
    assert annotated(world, *words) == 2
    assert why in capsys.readouterr().err
    assert list(world.library.notebook()) == []


def test_where_the_notes_went_to_a_copy_it_is_said_that_the_copy_is_asked(three):
    copy = three.folder / "copy.md"
    copy.write_text((three.folder / "whale.md").read_text() + "And more.\n")
    assert main(["same", str(three.folder / "whale.md"), str(copy)]) == 0
    code, out, err = three.run("--json", str(three.folder / "whale.md"))
    assert (code, out) == (0, "[]\n")
    assert err == f"its notes were taken along to {copy}: they are asked there\n"
    assert len(three.listed(str(copy))) == 2


def test_the_notes_that_are_due_tell_when(three, capsys):
    three.run("--plain", "--tag", "exam", typed="\n3\n")
    capsys.readouterr()
    assert main(["notes", "is:learning", "--json"]) == 0
    due = {one["id"]: one["due"] for one in json.loads(capsys.readouterr().out)}
    assert due == {three.whale: "2026-11-23T12:10:00.000Z", three.fish: None, three.prince: None}


# --- asked in lines ---


def reviews(world, name):
    return [one["rating"] for one in world.store(name).logged("review")]


def test_in_lines_the_answer_is_shown_after_enter_and_graded_with_a_number(three):
    code, out, _ = three.run("--plain", "--tag", "exam", typed="\n4\n")
    assert code == 0
    assert out.index("A whale") < out.index("A mammal.") < out.index("4 easy 8 d")
    assert reviews(three, "whale.md") == [EASY]
    assert out.endswith("1 reviewed.\n")


def test_nothing_of_the_answer_is_shown_before(three):
    out = three.run("--plain", "--tag", "exam", typed="")[1]
    assert "A mammal" not in out
    assert reviews(three, "whale.md") == []


def test_what_was_graded_is_kept_when_the_lines_end(three):
    three.run("--plain", typed="\n4\n\n3\n")
    assert reviews(three, "whale.md") == [EASY, GOOD]


def test_what_was_graded_is_in_the_file_at_the_end(three):
    three.run("--plain", "--tag", "exam", typed="\n4\n")
    tables = json.loads(three.store("whale.md").path.read_text())
    assert [one["rating"] for one in tables["reviews"].values()] == [EASY]


def test_a_card_that_is_forgotten_comes_again_before_the_end(three):
    out = three.run("--plain", "--tag", "exam", typed="\n1\n\n3\n\n4\n")[1]
    assert reviews(three, "whale.md") == [AGAIN, GOOD, EASY]
    assert out.count("A mammal.") == 3


def test_what_is_left_is_told_with_what_of_it_comes_again(three):
    lines = three.run("--plain", typed="\n1\n\n4\nq\n")[1].splitlines()
    assert [line.partition(".")[0] for line in lines if " left" in line] == [
        "3 left",
        "3 left, 1 of them again",
        "2 left, 1 of them again",
    ]


def test_a_card_that_is_asked_before_it_is_due_again_says_so(three):
    out = three.run("--plain", "--tag", "exam", typed="\n3\nq\n")[1]
    assert "1 left, 1 of them again, ahead of time: this one is due in 10 min. Whales" in out


def test_what_could_not_be_written_is_told_and_is_in_the_journal(three, monkeypatch):
    def refuse(self):
        raise StorageError("whale.json cannot be written; your changes are kept in the journal")

    monkeypatch.setattr(Annotations, "save", refuse)
    code, out, err = three.run("--plain", typed="\n4\n\n4\nq\n")
    assert (code, out.endswith("2 reviewed.\n")) == (0, True)
    assert err == "reader: whale.json cannot be written; your changes are kept in the journal\n"
    assert reviews(three, "whale.md") == [EASY, EASY]


def test_a_grade_is_taken_back_and_the_card_is_asked_again(three):
    out = three.run("--plain", typed="\n4\nu\n\n3\nq\n")[1]
    assert reviews(three, "whale.md") == [GOOD]
    assert out.count("A mammal.") == 2


def test_a_card_can_wait_till_the_others_were_asked(three):
    out = three.run("--plain", typed="-\nq\n")[1]
    assert out.index("A whale") < out.index("no […]")
    assert reviews(three, "whale.md") == []
    assert len(three.listed()) == 3


def test_in_lines_the_keys_are_those_of_the_screen(three):
    from reader.review_plain import FORGET, GRADES, LATER, UNDO
    from reader.ui.keys import key_of

    commands = {"put_off": LATER, "forget_card": FORGET, "take_back": UNDO}
    commands |= {f"grade_{grade}": key for key, grade in GRADES.items()}
    assert {name: key_of(name) for name in commands} == commands


def test_in_lines_a_card_is_asked_no_more_until_that_is_taken_back(three):
    three.run("--plain", typed="s\nu\nq\n")
    assert three.store("whale.md").get(three.whale).learn == ("note",)
    three.run("--plain", typed="s\nq\n")
    assert three.store("whale.md").get(three.whale).learn == ()
    assert three.store("whale.md").get(three.fish).learn == (cloze(3, "fish"),)


def test_what_is_not_understood_says_what_can_be_typed(three):
    out = three.run("--plain", typed="good\nq\n")[1]
    assert out.count("Enter shows the answer") == 2
    assert out.endswith("0 reviewed.\n")


def test_damaged_reviews_are_told_beside_the_list_and_not_to_a_prompt(three):
    store = three.store("peace.txt")
    store.log({"id": "r1", "kind": "review", "annotation": three.prince, "rating": "three"})
    said = "a review is damaged, and passed over"
    assert said in three.run("--json")[2]
    assert said in three.run()[2]
    assert three.run("--count") == (0, "3\n", "")
