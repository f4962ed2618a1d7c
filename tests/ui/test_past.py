"""The versions of an annotation, and the trash."""

BOOK = """\
# Part one

One two three. Four five six.
"""


async def noted(reader, note):
    """Write a note on the sentence that is current, or mark it first."""
    if not reader.kept:
        await reader.press("f")
        await reader.label("Four", capital=True)
    await reader.press("a")
    reader.app.screen.query_one("TextArea").action_select_all()
    await reader.type(note)
    await reader.press("escape")


async def test_an_annotation_goes_back_to_what_it_was(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await noted(reader, "first")
        await noted(reader, "second")
        await reader.press("2", "H")
        assert reader.sees("4 versions")
        for note in ("second", "first"):
            assert reader.sees(f"{note} · ")
        await reader.press("j", "j", "enter")
        assert (reader.only.note, str(reader.only.colour)) == ("first", "yellow")
        await reader.press("u")
        assert (reader.only.note, str(reader.only.colour)) == ("second", "green")


async def test_the_versions_can_be_looked_at_without_changing_anything(open_reader):
    async with open_reader(BOOK) as reader:
        await noted(reader, "first")
        before = reader.only
        for keys in (["H", "escape"], ["H", "q"], ["H", "j", "k", "space", "b", "escape"]):
            await reader.press(*keys)
            assert reader.only == before
            assert reader.app.screen is reader.screen


async def test_what_differs_from_now_is_marked(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await noted(reader, "one old word")
        await noted(reader, "one new word")
        await reader.press("H", "j")
        body = reader.app.screen.query_one("#body").content
        struck = {
            body.plain[span.start : span.end].strip()
            for span in body.spans
            if "strike" in str(span.style)
        }
        assert struck == {"new"}


async def test_one_version_is_said_to_be_the_only_one(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("f")
        await reader.label("Four", capital=True)
        await reader.press("H")
        assert reader.sees("One version")


async def test_without_an_annotation_there_are_no_versions(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("H")
        assert reader.app.screen is reader.screen
        assert reader.screen.hints.message


async def test_what_was_deleted_is_restored_from_the_trash(open_reader):
    async with open_reader(BOOK, size=(120, 30)) as reader:
        await noted(reader, "a thought")
        before = reader.only
        await reader.press("x")
        await reader.press("X")
        assert reader.sees("Trash: 1 deleted")
        assert reader.sees("a thought")
        await reader.press("enter")
        assert (reader.only.id, reader.only.note) == (before.id, "a thought")


async def test_the_trash_is_emptied_only_by_a_yes(open_reader):
    async with open_reader(BOOK) as reader:
        await noted(reader, "a thought")
        await reader.press("x")
        store = reader.screen.reading.store
        for answer in ("", "no"):
            await reader.press("X", "E")
            await reader.type(answer)
            await reader.press("enter")
            assert [a.note for a in store.deleted()] == ["a thought"]
        await reader.press("X", "E", "escape")
        assert len(store.deleted()) == 1
        await reader.press("X", "D")
        await reader.type("yes")
        await reader.press("enter")
        assert store.deleted() == []
        state = reader.app.library.state
        left = list((state / "journals").rglob("*.log"))
        assert left
        assert not any("a thought" in path.read_text() for path in left)


async def test_an_empty_trash_says_so(open_reader):
    async with open_reader(BOOK) as reader:
        await reader.press("X")
        assert reader.sees("nothing was deleted")
        await reader.press("enter")
        assert reader.app.screen is reader.screen


async def test_lines_of_versions_and_of_the_trash_begin_with_the_words(open_reader):
    async with open_reader(BOOK) as reader:
        await noted(reader, "First.")
        await noted(reader, "Second.")
        await reader.press("H")
        titles = [line.title for line in reader.app.screen._lines]
        words = [title.split(" · ")[0].strip() for title in titles]
        assert words == ["now Second.", "First.", "“Four five six.”"]
        await reader.press("escape", "x", "X")
        assert reader.app.screen._lines[0].title.startswith("Second. · deleted ")
