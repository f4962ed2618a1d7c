"""Whether the program of a session is still there."""

from reader.study import alive
from reader.study.session import Session

SESSION = Session("s1", "g1", "2026-11-23T09:00:00.000+01:00", "2026-11-23T09:30:00.000+01:00")
RUNNING = SESSION._replace(state="running")


def test_a_session_is_alive_while_its_program_holds_its_lock(tmp_path):
    let_go = alive.hold_session(tmp_path, "g1")
    assert alive.is_alive(RUNNING, tmp_path)
    let_go()
    assert not alive.is_alive(RUNNING, tmp_path)


def test_a_lock_that_nobody_holds_is_that_of_a_dead_program(tmp_path):
    alive.hold_session(tmp_path, "g1")
    (lock,) = tmp_path.iterdir()
    held = lock.read_bytes()
    lock.unlink()
    lock.write_bytes(held)  # as a crash leaves it: the file, and no one who holds it
    assert not alive.is_alive(RUNNING, tmp_path)


def test_a_session_that_was_stopped_is_not_alive(tmp_path):
    alive.hold_session(tmp_path, "g1")
    assert not alive.is_alive(SESSION, tmp_path)


def test_where_no_lock_can_be_made_nothing_fails(tmp_path):
    file = tmp_path / "file"
    file.write_text("no folder")
    alive.hold_session(file, "g1")()
    assert not alive.is_alive(RUNNING, file)
