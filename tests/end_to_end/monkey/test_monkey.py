"""A few seconds of the monkey; `python -m tests.end_to_end.monkey` lets it play for long."""

from itertools import islice

import pytest

from reader.ui import keys
from tests.end_to_end.monkey.hands import Input, Monkey, bytes_of
from tests.end_to_end.monkey.play import Game, load, play, save
from tests.end_to_end.monkey.world import World

INPUTS = 350  # some six seconds


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_whatever_is_typed_nothing_falls_over_and_nothing_is_lost(tmp_path, seed):
    outcome = play(islice(Monkey(seed).inputs(), INPUTS), tmp_path)
    assert outcome.problems == []


def test_the_monkey_knows_how_every_key_is_typed():
    for command in keys.COMMANDS:
        assert all(bytes_of(key) for key in command.keys.split(",") if key), command.name


def test_the_same_seed_does_the_same():
    first, second = (list(islice(Monkey(7).inputs(), 500)) for _ in range(2))
    assert first == second


def test_what_was_done_can_be_played_again(tmp_path):
    done = [Input("a\x1b\u0301"), Input(size=(40, 15), pause=0.2)]
    save(done, tmp_path / "done")
    assert load(tmp_path / "done") == done


def test_what_is_lost_is_found_out(tmp_path):
    world = World(tmp_path / "world")
    game = Game(world)
    for typed in ("f", "S"):
        game.do(Input(typed, pause=1.0))
    game.finish()
    world.look()
    assert list(world.problems()) == []
    for file in (*world.folder.rglob("*.log"), *world.library.glob("annotations/*.json")):
        file.unlink()
    assert any("is not any more" in problem for problem in world.problems())
