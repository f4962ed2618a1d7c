"""The whole way, on a real terminal: open, mark, write, leave, come back, export."""

import json
import re
import resource
import signal
from threading import Event

import pytest

SENTENCE = "This article highlights Yangpu's unwavering commitment"
# What is left of its first words when a label hides the first letter.
UNLABELLED = "his article highlights Yangpu's"


def highlight(terminal):
    """Mark the sentence: f, then its label as a capital; again if the labels went while the
    document was still opening."""
    terminal.sees("On February 25", "This article")
    for _ in range(9):
        terminal.type("f")
        if terminal.comes(lambda: "This article" not in str(terminal.screen), 3):
            terminal.type(terminal.label_of(UNLABELLED).upper())
        if terminal.comes(lambda: signed(terminal), 3):
            return
        terminal.type("\x1b")
    raise AssertionError(f"it was not marked:\n{terminal.screen}")


def signed(terminal):
    """Whether the row where the sentence begins has a sign in the margin."""
    return re.search(r"[▌✎?] +[^│▌]*This article", str(terminal.screen))


def annotations(shell, *words):
    """The annotations that the shell finds."""
    result = shell.run("annotations", "--json", *words)
    assert result.returncode == 0, result.stderr
    return json.loads(result.stdout)["annotations"]


def text_of(terminal):
    """The rows of the text, without the panes, the header and the hints."""
    return [row.partition("│")[2] for row in str(terminal.screen).splitlines()[1:-1]]


def write_note(terminal, text):
    """Write a note on the current annotation."""
    terminal.type("a")
    terminal.sees("╭")
    terminal.type(text)
    terminal.sees(text)
    terminal.type("\x1b")
    terminal.sees_no("╭")


def test_what_is_marked_today_is_there_tomorrow_and_can_be_taken_away(shell):
    first = shell.open()
    highlight(first)
    write_note(first, "Is it *really* so?")
    first.type("q")
    assert first.end() == 0
    assert first.restored

    (kept,) = annotations(shell)
    assert kept["quote"].startswith(SENTENCE)
    assert (kept["note"], kept["colour"], kept["kind"]) == (
        "Is it *really* so?",
        "yellow",
        "highlight",
    )

    second = shell.open(size=(130, 40))
    second.sees("This article", "Is it really so?")
    second.until(lambda: signed(second), "the sign of the highlight")
    second.type("q")
    assert second.end() == 0

    result = shell.run("export", "-o", "notes.md")
    assert result.returncode == 0, result.stderr
    written = (shell.folder / "notes.md").read_text("utf-8")
    written = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:[\d.]+Z)?", "TIME", written)
    written = re.sub(r"reader://\w+/", "reader://DOCUMENT/", written)
    written = written.replace(kept["id"], "ID").replace(str(shell.library), "LIBRARY")
    assert written == EXPORTED


TITLE = (
    "People's Daily Publishes Signed Article by Secretary Xue Kan: Achieving New Milestones in "
    "City Building by the People, Expanding New Horizons in Serving the People"
)
EXPORTED = f"""\
---
title: "{TITLE}"
author:
  - "Xue Kan"
source: "documents/article.txt"
date: "February 25, 2025"
annotations: 1
---

# {TITLE}

> This article highlights Yangpu's unwavering commitment to a people-centered approach, \
seamlessly blending the principles of "city building by the people" and "serving the people", \
and propelling us to lead the way in shaping the best practices for a people's city in Shanghai.

^r-ID

Is it *really* so?

*yellow · highlight · 4 % · TIME · [open](reader://DOCUMENT/ID)*
"""


def test_what_was_acknowledged_survives_kill_9(shell):
    terminal = shell.open()
    highlight(terminal)
    terminal.process.send_signal(signal.SIGKILL)
    assert terminal.end() == -signal.SIGKILL
    (kept,) = annotations(shell)
    assert kept["quote"].startswith(SENTENCE)
    again = shell.open()
    again.until(lambda: signed(again), "the sign of the highlight")


def test_the_place_is_kept_from_one_run_to_the_next(shell):
    first = shell.open()
    first.sees("On February 25")
    first.type(" ")
    first.sees("General Secretary Xi Jinping noted", "holistic urban development strategy.")
    before = text_of(first)
    first.type("q")
    assert first.end() == 0
    second = shell.open()
    second.until(lambda: text_of(second) == before, "the same place")


def test_a_full_disk_is_told_of_and_the_reading_goes_on(shell):
    terminal = shell.open(before=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100)))
    terminal.sees("This article", " left", "disk full")  # of the catalogue
    terminal.type("f")
    terminal.sees_no("This article")
    terminal.sees_no("disk full")
    terminal.type(terminal.label_of(UNLABELLED).upper())
    terminal.sees("This article", "disk full")
    assert not signed(terminal)
    terminal.type("G")
    terminal.sees("heart")
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.restored
    assert annotations(shell, str(shell.library / "documents" / "article.txt")) == []


def test_a_note_can_be_written_in_the_editor_of_the_person(shell):
    editor = shell.folder / "editor.sh"
    editor.write_text("printf ' and more' >> \"$1\"\n")
    terminal = shell.open(EDITOR=f"sh {editor}")
    highlight(terminal)
    terminal.type("a")
    terminal.sees("╭")
    terminal.type("some")
    terminal.sees("some")
    terminal.type("\x05")
    terminal.until(lambda: "some and more" in str(terminal.screen), "the text", patience=3)
    terminal.type("\x1b")
    terminal.sees_no("╭")
    terminal.type("q")
    assert terminal.end() == 0
    assert annotations(shell)[0]["note"] == "some and more"


# --- other ways to begin and to end -------------------------------------------------------------


def test_a_text_from_a_pipe_is_read_with_the_keys_of_the_terminal(shell):
    terminal = shell.open("-", stdin=b"From a pipe.\n\n" + b"More and more.\n\n" * 60 + b"The end.")
    terminal.sees("From a pipe.")
    terminal.type("G")
    terminal.sees("The end.")
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.restored


def test_without_a_terminal_and_a_document_there_is_one_line_and_exit_code_1(shell):
    result = shell.run()
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("source", [[], ["library/documents/article.txt"]])
def test_on_a_dumb_terminal_there_is_one_line_and_exit_code_1(shell, source):
    terminal = shell.open(*source, TERM="dumb", size=(200, 30))
    assert terminal.end() == 1
    assert terminal.output.count(b"\n") == 1
    assert b"\x1b" not in terminal.output


@pytest.mark.parametrize("name", ["missing.txt", "library/documents", "empty.txt", "image.png"])
def test_what_cannot_be_read_is_one_line_and_leaves_the_terminal_alone(shell, name):
    (shell.folder / "empty.txt").write_bytes(b"")
    (shell.folder / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    terminal = shell.open(name, size=(200, 30))
    assert terminal.end() == 1
    assert terminal.output.count(b"\n") == 1
    assert b"\x1b" not in terminal.output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_leaves_the_terminal_as_it_was(shell, number):
    terminal = shell.open()
    terminal.sees("On February 25")
    terminal.process.send_signal(number)
    terminal.end()
    assert terminal.restored
    assert b"Traceback" not in terminal.output


def test_a_program_whose_terminal_is_gone_ends(shell):
    terminal = shell.open()
    terminal.sees("On February 25")
    terminal.vanish()
    terminal.process.wait(timeout=20)


def test_keys_that_arrive_together_are_taken_one_after_the_other(shell):
    terminal = shell.open()
    highlight(terminal)
    terminal.type("fS")
    terminal.until(lambda: "▌ People's Daily" in str(terminal.screen), "the sign", patience=3)


def test_ctrl_z_gives_the_terminal_back_until_the_program_is_continued(shell):
    terminal = shell.open()
    terminal.sees("On February 25")
    terminal.type("\x1a")
    terminal.until(lambda: "1049" not in terminal.screen.modes, "the other screen")
    terminal.until(lambda: terminal.stopped, "the stop")
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(lambda: "1049" in terminal.screen.modes, "the screen")
    terminal.type("G")
    terminal.sees("heart")
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.restored


def test_without_colour_no_colour_is_sent(shell):
    terminal = shell.open(NO_COLOR="1")
    highlight(terminal)
    terminal.type("q")
    assert terminal.end() == 0
    sent = {
        int(number or 0)
        for sequence in re.findall(rb"\x1b\[([\d;]*)m", terminal.output)
        for number in sequence.split(b";")
    }
    assert 4 in sent, "the highlight is underlined"
    colours = {*range(30, 50), *range(90, 108)} - {39, 49}  # but for the terminal's own
    assert not sent & colours


def test_what_is_killed_in_the_middle_of_a_note_comes_back_with_it(shell):
    terminal = shell.open()
    highlight(terminal)
    terminal.type("a")
    terminal.sees("╭")
    terminal.type("half a thou")
    drafts = shell.folder / "state" / "drafts"
    kept = lambda: "".join(path.read_text() for path in drafts.glob("*.json"))  # noqa: E731
    terminal.until(lambda: "half a thou" in kept(), "the draft")
    terminal.process.send_signal(signal.SIGKILL)
    terminal.end()

    again = shell.open()
    again.sees("Taken up again", "half a thou")
    again.type("ght\x1b")
    again.sees("Saved")
    again.type("q")
    assert again.end() == 0
    (found,) = annotations(shell)
    assert found["note"] == "half a thought"
    assert list(drafts.iterdir()) == []


def test_the_shell_and_a_window_see_each_others_notes_within_a_second(shell):
    terminal = shell.open()
    highlight(terminal)
    assert len(annotations(shell)) == 1
    path = str(shell.library / "documents" / "article.txt")
    made = shell.run("annotate", path, "--quote", "in November 2019", "--note", "Hi")
    assert made.returncode == 0, made.stderr
    terminal.sees("changed elsewhere")
    terminal.type("u")
    terminal.until(lambda: len(annotations(shell)) == 1, "the undoing of the window's own step")
    assert [found["note"] for found in annotations(shell)] == ["Hi"]


def titles(terminal):
    """The titles that were given to the window, and when its own one was put away or brought
    back."""
    found = re.findall(rb"\x1b\]2;(.*?)\x07|\x1b\[(2[23]);2t", terminal.output)
    return [title.decode() or number.decode() for title, number in found]


def test_the_window_is_named_after_the_document_while_it_is_read(shell):
    terminal = shell.open()
    terminal.sees("On February 25")
    terminal.until(lambda: len(titles(terminal)) == 2, "the title")
    assert titles(terminal)[0] == "22"
    assert titles(terminal)[1].startswith("People's Daily Publishes Signed Article")
    assert titles(terminal)[1].endswith("— Reader")
    terminal.type("\x1a")
    terminal.until(lambda: terminal.stopped, "the stop")
    terminal.until(lambda: titles(terminal)[-1] == "23", "the window's own title")
    terminal.process.send_signal(signal.SIGCONT)
    terminal.until(lambda: len(titles(terminal)) == 5, "the title again")
    terminal.type("q")
    assert terminal.end() == 0
    assert titles(terminal)[-1] == "23"


@pytest.mark.parametrize("why", ["the terminal", "the settings"])
def test_the_window_keeps_its_title_where_it_cannot_or_is_not_to_have_another(shell, why):
    if why == "the settings":
        folder = shell.folder / "config"
        folder.mkdir()
        (folder / "settings.toml").write_text("[screen]\ntitle = false\n")
    term = "linux" if why == "the terminal" else "xterm-256color"
    terminal = shell.open(READER_CONFIG=str(shell.folder / "config"), TERM=term)
    terminal.sees("On February 25")
    terminal.type("q")
    assert terminal.end() == 0
    assert titles(terminal) == []


def test_what_is_edited_beside_it_is_shown_with_its_notes(shell):
    terminal = shell.open()
    highlight(terminal)
    path = shell.library / "documents" / "article.txt"
    text = path.read_text("utf-8")
    beside = path.with_name("beside")
    beside.write_text(text.replace("This article", "Something new.\n\nThis article", 1), "utf-8")
    beside.replace(path)
    terminal.sees("Something new.", "Shown anew", "1 kept")
    terminal.until(lambda: signed(terminal), "the sign of the highlight")
    terminal.type("q")
    assert terminal.end() == 0


# --- a page that is fetched before there is a screen ----------------------------------------------


@pytest.fixture
def slow(site):
    """A page whose server waits until it is told to go on; its address, and what tells it."""
    go_on = Event()
    site.put("/slow", "<title>Slow</title><p>First words.</p>" + "<p>A line.</p>" * 99)
    answer = site.pages["/slow"]

    def wait(request):
        go_on.wait(20)
        answer(request)

    site.pages["/slow"] = wait
    yield f"{site.url}/slow", go_on
    go_on.set()


@pytest.mark.parametrize(("key", "code"), [("\x1b", 1), ("\x03", 130)])
def test_a_first_page_is_given_up_by_a_key_and_the_terminal_is_whole(shell, slow, key, code):
    url, _ = slow
    terminal = shell.open(url)
    terminal.sees("fetching from 127.0.0.1", "0 KB, 1 s; esc gives up")
    terminal.type(key)
    assert terminal.end() == code
    said = str(terminal.screen).strip()
    assert said == ("reader: 127.0.0.1 was given up" if code == 1 else "")
    assert terminal.cooked and not terminal.screen.modes


def test_what_is_typed_while_a_first_page_is_fetched_is_for_the_page(shell, slow):
    url, go_on = slow
    terminal = shell.open(url)
    terminal.sees("fetching from 127.0.0.1")
    terminal.type("G")
    terminal.comes(lambda: False, 0.3)
    go_on.set()
    terminal.sees("A line.", "100%")
    terminal.type("q")
    assert terminal.end() == 0
    assert terminal.restored
