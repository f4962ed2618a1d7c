"""What moving about costs, from the key to the last byte, in a text with 10,000 highlights."""

from __future__ import annotations

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
