"""Fit the weights of the evidence for headings to texts whose headings are known.

    python -m tests.fit_headings FOLDER... [--write]

A FOLDER holds INDEX.json, a list of {"id", "family", "file"}, and beside each text FAMILY/ID.txt a
FAMILY/ID.json with "headings" ("line" and "end_line" counted from 0, "role", "level", "title") and
"ignore" (ranges of code points that count neither way). The table printed is for texts that were
kept out of the fit, by fifths; --write fits to all of them and writes the table of weights,
reader/documents/heading_weights.py.

The same words are also shown in other dresses (wrapped, unwrapped, set like a book), so that the
weights learn what a heading is and not how one family of texts happens to be set. Needs numpy.
"""

from __future__ import annotations

import argparse
import bisect
import json
import math
import random
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from reader.documents import heading_weights
from reader.documents.formats.plain import with_front
from reader.documents.heading_company import company, in_company
from reader.documents.headings import choose, first_look, look_around
from reader.documents.layout import layout_of
from reader.documents.segments import segments

Text = dict[str, Any]

ALONE, TOGETHER = 80.0, 60.0  # how much the weights of the first and second look are held small
RARE = 4  # works that must show a piece of evidence for it to be weighed
FIRST = 4.0  # what a text of the first folder counts
UNSEEN = 0.6  # what a text in a dress counts that people do not meet it in
DRESSED_UP = 0.3  # and one set like a book by us


# --- texts and their dresses ------------------------------------------------------------------


def load(folder: Path) -> Iterator[Text]:
    for row in json.loads((folder / "INDEX.json").read_text("utf8")):
        text: Text = json.loads((folder / row["family"] / f"{row['id']}.json").read_text("utf8"))
        text |= {"id": row["id"], "family": row["family"], "counts": True, "weight": 1.0}
        text["text"] = (folder / row["file"]).read_bytes().decode("utf8")
        title_page = tuple(text.get("meta", {}).get("title_page", (0, 0)))
        aside = [tuple(zone) for zone in text["ignore"]] + [title_page]
        aside += [(h["start"], h["end"]) for h in text["headings"] if h["role"] != "heading"]
        text["aside"] = _lines_of(text["text"], aside)
        yield text


def _lines_of(text: str, zones: Sequence[tuple[int, int]]) -> set[int]:
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    return {
        line
        for low, high in zones
        if high > low
        for line in range(
            bisect.bisect_right(starts, low) - 1, bisect.bisect_right(starts, high - 1)
        )
    }


def dresses(text: Text) -> Iterator[Text]:
    """The text as it is, then in other dresses; only those that people meet count in the table."""
    yield text
    lines = text["text"].split("\n")
    wrapped = layout_of(text["text"]).wrapped
    flat = _set(text, _blocks(text, lines, wrapped), random.Random(0), "flat") if wrapped else text
    if wrapped:
        yield _weighed(flat, "flat", text["family"] == "gitenberg")
    even = _set(flat, _blocks(flat, flat["text"].split("\n"), False), random.Random(0), "even")
    yield _weighed(even, "wrap", text["family"] in ("gov", "se"))
    for seed, dress in enumerate(("book", "styled")):
        blocks = _blocks(flat, flat["text"].split("\n"), False)
        again = _set(flat, blocks, random.Random(f"{text['id']}{seed}"), dress)
        weight = DRESSED_UP * text["weight"]
        yield {**again, "counts": False, "weight": weight, "family": f"{text['family']}-{dress}"}


def _weighed(text: Text, dress: str, counts: bool) -> Text:
    """A text in another dress, as one that counts in the table or one that does not."""
    weight = text["weight"] * (1 if counts else UNSEEN)
    family = f"{text['family']}-{dress}"
    return {**text, "counts": counts, "weight": weight, "family": family}


def _blocks(text: Text, lines: list[str], wrapped: bool) -> list[tuple[str, Any, bool]]:
    """(words, heading or None, counts neither way) for each block."""
    at = {line: h for h in text["headings"] for line in range(h["line"], h["end_line"] + 1)}
    blocks: list[tuple[str, Any, bool]] = []
    open_: list[str] = []
    number = 0

    def close() -> None:
        words = " ".join(" ".join(open_).split())
        if words:
            blocks.append((words, None, number - 1 in text["aside"]))
        open_.clear()

    while number < len(lines):
        heading = at.get(number)
        if heading:
            close()
            end = heading["end_line"] + 1
            words = " ".join(" ".join(lines[number:end]).split())
            blocks.append((words, heading, number in text["aside"]))
            number = end
            continue
        if lines[number].strip():
            open_.append(lines[number])
        if not wrapped or not lines[number].strip():
            number += 1
            close()
            continue
        number += 1
    close()
    return [block for block in blocks if block[0]]


def _set(
    text: Text, blocks: list[tuple[str, Any, bool]], chance: random.Random, dress: str
) -> Text:
    """The blocks set anew: "flat" or "even" (wrapped, one blank line between) as they are,
    "book" (wrapped, wider gaps at headings) or "styled" (flat) with headings set as books do."""
    wrapped = dress in ("even", "book")
    levels = sorted({h["level"] for _, h, _ in blocks if h})
    styles = {
        level: chance.choice(["", "capitals", "capitals.", "titled.", ".", "capitals", "stressed"])
        for level in levels
    }
    above = {level: chance.choice([2, 3, 4]) for level in levels}
    below = chance.choice([1, 1, 2])
    lines: list[str] = []
    headings: list[Any] = []
    aside: set[int] = set()
    after_heading = False
    for words, heading, apart in blocks:
        real = heading is not None and heading["role"] == "heading"
        if real and dress in ("book", "styled") and len(words) < 90:
            words = _styled(words, styles[heading["level"]])
        gap = int(wrapped)
        if dress == "book":
            if real:
                gap = max(2, below) if after_heading else above[heading["level"]]
            elif after_heading:
                gap = below
            elif chance.random() < 0.008:
                gap = chance.choice([2, 3])
        if lines:
            lines += [""] * gap
        first = len(lines)
        width = 72 if dress == "even" else 70
        lines += (
            textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)
            if wrapped
            else [words]
        )
        if apart:
            aside |= set(range(first, len(lines)))
        if heading is not None:
            headings.append({**heading, "line": first, "end_line": len(lines) - 1})
        after_heading = real
    return {**text, "text": "\n".join(lines) + "\n", "headings": headings, "aside": aside}


def _styled(words: str, style: str) -> str:
    if style.startswith("capitals"):
        words = words.upper()
    elif style.startswith("titled"):
        words = " ".join(word[:1].upper() + word[1:] for word in words.split(" "))
    if style.endswith(".") and words[-1].isalnum():
        words += "."
    return f"_{words}_" if style == "stressed" else words


# --- samples ----------------------------------------------------------------------------------


class Sample:
    """A text with the evidence for each of its candidates, and which of them are headings."""

    def __init__(self, text: Text) -> None:
        layout = layout_of(text["text"])
        lines = text["text"].split("\n")
        parts, front = with_front(text["text"], lines, segments(lines, layout)[0], layout)
        self.around = look_around(parts, layout, front.end)
        self.work, self.family = text["id"], text["family"]
        self.counts, self.weight = text["counts"], text["weight"]
        self.alone = first_look(self.around)
        aside: set[int] = text["aside"]
        self.filled = [bool(line.strip()) for line in text["text"].split("\n")]
        true = [
            (h["line"], h["end_line"])
            for h in text["headings"]
            if h["role"] == "heading" and h["line"] not in aside
        ]
        self.true = self.grouped(true)
        self.lines = {n for low, high in true for n in range(low, high + 1) if self.filled[n]}
        spans = [(parts[i].first, parts[i].last + 1) for i in self.around.candidates]
        self.label = np.array(
            [any(n in self.lines for n in range(*span)) for span in spans], np.float32
        )
        self.known = np.array(
            [not all(n in aside for n in range(*span)) for span in spans], np.float32
        )
        found = [parts[index] for index, _ in front.levels] if front else []
        self.fixed = [(part.first, part.last) for part in found]
        self.aside = aside
        self.matrix = np.zeros((0, 0), np.float32)

    def grouped(self, ranges: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Ranges of lines, those with no text between them as one."""
        groups: list[tuple[int, int]] = []
        for low, high in sorted(ranges):
            if groups and not any(self.filled[groups[-1][1] + 1 : low]):
                groups[-1] = groups[-1][0], max(groups[-1][1], high)
            else:
                groups.append((low, high))
        return groups

    def tally(self, scores: Sequence[float]) -> Counter[str]:
        """How many headings are found, right and true, with these scores."""
        parts = self.around.parts
        chosen = choose(dict(zip(self.around.candidates, scores, strict=True)), self.around)
        ranges = [(parts[i].first, parts[i].last) for i in chosen] + self.fixed
        found = self.grouped([span for span in ranges if span[0] not in self.aside])
        lines = {n for low, high in found for n in range(low, high + 1)}
        return Counter(
            found=len(found),
            true=len(self.true),
            right=sum(any(n in self.lines for n in range(lo, hi + 1)) for lo, hi in found),
            met=sum(any(n in lines for n in range(lo, hi + 1)) for lo, hi in self.true),
        )


def f1(tally: Counter[str]) -> float:
    if not tally["true"]:
        return float(not tally["found"])
    precision, recall = tally["right"] / max(1, tally["found"]), tally["met"] / tally["true"]
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def samples(folders: Sequence[Path]) -> tuple[list[list[Sample]], list[str]]:
    """The samples of each work, their matrices filled, and the names of the columns."""
    works = [
        [Sample(dressed) for dressed in dresses(text | {"weight": FIRST if n == 0 else 1.0})]
        for n, folder in enumerate(folders)
        for text in load(folder)
    ]
    shown = Counter(
        name
        for work in works
        for name in {name for s in work for found in s.alone.values() for name in found}
    )
    names = sorted(name for name, count in shown.items() if count >= RARE)
    for work in works:
        for sample in work:
            sample.matrix = _matrix(list(sample.alone.values()), names)
    return works, names


def _matrix(rows: Sequence[dict[str, float]], names: Sequence[str]) -> np.ndarray[Any, Any]:
    column = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(rows), len(names)), np.float32)
    for number, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                matrix[number, column[name]] = value
    return matrix


# --- logistic regression ------------------------------------------------------------------------


def logistic(matrix: Any, label: Any, weight: Any, hold: Any) -> Any:
    """Weights by Newton's method, held small by `hold` (an L2 penalty for each)."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(14):
        score = _sigmoid(matrix @ weights.astype(np.float32))
        slope = matrix.T @ (weight * (score - label)) + hold * weights
        curve = (matrix * (weight * score * (1 - score) + 1e-9)[:, None]).T @ matrix
        curve = curve.astype(np.float64)
        curve[np.diag_indices_from(curve)] += hold
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 2e-3:
            break
    return weights


def _sigmoid(total: Any) -> Any:
    return 1 / (1 + np.exp(-np.clip(total, -30, 30)))


def _fit(
    group: Sequence[Sample], matrices: Sequence[Any], names: Sequence[str], hold: float
) -> Any:
    # A work with many headings counts more than one with few, but not as much more.
    each = [s.weight / math.sqrt(max(4, len(s.true))) for s in group]
    weight = np.concatenate([s.known * w for s, w in zip(group, each, strict=True)])
    weight = (weight * len(group) / sum(each)).astype(np.float32)
    label = np.concatenate([s.label for s in group])
    penalty = np.full(len(names), hold)
    penalty[names.index("whatever it is")] = hold / 20
    return logistic(np.vstack(matrices), label, weight, penalty)


Weights = dict[str, tuple[Any, Any]]  # for each dress those of the first look and of the second


def fit(group: Sequence[Sample], names: list[str], together: list[str]) -> Weights:
    """The weights of both looks for every dress.

    The second look learns from scores that the first gives to works it has not seen, as it will
    in earnest.
    """
    fitted: Weights = {}
    for dress in heading_weights.DRESSES:
        own = [s for s in group if s.around.dress == dress and len(s.label)]
        first = _fit(own, [s.matrix for s in own], names, ALONE)
        works = sorted({s.work for s in own})
        random.Random(1).shuffle(works)
        matrices: dict[int, Any] = {}
        for third in range(3):
            kept = set(works[third::3])
            seen = [s for s in own if s.work not in kept]
            weights = _fit(seen, [s.matrix for s in seen], names, ALONE)
            for sample in own:
                if sample.work in kept:
                    matrices[id(sample)] = _second(
                        sample, _sigmoid(sample.matrix @ weights), together
                    )
        ordered = [matrices[id(s)] for s in own]
        fitted[dress] = first, _fit(own, ordered, names + together, TOGETHER)
    return fitted


def _second(sample: Sample, first: Any, together: Sequence[str]) -> Any:
    scores = dict(zip(sample.around.candidates, map(float, first), strict=True))
    others = company(scores, sample.alone, sample.around)
    rows = [in_company(index, scores, others, sample.around) for index in scores]
    return np.hstack([sample.matrix, _matrix(rows, together)])


def predict(sample: Sample, weights: Weights, together: Sequence[str]) -> list[float]:
    if not len(sample.label):
        return []
    first, second = weights[sample.around.dress]
    matrix = _second(sample, _sigmoid(sample.matrix @ first), together)
    return [float(score) for score in _sigmoid(matrix @ second)]


# --- the table ----------------------------------------------------------------------------------


def check(works: Sequence[Sequence[Sample]], names: list[str], together: list[str]) -> None:
    """Print how well texts are judged that were kept out of the fit, family by family."""
    order = list(range(len(works)))
    random.Random(7).shuffle(order)
    families: dict[str, list[Counter[str]]] = defaultdict(list)
    for fifth in range(5):
        kept = set(order[fifth::5])
        weights = fit([s for n in order if n not in kept for s in works[n]], names, together)
        for sample in (s for n in kept for s in works[n] if s.counts):
            tally = sample.tally(predict(sample, weights, together))
            families[sample.family].append(tally)
    everything = [tally for tallies in families.values() for tally in tallies]
    for family, tallies in [*sorted(families.items()), ("all", everything)]:
        total: Counter[str] = sum(tallies, Counter())
        print(
            f"{family:18} {len(tallies):4} texts  "
            f"precision {total['right'] / max(1, total['found']):.3f}  "
            f"recall {total['met'] / max(1, total['true']):.3f}  "
            f"macro F1 {sum(map(f1, tallies)) / len(tallies):.3f}"
        )


def write(weights: Weights, names: Sequence[str], together: Sequence[str]) -> None:
    """Write the table of weights, in hundredths."""
    path = Path(heading_weights.__file__)
    head = path.read_text("utf8").partition("WEIGHTS: ")[0]
    rows = []
    for number, name in enumerate([*names, *together]):
        row = [
            round(100 * column[number]) if number < len(column) else 0
            for dress in heading_weights.DRESSES
            for column in weights[dress]
        ]
        rows.append(f"    {json.dumps(name)}: ({', '.join(map(str, row))}),\n")
    table = "".join(rows)
    path.write_text(f"{head}WEIGHTS: dict[str, tuple[int, ...]] = {{\n{table}}}\n", "utf8")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the weights fitted to all")
    parser.add_argument("--no-check", action="store_true", help="print no table")
    arguments = parser.parse_args()
    works, names = samples(arguments.folders)
    together = sorted(heading_weights.TOGETHER)
    if not arguments.no_check:
        check(works, names, together)
    if arguments.write:
        write(fit([s for work in works for s in work], names, together), names, together)


if __name__ == "__main__":
    main()
