"""What moving about costs, from the key to the last byte, in a text with 10,000 highlights."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.benchmarks.figures import Figure, absolute, percentile
from tests.benchmarks.prose import FIRST_WORDS
from tests.benchmarks.setting import Setting, running
from tests.benchmarks.terminal import Cost, Terminal

PAGE_DOWN, HOME = "\x1b[6~", "\x1b[H"
WHEEL_DOWN = "\x1b[<65;60;20M"  # a notch of the wheel over the text, as SGR mouse bytes
WARM = 3  # first presses of a key that are not counted
TAIL = 0.95
NOTCHES = 200  # of the wheel, in one burst
HELD = 30.0  # presses a second of a key that is held down
LAG = 100.0  # milliseconds in which all must have been done after the last press


def scrolling(setting: Setting, runs: int) -> list[Figure]:
    """A page, a line, a notch of the wheel: the median of many, and of all but the dearest."""
    figures = []
    with _marked(setting, "scrolling") as reader:
        for what, key in (("PageDown", PAGE_DOWN), ("a line", "j"), ("a notch", WHEEL_DOWN)):
            costs = press(reader, key, 10 * runs)
            used = [cost.cpu for cost in costs]
            size = sum(cost.size for cost in costs) / len(costs) / 1000
            detail = f"{size:.1f} KB"
            figures += [
                absolute(f"{what}, 5 MB with 10,000 highlights, CPU", used, "ms", 6, detail),
                percentile("  95 of 100 take at most", used, TAIL, "ms", 10),
                absolute("  to the first byte, CPU", [c.first_cpu for c in costs], "ms"),
            ]
    return figures


def caret(setting: Setting, runs: int) -> list[Figure]:
    """The caret moving by words, and a selection that grows by words and by meaning."""
    with _marked(setting, "caret") as reader:
        reader.send("v")
        reader.drain(0.3)
        moved = press(reader, "w", 4 * runs)
        reader.send("v")
        reader.drain(0.3)
        extended = press(reader, "w", 4 * runs)
        grown = []
        for _ in range(runs):  # a new caret each time, that the growth begins with a word
            reader.send("\x1b")
            reader.drain(0.3)
            reader.send("vw")
            reader.drain(0.3)
            grown += [reader.cost(lambda: reader.send("+")) for _ in range(3)]
    rows = (("caret, a word on", moved), ("selection, a word on", extended), ("  grown", grown))
    return [absolute(f"{what}, CPU", [c.cpu for c in costs], "ms", 2) for what, costs in rows]


def press(reader: Terminal, key: str, times: int) -> list[Cost]:
    """What a key costs, each time, once the first few times are over."""
    return [reader.cost(lambda: reader.send(key)) for _ in range(times + WARM)][WARM:]


@contextmanager
def _marked(setting: Setting, name: str) -> Iterator[Terminal]:
    library = setting.ten_thousand(name)
    with running(setting, setting.reader(library, setting.five)) as reader:
        reader.wait_for(FIRST_WORDS)
        reader.settle()
        yield reader


def held(setting: Setting, runs: int) -> list[Figure]:
    """A burst of the wheel and a key that is held down: how long after the last of it the
    screen goes on changing. That it then stands where it must is for the tests."""
    seconds = 5.0 if runs > 3 else 2.0
    with _marked(setting, "held") as reader:
        burst = [_lag(reader, [WHEEL_DOWN * NOTCHES], 0.0) for _ in range(runs)]
        pages = int(HELD * seconds)
        paged = [_lag(reader, [PAGE_DOWN] * pages, 1 / HELD) for _ in range(max(1, runs // 3))]
    return [
        absolute(f"wheel, {NOTCHES} notches at once, wall to the last byte", burst, "ms"),
        absolute(f"PageDown held {seconds:.0f} s, to the last byte after it", paged, "ms", LAG),
    ]


def _lag(reader: Terminal, presses: list[str], pause: float) -> float:
    """Milliseconds from the last press to the last byte; from the beginning of the text."""
    reader.send(HOME)
    reader.drain(0.4)
    for keys in presses:
        pressed = time.perf_counter()
        reader.send(keys)
        while (left := pause - (time.perf_counter() - pressed)) > 0:
            reader.read(left)
    last = time.perf_counter()
    while reader.read(0.3):
        last = time.perf_counter()
    return 1000 * (last - pressed)
