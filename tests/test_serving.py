"""Reader in a browser: who is let in, and what is started. The browser itself: end_to_end."""

import shlex
import socket
import subprocess

import pytest

from reader import serving
from reader.errors import ReaderError, UsageError
from reader.serving import Door, address_of, command_for, is_loopback, listen, refusal
from tests.test_cli import Shell, failed

OPEN, LOCKED = Door("", 8000), Door("secret", 8000)


def let_in(door: Door, host="127.0.0.1:8000", origin=None, cookie=None, websocket=False) -> bool:
    return not refusal(door, host=host, origin=origin, cookie=cookie, websocket=websocket)


@pytest.mark.parametrize(
    ("host", "local"),
    [
        *(("localhost", True), ("LOCALHOST.", True), ("127.0.0.1", True), ("127.9.9.9", True)),
        *(("::1", True), ("[::1]", True), ("0.0.0.0", False), ("10.0.0.1", False)),
        *(("example.org", False), ("localhost.example.org", False), ("", False)),
    ],
)
def test_only_loopback_addresses_mean_this_computer(host, local):
    assert is_loopback(host) is local


def test_without_a_token_only_names_of_this_computer_are_answered():
    assert let_in(OPEN, host="127.0.0.1:8000")
    assert let_in(OPEN, host="localhost:9000")  # through ssh -L
    assert let_in(OPEN, host="[::1]:8000")
    assert not let_in(OPEN, host="evil.example:8000")
    assert not let_in(OPEN, host="")


def test_pages_of_other_sites_are_not_answered():
    assert let_in(OPEN, origin="http://127.0.0.1:8000", websocket=True)
    assert not let_in(OPEN, origin="http://evil.example", websocket=True)
    assert not let_in(OPEN, origin="http://127.0.0.1:9999", websocket=True)
    assert not let_in(OPEN, origin="null", websocket=True)
    assert not let_in(OPEN, origin=None, websocket=True)
    assert not let_in(LOCKED, origin="http://evil.example", cookie="secret")


def test_with_a_token_only_who_knows_it_is_let_in_whatever_the_address():
    assert let_in(LOCKED, host="reader.example", cookie="secret")
    assert not let_in(LOCKED, cookie=None)
    assert not let_in(LOCKED, cookie="")
    assert not let_in(LOCKED, cookie="sécret")


def test_nothing_is_known_where_there_is_no_token():
    assert not OPEN.knows("")
    assert not OPEN.knows(None)


def test_addresses_are_such_as_a_browser_takes():
    assert address_of("127.0.0.1", 8000, "") == "http://127.0.0.1:8000/"
    assert address_of("::1", 8000, "a b") == "http://[::1]:8000/?token=a%20b"
    assert "0.0.0.0" not in address_of("0.0.0.0", 8000, "x")


def test_a_port_that_is_taken_is_told_unless_none_was_asked_for(monkeypatch):
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ReaderError, match="--port 0 takes a free one"):
            listen("127.0.0.1", port)
        monkeypatch.setattr(serving, "PORT", port)
        with listen("127.0.0.1", None) as free:
            assert free.getsockname()[1] != port
    with pytest.raises(ReaderError, match="cannot listen"):
        listen("no.such.host.invalid", 0)


def test_what_is_started_names_the_library_and_the_document_whatever_they_are_called(tmp_path):
    name = tmp_path / "it's; $(a) text.txt"
    name.write_text("Words.\n")
    words = shlex.split(command_for(str(name), str(tmp_path / "my library")))
    assert words[-4:] == ["--library", str(tmp_path / "my library"), "--", str(name)]
    with pytest.raises(UsageError):
        command_for("-", str(tmp_path / "my library"))


def test_what_is_started_runs_from_any_folder_and_imports_nothing_that_lies_there(tmp_path):
    (tmp_path / "argparse.py").write_text("raise SystemExit('imported')\n")
    (tmp_path / "story.txt").write_text("Words.\n")
    command = command_for(str(tmp_path / "story.txt"), str(tmp_path / "library"))
    shown = subprocess.run(
        command, shell=True, cwd=tmp_path, capture_output=True, text=True, env={}
    )
    assert (shown.stdout, shown.stderr) == ("Words.\n", "")


def test_wrong_calls_are_told_in_a_line(tmp_path):
    pytest.importorskip("textual_serve")
    shell = Shell(tmp_path)
    failed(shell("serve", "none.txt"), 1, "no such file")
    failed(shell("serve", "--port", "99999"), 2, "65535")


def test_without_textual_serve_the_way_to_it_is_told(tmp_path):
    shell = Shell(tmp_path)
    (tmp_path / "textual_serve.py").write_text("raise ImportError\n")
    path = f"{tmp_path}:{shell.environment['PYTHONPATH']}"
    failed(shell("serve", PYTHONPATH=path), 1, "pip install 'textual-serve")


def test_a_socket_that_is_given_back_can_be_taken_again():
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
    with listen("127.0.0.1", port) as again:
        assert again.family is socket.AF_INET
