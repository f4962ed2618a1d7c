"""The two clocks of study: how long something took, and when it was.

They are asked through this module (`clock.wall()`), so that tests can tell another time.
"""

from __future__ import annotations

import time
from datetime import datetime


def monotonic() -> float:
    """Seconds that only grow, from some moment on; for how long something took."""
    return time.monotonic()


def wall() -> datetime:
    """The date and time where the person is, with its offset from UTC."""
    return datetime.now().astimezone()
