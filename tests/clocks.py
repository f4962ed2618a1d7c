"""Clocks that stand still until a test moves them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reader.study import clock


class Clocks:
    """The two clocks of `reader.study.clock`: ``seconds`` grow, ``wall`` is the date."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.seconds = 1000.0
        self.wall = datetime(2026, 3, 2, 10, tzinfo=UTC)
        patch.setattr(clock, "monotonic", lambda: self.seconds)
        patch.setattr(clock, "wall", lambda: self.wall)

    def go(self, seconds: float) -> None:
        """Time goes by."""
        self.seconds += seconds
        self.wall += timedelta(seconds=seconds)
