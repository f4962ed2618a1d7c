"""Exports that write themselves, while a document is read and when it is left."""

import pytest

from reader import settings
from reader.ui import exports

BOOK = "# The river\n\nWater runs downhill. It always has.\n\nSalt stays behind.\n"


@pytest.fixture
def vault(tmp_path):
    """A folder that is set for exports."""
    path = tmp_path / "vault"
    settings.write("export.folder", str(path))
    return path


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Nothing is waited for."""
    monkeypatch.setattr(exports, "IDLE", 0.05)
    monkeypatch.setattr(exports, "AGAIN", 0.2)


def mark(reader, words, **fields):
    made = reader.screen.reading.mark(reader.find(words), **fields)
    reader.screen.annotations_changed()
    return made


def exported(vault):
    path = vault / "The river.md"
    return path.read_text() if path.exists() else ""


async def test_nothing_is_exported_unless_it_is_wanted(open_reader, vault):
    async with open_reader(BOOK, finish=True) as reader:
        mark(reader, "Salt")
    assert not vault.exists()


async def test_at_every_change_the_file_follows(open_reader, vault):
    settings.write("export.auto", "change")
    async with open_reader(BOOK) as reader:
        mark(reader, "Salt")
        await reader.until(lambda: "> Salt" in exported(vault))
        made = mark(reader, "Water")
        await reader.until(lambda: "> Water" in exported(vault))
        reader.screen.reading.store.change(made.id, note="Why?")
        await reader.until(lambda: "Why?" in exported(vault))


async def test_on_stop_it_is_written_when_the_program_is_left(open_reader, vault):
    settings.write("export.auto", "stop")
    async with open_reader(BOOK, finish=True) as reader:
        mark(reader, "Salt")
        await reader.settle()
        assert not vault.exists()
    assert "> Salt" in exported(vault)


async def test_on_stop_it_is_written_when_another_document_is_opened(open_reader, vault, write):
    settings.write("export.auto", "stop")
    other = write("Other words.\n", "other.md")
    async with open_reader(BOOK) as reader:
        mark(reader, "Salt")
        reader.app.open_path(other)
        await reader.until(lambda: "> Salt" in exported(vault))


async def test_what_was_changed_just_before_leaving_is_in_the_file(open_reader, vault):
    settings.write("export.auto", "change")
    async with open_reader(BOOK, finish=True) as reader:
        mark(reader, "Salt")
    assert "> Salt" in exported(vault)


async def test_one_document_can_have_it_another_way(open_reader, vault, library):
    async with open_reader(BOOK, finish=True) as reader:
        mark(reader, "Salt")
        await reader.press("K", "s")
        assert reader.sees("when you stop reading")
    assert "> Salt" in exported(vault)
    (entry,) = library.entries()
    assert entry.auto_export == "stop"


async def test_one_document_can_be_left_out(open_reader, vault):
    settings.write("export.auto", "change")
    async with open_reader(BOOK, finish=True) as reader:
        await reader.press("K", "o")
        mark(reader, "Salt")
    assert not vault.exists()


async def test_a_failure_is_said_stands_in_the_header_and_is_over_when_it_is_over(
    open_reader, vault
):
    settings.write("export.auto", "change")
    vault.write_text("a file, and no folder")
    async with open_reader(BOOK, size=(120, 24)) as reader:
        made = mark(reader, "Salt")
        await reader.until(lambda: reader.sees("! notes not exported"))
        assert reader.only.id == made.id
        vault.unlink()
        await reader.until(lambda: "> Salt" in exported(vault))
        await reader.until(lambda: not reader.sees("! notes not exported"))


async def test_leaving_does_not_wait_for_an_export_that_takes_long(
    open_reader, vault, monkeypatch, capsys
):
    from threading import Event

    from reader import automatic

    settings.write("export.auto", "stop")
    held = Event()
    monkeypatch.setattr(exports, "PATIENCE", 0.1)
    monkeypatch.setattr(automatic, "export_by_itself", lambda *_: held.wait(60) and None)
    async with open_reader(BOOK, finish=True) as reader:
        mark(reader, "Salt")
    held.set()
    assert exports.LATE in capsys.readouterr().err
