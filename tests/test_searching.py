"""Searching the texts of all documents: the index, and `reader search`."""

import json
import os
import sqlite3

import pytest

from reader import fulltext
from reader.annotations.files import hold
from reader.documents.opening import open_document, source_from_bytes
from reader.errors import StorageError
from reader.fulltext import Index, Text, expression, passages_of, prepared
from reader.searching import search, update
from reader.text.terms import Term, pattern_of, query_of, terms_of, typed_terms

WHALE = "# Moby\n\nCall me Ishmael. The white whale sank the ship.\n\nNatásha was at the café.\n"
SHIP = "# Ships\n\nThe ship was white.\n\nA whale? Nobody saw one. Démocratie.\n"
ASIA = (
    "# 城市\n\n人民城市人民建，人民城市为人民。\n\n"
    + "\u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u0e0a\u0e32\u0e27\u0e42\u0e25\u0e01\n"
)


@pytest.fixture
def books(tmp_path, reader):
    folder = tmp_path / "books"
    folder.mkdir()
    for name, text in (("whale.md", WHALE), ("ship.md", SHIP), ("asia.md", ASIA)):
        (folder / name).write_text(text, "utf-8")
    reader("add", str(folder))
    return folder


def names(said):
    return [line.rsplit("/", 1)[-1] for line in said.out.splitlines() if not line.startswith(" ")]


# --- what is typed ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("whale ship", [Term("whale"), Term("ship")]),
        ('"white  whale" ship', [Term("white whale"), Term("ship")]),
        ("„weißer Wal“", [Term("weißer Wal")]),
        ("demo*", [Term("demo", begins=True)]),
        ('"white wh"*', [Term("white wh", begins=True)]),
        ("whale -ship", [Term("whale"), Term("ship", without=True)]),
        ('-"a b"', [Term("a b", without=True)]),
        ('"not closed', [Term("not closed")]),
        ("— * ?", []),
        ("", []),
    ],
)
def test_what_is_typed_becomes_terms(query, terms):
    assert terms_of(query) == terms


def test_words_around_a_reference_to_a_note_stand_beside_each_other():
    assert prepared("dark[1] and stormy.[2] So") == "dark and stormy. So"
    assert prepared("torrents.¹ The 5 cm²") == "torrents. the 5 cm2"


@pytest.mark.parametrize(
    ("query", "begins"),
    [
        ("white wha", True),
        ("white wha ", False),
        ('"white wh', True),
        ("-wha", False),
        ("城", True),
    ],
)
def test_the_last_word_is_a_beginning_while_it_is_typed(query, begins):
    assert typed_terms(query)[-1].begins is begins


def test_the_terms_of_a_query_can_be_written_as_one():
    terms = terms_of('"white whale" demo* -"a b" x')
    assert terms_of(query_of(terms)) == terms


def test_a_question_is_made_of_words_only():
    assert expression(terms_of('body:y* a"b -z')) == '("body y"* AND "a" AND "b z")'


def test_a_pattern_finds_whole_words_only():
    pattern = pattern_of(terms_of("art"), "party art ART")
    assert [m.span() for m in pattern.finditer("party art ART")] == [(6, 9), (10, 13)]


def test_a_pattern_of_a_beginning_finds_the_whole_word():
    pattern = pattern_of(terms_of("democ*"), "a democratic way")
    assert pattern.search("a democratic way")[0] == "democratic"


def test_of_several_terms_each_is_a_group():
    pattern = pattern_of(terms_of('"a b" café‐bar* 10'), "“a\n b” cafe\u0301-\nbars 10 ﬁ — …")
    assert pattern.groups == 3


def test_words_of_scripts_without_spaces_are_found_within_others():
    assert pattern_of(terms_of("城市"), ASIA).search(ASIA)


@pytest.mark.parametrize("text", ["fußgänger", "H₂O", "ﬁne", "soft\u00adhyphen"])
def test_letters_are_prepared_as_they_are_typed(text):
    assert prepared(text) in ("fussgänger", "h2o", "fine", "softhyphen")


def test_passages_are_the_whole_text():
    text = "\n\n".join(["word " * 50] * 300 + ["x" * 100_000, "end"])
    document = open_document(source_from_bytes("a.txt", text.encode()))
    passages = list(passages_of(document))
    assert "".join(body for _, body in passages) == document.text
    assert all(document.text.startswith(body, start) for start, body in passages)
    assert max(len(body) for _, body in passages) <= 32_000


# --- the index --------------------------------------------------------------------------------


def document(text):
    return open_document(source_from_bytes("a.txt", text.encode()))


def test_a_document_that_is_put_again_is_found_by_its_new_words_only(tmp_path):
    with Index(tmp_path) as index:
        index.put(Text("/a", "1", "A"), document("old words\n"))
        index.put(Text("/a", "2", "A"), document("new words\n"))
        assert not index.find(terms_of("old"), 9)[0]
        assert [passage.body for passage in index.find(terms_of("new"), 9)[0]] == ["new words"]


def test_what_was_dropped_is_not_found(tmp_path):
    with Index(tmp_path) as index:
        index.put(Text("/a", "1", "A"), document("words\n"))
        index.drop(["/a"])
        assert not index.find(terms_of("words"), 9)[0]
        assert not index.known()


@pytest.mark.parametrize(
    "damage", [b"", b"no database at all", b"SQLite format 3\0" + b"\0" * 5000]
)
def test_a_damaged_index_is_made_anew(tmp_path, damage):
    (tmp_path / "search.sqlite").write_bytes(damage)
    with Index(tmp_path) as index:
        index.put(Text("/a", "1", "A"), document("words\n"))
        assert index.find(terms_of("words"), 9)[0]


def test_an_index_of_another_version_is_made_anew(tmp_path):
    with sqlite3.connect(tmp_path / "search.sqlite") as base:
        base.execute("CREATE TABLE texts(other)")
        base.execute("PRAGMA user_version=99")
    base.close()
    with Index(tmp_path) as index:
        assert index.known() == {}


def test_two_processes_that_make_it_at_once_make_one(tmp_path, monkeypatch):
    made = []
    really = Index._version

    def another_is_faster(index):
        found = really(index)
        if not made:
            made.append(True)
            with Index(tmp_path) as other:
                other.put(Text("/a", "1", "A"), document("words\n"))
        return found

    monkeypatch.setattr(Index, "_version", another_is_faster)
    with Index(tmp_path) as index:
        assert list(index.known()) == ["/a"]


def test_who_reads_goes_on_while_it_is_made_anew(tmp_path):
    with Index(tmp_path) as old:
        old.put(Text("/a", "1", "A"), document("words\n"))
        for path in tmp_path.glob("search.sqlite*"):
            path.unlink()
        with Index(tmp_path) as new:
            new.put(Text("/b", "1", "B"), document("words\n"))
            assert [passage.path for passage in old.find(terms_of("words"), 9)[0]] == ["/a"]
            assert [passage.path for passage in new.find(terms_of("words"), 9)[0]] == ["/b"]


def test_what_is_damaged_within_is_said_and_made_anew_the_next_time(tmp_path):
    with Index(tmp_path) as index:
        for name in "abcdef":
            index.put(Text(f"/{name}", "1", name), document(f"{name} words\n" * 9000))
    path = tmp_path / "search.sqlite"
    data = bytearray(path.read_bytes())
    data[8192:] = b"\xff" * (len(data) - 8192)
    path.write_bytes(data)
    with pytest.raises(StorageError, match="search index"), Index(tmp_path) as index:
        index.find(terms_of("words"), 9)
        index.known()
    with Index(tmp_path) as index:
        assert index.known() == {}


def test_a_full_disk_is_said_and_what_was_there_stays(tmp_path):
    with Index(tmp_path) as index:
        index.put(Text("/a", "1", "A"), document("words\n"))
        index._base.execute("PRAGMA max_page_count=1")
        with pytest.raises(StorageError, match="full"):
            index.put(Text("/b", "1", "B"), document("more words\n" * 100_000))
        assert list(index.known()) == ["/a"]


def test_where_nothing_can_be_written_it_is_read_as_it_is(tmp_path, monkeypatch):
    with Index(tmp_path) as index:
        index.put(Text("/a", "1", "A"), document("words\n"))

    def refused(_):
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr(Index, "_open", refused)
    with Index(tmp_path) as index:
        assert index.find(terms_of("words"), 9)[0]
        with pytest.raises(StorageError, match="cannot be written"):
            index.put(Text("/b", "1", "B"), document("words\n"))


def test_sqlite_without_full_text_search_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(fulltext, "_TABLES", fulltext._TABLES.replace("fts5(", "nofts5("))
    with pytest.raises(StorageError, match=r"without full-text search \(FTS5\)"):
        Index(tmp_path)


def test_a_question_that_nobody_waits_for_any_more_is_stopped(tmp_path):
    with Index(tmp_path) as index:
        index.put(Text("/a", "1", "A"), document("many words\n" * 200_000))
    with Index(tmp_path, lambda: True) as index, pytest.raises(StorageError):
        for _ in range(1000):
            index.find(terms_of("many words"), 9)


# --- keeping it up to date --------------------------------------------------------------------


def test_of_two_that_update_the_second_waits_and_tells_how_far_the_first_is(library, write):
    write(WHALE, "whale.md")
    write(SHIP, "ship.md")
    update(library)
    write("# New\n\nA schooner.\n", "new.md")
    told = []
    held = hold(library.state / "search-update.lock")

    def tell(done, of):
        told.append((done, of))
        if held not in closed:
            closed.append(held)
            os.close(held)

    closed = []
    update(library, tell)
    assert told == [(2, 3), (0, 1), (1, 1)]
    assert search(library, "schooner").documents == 1


def test_what_was_read_before_it_was_interrupted_stays(library, write):
    write(WHALE, "whale.md")
    write(SHIP, "ship.md")

    def interrupt(done, of):
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update(library, interrupt)
    assert search(library, "ship").documents == 1
    update(library)
    assert search(library, "ship").documents == 2


# --- the command ------------------------------------------------------------------------------


def test_all_words_have_to_be_there(reader, books):
    assert names(reader("search", "whale", "ishmael")) == ["whale.md"]


def test_a_phrase_has_its_words_beside_each_other(reader, books):
    assert names(reader("search", "white whale")) == ["whale.md"]
    assert sorted(names(reader("search", "white", "whale"))) == ["ship.md", "whale.md"]


def test_words_that_are_not_wanted(reader, books):
    assert names(reader("search", "whale", "--without", "ishmael")) == ["ship.md"]


def test_the_beginning_of_a_word(reader, books):
    assert names(reader("search", "democ*")) == ["ship.md"]


def test_accents_do_not_matter_where_none_is_typed(reader, books):
    assert names(reader("search", "NATASHA")) == ["whale.md"]


def test_an_accent_that_is_typed_has_to_be_there(reader, books):
    assert names(reader("search", "natásha")) == ["whale.md"]
    assert reader("search", "shíp").code == 1


def test_chinese_and_thai_words_are_found(reader, books):
    assert names(reader("search", "城市人民")) == ["asia.md"]
    assert names(reader("search", "\u0e0a\u0e32\u0e27")) == ["asia.md"]


def test_hits_are_shown_with_what_stands_around_them(reader, books):
    said = reader("search", "sank")
    assert said.out.splitlines()[1].endswith("The white whale sank the ship.")


def test_a_search_can_be_limited_to_some_documents(reader, books):
    assert names(reader("search", "white", "--in", "moby")) == ["whale.md"]
    assert reader("search", "white", "--in", "nothing").code == 1


def test_what_was_edited_is_found_by_its_new_words(reader, books):
    reader("search", "ship")
    (books / "ship.md").write_text("# Ships\n\nA schooner.\n", "utf-8")
    assert names(reader("search", "schooner")) == ["ship.md"]
    assert names(reader("search", "ship")) == ["whale.md"]


def test_what_is_gone_or_forgotten_is_not_found(reader, books):
    reader("search", "ship")
    (books / "ship.md").unlink()
    reader("forget", str(books / "whale.md"))
    assert reader("search", "ship").code == 1


def test_the_index_may_be_deleted(reader, books, tmp_path):
    reader("search", "whale")
    found = list(tmp_path.rglob("search.sqlite*"))
    assert found
    for path in found:
        path.unlink()
    assert len(names(reader("search", "whale"))) == 2


def test_what_cannot_be_read_is_said_and_the_rest_is_found(reader, books):
    (books / "ship.md").write_bytes(b"\0\1")
    said = reader("search", "whale")
    assert names(said) == ["whale.md"]
    assert "cannot be read" in said.err


def test_places_are_given_to_programs(reader, books):
    found = json.loads(reader("search", "ishmael", "--json").out)["found"]
    hit = found[0]["hits"][0]
    assert found[0]["title"] == "Moby"
    assert (hit["before"], hit["words"]) == ("Call me ", "Ishmael")
    assert hit["end"] - hit["start"] == len("Ishmael")


@pytest.mark.parametrize("words", [[], ["—"], ["--without", "whale"]])
def test_without_a_word_to_look_for_it_says_so(reader, books, words):
    said = reader("search", *words)
    assert said.code == 2
    assert "say what to search for" in said.err


def test_what_looks_like_the_language_of_the_engine_is_words(reader, books):
    assert reader("search", 'NEAR(a b) OR body:x" AND ((').code == 1


def test_how_far_the_reading_is_is_told_to_programs(reader, books, monkeypatch):
    monkeypatch.setattr(os, "nice", lambda _: 0)
    told = [json.loads(line) for line in reader("search", "--update", "--json").out.splitlines()]
    assert told == [{"done": done, "of": 3} for done in range(4)]


def test_where_the_index_cannot_be_written_what_is_there_is_searched(reader, books, monkeypatch):
    reader("search", "whale")

    def refused(*_):
        raise StorageError("the search index cannot be written here")

    monkeypatch.setattr("reader.search_command.update", refused)
    said = reader("search", "ishmael")
    assert names(said) == ["whale.md"]
    assert "what was read before is searched" in said.err


def test_places_where_words_stand_together_come_before_those_of_one(reader, books):
    text = "A sloop.\n\n" * 9 + "A sloop and a brig.\n\n" + "A brig.\n\n" * 9
    (books / "ship.md").write_text(text, "utf-8")
    lines = reader("search", "sloop", "brig", "--hits", "1").out.splitlines()
    assert lines[1].endswith("A sloop and a brig.")


def test_each_word_is_shown_where_there_is_room(reader, books):
    (books / "ship.md").write_text("A sloop.\n\n" * 9 + "A brig.\n\n" * 9, "utf-8")
    lines = reader("search", "sloop", "brig", "--hits", "2").out.splitlines()
    assert [line.split("%")[1].strip() for line in lines[1:]] == ["A sloop.", "A brig."]


def test_a_line_in_which_a_word_stands_twice_is_one_place(reader, books):
    (books / "ship.md").write_text("A sloop, a sloop.\n\nAgain a sloop.\n", "utf-8")
    lines = reader("search", "sloop").out.splitlines()
    assert len(lines) == 3


def test_a_text_that_came_by_a_pipe_and_was_kept_is_searched(reader, tmp_path, monkeypatch):
    path = tmp_path / "piped"
    path.write_text("# From elsewhere\n\nA brigantine.\n", "utf-8")
    with path.open() as stream:
        monkeypatch.setattr("sys.stdin", stream)
        assert reader("annotate", "-", "--quote", "brigantine").code == 0
    said = reader("search", "brigantine")
    assert said.code == 0
    assert said.out.startswith("From elsewhere")


def test_documents_in_which_the_words_stand_close_come_first(tmp_path, reader):
    far = "# Far\n\n" + "white paint, " + "and more of it, " * 20 + "on the ship.\n"
    near = "# Near\n\n" + "nothing of it here, " * 40 + "a white ship, " + "and so on, " * 40 + "\n"
    for name, text in (("far.md", far), ("near.md", near)):
        (tmp_path / name).write_text(text, "utf-8")
    reader("add", str(tmp_path / "far.md"), str(tmp_path / "near.md"))
    said = reader("search", "white", "ship")
    assert said.out.index("Near") < said.out.index("Far")
