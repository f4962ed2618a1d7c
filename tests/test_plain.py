"""Reading line by line, with commands typed in lines."""

import contextlib
import json
import os
import pty
import select
import signal
import subprocess
import sys

import pytest

from reader import speech
from reader.documents.opening import open_document, source_from_bytes
from reader.plain import COMMANDS
from tests.test_cli import Shell

STORY = """\
# A story

It was dark. It was *stormy* too! 雨が降る。

## The end

- first
- second

> Said by somebody.

The last words.
"""


@pytest.fixture
def plain(tmp_path):
    """Reads the story without a screen: what is said when these commands are typed."""
    shell = Shell(tmp_path)
    shell.write("story.md", STORY)

    def read(*commands: str) -> list[str]:
        typed = "".join(f"{command}\n" for command in commands).encode()
        result = shell("--plain", "story.md", stdin=typed)
        assert (result.returncode, result.stderr) == (0, "")
        assert all(character >= " " or character == "\n" for character in result.stdout)
        return result.stdout.splitlines()

    read.shell = shell
    return read


def said_after(plain, *commands: str) -> str:
    """The last line that is said."""
    return plain(*commands)[-1]


def test_it_begins_with_the_title_the_place_and_the_first_words(plain):
    assert plain() == [
        "A story.",
        "0% in A story. 0 annotations. Enter reads on, h is help.",
        "Heading 1: A story",
    ]


def test_enter_reads_on_and_b_goes_back(plain):
    assert said_after(plain, "") == "It was dark. It was stormy too! 雨が降る。"
    assert said_after(plain, "n", "b") == "It was dark. It was stormy too! 雨が降る。"
    assert said_after(plain, "b") == "Heading 1: A story"


def test_headings_items_and_quotes_are_named(plain):
    assert plain("g 0", "", "", "", "", "", "")[-5:] == [
        "Heading 2: The end",
        "• first",
        "• second",
        "Quote: Said by somebody.",
        "The last words.",
    ]


def test_the_ends_are_told(plain):
    assert said_after(plain, "b") == "This is the beginning."
    assert said_after(plain, "g 100", "n") == "That was the end."


def test_the_place_is_kept_for_the_next_time_and_for_the_screen(plain):
    plain("/second", "q")
    assert plain()[2] == "• second"
    (record,) = json.loads(plain.shell("documents", "--json").stdout)["documents"]
    assert record["place"] == open_story().text.index("second")
    assert record["read"] > 0


def test_sentence_by_sentence(plain):
    assert plain("by sentence", "n", "n", "n", "b")[-4:] == [
        "It was dark.",
        "It was stormy too!",
        "雨が降る。",
        "It was stormy too!",
    ]


def test_sections_are_listed_and_gone_to_by_their_number(plain):
    assert plain("s")[-3:-1] == [
        "1. A story (level 1, at 0%, 0% read)",
        "2. The end (level 2, at 46%, 0% read)",
    ]
    assert said_after(plain, "s 2") == "Heading 2: The end"
    assert plain("s END")[-2].startswith("2. The end")
    assert said_after(plain, "s 9") == "There are 2 sections; s lists them."


def test_sections_that_were_made_are_listed_by_their_first_words(plain):
    paragraphs = [f"Number {n} of the days was dark. {'It rained. ' * 30}" for n in range(40)]
    source = source_from_bytes("days.txt", "\n\n".join(paragraphs).encode())
    first, *_ = speech.sections(open_document(source), (), [0] * 40)
    assert first.startswith("1. beginning with “Number 0 of the days was dark. It…” (level 1")


def test_words_are_found_once_and_again(plain):
    assert plain("/stormy", "/")[-5:] == [
        "Found at 28% in A story.",
        "It was dark. It was stormy too! 雨が降る。",
        "No more until the end; from the beginning.",
        "Found at 28% in A story.",
        "It was dark. It was stormy too! 雨が降る。",
    ]
    assert said_after(plain, "/whale") == "“whale” is not in the text."


def test_what_is_marked_and_noted_is_said_with_its_words(plain):
    assert plain("/dark", "m blue", "a Why?", "r")[-4:] == [
        "Highlighted blue. Saved.",
        "Noted. Saved.",
        "It was dark. It was stormy too! 雨が降る。",
        "Highlighted blue. Note: Why?",
    ]
    (annotation,) = json.loads(plain.shell("annotations", "--json", "story.md").stdout)[
        "annotations"
    ]
    assert annotation["quote"] == "It was dark. It was stormy too! 雨が降る。"
    assert (annotation["colour"], annotation["note"]) == ("blue", "Why?")


def test_a_mark_on_a_part_of_the_words_says_which(plain):
    plain.shell.mark("story.md", "--quote", "stormy", "--kind", "question", "--tag", "weather")
    assert said_after(plain, "n") == "Question yellow, “stormy”. Tags: weather."


def test_a_second_note_stands_below_the_first(plain):
    plain("/dark", "a One.", "a Two.")
    assert said_after(plain, "r") == "Note yellow. Note: One. Two."


def test_annotations_are_listed_gone_to_and_deleted_by_their_number(plain):
    plain("/dark", "m", "/last", "a The end.")
    assert plain("l")[-3:] == [
        "1. Highlighted yellow, “It was dark. It was stormy too! 雨が降る。”.",
        "2. Note yellow, “The last words.”. Note: The end.",
        "2 annotations; l NUMBER goes there.",
    ]
    assert "The last words." in plain("l 2")
    assert said_after(plain, "x 1", "l") == "1 annotation; l NUMBER goes there."


def test_changes_are_undone_and_done_again(plain):
    assert said_after(plain, "m", "u", "l") == "No annotations."
    assert said_after(plain, "redo", "l") == "1 annotation; l NUMBER goes there."


def test_an_orphan_is_said_to_be_lost(plain):
    plain("/last", "a Here.")
    plain.shell.write("story.md", STORY.replace("The last words.", "Nothing of the kind."))
    assert plain("l")[-2] == (
        "1. Lost, its words are not in the text: “The last words.”. Note: Here."
    )


def test_an_export_is_written_and_brought_up_and_never_over_a_file(plain):
    plain.shell.write("mine.md", "# Mine")
    assert plain("m", "e notes.md", "e notes.md", "e mine.md")[-3:] == [
        "1 annotation written to notes.md.",
        "1 annotation in notes.md: nothing new.",
        "Mine.md exists; choose another name.",
    ]
    assert "> A story" in (plain.shell.folder / "notes.md").read_text()


LINKED = """\
Rain[^1] fell, see [the end](#the-end), [the web](https://example.org/) and ![a cloud](cloud.png).

# The end

Dry.

[^1]: Of the night.
"""


def test_what_leads_somewhere_is_numbered_and_opened_by_its_number(plain):
    plain.shell.write("story.md", LINKED)
    links = "To open: o 1 note 1, o 2 “the end”, o 3 “the web”, o 4 picture “a cloud”."
    said = plain("o 1", "o 3", "o 4", "o")
    assert said[-5:] == [
        links,
        "Note: Of the night.",
        "It leads to https://example.org/",
        "A picture: a cloud. Its file: cloud.png",
        links,
    ]


def test_a_link_to_a_place_goes_there_and_o_back_returns(plain):
    plain.shell.write("story.md", LINKED)
    words = "Rain[1] fell, see the end, the web and [a cloud]."
    assert plain("o 2", "o back")[-4:-1] == ["Heading 1: The end", "o back returns.", words]
    assert said_after(plain, "o back") == "No link was followed."


def test_where_nothing_leads_anywhere_o_says_so(plain):
    assert said_after(plain, "o") == "No note, link or picture here."


def test_help_lists_every_command_and_what_is_none_is_told(plain):
    said = plain("h")
    assert all(any(command.help in line for line in said) for command in COMMANDS)
    assert said_after(plain, "jump") == "“jump” is no command. h and enter lists them."


@pytest.mark.parametrize("line", [f"{c.words[0]} x" for c in COMMANDS] + ["m mauve", "g 200"])
def test_no_command_fails_whatever_follows_it(plain, line):
    assert plain(line)


def test_begins_at_words_that_are_looked_for(plain):
    result = plain.shell("--plain", "+/second", "story.md")
    assert result.stdout.splitlines()[-1] == "• second"


def open_story():
    """The document of the story."""
    return open_document(source_from_bytes("story", STORY.encode()), "markdown")


def test_units_follow_one_another_and_lead_back():
    document = open_story()
    unit, there = speech.unit_at(document, 0, speech.SENTENCE), []
    while unit is not None:
        there.append(unit)
        unit = speech.next_unit(document, unit, speech.SENTENCE)
    back = [there[-1]]
    while (before := speech.unit_before(document, back[-1], speech.SENTENCE)) is not None:
        back.append(before)
    assert back[::-1] == there
    assert "".join(document.text[s:e] for s, e in there) == document.text.replace("\n", "").replace(
        ". ", "."
    ).replace("! ", "!")


def test_rows_of_a_table_are_said_without_the_lines_between_them():
    table = open_document(source_from_bytes("t", b"| a | b |\n|---|---|\n| 1 | 2 |\n"), "markdown")
    unit = speech.unit_at(table, 0, speech.PARAGRAPH)
    assert speech.said(table, unit) == "Table: a, b\n1, 2"


def test_in_a_terminal_there_is_a_prompt_and_a_hangup_keeps_the_place(plain):
    master, slave = pty.openpty()
    shell = plain.shell
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "--plain", "story.md"],
        cwd=shell.folder,
        env=shell.environment | {"TERM": "dumb"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)

    def wait_for(words: str) -> str:
        said = ""
        while words not in said:
            assert select.select([master], [], [], 60)[0], said
            said += os.read(master, 4096).decode()
        return said

    assert "\x1b" not in wait_for("Heading 1: A story\r\n> ")
    os.write(master, b"s 2\n")
    wait_for("Heading 2: The end\r\n> ")
    # Once more where it came between the prompt and the reading of the line: a real hangup ends the
    # reading as well.
    while process.poll() is None:
        process.send_signal(signal.SIGHUP)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(1)
    assert process.returncode == 130
    os.close(master)
    assert plain()[2] == "Heading 2: The end"


def test_what_an_edit_did_to_annotations_is_said_and_what_was_reworded(plain):
    plain.shell.mark("story.md", "--quote", "It was stormy too!")
    plain.shell.mark("story.md", "--quote", "The last words.")
    plain.shell.write("story.md", STORY.replace("*stormy* too", "*very stormy*, too"))
    said = plain("l")
    assert "Edited since: 1 kept, 1 adjusted." in said
    assert "reworded since; it was “It was stormy too!”" in " ".join(said)
    assert not any("Edited since" in line for line in plain())
