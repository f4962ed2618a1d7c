"""Stretches of tokens that two texts share."""

from __future__ import annotations

from typing import NamedTuple


class Run(NamedTuple):
    """Tokens in a row that are the same in both: where they begin, and how many."""

    old: int
    new: int
    length: int
