"""The command line, as the shell sees it."""

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from reader import cli, commands, parsed
from reader.library import Library
from tests.pdfs import column, pdf

ROOT = Path(cli.__file__).parent.parent
STORY = """\
A STORY

Chapter 1

It was a dark and stormy night; the rain fell in torrents. She said: “It’s only rain.”

Chapter 2

The next day was dark and dry. 雨停了。 Nobody knew why.
"""
MARKDOWN = """\
# Title

Some *marked* words.

## Part

- one
- two
"""


class Shell:
    """Runs `reader` in a process of its own, in an empty folder with a library of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.library = folder / "library"
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "HOME": str(folder),
            "READER_LIBRARY": str(self.library),
            "READER_STATE": str(folder / "state"),
        }

    def __call__(self, *words: str, stdin: bytes = b"", **environment: str):
        result = subprocess.run(
            [sys.executable, "-m", "reader", *words],
            cwd=self.folder,
            env=self.environment | environment,
            input=stdin,
            capture_output=True,
            check=False,
        )
        assert b"Traceback" not in result.stderr
        result.stdout, result.stderr = result.stdout.decode(), result.stderr.decode()
        return result

    def write(self, name: str, content: str | bytes) -> str:
        data = content.encode() if isinstance(content, str) else content
        (self.folder / name).write_bytes(data)
        return name

    def mark(self, *words: str) -> str:
        result = self("annotate", *words)
        assert result.returncode == 0, result.stderr
        return result.stdout.strip()

    def annotations_file(self) -> Path:
        files = set(self.library.glob("annotations/*.json"))
        (path,) = files - {self.library / "annotations" / "catalogue.json"}
        return path


@pytest.fixture
def reader(tmp_path):
    return Shell(tmp_path)


@pytest.fixture
def story(reader):
    return reader.write("story.txt", STORY)


def failed(result, code, *words):
    """Whether a call failed with this code and one line that holds these words."""
    assert result.returncode == code, result.stderr
    assert result.stdout == ""
    assert result.stderr.startswith("reader: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr
    return True


# Reading without a screen


def test_outline_prints_a_tree_with_line_numbers(reader):
    result = reader("outline", reader.write("book.md", MARKDOWN))
    assert result.stdout == "1  └─ Title\n5     └─ Part\n"


@pytest.mark.parametrize("command", ["outline", "text", "annotations", "export"])
def test_the_library_may_be_named_before_any_command(reader, story, command):
    assert reader("--library", str(reader.library), command, story).returncode == 0


def test_outline_as_json_is_in_reading_order_with_lines_and_code_points(reader):
    data = json.loads(reader("outline", "--json", reader.write("book.md", MARKDOWN)).stdout)
    assert data["title"] == "Title"
    keys = ["title", "level", "line", "end_line", "start", "end"]
    assert [list(section) for section in data["sections"]] == [keys, keys]
    title, part = data["sections"]
    assert (title["title"], title["level"], title["line"], title["start"]) == ("Title", 1, 1, 0)
    assert (part["title"], part["level"], part["line"], part["end_line"]) == ("Part", 2, 5, 5)
    assert title["start"] < part["start"] < part["end"] == title["end"]


UNDIVIDED = "".join(f"Number {n} of the days was dark. {'It rained. ' * 30}\n\n" for n in range(40))


def test_the_outline_of_a_text_without_headings_marks_its_sections(reader):
    result = reader("outline", reader.write("days.txt", UNDIVIDED))
    assert result.stdout.splitlines()[0].endswith("─ ~ Number 0 of the days was dark. It…")
    assert "~" in result.stderr


def test_json_names_front_and_back_matter_by_role(reader):
    text = "# Preface\n\na\n\n# The Lock\n\nb\n\n# Index of Names\n\nc\n"
    data = json.loads(reader("outline", "--json", reader.write("book.md", text)).stdout)
    assert [s.get("role") for s in data["sections"]] == ["preface", None, "index"]


def test_sections_that_were_made_have_no_lines_in_json(reader):
    data = json.loads(reader("outline", "--json", reader.write("days.txt", UNDIVIDED)).stdout)
    assert len(data["sections"]) > 2
    assert [list(section) for section in data["sections"][:1]] == [
        ["title", "level", "made", "start", "end"]
    ]
    assert all(section["made"] is True for section in data["sections"])


def test_text_has_an_empty_line_between_paragraphs_and_no_markup(reader):
    result = reader("text", reader.write("book.md", MARKDOWN))
    assert result.stdout == "Title\n\nSome marked words.\n\nPart\n\n• one\n• two\n"


def test_what_is_known_of_a_document_is_listed_by_name(reader):
    path = reader.write("book.md", "---\ntitle: A Lock\nauthor: Somebody\n---\n\nWords.\n")
    assert reader("info", path).stdout.splitlines()[:2] == [
        "title    A Lock",
        "authors  Somebody",
    ]
    assert json.loads(reader("info", "--json", path).stdout)["length"] == "6 characters"


def test_text_comes_from_a_pipe(reader):
    assert reader("text", "-", stdin="Über 雨.\n".encode()).stdout == "Über 雨.\n"


@pytest.mark.parametrize("command", ["text", "outline", "export", "info"])
def test_a_format_that_was_asked_for_is_that_of_the_file_from_then_on(reader, command):
    name = reader.write("notes.txt", "* One\n\nsome words\n")
    assert "One" not in reader("outline", name).stdout
    option = "--read-as" if command == "export" else "--format"
    assert reader(command, name, option, "org").returncode == 0
    assert "One" in reader("outline", name).stdout
    assert reader("text", name).stdout == "One\n\nsome words\n"


def test_a_text_from_a_pipe_is_read_as_what_it_surely_is(reader):
    subtitles = b"1\n00:00:01,000 --> 00:00:02,000\nSome words.\n"
    assert reader("text", "-", stdin=subtitles).stdout == "Some words.\n"


def test_what_is_printed_of_a_list_is_a_list_for_the_next_one(reader):
    printed = reader("text", reader.write("a.md", "1. One\n2. Two\n   - below\n")).stdout
    assert printed == "1. One\n2. Two\n  • below\n"
    assert reader("text", "-", stdin=printed.encode()).stdout == printed


# Annotating


def test_annotate_prints_the_id_and_says_where(reader, story):
    result = reader("annotate", story, "--quote", "the rain fell in torrents")
    assert result.returncode == 0
    assert result.stdout.strip().isalnum()
    assert "the rain fell in torrents" in result.stderr
    assert "%" in result.stderr


def test_a_quote_is_found_with_other_quotes_and_white_space(reader, story):
    result = reader("annotate", story, "--quote", 'said:\n "It\'s only rain."', "--json")
    assert json.loads(result.stdout)["quote"] == "said: “It’s only rain.”"


def test_all_of_an_annotation_is_kept(reader, story):
    said = {"note": "the *rain*", "colour": "blue", "style": "underline", "kind": "question"}
    options = [word for name, value in said.items() for word in (f"--{name}", value)]
    tags = ["--tag", "sea", "--tag", "#rain", "--tag", "sea"]
    identity = reader.mark(story, "--quote", "雨停了。", *options, *tags)
    (record,) = json.loads(reader("annotations", story, "--json").stdout)["annotations"]
    assert {name: record[name] for name in said} == said
    assert (record["id"], record["quote"], record["orphan"]) == (identity, "雨停了。", False)
    assert record["tags"] == ["sea", "rain"]
    assert record["end"] - record["start"] == 4


def test_color_may_be_spelt_without_u(reader, story):
    data = reader("annotate", story, "--quote", "dry", "--color", "pink", "--json").stdout
    assert json.loads(data)["colour"] == "pink"


def test_a_quote_that_is_there_more_than_once_is_listed_and_needs_a_number(reader, story):
    result = reader("annotate", story, "--quote", "dark and")
    assert (result.returncode, result.stdout) == (1, "")
    assert "stormy night" in result.stderr
    assert "The next day" in result.stderr
    assert "--occurrence N" in result.stderr
    second = json.loads(
        reader("annotate", story, "--quote", "dark and", "--occurrence", "2", "--json").stdout
    )
    assert second["start"] > 80
    failed(reader("annotate", story, "--quote", "dark and", "--occurrence", "3"), 1, "2 times")


def test_a_quote_that_is_not_there_suggests_the_nearest_passage(reader, story):
    result = reader("annotate", story, "--quote", "The next day was damp and dry")
    failed(result, 1, "not in the text", "The next day was dark and dry.")
    failed(reader("annotate", story, "--quote", "zyzzyva"), 1, "not in the text")
    failed(reader("annotate", story, "--quote", " "), 2, "--quote")


def test_annotations_lists_them_in_reading_order(reader, story):
    later = reader.mark(
        story, "--quote", "Nobody knew why", "--note", "first\nsecond", "--tag", "t"
    )
    earlier = reader.mark(story, "--quote", "stormy night", "--colour", "pink")
    lines = reader("annotations", story).stdout.splitlines()
    assert lines[0].startswith(f"{earlier}  pink highlight")
    assert lines[1].strip() == "“stormy night”"
    assert lines[2].startswith(f"{later}  yellow highlight")
    assert [line.strip() for line in lines[3:]] == ["“Nobody knew why”", "first", "second", "#t"]


def test_a_passage_that_is_gone_is_listed_as_an_orphan(reader, story):
    reader.mark(story, "--quote", "Nobody knew why")
    reader.write(story, STORY.replace("Nobody knew why.", "Everything else changed."))
    result = reader("annotations", story)
    assert "orphan" in result.stdout
    assert "“Nobody knew why”" in result.stdout
    (record,) = json.loads(reader("annotations", story, "--json").stdout)["annotations"]
    assert (record["orphan"], record["start"], record["quote"]) == (True, None, "Nobody knew why")


def test_the_annotations_of_a_document_that_is_gone_are_kept_and_given(reader, story):
    reader("annotate", story, "--quote", "stormy night", "--note", "Why four?")
    (reader.folder / story).unlink()
    for command in ("annotations", "export"):
        given = reader(command, story)
        assert given.returncode == 0
        assert "stormy night" in given.stdout
        assert "Why four?" in given.stdout
        assert "not there any more" in given.stderr
    failed(reader(story), 1, "no such file any more", "reader export")


def test_a_version_written_elsewhere_is_listed_and_exported_too(reader, story):
    made = reader.mark(story, "--quote", "stormy night", "--note", "first")
    library = Library(reader.library, reader.folder / "state")
    store = library.annotations_of(library.known_at(reader.folder / story))
    seen = store.get(made)
    store.change(made, note="mine")
    store.change(made, seen=seen, note="theirs")
    for command in ("annotations", "export"):
        given = reader(command, story).stdout
        assert "mine" in given
        assert "theirs" in given


def test_a_note_cannot_command_the_terminal(reader, story):
    reader.mark(story, "--quote", "stormy", "--note", "a\x1b[31mred\x07")
    assert "\x1b" not in reader("annotations", story).stdout


# Exporting


def test_export_prints_the_annotations_as_markdown(reader, story):
    reader.mark(story, "--quote", "stormy night", "--note", "so it begins")
    result = reader("export", story)
    assert result.stdout.startswith("---\n")
    assert "> stormy night" in result.stdout
    assert "so it begins" in result.stdout


def test_without_a_source_the_last_document_is_meant(reader, story):
    reader.mark(story, "--quote", "stormy night")
    assert "> stormy night" in reader("export").stdout
    assert "stormy night" in reader("annotations").stdout


def test_export_replaces_a_file_that_is_not_its_own_only_when_forced(reader, story):
    reader.mark(story, "--quote", "stormy night")
    notes = reader.folder / "notes.md"
    assert reader("export", story, "-o", "notes.md").returncode == 0
    first = notes.read_text("utf-8")
    notes.write_text("mine", "utf-8")
    failed(reader("export", story, "-o", "notes.md"), 1, "--force")
    assert notes.read_text("utf-8") == "mine"
    assert reader("export", story, "-o", "notes.md", "--force").returncode == 0
    assert notes.read_text("utf-8").splitlines()[0] == first.splitlines()[0]


def test_export_into_its_own_file_keeps_what_was_written_there(reader, story):
    reader.mark(story, "--quote", "stormy night")
    notes = reader.folder / "notes.md"
    reader("export", story, "-o", "notes.md")
    notes.write_text(notes.read_text("utf-8") + "\nMine.\n", "utf-8")
    reader.mark(story, "--quote", "Nobody knew")
    dry = reader("export", story, "-o", "notes.md", "--dry-run")
    assert "+> Nobody knew" in dry.stdout
    assert "Nobody" not in notes.read_text("utf-8")
    assert "1 new" in reader("export", story, "-o", "notes.md").stderr
    assert "> Nobody knew" in notes.read_text("utf-8")
    assert "\nMine.\n" in notes.read_text("utf-8")
    assert "nothing new" in reader("export", story, "-o", "notes.md").stderr


def test_export_refuses_the_export_of_another_document(reader, story):
    reader.mark(story, "--quote", "stormy night")
    reader("export", story, "-o", "notes.md")
    book = reader.write("book.md", MARKDOWN)
    reader.mark(book, "--quote", "marked")
    failed(reader("export", book, "-o", "notes.md"), 1, "another document")


def test_what_was_taken_out_of_the_file_is_left_out_and_told(reader, story):
    reader.mark(story, "--quote", "stormy night")
    reader.mark(story, "--quote", "Nobody knew")
    notes = reader.folder / "notes.md"
    reader("export", story, "-o", "notes.md")
    text = notes.read_text("utf-8")
    notes.write_text(text[: text.index("## Chapter 2")], "utf-8")
    result = reader("export", story, "-o", "notes.md")
    assert "--all" in result.stderr
    assert "Nobody" not in notes.read_text("utf-8")
    reader("export", story, "-o", "notes.md", "--all")
    assert "Nobody" in notes.read_text("utf-8")


# Bringing in


def note_of(reader, story):
    (one,) = json.loads(reader("annotations", story, "--json").stdout)["annotations"]
    return one["note"], one["other_notes"], one["tags"]


def test_a_note_that_was_edited_in_the_file_comes_back_once(reader, story):
    reader.mark(story, "--quote", "stormy night", "--note", "old", "--tag", "two words")
    notes = reader.folder / "notes.md"
    reader("export", story, "-o", "notes.md")
    text = notes.read_text("utf-8").replace("\nold\n", "\nmine,\n\nin two\n")
    notes.write_text(text.replace("#two-words", "#two-words #new"), "utf-8")
    assert "reader import" in reader("export", story, "-o", "notes.md").stderr
    assert "mine," in reader("import", "notes.md", "--dry-run").stdout
    assert note_of(reader, story) == ("old", [], ["two words"])
    assert "u on the screen" in reader("import", "notes.md").stderr
    assert note_of(reader, story) == ("mine,\n\nin two", [], ["two words", "new"])
    assert "nothing" in reader("import", "notes.md").stderr
    before = notes.read_text("utf-8")
    assert "nothing new" in reader("export", story, "-o", "notes.md").stderr
    assert notes.read_text("utf-8") == before


def store_of(reader):
    library = Library(reader.library, reader.folder / "state")
    return next(store for entry, store in library.notebook() if store.all())


def test_a_note_that_was_edited_on_both_sides_is_kept_in_both_versions(reader, story):
    reader.mark(story, "--quote", "stormy night", "--note", "old")
    notes = reader.folder / "notes.md"
    reader("export", story, "-o", "notes.md")
    notes.write_text(notes.read_text("utf-8").replace("\nold\n", "\nmine\n"), "utf-8")
    store = store_of(reader)
    store.change(store.all()[0].id, note="here")
    store.save()
    result = reader("import", "notes.md")
    assert "both versions" in result.stderr
    note, others, _ = note_of(reader, story)
    assert {note, *others} == {"mine", "here"}
    reader("export", story, "-o", "notes.md")
    text = notes.read_text("utf-8")
    assert "\nmine\n" in text
    assert "\nhere\n" in text


def test_all_that_a_file_brings_in_is_one_step(reader, story):
    for words in ("stormy night", "Nobody knew"):
        reader.mark(story, "--quote", words, "--note", "old")
    notes = reader.folder / "notes.md"
    reader("export", story, "-o", "notes.md")
    notes.write_text(notes.read_text("utf-8").replace("\nold\n", "\nmine\n"), "utf-8")
    reader("import", "notes.md")
    store = store_of(reader)
    assert [one.note for one in store.all()] == ["mine", "mine"]
    store.undo()
    assert [one.note for one in store.all()] == ["old", "old"]


def test_taking_the_last_import_back_takes_back_what_was_edited_in_a_file(reader, story):
    reader.mark(story, "--quote", "stormy night", "--note", "old")
    (reader.folder / "notes.csv").write_text("quote,note,document\nNobody knew,a,story\n", "utf-8")
    reader("import", "notes.csv", "--to", story)
    reader("export", story, "-o", "notes.md")
    notes = reader.folder / "notes.md"
    notes.write_text(notes.read_text("utf-8").replace("\nold\n", "\nmine\n"), "utf-8")

    def noted():
        return sorted(one.note for one in store_of(reader).all())

    reader("import", "notes.md")
    assert noted() == ["a", "mine"]
    reader("import", "--undo")
    assert noted() == ["a", "old"]
    reader("import", "notes.md")
    assert noted() == ["a", "mine"]  # it may come in again


def test_without_what_was_written_last_a_note_that_differs_is_kept_beside_ours(reader, story):
    reader.mark(story, "--quote", "stormy night", "--note", "old")
    notes = reader.folder / "notes.md"
    reader("export", story, "-o", "notes.md")
    old = notes.read_text("utf-8")
    store = store_of(reader)
    store.change(store.all()[0].id, note="here")
    store.save()
    (reader.folder / "moved.md").write_text(old, "utf-8")
    assert "nothing" in reader("import", "moved.md").stderr  # it is what the note was once
    (reader.folder / "other.md").write_text(old.replace("\nold\n", "\nmine\n"), "utf-8")
    reader("import", "other.md")
    note, others, _ = note_of(reader, story)
    assert {note, *others} == {"mine", "here"}


def test_what_is_no_export_of_ours_is_not_brought_in(reader, story):
    failed(reader("import", story), 1, "no format of notes")
    failed(reader("import", "none.md"), 1, "no such file")


def test_export_into_a_folder_is_named_after_the_title(reader):
    book = reader.write("book.md", MARKDOWN)
    (reader.folder / "vault").mkdir()
    assert reader("export", book, "-o", "vault").returncode == 0
    assert [path.name for path in (reader.folder / "vault").iterdir()] == ["title.md"]


def test_export_never_writes_over_the_document_itself(reader, story):
    failed(reader("export", story, "-o", story, "--force"), 1, "the document itself")
    assert (reader.folder / story).read_text("utf-8") == STORY


def test_export_into_a_folder_named_with_a_slash_makes_it(reader, story):
    reader.mark(story, "--quote", "only rain")
    assert reader("export", story, "-o", "out/notes/").returncode == 0
    assert [path.suffix for path in (reader.folder / "out" / "notes").iterdir()] == [".md"]


def test_export_to_a_place_that_is_not_there_fails_in_one_line(reader, story):
    failed(reader("export", story, "-o", "no/such/notes.md"), 1, "no/such/notes.md")


# The library


def test_documents_lists_what_is_known_and_what_was_never_opened(reader, story):
    reader.mark(story, "--quote", "stormy night")
    (reader.library / "documents" / "later.txt").write_text("Later.\n", "utf-8")
    result = reader("documents")
    assert str(reader.library) in result.stderr
    assert [line.split()[0] for line in result.stdout.splitlines()] == ["new", "new"]
    data = json.loads(reader("documents", "--json").stdout)
    assert data["library"] == str(reader.library)
    assert [Path(record["path"]).name for record in data["documents"]] == ["story.txt", "later.txt"]


def test_the_library_option_goes_before_or_after_the_command(reader, story):
    reader("annotate", story, "--quote", "stormy night", "--library", "mine")
    assert "stormy night" in reader("--library", "mine", "annotations", story).stdout
    assert "stormy night" not in reader("annotations", story).stdout


# The words of the command line


@pytest.mark.parametrize("command", [(), *((name,) for name in cli.COMMANDS)])
def test_help_teaches_by_example(reader, command):
    result = reader(*command, "--help")
    assert result.returncode == 0
    assert "  reader " in result.stdout
    assert max(map(len, result.stdout.splitlines())) <= 100


def test_help_says_where_things_are_kept(reader):
    result = reader("--help")
    assert "READER_LIBRARY" in result.stdout
    assert "documents/ and annotations/" in result.stdout


def test_the_version_is_told(reader):
    assert reader("--version").stdout.startswith("reader 0.")


@pytest.mark.parametrize("words", [["./text"], ["--", "text"]])
def test_a_file_named_like_a_command_can_be_opened(reader, words):
    reader.write("text", "A file named text.\n")
    assert reader(*words).stdout == "A file named text.\n"


def test_a_mistyped_command_is_suggested(reader):
    failed(reader("outlin"), 1, "“outlin”", "“outline”")
    result = reader("exprot", "story.txt")
    assert result.returncode == 2
    assert "“export”" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["--bogus"],
        ["outline"],
        ["text", "a", "b"],
        ["annotate", "a.txt"],
        ["annotate", "a.txt", "--quote", "x", "--colour", "mauve"],
        ["annotate", "a.txt", "--quote", "x", "--occurrence", "one"],
    ],
)
def test_a_wrong_command_line_is_told_with_its_usage(reader, words):
    result = reader(*words)
    assert (result.returncode, result.stdout) == (2, "")
    assert "usage: reader" in result.stderr


# Bad input


def test_a_missing_file(reader):
    failed(reader("text", "none.txt"), 1, "none.txt", "no such file")
    failed(reader("none.txt"), 1, "none.txt", "no such file")


def test_a_folder(reader):
    failed(reader("text", "."), 1, "folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission(reader, story):
    (reader.folder / story).chmod(0)
    failed(reader("text", story), 1, "permission")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "image"),
        (b"some text\0and a NUL byte\n", "NUL"),
    ],
)
def test_a_file_that_is_no_text(reader, content, words):
    name = reader.write("strange", content)
    failed(reader("text", name), 1, name, words)
    failed(reader("text", "-", stdin=content), 1, words)


def test_invalid_utf_8_is_read_as_well_as_can_be(reader):
    result = reader("text", reader.write("bad.txt", "Grüße. ".encode() * 40 + b"\xe9 end.\n"))
    assert result.returncode == 0
    assert result.stdout.startswith("Grüße.")
    assert "1 character could not be decoded" in result.stderr


def test_a_line_of_ten_megabytes(reader):
    result = reader("text", reader.write("long.txt", "word " * 2_000_000))
    assert result.returncode == 0
    assert len(result.stdout.split()) == 2_000_000


def test_a_damaged_annotations_file_is_told_of_and_kept(reader, story):
    reader.mark(story, "--quote", "stormy night")
    path = reader.annotations_file()
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) - 40])
    result = reader("annotations", story)
    assert result.returncode == 0
    assert "damaged" in result.stderr
    assert "stormy night" in result.stdout
    assert reader.mark(story, "--quote", "dry")
    kept = [file.read_bytes() for file in path.parent.glob(".quarantine/*")]
    assert whole[: len(whole) - 40] in kept


def test_a_record_that_cannot_be_read_is_counted_and_shown(reader, story):
    reader.mark(story, "--quote", "stormy night")
    path = reader.annotations_file()
    data = json.loads(path.read_text("utf-8"))
    data["annotations"]["strange"] = {"future": "雨"}
    path.write_text(json.dumps(data), "utf-8")
    result = reader("annotations", story)
    assert "1 record" in result.stderr
    assert 'strange  unreadable  {"future": "雨"}' in result.stdout
    listed = json.loads(reader("annotations", story, "--json").stdout)
    assert listed["unreadable"] == [{"id": "strange", "record": {"future": "雨"}}]
    assert "1 record" in reader("export", story).stderr


def test_an_annotations_file_of_a_newer_version_is_left_alone(reader, story):
    reader.mark(story, "--quote", "stormy night")
    path = reader.annotations_file()
    data = json.loads(path.read_text("utf-8"))
    data["meta"]["schema"] = {"version": 99, "min_reader": 99}
    path.write_text(json.dumps(data), "utf-8")
    before = path.read_bytes()
    failed(reader("annotations", story), 1, "version 99")
    failed(reader("annotate", story, "--quote", "dry"), 1, "version 99")
    assert path.read_bytes() == before


def test_a_library_that_cannot_be(reader, story):
    failed(reader("documents", "--library", story), 2, "is a file")
    failed(reader("documents", "--library", "no/such/place"), 2, "no folder")
    failed(reader("documents", "--library", "/proc/library"), 1, "cannot be made")


def test_where_there_is_no_terminal_the_text_is_printed_as_pagers_do(reader, story):
    text = reader("text", story).stdout
    assert reader(story).stdout == text
    assert reader("-", stdin=STORY.encode()).stdout == text
    assert reader(stdin=STORY.encode()).stdout == text  # PAGER=reader


def test_to_go_on_where_one_stopped_needs_a_terminal(reader, story):
    with Path(os.devnull).open("rb") as nothing:
        empty = subprocess.run(
            [sys.executable, "-m", "reader"],
            cwd=reader.folder,
            env=reader.environment,
            stdin=nothing,
            capture_output=True,
            check=False,
        )
    assert (empty.returncode, empty.stdout) == (2, b"")
    assert b"is empty; name a file" in empty.stderr


def test_a_dumb_terminal_is_none(reader, story):
    master, slave = pty.openpty()
    result = subprocess.run(
        [sys.executable, "-m", "reader", story],
        cwd=reader.folder,
        env=reader.environment | {"TERM": "dumb"},
        stdin=slave,
        stdout=slave,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(slave)
    os.close(master)
    assert result.returncode == 1
    assert b"no terminal" in result.stderr


# Pipes and encodings


def test_a_pipe_that_closes_early_ends_it_quietly(reader):
    reader.write("long.txt", "Some words.\n\n" * 50_000)
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "text", "long.txt"],
        cwd=reader.folder,
        env=reader.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"Some words.\n"
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full device here")
def test_a_full_disk_behind_stdout_is_told(reader, story):
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "reader", "text", story],
            cwd=reader.folder,
            env=reader.environment,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert result.returncode == 1
    assert b"No space left" in result.stderr
    assert b"Traceback" not in result.stderr


def test_an_ascii_terminal_gets_escapes_and_valid_json(reader):
    book = reader.write("book.md", "# Ünïcode 雨 👍\n\nText.\n")
    narrow = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    result = reader("text", book, **narrow)
    assert result.returncode == 0
    assert result.stdout.startswith("\\xdcn\\xefcode \\u96e8")
    data = json.loads(reader("outline", "--json", book, **narrow).stdout)
    assert data["title"] == "Ünïcode 雨 👍"


def test_what_nobody_foresaw_is_one_line_and_a_file(tmp_path, monkeypatch, capsys):
    def fail(arguments):
        raise ZeroDivisionError("of all things")

    monkeypatch.setattr(commands, "show_text", fail)
    monkeypatch.setenv("READER_STATE", str(tmp_path))
    assert cli.main(["text", "any"]) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "ZeroDivisionError: of all things" in told
    assert "Traceback" in (tmp_path / "traceback.txt").read_text("utf-8")


def test_an_interrupt_ends_it_with_its_code(monkeypatch):
    def interrupt(arguments):
        raise KeyboardInterrupt

    monkeypatch.setattr(commands, "show_text", interrupt)
    assert cli.main(["text", "any"]) == 130


def test_a_password_is_taken_from_the_environment_and_kept_nowhere(reader):
    words = column("\n".join(f"Line {n} of a secret text." for n in range(50)))
    locked = reader.write("locked.pdf", pdf([words], password="pass") + b" " * parsed.LONG)
    assert failed(reader("text", locked), 1, "needs its password", "READER_PASSWORD")
    assert failed(reader("text", locked, READER_PASSWORD="no"), 1, "not its password")
    assert "secret text" in reader("text", locked, READER_PASSWORD="pass").stdout
    assert failed(reader("text", locked), 1, "needs its password")


def test_a_password_is_asked_for_in_a_terminal(reader):
    locked = reader.write("locked.pdf", pdf([column("A secret text.")], password="pass"))
    keyboard, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "text", locked],
        cwd=reader.folder,
        env=reader.environment,
        stdin=slave,
        stdout=subprocess.PIPE,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    told = b""
    while b"Password:" not in told:
        told += os.read(keyboard, 1000)
    os.write(keyboard, b"pass\n")
    assert process.communicate()[0].decode() == "A secret text.\n"
    os.close(keyboard)
