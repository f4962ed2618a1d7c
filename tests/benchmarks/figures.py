"""A figure that was measured, and the table of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from math import ceil
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    ``reach`` is the most that ``value`` may be; None where it is told for information only.
    ``low`` and ``high`` are the extremes of the single runs; ``detail`` what it was made from.
    """

    what: str
    value: float
    unit: str
    runs: int
    low: float
    high: float
    reach: float | None = None
    detail: str = ""

    @property
    def verdict(self) -> str:
        """Whether it is within reach."""
        if self.reach is None:
            return "-"
        return "ok" if self.value <= self.reach else "over"


def absolute(
    what: str, samples: Sequence[float], unit: str, reach: float | None = None, detail: str = ""
) -> Figure:
    """The median of the runs."""
    return Figure(
        what, median(samples), unit, len(samples), min(samples), max(samples), reach, detail
    )


def percentile(
    what: str, samples: Sequence[float], share: float, unit: str, reach: float | None = None
) -> Figure:
    """The least that ``share`` of the runs do not exceed."""
    at = sorted(samples)[max(0, ceil(share * len(samples)) - 1)]
    return Figure(what, at, unit, len(samples), min(samples), max(samples), reach)


def ratio(
    what: str,
    samples: Sequence[float],
    others: Sequence[float],
    unit: str,
    reach: float | None = None,
) -> Figure:
    """The median of the runs by that of what they are compared with, which ran in turn.

    ``unit`` is that of both. The extremes are those of the pairs.
    """
    one, other = median(samples), median(others)
    pairs = [a / b for a, b in zip(samples, others, strict=True)]
    detail = f"{one:.1f} / {other:.1f} {unit}"
    return Figure(what, one / other, "x", len(samples), min(pairs), max(pairs), reach, detail)


_HEAD = ("what", "measured", "reach", "", "runs", "lowest-highest", "made from")


def table(figures: Sequence[Figure]) -> str:
    """The figures as text, a line each."""
    rows = [_HEAD, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    lines = []
    for row in rows:
        cells = [
            cell.rjust(width) if 1 <= column <= 2 or column == 4 else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(cells).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)


def record(figure: Figure) -> dict[str, Any]:
    """A figure for programs."""
    return {**asdict(figure), "verdict": figure.verdict}


def _cells(figure: Figure) -> tuple[str, ...]:
    reach = "" if figure.reach is None else f"{_number(figure.reach)} {figure.unit}"
    return (
        figure.what,
        f"{_number(figure.value)} {figure.unit}",
        reach,
        figure.verdict,
        str(figure.runs),
        f"{_number(figure.low)}-{_number(figure.high)}",
        figure.detail,
    )


def _number(value: float) -> str:
    if value == int(value) and abs(value) < 1000:
        return str(int(value))
    return f"{value:.2f}" if abs(value) < 10 else f"{value:.1f}"
