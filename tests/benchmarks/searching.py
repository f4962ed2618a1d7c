"""What searching costs: the first hit in a long text, and the list of ten thousand."""

from __future__ import annotations

import time
from statistics import median

from reader.documents.opening import open_document, read_source
from reader.text.folding import alphabet_of
from reader.text.hunting import Hunt
from tests.benchmarks.figures import Figure, absolute
from tests.benchmarks.prose import FIRST_WORDS
from tests.benchmarks.setting import REPOSITORY, Setting
from tests.benchmarks.terminal import terminal

LAST_WORDS = "At last the Needlework lies there."
TEN_THOUSAND = "with"  # 10,612 times in the text of 5 MB
LIST, ESCAPE = "\x06", "\x1b"
WARM = 3


def first_hit(setting: Setting, runs: int) -> list[Figure]:
    """From the query to the first hit, which stands in the last line of a text of 5 MB.

    Finding out the alphabet of the text is told apart: it is done behind the typing.
    """
    path = setting.folder / "needle.txt"
    path.write_text(setting.five.read_text("utf-8") + LAST_WORDS + "\n", "utf-8")
    text = open_document(read_source(path)).text
    alphabet = alphabet_of(text)
    figures = []
    for what, query, reach in (
        ("first hit at the end of 5 MB, literal, CPU", "Needlework", 15),
        ("first hit at the end of 5 MB, folded, CPU", "needlework", 60),
        ("  the same, two words", "the needlework", None),
    ):
        samples = []
        for _ in range(runs + 1):
            start = time.process_time()
            hunt = Hunt(text, query)
            steps = hunt.steps(lambda: alphabet)
            while hunt.first is None:
                next(steps)
            samples.append(1000 * (time.process_time() - start))
        figures.append(absolute(what, samples[1:], "ms", reach))
    samples = []
    for _ in range(runs):
        start = time.process_time()
        alphabet_of(text)
        samples.append(1000 * (time.process_time() - start))
    return [*figures, absolute("  once for each text: its alphabet", samples, "ms")]


def all_hits(setting: Setting, runs: int) -> list[Figure]:
    """From `ctrl+f` to the list of ten thousand hits."""
    library = setting.library("all-hits")
    costs = []
    with terminal(setting.reader(library, setting.five), setting.environment, REPOSITORY) as reader:
        reader.wait_for(FIRST_WORDS)
        reader.settle()
        reader.cost(lambda: reader.send(f"/{TEN_THOUSAND}"), 0.5)
        reader.cost(lambda: reader.send("\r"), 0.5)
        for _ in range(runs + WARM):
            costs.append(reader.cost(lambda: reader.send(LIST), 0.3))
            reader.cost(lambda: reader.send(ESCAPE), 0.3)
    counted = costs[WARM:]
    first = median(cost.first_wall for cost in counted)
    return [
        absolute(
            "list of 10,000 hits, from the key, CPU",
            [cost.cpu for cost in counted],
            "ms",
            50,
            f"{first:.0f} ms by the clock to the first byte",
        ),
        absolute("  the same, the first time", [costs[0].cpu], "ms"),
    ]
