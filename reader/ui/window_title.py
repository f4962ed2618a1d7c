"""The title of the terminal's window: what is read there.

Terminals that know no titles pass these sequences by; the ones that would show them are left out.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Mapping

PUSH, POP = "\x1b[22;2t", "\x1b[23;2t"
NO_TITLE = ("", "dumb", "linux", "vt100", "vt102", "vt220", "cons25", "unknown")
LONGEST = 120


def wanted(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal may have a title."""
    return environment.get("TERM", "") not in NO_TITLE


def setting(title: str) -> str:
    """What sets the title; without what would end the sequence early or turn the words round."""
    words = " ".join("".join(c for c in title if _plain(c)).split())
    shown = words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
    return f"\x1b]2;{f'{shown} — Reader' if shown else 'Reader'}\x07"


def _plain(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] != "C"
