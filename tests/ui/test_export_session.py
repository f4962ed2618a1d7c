"""The export of what was marked in a session, on the screen."""

BOOK = "# The river\n\nWater runs downhill. It always has.\n\nSalt stays behind.\n"


def mark(reader, words):
    reader.screen.reading.mark(reader.find(words))
    reader.screen.annotations_changed()


async def test_only_what_was_marked_in_the_session_that_runs_goes_out(open_reader):
    async with open_reader(BOOK, size=(100, 30), finish=True) as reader:
        mark(reader, "Water")
        reader.app.studying.start()
        mark(reader, "Salt")
        await reader.press("e")
        assert reader.sees("2 annotations")
        assert reader.sees("session")
        await reader.press("ctrl+g")
        await reader.until(lambda: reader.sees("1 of 2 annotations"))
        assert reader.sees("> Salt")
        await reader.press("ctrl+g")
        await reader.until(lambda: reader.sees("> Water"))


async def test_so_does_what_was_marked_in_the_session_that_ran_last(open_reader):
    async with open_reader(BOOK, finish=True) as reader:
        reader.app.studying.start()
        mark(reader, "Salt")
    async with open_reader(BOOK, finish=True) as reader:
        mark(reader, "Water")
        await reader.press("e", "ctrl+g")
        await reader.until(lambda: reader.sees("1 of 2 annotations"))
        assert reader.sees("> Salt")


async def test_without_a_session_nothing_is_offered_and_the_key_says_why(open_reader):
    async with open_reader(BOOK, size=(100, 30), finish=True) as reader:
        mark(reader, "Water")
        await reader.press("e")
        assert not reader.sees("session")
        await reader.press("ctrl+g")
        await reader.until(lambda: reader.sees("there is no session yet"))
