"""Fit the weights of the evidence for a place to passages whose fate is known.

    python -m tests.fit_anchors FOLDER [--write]

FOLDER holds texts and cases.jsonl: "path" of the document, "old" and "new" text files, "start" and
"end" of a passage in the old one (code points), and "truth": its "kind" ("exact", "edited" or
"orphan") with "start" and "end" in the new text. The table printed is for documents that were kept
out of the fit, by halves; --write fits to all and writes reader/annotations/anchor_weights.py.

A place is taken with odds; the odds of all that are proposed for a passage, and of none being
right, share its probability. That probability of the truth is what is made as large as can be.
Needs numpy.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reader.annotations import anchor_weights
from reader.annotations.anchoring import Anchored, Anchoring, describe
from reader.annotations.evidence import NAMES, SCATTERED, odds
from reader.annotations.proposals import Proposal, Spanned, confidences, distinct
from reader.text.alignment import runs_of
from reader.text.tokens import Vocabulary, tokenize

HOLD = 0.1  # how much the weights are held small
FLOORS = (0.5, 0.6, 0.7, 0.75, 0.8, 0.9)


class Passage(NamedTuple):
    """A passage, what became of it, and the places proposed for it; ``quick`` needs no evidence."""

    document: str
    kinds: tuple[str, ...]
    truth: tuple[int, int] | None
    quick: Anchored | None
    proposals: list[Proposal]


def passages(folder: Path, with_previous: bool) -> Iterator[Passage]:
    rows = [json.loads(line) for line in (folder / "cases.jsonl").read_text("utf8").splitlines()]
    rows.sort(key=lambda row: (row["old"], row["new"], row["id"]))
    pair: tuple[str, str] | None = None
    for row in rows:
        if pair != (row["old"], row["new"]):
            pair = (row["old"], row["new"])
            old, new = ((folder / name).read_bytes().decode("utf8") for name in pair)
            anchoring = Anchoring(new, old if with_previous else None)
        truth = row["truth"]
        known = None if truth["kind"] == "orphan" else (truth["start"], truth["end"])
        kinds = (truth["kind"], *["moved"] * bool(truth.get("moved")))
        if row["lang"] != "en":
            kinds += (f"{truth['kind']} {row['lang']}",)
        document = f"{row['repo']} {row['path']}"
        yield _passage(document, kinds, known, anchoring, old, row["start"], row["end"])
        piece = _piece(old, row["start"], row["end"], new, known, random.Random(row["id"]))
        if piece:
            start, end, place = piece
            kinds = ("lost piece" if place is None else "piece",)
            yield _passage(document, kinds, place, anchoring, old, start, end)


def _passage(
    document: str,
    kinds: tuple[str, ...],
    truth: tuple[int, int] | None,
    anchoring: Anchoring,
    old: str,
    start: int,
    end: int,
) -> Passage:
    target = describe(old, start, end)
    quick = anchoring.quick(target)
    proposals = [] if quick else anchoring.proposals.proposed(target, thorough=True)
    return Passage(document, kinds, truth, quick, proposals)


def _piece(
    old: str, start: int, end: int, new: str, truth: tuple[int, int] | None, chance: random.Random
) -> tuple[int, int, tuple[int, int] | None] | None:
    """A few words of a passage, and where they went: passages of texts with known histories are
    longer than many that people mark. Only where no doubt is possible."""
    vocabulary = Vocabulary()
    was = tokenize(old[start:end], vocabulary)
    length = chance.choice((1, 1, 2, 3, 4))
    if len(was) < length:
        return None
    if truth is None:
        first = chance.randrange(len(was) - length + 1)
        return start + was.starts[first], start + was.ends[first + length - 1], None
    now = tokenize(new[truth[0] : truth[1]], vocabulary)
    whole = [run for run in runs_of(was.numbers, now.numbers) if run.length >= length + 4]
    if not whole:
        return None
    run = chance.choice(whole)
    shift = chance.randrange(2, run.length - length - 1)
    first, there = run.old + shift, run.new + shift
    return (
        start + was.starts[first],
        start + was.ends[first + length - 1],
        (truth[0] + now.starts[there], truth[0] + now.ends[there + length - 1]),
    )


def overlap(place: Spanned, truth: tuple[int, int] | None) -> float:
    """Intersection over union."""
    if truth is None:
        return 0.0
    inner = max(0, min(place.end, truth[1]) - max(place.start, truth[0]))
    outer = max(place.end, truth[1]) - min(place.start, truth[0])
    return inner / outer if outer else 0.0


def weighed(proposals: Sequence[Proposal], weights: Sequence[float]) -> list[Proposal]:
    """The proposals with the odds that these weights give, the best first."""
    return distinct(
        p._replace(odds=odds(weights, p.evidence, SCATTERED[p.table % 2])) for p in proposals
    )


def fit(group: Sequence[Passage]) -> list[float]:
    """Newton's method; which of the places that overlap stands for them depends on the weights,
    so a few times over."""
    found = np.zeros(len(NAMES))
    found[NAMES.index("weight kept")], found[0] = 10.0, -8.0
    for _ in range(4):
        rows, of, right, none = [], [], [], []
        for number, passage in enumerate(p for p in group if not p.quick):
            chosen = weighed(passage.proposals, tuple(found))
            labels = [overlap(p, passage.truth) >= 0.5 for p in chosen]
            rows += [p.evidence for p in chosen]
            of += [number] * len(chosen)
            right += labels
            none.append(not any(labels))
        found = _newton(
            np.array(rows), np.array(of), np.array(right, bool), np.array(none, bool), found
        )
    return [round(float(weight), 2) for weight in found]


def _newton(rows: Any, of: Any, right: Any, none: Any, weights: Any) -> Any:
    cases = len(none)
    penalty = np.full(rows.shape[1], HOLD)
    penalty[0] = 0.01

    def loss(w: Any) -> tuple[float, Any, Any]:
        e = np.exp(np.clip(rows @ w, -30, 30))
        total = 1 + np.bincount(of, e, cases)
        good = np.where(none, 1.0, np.bincount(of, e * right, cases))
        share = e / total[of]
        want = np.where(right, e / good[of], 0.0)
        value = float(np.sum(np.log(total) - np.log(good)) + (penalty * w * w).sum() / 2)
        return value, share, want

    value, share, want = loss(weights)
    for _ in range(60):
        slope = rows.T @ (share - want) + penalty * weights
        mean = np.zeros((cases, rows.shape[1]))
        np.add.at(mean, of, rows * share[:, None])
        curve = (rows * share[:, None]).T @ rows - mean.T @ mean
        curve[np.diag_indices_from(curve)] += penalty + 1e-6
        step = np.linalg.solve(curve, slope)
        scale = 1.0
        while scale > 1e-3:
            after, share_, want_ = loss(weights - scale * step)
            if after < value:
                break
            scale /= 2
        else:
            break
        weights = weights - scale * step
        gained, value, share, want = value - after, after, share_, want_
        if gained < 1e-4:
            break
    return weights


def tally(group: Sequence[Passage], weights: Sequence[float], floor: float) -> Counter[str]:
    count: Counter[str] = Counter()
    for passage in group:
        kinds = passage.kinds
        whole = "piece" not in kinds[0]
        count.update(kinds)
        place: Spanned | None = passage.quick
        if place is None:
            chosen = weighed(passage.proposals, weights)
            if chosen and confidences(chosen)[0] >= floor:
                place = chosen[0]
        if place is None:
            continue
        count["placed"] += whole
        share = overlap(place, passage.truth)
        for kind in kinds:
            count[f"{kind} placed"] += 1
            count[f"{kind} found"] += share >= 0.5
            count[f"{kind} tight"] += share >= 0.9
        count["right"] += whole and share >= 0.5
    return count


def show(group: Sequence[tuple[Passage, Sequence[float]]], floor: float) -> str:
    count: Counter[str] = Counter()
    for passage, weights in group:
        count += tally([passage], weights, floor)
    pairs = [
        ("exact", "exact found", "exact"),
        ("edited", "edited found", "edited"),
        ("tight", "edited tight", "edited"),
        ("moved", "moved found", "moved"),
        ("orphans", "orphan placed", "orphan"),
        ("precision", "right", "placed"),
        ("pieces", "piece found", "piece"),
        ("lost pieces", "lost piece placed", "lost piece"),
        *(
            (key, f"{key} found" if "edited" in key else f"{key} placed", key)
            for key in sorted(count)
            if key.split(" ")[0] in ("edited", "orphan") and key.split(" ")[-1] in ("zh",)
        ),
    ]
    return f"floor {floor}: " + "  ".join(
        f"{name} {100 * count[part] / max(1, count[whole]):.2f}" for name, part, whole in pairs
    )


def halves(group: Sequence[Passage]) -> Iterator[tuple[list[Passage], list[Passage]]]:
    """(fitted to, kept out) by documents, twice."""
    documents = sorted({p.document for p in group})
    random.Random(6).shuffle(documents)
    for side in (0, 1):
        out = set(documents[side::2])
        yield [p for p in group if p.document not in out], [p for p in group if p.document in out]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--write", action="store_true", help="write the weights fitted to all")
    parser.add_argument("--no-check", action="store_true", help="print no table")
    arguments = parser.parse_args()
    tables: dict[int, list[float]] = {}
    for without, name in enumerate(("with the earlier text", "without")):
        group = list(passages(arguments.folder, not without))
        for short in (0, 1):
            column = without + 2 * short
            part = [p for p in group if p.proposals and p.proposals[0].table == column]
            if not arguments.no_check:
                check(
                    part, name + ", short" * short, [p for p in group if p.quick or not p.proposals]
                )
            tables[column] = fit(part)
    if arguments.write:
        write([tables[column] for column in range(4)])


def check(part: Sequence[Passage], name: str, others: Sequence[Passage]) -> None:
    """Print how well the passages are placed whose documents were kept out of the fit; those that
    need no weights are counted in."""
    judged: list[tuple[Passage, Sequence[float]]] = []
    for seen, out in halves(part):
        weights = fit(seen)
        judged += [(passage, weights) for passage in out]
    short = "short" in name
    judged += [(passage, ()) for passage in others if ("piece" in passage.kinds[0]) == short]
    print(name)
    for floor in FLOORS:
        print(" ", show(judged, floor))


def write(tables: Sequence[Sequence[float]]) -> None:
    """Write the tables of weights."""
    path = Path(anchor_weights.__file__)
    head = path.read_text("utf8").partition("WEIGHTS: ")[0]
    rows = "".join(
        f"    {json.dumps(name)}: ({', '.join(f'{weight:g}' for weight in weights)}),\n"
        for name, *weights in zip(NAMES, *tables, strict=True)
    )
    path.write_text(f"{head}WEIGHTS: dict[str, tuple[float, ...]] = {{\n{rows}}}\n", "utf8")


if __name__ == "__main__":
    main()
