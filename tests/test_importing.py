"""Notes of other programs come in: where they go, what becomes of them, and back again."""

import json
from random import Random

import pytest

from reader import batches, notebook, notebook_export
from reader.annotations.annotation import Annotation, Kind, Target, is_detached
from reader.annotations.exchange import reader_json
from reader.annotations.exchange.incoming import Imported, Incoming, Problem, Work
from reader.documents.opening import Source, open_document, read_source
from reader.import_planning import plan
from reader.import_plans import Fate, File
from reader.importing import apply, last_import, read_file
from reader.importing_told import lines_of, problem_line, why
from reader.library import Library
from reader.matching import By
from reader.recognising import Doubt, How
from reader.sameness import refuse, settle
from reader.study.reading import Reading
from reader.text.spans import Span

BOOK = """\
# The Whale

## Loomings

Call me Ishmael. Some years ago I went to sea. Whenever it is damp in my soul I go again.

## The Chapel

In this same town there stands a chapel. Few are the moody fishermen who fail to visit it.

Call me Ishmael.
"""
QUOTES = (
    "Some years ago I went to sea.",
    "In this same town there stands a chapel.",
    "Few are the moody fishermen",
)


def incoming(number, quote, work, note="", place=-1.0, **fields):
    target = Target(quote, path=fields.pop("path", ()))
    annotation = Annotation(f"{number}".rjust(18, "0"), target, note=note, **fields)
    return Incoming(work, annotation, number, place)


def file_of(*quotes, title="The Whale", authors=("Herman Melville",), note="", **known):
    work = Work(title, authors, **known)
    found = [incoming(number, quote, work, note) for number, quote in enumerate(quotes, 1)]
    return File("notes.txt", Imported("kindle", tuple(found)))


@pytest.fixture
def book(library, tmp_path):
    """A book that was opened once."""
    return put_there(library, tmp_path / "whale.md")


def put_there(library, path, text=BOOK):
    path.write_text(text, "utf-8")
    source = read_source(path)
    return library.remember(library.recognise(source, open_document(source)), opened="2026-01-01")


def let_in(library, *files, to=None):
    planned = plan(library, files, to)
    apply(library, planned)
    return planned


def opened(library, path):
    """A document as it is when it is opened."""
    source = read_source(path)
    return library.recognition(source, open_document(source))


def kept(library, entry):
    return {one.target.exact: one.note for one in library.annotations_of(entry).all()}


# --- to which document -------------------------------------------------------------------------


def test_a_title_and_quotes_that_stand_in_the_text_tell_the_document(library, book):
    (part,) = plan(library, [file_of(*QUOTES, title="The Whale (Penguin Classics)")]).parts
    assert (part.entry.id, part.by) == (book.id, By.TITLE)
    assert (part.confirmed.found, part.confirmed.tried) == (3, 3)
    assert part.counts == {Fate.PLACED: 3}


def test_a_title_without_a_quote_that_stands_in_the_text_is_not_enough(library, book):
    file = file_of("It was the best of times in all the world.", "Nothing of it is here at all.")
    (part,) = plan(library, [file]).parts
    assert part.by is By.NOTHING
    assert not part.has_text
    assert [one.id for one in part.maybe] == [book.id]
    assert "The Whale" in why(part)


def test_another_title_and_another_author_are_another_work(library, book):
    library.keep([book._replace(authors=("Herman Melville",))], "authors")
    other = file_of(*QUOTES, title="The Whale and the Zombies", authors=("Seth Grahame",))
    (part,) = let_in(library, other).parts
    assert (part.by, part.maybe[0].id) == (By.NOTHING, book.id)
    assert "--to" in why(part)
    assert library.annotations_of(book).all() == []


def test_words_that_are_only_alike_are_enough_where_the_work_is_sure(library, book):
    like = "In this same town there stood a little chapel."
    (part,) = plan(library, [file_of(QUOTES[0], like)]).parts
    assert part.counts == {Fate.PLACED: 1, Fate.OPEN: 1}
    (part,) = plan(library, [file_of(QUOTES[0], like)], to=book).parts
    assert part.counts == {Fate.PLACED: 1, Fate.LIKE: 1}
    library.keep([book._replace(authors=("Herman Melville",))], "authors")
    (part,) = plan(library, [file_of(QUOTES[0], like)]).parts
    assert part.counts == {Fate.PLACED: 1, Fate.LIKE: 1}


def test_an_identifier_tells_the_document_whatever_its_title(library, tmp_path):
    text = f"---\nidentifier: isbn:9780000000002\n---\n{BOOK}"
    entry = put_there(library, tmp_path / "x.md", text)
    assert entry.identifiers
    file = file_of(QUOTES[0], title="Something else", identifiers=entry.identifiers)
    (part,) = plan(library, [file]).parts
    assert (part.entry.id, part.by) == (entry.id, By.IDENTIFIER)


def test_the_place_of_its_file_tells_the_document(library, book):
    (part,) = plan(library, [file_of(QUOTES[0], title="x", source=book.path)]).parts
    assert (part.entry.id, part.by) == (book.id, By.PLACE)


def test_a_file_of_the_library_that_was_never_opened_is_looked_into(library):
    path = library.documents / "the-whale.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BOOK, "utf-8")
    planned = let_in(library, file_of(*QUOTES))
    assert planned.counts == {Fate.PLACED: 3}
    entry = library.known_at(path)
    assert entry is not None
    assert entry.annotations == 3


def test_two_files_of_notes_meet_in_a_file_that_was_never_opened(library):
    path = library.documents / "the-whale.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(BOOK, "utf-8")
    work = Work("The Whale (Classics)")
    other = File("n.json", Imported("readwise", (incoming(9, QUOTES[1], work),)))
    planned = let_in(library, file_of(QUOTES[0]), other)
    assert len({part.entry.id for part in planned.parts}) == 1
    entry = library.known_at(path)
    assert entry is not None
    assert entry.annotations == 2


def test_the_person_may_say_which_document_it_is(library, book):
    (part,) = plan(library, [file_of(QUOTES[0], title="Notes of mine")], book).parts
    assert (part.entry.id, part.by) == (book.id, By.CHOSEN)
    assert part.counts == {Fate.PLACED: 1}


# --- where in the text -------------------------------------------------------------------------


def test_a_quote_without_the_references_of_its_passage_is_placed_on_it(library, tmp_path):
    text = BOOK.replace("years ago I", "years[^1] ago I") + "\n[^1]: Three.\n"
    book = put_there(library, tmp_path / "noted.md", text)
    planned = let_in(library, file_of(*QUOTES), to=book)
    assert planned.counts == {Fate.PLACED: 3}


def test_what_was_placed_stands_on_its_words(library, book):
    let_in(library, file_of(*QUOTES, note="mine"))
    reading = Reading(open_document(Source("b.md", BOOK.encode())), library.annotations_of(book))
    reading.refresh()
    text = reading.document.text
    assert [text[span.start : span.end] for _, span in reading.placed] == list(QUOTES)
    assert {one.note for one, _ in reading.placed} == {"mine"}
    assert reading.orphans == []


def test_what_is_not_in_the_text_or_in_it_twice_needs_the_person(library, book):
    planned = let_in(library, file_of(*QUOTES, "Call me Ishmael.", "Wholly other words, these."))
    assert planned.counts == {Fate.PLACED: 3, Fate.OPEN: 2}
    reading = Reading(open_document(Source("b.md", BOOK.encode())), library.annotations_of(book))
    reading.refresh()
    orphans = sorted(one.target.exact for one in reading.orphans)
    assert orphans == ["Call me Ishmael.", "Wholly other words, these."]


def test_a_note_without_a_quote_is_kept_without_a_place(library, book):
    planned = let_in(library, file_of(*QUOTES, ""))
    assert planned.counts == {Fate.PLACED: 3, Fate.UNPLACED: 1}
    detached = [one for one in library.annotations_of(book).all() if is_detached(one)]
    assert len(detached) == 1


def test_what_reader_wrote_is_in_another_library_as_it_was(library, book, tmp_path):
    store = library.annotations_of(book)
    document = open_document(read_source(tmp_path / "whale.md"))
    reading = Reading(document, store)
    start = document.text.rindex("Call me Ishmael.")  # a quote that stands there twice
    made = reading.mark(Span(start, start + 16), note="n", tags=("t",), kind=Kind.QUESTION)
    path = tmp_path / "notes.json"
    path.write_text(reader_json.write(document, [(made, Span(start, start + 16))]), "utf-8")
    elsewhere = Library(tmp_path / "elsewhere", tmp_path / "state2")
    there = put_there(elsewhere, tmp_path / "copy.md")
    planned = let_in(elsewhere, read_file(path))
    assert (planned.parts[0].by, planned.counts) == (By.TEXT, {Fate.PLACED: 1})
    (one,) = elsewhere.annotations_of(there).all()
    assert one._replace(extra={}) == made._replace(extra={})


# --- again -------------------------------------------------------------------------------------


def test_what_comes_in_twice_is_there_once(library, book):
    let_in(library, file_of(*QUOTES))
    again = let_in(library, file_of(*QUOTES))
    assert again.counts == {Fate.THERE: 3}
    assert again.changes == 0
    assert len(library.annotations_of(book).all()) == 3


def test_a_note_that_was_written_there_since_comes_in(library, book):
    let_in(library, file_of(*QUOTES, note="old"))
    planned = let_in(library, file_of(*QUOTES, note="new"))
    assert planned.counts == {Fate.NEWER: 3}
    assert set(kept(library, book).values()) == {"new"}


def test_what_was_deleted_here_does_not_come_back(library, book):
    let_in(library, file_of(*QUOTES))
    store = library.annotations_of(book)
    store.remove("1".rjust(18, "0"))
    store.save()
    assert let_in(library, file_of(*QUOTES, note="new")).counts == {Fate.GONE: 1, Fate.NEWER: 2}
    assert len(library.annotations_of(book).all()) == 2


def test_what_was_deleted_here_comes_back_where_that_is_wished(library, book):
    let_in(library, file_of(*QUOTES))
    store = library.annotations_of(book)
    first, second, third = (one.id for one in store.all())
    store.remove(first, second)
    store.forget(second)
    planned = plan(library, [file_of(*QUOTES)], restore=True)
    assert planned.counts == {Fate.PLACED: 1, Fate.GONE: 1, Fate.THERE: 1}
    apply(library, planned)
    assert {one.id for one in library.annotations_of(book).all()} == {first, third}


def test_what_was_written_and_moved_here_stays_so(library, book):
    let_in(library, file_of(*QUOTES, note="old"))
    store = library.annotations_of(book)
    reading = Reading(open_document(Source("b.md", BOOK.encode())), store)
    reading.refresh()
    one, _ = reading.placed[0]
    reading.extend(one.id, Span(0, 9))
    store.change(one.id, note="mine")
    store.save()
    assert let_in(library, file_of(*QUOTES, note="old")).changes == 0
    assert kept(library, book)["The Whale"] == "mine"


def test_a_note_that_was_written_on_both_sides_is_kept_twice(library, book):
    let_in(library, file_of(QUOTES[0], note="old"))
    store = library.annotations_of(book)
    identity = store.all()[0].id
    store.change(identity, note="mine")
    store.save()
    assert let_in(library, file_of(QUOTES[0], note="theirs")).counts == {Fate.BOTH: 1}
    store = library.annotations_of(book)
    found = store.get(identity)
    notes = {found.note, *(other.note for other in store.others(identity))}
    assert notes == {"mine", "theirs"}
    assert let_in(library, file_of(QUOTES[0], note="theirs")).changes == 0


def test_of_two_copies_of_a_file_the_newer_words_count(library, book):
    old = file_of(QUOTES[0], note="old")
    one = old.imported.incoming[0]
    newer = one.annotation._replace(note="new", modified="2026-02-02T00:00:00.000Z")
    new = File("new.txt", Imported("kindle", (one._replace(annotation=newer),)))
    let_in(library, old, new)
    assert set(kept(library, book).values()) == {"new"}


def test_notes_that_wait_go_to_the_document_that_the_person_says(library, book):
    unknown = file_of(*QUOTES, title="Unknown")
    let_in(library, unknown)
    (work,) = waiting(library)
    store = library.annotations_of(work)
    store.change(store.all()[0].id, note="mine")
    store.save()
    (part,) = let_in(library, unknown, to=book).parts
    assert part.counts == {Fate.PLACED: 3}
    assert "waited in “Unknown”" in " ".join(lines_of(part))
    assert kept(library, book)[QUOTES[0]] == "mine"
    assert library.annotations_of(work).all() == []
    assert let_in(library, unknown, to=book).changes == 0
    batches.take_back(library, last_import(library))
    assert len(library.annotations_of(work).all()) == 3
    assert library.annotations_of(book).all() == []
    let_in(library, unknown, to=book)
    assert len(library.annotations_of(book).all()) == 3


def test_notes_that_are_in_another_text_stay_there(library, book, tmp_path):
    let_in(library, file_of(*QUOTES))
    other = put_there(library, tmp_path / "other.md", "# Other\n\nSome words.\n")
    (part,) = let_in(library, file_of(*QUOTES), to=other).parts
    assert part.counts == {Fate.THERE: 3}
    assert lines_of(part) == ["3 already there: it is in “The Whale”, and stays so"]
    assert len(library.annotations_of(book).all()) == 3


# --- back --------------------------------------------------------------------------------------


def test_an_import_is_one_step_over_all_documents(library, book, tmp_path):
    let_in(library, file_of(*QUOTES), file_of("Of another book.", title="Other"))
    assert sum(entry.annotations for entry in library.entries() if entry.annotations > 0) == 3
    batches.take_back(library, last_import(library))
    assert library.annotations_of(book).all() == []
    assert [entry.title for entry in library.entries() if not entry.off_the_shelf] == ["The Whale"]
    assert last_import(library) is None


def test_what_was_taken_back_may_come_in_again(library, book):
    let_in(library, file_of(*QUOTES))
    batches.take_back(library, last_import(library))
    let_in(library, file_of(*QUOTES))
    assert len(library.annotations_of(book).all()) == 3


def test_what_was_taken_back_comes_in_as_it_is_in_the_file_of_then(library, book):
    let_in(library, file_of(*QUOTES, note="newer"))
    batches.take_back(library, last_import(library))
    let_in(library, file_of(*QUOTES, note="older"))
    assert set(kept(library, book).values()) == {"older"}


def test_what_was_written_on_both_sides_and_taken_back_is_kept_twice_again(library, book):
    let_in(library, file_of(QUOTES[0], note="old"))
    store = library.annotations_of(book)
    identity = store.all()[0].id
    store.change(identity, note="mine")
    store.save()
    for _ in range(2):
        assert let_in(library, file_of(QUOTES[0], note="theirs")).counts == {Fate.BOTH: 1}
        store = library.annotations_of(book)
        notes = {store.get(identity).note, *(one.note for one in store.others(identity))}
        assert notes == {"mine", "theirs"}
        batches.take_back(library, last_import(library))
        store = library.annotations_of(book)
        assert (store.get(identity).note, store.others(identity)) == ("mine", [])


def test_what_was_taken_back_may_go_to_another_document(library, book, tmp_path):
    other = put_there(library, tmp_path / "other.md", "# Other\n\nSome words.\n")
    let_in(library, file_of(*QUOTES), to=other)
    batches.take_back(library, last_import(library))
    let_in(library, file_of(*QUOTES))
    assert len(library.annotations_of(book).all()) == 3
    assert library.annotations_of(other).all() == []


# --- without a text ----------------------------------------------------------------------------


def waiting(library):
    return [entry for entry in library.entries() if entry.format == "notes"]


def test_what_is_of_no_document_is_kept_in_one_of_its_own(library):
    planned = let_in(library, file_of(*QUOTES))
    assert planned.counts == {Fate.WAITING: 3}
    entries = waiting(library)
    assert [entry.title for entry in entries] == ["The Whale"]
    assert entries[0].path == ""
    assert not entries[0].off_the_shelf
    assert entries[0].authors == ("Herman Melville",)


def test_two_works_without_a_text_are_two_documents(library):
    works = [Work("One", ("A",)), Work("Two", ("B",))]
    file = File(
        "n.txt",
        Imported("kindle", tuple(incoming(n, f"Words {n}", w) for n, w in enumerate(works))),
    )
    let_in(library, file)
    assert sorted(len(library.annotations_of(entry).all()) for entry in waiting(library)) == [1, 1]
    assert sum(len(store.all()) for _, store in library.notebook()) == 2


def test_notes_of_a_work_from_another_program_join_those_that_wait(library):
    let_in(library, file_of(QUOTES[0]))
    work = Work("The Whale", ("Melville, Herman",), identifiers=("isbn:9780000000002",))
    file = File("n.json", Imported("readwise", (incoming(9, QUOTES[1], work),)))
    let_in(library, file)
    assert len(waiting(library)) == 1
    assert waiting(library)[0].annotations == 2


def test_they_find_their_places_when_the_text_is_opened(library, tmp_path):
    let_in(library, file_of(*QUOTES))
    (before,) = waiting(library)
    path = tmp_path / "whale.md"
    path.write_text(BOOK, "utf-8")
    found = opened(library, path)
    assert (found.how, found.entry.id) == (How.NOTES, before.id)
    assert found.question is None


def test_the_shell_puts_them_in_their_places(library, reader, tmp_path):
    let_in(library, file_of("Call me Ishmael.", *QUOTES, "Call me Ishmael."))
    path = tmp_path / "whale.md"
    path.write_text(BOOK, "utf-8")
    said = reader("annotations", str(path), "--json")
    assert "the text of 5 notes" in said.err
    places = [one["start"] for one in json.loads(said.out)["annotations"]]
    assert len(places) == 5
    assert None not in places


def test_where_too_few_quotes_stand_in_the_text_the_person_is_asked(library, tmp_path):
    let_in(library, file_of(QUOTES[0], "Words of another edition", "And more words of it"))
    (before,) = waiting(library)
    path = tmp_path / "whale.md"
    path.write_text(BOOK, "utf-8")
    found = opened(library, path)
    assert found.how is How.NEW
    assert found.question is not None
    assert (found.question.doubt, found.question.other.id) == (Doubt.NOTES, before.id)


def test_a_text_with_such_a_title_and_none_of_the_quotes_is_not_asked_about(library, tmp_path):
    let_in(library, file_of("Words of another book", "Which is called so", "By chance, it seems"))
    path = tmp_path / "whale.md"
    path.write_text(BOOK, "utf-8")
    found = opened(library, path)
    assert found.question is None
    assert found.how is How.NEW
    assert [one.doubt for one in library.alike(found.entry, "")] == [Doubt.NOTES]


def test_an_identifier_tells_whose_notes_wait(library, tmp_path):
    let_in(library, file_of("Other words", title="X", identifiers=("isbn:9780000000002",)))
    path = tmp_path / "y.md"
    path.write_text(f"---\nidentifier: isbn:9780000000002\n---\n{BOOK}", "utf-8")
    assert opened(library, path).how is How.NOTES


def test_what_came_in_again_after_its_text_was_opened_is_there(library, tmp_path):
    let_in(library, file_of(*QUOTES))
    path = tmp_path / "whale.md"
    path.write_text(BOOK, "utf-8")
    library.remember(opened(library, path).entry)
    assert let_in(library, file_of(*QUOTES)).counts == {Fate.THERE: 3}


def test_the_person_is_asked_at_each_opening_until_there_is_an_answer(library, book):
    let_in(library, file_of("Words of another edition"))
    (before,) = waiting(library)
    for _ in range(2):
        found = opened(library, library.resolve(book))
        assert found.question is not None and found.question.other.id == before.id
        library.remember(found.entry, opened="2026-01-01")
    refuse(library, found.question, found.entry)
    assert opened(library, library.resolve(book)).question is None


def test_two_works_that_wait_come_to_one_text_one_after_the_other(library, tmp_path):
    for number, writer in enumerate(("Melville", "Dana"), 1):
        one = incoming(number, f"Unheard of {writer}", Work("The Whale", (writer,)))
        let_in(library, File("notes.txt", Imported("kindle", (one,))))
    path = tmp_path / "whale.md"
    path.write_text(BOOK, "utf-8")
    answered = []
    for _ in range(2):
        found = opened(library, path)
        entry = library.remember(found.entry, opened="2026-01-01")
        answered.append(settle(library, found.question, entry)[0])
    assert [one for one in waiting(library) if one.annotations] == []
    assert opened(library, path).question is None
    assert set(kept(library, answered[-1])) == {
        "Unheard of Melville",
        "Unheard of Dana",
    }


def test_what_came_without_a_title_takes_that_of_a_file_with_its_identifier(library, tmp_path):
    names = ("isbn:9780000000002",)
    let_in(library, file_of("A.", title="", authors=(), source="urn:isbn:9780000000002"))
    assert waiting(library)[0].title.startswith("Notes of ")
    let_in(library, File("two.txt", file_of("A.", "B.", identifiers=names).imported))
    (entry,) = waiting(library)
    assert (entry.title, entry.authors) == ("The Whale", ("Herman Melville",))
    path = tmp_path / "y.md"
    path.write_text(f"---\nisbn: 9780000000002\n---\n{BOOK}", "utf-8")
    assert opened(library, path).how is How.NOTES


# --- the shell ---------------------------------------------------------------------------------

CLIPPINGS = """\
The Whale (Melville, Herman)
- Your Highlight on Location 10-12 | Added on Friday, January 1, 2021 10:30:45 AM

Some years ago I went to sea.
==========
The Whale (Melville, Herman)
- Your Highlight on Location 20-22 | Added on Friday, January 1, 2021 10:31:45 AM

In this same town there stands a chapel.
==========
The Whale (Melville, Herman)
- Your Highlight on Location 30-32 | Added on Friday, January 1, 2021 10:32:45 AM


==========
"""


@pytest.fixture
def clippings(tmp_path):
    path = tmp_path / "My Clippings.txt"
    path.write_text(CLIPPINGS, "utf-8")
    return str(path)


def test_the_shell_tells_where_all_of_it_went(reader, book, clippings, library):
    said = reader("import", clippings)
    assert said.code == 0
    assert "2 placed, 1 without a place → The Whale" in said.out
    assert "My Clippings.txt:" in said.err  # the record without a text, with its line
    assert "--undo" in said.err
    assert len(library.annotations_of(book).all()) == 3


def test_a_dry_run_writes_nothing(reader, book, clippings, library):
    before = sorted(library.annotations.iterdir())
    said = reader("import", clippings, "--dry-run")
    assert "would come in" in said.err
    assert sorted(library.annotations.iterdir()) == before
    assert library.annotations_of(book).all() == []


def test_the_shell_takes_an_import_back(reader, book, clippings, library):
    reader("import", clippings)
    assert "taken back" in reader("import", "--undo").err
    assert library.annotations_of(book).all() == []
    assert reader("import", "--undo").code == 1


def test_a_dry_run_of_taking_back_takes_nothing_back(reader, book, clippings, library):
    reader("import", clippings)
    said = reader("import", "--undo", "--dry-run")
    assert "would be taken back: 3 annotations in 1 document" in said.err
    assert len(library.annotations_of(book).all()) == 3
    assert last_import(library) is not None


@pytest.mark.parametrize("words", [["notes.txt"], ["--to", "x"], ["--restore"], ["--format", "w"]])
def test_what_means_nothing_where_an_import_is_taken_back_is_said(reader, clippings, words):
    reader("import", clippings)
    said = reader("import", "--undo", *words)
    assert said.code == 2
    assert "--undo" in said.err


def test_programs_are_told_all_of_it(reader, book, clippings):
    told = json.loads(reader("import", clippings, "--json").out)
    (work,) = told["works"]
    assert (work["document"], work["by"]) == (book.id, "title")
    assert work["counts"]["placed"] == 2
    assert told["files"][0]["problems"][0]["line"] > 0
    assert told["done"]["annotations"] == len(work["annotations"])


def test_only_a_file_without_anything_to_read_is_a_failure(reader, clippings, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{}", "utf-8")
    assert reader("import", str(bad)).code == 1
    said = reader("import", str(bad), clippings)
    assert said.code == 0
    assert "bad.json" in said.err


def test_a_format_that_there_is_not_is_said(reader, clippings):
    said = reader("import", clippings, "--format", "wax")
    assert said.code == 2
    assert "kindle" in said.err


def test_a_file_of_a_known_format_without_notes_is_told(reader, tmp_path):
    path = tmp_path / "books.json"
    path.write_text('[{"bookId": "A", "bookTitle": "The Whale"}]', "utf-8")
    said = reader("import", str(path))
    assert said.code == 1
    assert "nothing is annotated in it, read as a file of Apple Books" in said.err


def test_clippings_of_which_none_is_whole_are_told_with_their_lines(reader, tmp_path):
    path = tmp_path / "bad.txt"
    path.write_text("Half of one\n==========\nA line\n==========\n", "utf-8")
    said = reader("import", str(path))
    assert said.code == 1
    assert "bad.txt:1:" in said.err
    assert "bad.txt:3:" in said.err


@pytest.mark.parametrize("seed", range(6))
def test_what_is_no_text_holds_no_notes(tmp_path, seed):
    path = tmp_path / "notes.bin"
    path.write_bytes(Random(seed).randbytes(100_000))
    file = read_file(path)
    assert not file.imported.incoming
    assert "no format of notes is like it" in file.problem


def test_the_format_may_be_named(tmp_path):
    path = tmp_path / "x.bin"
    path.write_text(CLIPPINGS, "utf-8")
    assert len(read_file(path, "kindle").imported.incoming) >= 2


def test_the_document_may_be_named(reader, book, clippings, tmp_path):
    said = reader("import", clippings, "--to", str(tmp_path / "whale.md"))
    assert "as you say" in said.out


def test_a_problem_is_told_with_its_line_and_its_first_words():
    problem = Problem(7, "no text", "word " * 100)
    line = problem_line("a.txt", problem)
    assert line.startswith("a.txt:7: no text: “word word")
    assert len(line) < 100


def test_notes_without_a_text_are_listed_so(reader, clippings):
    reader("import", clippings)
    assert "imported, no text yet" in reader("documents").out


# --- what Reader wrote itself ------------------------------------------------------------------


@pytest.fixture
def two_books(library, tmp_path, book):
    """Two documents with an annotation each, made here; and the rows of the notebook's export."""
    other = put_there(library, tmp_path / "other.md", "# Other\n\nCall me Ishmael, he said.\n")
    for number, (entry, note) in enumerate(((book, "of the whale"), (other, "of the other")), 1):
        store = library.annotations_of(entry)
        created = f"2026-01-0{number}T10:00:00.000Z"
        store.add(
            Annotation(
                f"{number}".rjust(18, "a"),
                Target("Call me Ishmael"),
                note=note,
                tags=("style/irony",),
                created=created,
            )
        )
        store.save()
    return book, other


def exported(library):
    found = list(notebook.pages(library))
    entries = {page.entry.id: page.entry for page in found}
    return notebook_export.export([row for page in found for row in page.rows], entries, "markdown")


def test_the_notebook_comes_back_to_the_documents_that_it_is_of(library, tmp_path, two_books):
    path = tmp_path / "notebook.md"
    path.write_text(exported(library).replace("of the whale", "of the white whale"), "utf-8")
    planned = let_in(library, read_file(path))
    assert {part.entry.id for part in planned.parts} == {entry.id for entry in two_books}
    assert sorted(planned.counts.elements()) == [Fate.THERE, Fate.NEWER]
    assert kept(library, two_books[0]) == {"Call me Ishmael": "of the white whale"}
    assert kept(library, two_books[1]) == {"Call me Ishmael": "of the other"}


def test_an_edit_that_was_taken_back_comes_in_again(library, tmp_path, two_books):
    path = tmp_path / "notebook.md"
    path.write_text(exported(library).replace("of the whale", "of the white whale"), "utf-8")
    let_in(library, read_file(path))
    batches.take_back(library)
    assert kept(library, two_books[0]) == {"Call me Ishmael": "of the whale"}
    let_in(library, read_file(path))
    assert kept(library, two_books[0]) == {"Call me Ishmael": "of the white whale"}


def test_what_a_format_has_no_id_for_is_known_by_its_words_and_its_second(
    library, tmp_path, two_books
):
    path = tmp_path / "readwise.csv"
    path.write_text(
        "Highlight,Title,Author,URL,Note,Location,Date\n"
        "Call me Ishmael,The Whale,,,.style/irony of the whale,3,2026-01-01 10:00:00+00:00\n",
        "utf-8",
    )
    planned = plan(library, [read_file(path)])
    assert list(planned.counts.elements()) == [Fate.THERE]
