"""Completions, as each shell takes them; the shells that are not here are left out."""

import fcntl
import os
import pty
import re
import select
import shutil
import signal
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest

from reader import parsers
from reader.completions import bash, fish, zsh
from reader.parsers.described import described

COMMANDS = described()
SCRIPTS = {"bash": bash(COMMANDS), "zsh": zsh(COMMANDS), "fish": fish(COMMANDS)}
ROOT = Path(parsers.__file__).parent.parent.parent


def needs(shell: str):
    """Skip where this shell is not installed."""
    return pytest.mark.skipif(shutil.which(shell) is None, reason=f"{shell} is not here")


@pytest.fixture
def script(tmp_path):
    """Writes the completions of a shell to a file, in a folder with a text and a folder."""
    (tmp_path / "my story.txt").write_text("A story.\n")
    (tmp_path / "mine").mkdir()

    def write(shell: str) -> Path:
        path = tmp_path / f"completions.{shell}"
        path.write_text(SCRIPTS[shell])
        return path

    return write


def in_bash(script: Path, *words: str) -> list[str]:
    """What bash would offer for the last word."""
    line = " ".join(f"'{word}'" for word in ("reader", *words))
    code = f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words)}; _reader; "
    code += r'printf "%s\n" "${COMPREPLY[@]}"'
    shown = subprocess.run(
        ["bash", "--norc", "-uc", code], cwd=script.parent, capture_output=True, text=True
    )
    assert shown.stderr == ""
    return shown.stdout.split("\n")[:-1]


def in_fish(script: Path, line: str) -> list[str]:
    """What fish would offer at the end of the line."""
    shown = subprocess.run(
        ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"],
        cwd=script.parent,
        env={"PATH": os.environ["PATH"], "HOME": str(script.parent)},
        capture_output=True,
        text=True,
    )
    assert shown.stderr == ""
    return shown.stdout.splitlines()


def in_zsh(script: Path, line: str, expected: str) -> None:
    """Wait until these words are on the screen of zsh after the tab key at the end of the line."""
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(script.parent)
        environment = {"PATH": os.environ["PATH"], "TERM": "xterm", "HOME": str(script.parent)}
        os.execve(shutil.which("zsh"), ["zsh", "-f", "-i"], environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 160, 0, 0))
    try:
        begin = f"autoload -Uz compinit; compinit -u -D; source {script.name}; print rea''dy\n"
        os.write(terminal, begin.encode())
        wait_for("\nready", terminal)
        os.write(terminal, f"{line}\t".encode())
        wait_for(expected, terminal)
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


def wait_for(expected: str, terminal: int) -> None:
    """Read what a terminal shows until these words are there; fails after half a minute."""
    said = ""
    while expected not in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", said):
        assert select.select([terminal], [], [], 30)[0], said
        said += os.read(terminal, 4096).decode("utf-8", "replace")


def test_every_command_and_every_option_is_in_every_script():
    for name in parsers.COMMANDS:
        assert all(name in script for script in SCRIPTS.values())
    for word in (word for command in COMMANDS for word in command.options):
        assert any(name in SCRIPTS["bash"] for name in word.names)
        assert all(name.lstrip("-") in SCRIPTS["fish"] for name in word.names)
        assert all(name in SCRIPTS["zsh"] for name in word.names)


@pytest.mark.parametrize("shell", SCRIPTS)
def test_the_script_of_a_shell_is_printed(shell):
    printed = subprocess.run(
        [sys.executable, "-m", "reader", "completions", shell],
        env={"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout == SCRIPTS[shell]


@pytest.mark.parametrize("shell", [pytest.param(name, marks=needs(name)) for name in SCRIPTS])
def test_the_shell_itself_finds_nothing_wrong_in_its_script(shell, script):
    read = subprocess.run([shell, "-n", script(shell)], capture_output=True, text=True)
    assert (read.returncode, read.stderr) == (0, "")


@needs("bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["outl"], ["outline"]),
        (["m"], ["man", "mine", "my story.txt"]),
        (["text", "my"], ["my story.txt"]),
        (["doctor", "--f"], ["--fix"]),
        (["doctor", ""], [""]),
        (["annotate", "x", "--colour", "p"], ["pink", "purple"]),
        (["annotate", "x", "--colour", "=", "p"], ["pink", "purple"]),
        (
            ["annotate", "x", "--colour", "="],
            ["yellow", "green", "blue", "pink", "orange", "purple"],
        ),
        (["annotate", "x", "--note", "m"], [""]),
        (["text", "--library", "m"], ["mine"]),
        (["--library", "mine", "doctor", "--f"], ["--fix"]),
        (["completions", "z"], ["zsh"]),
        (["session", "show", "y"], ["yesterday"]),
        (["session", "start", "my"], ["my story.txt"]),
        (["config", "reading.w"], ["reading.width"]),
        (["export", "--session", "to"], ["today"]),
        (["today", "--kind", "q"], ["question"]),
        (["export", "--color", "pi"], ["pink"]),
        (["config", "--unset", "screen.th"], ["screen.theme"]),
    ],
)
def test_bash_offers_commands_options_choices_and_files(script, words, offered):
    assert sorted(in_bash(script("bash"), *words)) == sorted(offered)


@needs("fish")
def test_fish_offers_commands_options_choices_and_files_with_what_they_are(script):
    path = script("fish")
    assert in_fish(path, "reader outl")[0].startswith("outline\tPrint the sections")
    assert in_fish(path, "reader doctor --f") == ["--fix\tmend what can be mended"]
    assert [line.split("\t")[0] for line in in_fish(path, "reader annotate x --colour p")] == [
        "pink",
        "purple",
    ]
    assert "my story.txt" in in_fish(path, "reader text my")
    assert in_fish(path, "reader documents m") == []
    assert in_fish(path, "reader completions z")[0].startswith("zsh\t")
    assert in_fish(path, "reader session show yest")[0].startswith("yesterday")
    assert "my story.txt" in in_fish(path, "reader session start my")
    assert [line.split("\t")[0] for line in in_fish(path, "reader config reading.wi")] == [
        "reading.width"
    ]


@needs("zsh")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("reader tex", "reader text"),
        ("reader doctor --f", "reader doctor --fix"),
        ("reader annotate x --colour pu", "--colour purple"),
        ("reader --library mine doctor --f", "doctor --fix"),
        ("reader text my", r"my\ story.txt"),
        ("reader ou", "reader outline"),
        ("reader config reading.wi", "reader config reading.width"),
        ("reader session show yest", "session show yesterday"),
        ("reader session start my", r"my\ story.txt"),
        ("reader export --session tod", "--session today"),
        ("reader today --kind todo", "--kind todo"),
        ("reader t", "Print the text of a document"),
    ],
)
def test_zsh_offers_commands_options_choices_and_files(script, line, expected):
    in_zsh(script("zsh"), line, expected)
