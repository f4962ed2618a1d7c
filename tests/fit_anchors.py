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
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from reader.annotations import anchor_weights
from reader.annotations.anchoring import FLOOR, Anchored, Anchoring, Proposal, describe
from reader.annotations.anchoring import _distinct as distinct
from reader.annotations.evidence import NAMES, odds

HOLD = 1.0  # how much the weights are held small
FLOORS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


class Passage(NamedTuple):
    """A passage, what became of it, and the places proposed for it; ``quick`` needs no evidence."""

    document: str
    kind: str
    moved: bool
    truth: tuple[int, int] | None
    quick: Anchored | None
    proposals: list[Proposal]
    language: str


def passages(folder: Path, with_previous: bool) -> Iterator[Passage]:
    rows = [json.loads(line) for line in (folder / "cases.jsonl").read_text("utf8").splitlines()]
    rows.sort(key=lambda row: (row["old"], row["new"], row["id"]))
    pair: tuple[str, str] | None = None
    for row in rows:
        if pair != (row["old"], row["new"]):
            pair = (row["old"], row["new"])
            old, new = ((folder / name).read_bytes().decode("utf8") for name in pair)
            anchoring = Anchoring(new, old if with_previous else None)
        target = describe(old, row["start"], row["end"])
        truth = row["truth"]
        quick = anchoring.quick(target)
        yield Passage(
            f"{row['repo']} {row['path']}",
            truth["kind"],
            bool(truth.get("moved")),
            None if truth["kind"] == "orphan" else (truth["start"], truth["end"]),
            quick,
            [] if quick else anchoring.proposed(target, thorough=True),
            row["lang"],
        )


def overlap(place: Anchored, truth: tuple[int, int] | None) -> float:
    """Intersection over union."""
    if truth is None:
        return 0.0
    inner = max(0, min(place.end, truth[1]) - max(place.start, truth[0]))
    outer = max(place.end, truth[1]) - min(place.start, truth[0])
    return inner / outer if outer else 0.0


def weighed(proposals: Sequence[Proposal], weights: Sequence[float]) -> list[Proposal]:
    return distinct(p._replace(odds=odds(weights, p.evidence)) for p in proposals)


def fit(group: Sequence[Passage], weights: Sequence[float]) -> list[float]:
    """Newton's method; which of the places that overlap stands for them depends on the weights,
    so a few times over."""
    found = np.array(weights, float)
    if not found.any():
        found[NAMES.index("weight kept")], found[0] = 10.0, -8.0
    for _ in range(4):
        rows, of, right, none = [], [], [], []
        for number, passage in enumerate(p for p in group if not p.quick):
            chosen = weighed(passage.proposals, tuple(found))
            labels = [overlap(p.place, passage.truth) >= 0.5 for p in chosen]
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
        kinds = [passage.kind] + ["moved"] * passage.moved
        kinds += [f"{passage.kind} {passage.language}"] * (passage.language != "en")
        count.update(kinds)
        place = passage.quick
        if place is None:
            chosen = weighed(passage.proposals, weights)
            total = 1 + sum(p.odds for p in chosen)
            if chosen and chosen[0].odds / total >= floor:
                place = chosen[0].place
        if place is None:
            continue
        count["placed"] += 1
        share = overlap(place, passage.truth)
        for kind in kinds:
            count[f"{kind} placed"] += 1
            count[f"{kind} found"] += share >= 0.5
            count[f"{kind} tight"] += share >= 0.9
        count["right"] += share >= 0.5
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
    arguments = parser.parse_args()
    tables = []
    for column, name in enumerate(("with the earlier text", "without")):
        group = list(passages(arguments.folder, column == 0))
        start = [anchor_weights.WEIGHTS.get(name, (0.0, 0.0))[column] for name in NAMES]
        kept_out = []
        for seen, out in halves(group):
            weights = fit(seen, start)
            kept_out += [(passage, weights) for passage in out]
        print(name)
        for floor in FLOORS:
            print(" ", show(kept_out, floor))
        tables.append(fit(group, start))
    if arguments.write:
        write(tables)


def write(tables: Sequence[Sequence[float]]) -> None:
    path = Path(anchor_weights.__file__)
    head = path.read_text("utf8").partition("WEIGHTS: ")[0]
    rows = "".join(
        f"    {json.dumps(name)}: ({a:g}, {b:g}),\n"
        for name, a, b in zip(NAMES, *tables, strict=True)
    )
    path.write_text(f"{head}WEIGHTS: dict[str, tuple[float, float]] = {{\n{rows}}}\n", "utf8")


if __name__ == "__main__":
    main()
