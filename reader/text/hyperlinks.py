"""Links of the terminal (OSC 8): what may be in one, and which terminals are spared them.

A terminal that does not know them passes over them; the few that would print them are named here.
"""

from __future__ import annotations

from collections.abc import Mapping

SCHEMES = ("http", "https", "mailto", "reader", "file")
LONGEST = 2000  # characters; some terminals drop what is longer
_WITHOUT = ("", "dumb", "unknown", "linux", "eterm", "emacs", "cons25", "teletype")
_WITHOUT_FAMILY = ("vt", "sun", "wy")
# What stands in addresses for itself, by RFC 3986; all else is percent-encoded.
_FREE = "!#$%&'()*+,/:;=?@[]~-._"


def takes_hyperlinks(environment: Mapping[str, str]) -> bool:
    """Whether a terminal does something good with links, or at least nothing bad."""
    term = environment.get("TERM", "").partition("-")[0].lower()
    if term in _WITHOUT or term.startswith(_WITHOUT_FAMILY):
        return False
    return "INSIDE_EMACS" not in environment


def safe_address(address: str) -> str:
    """An address as it may be sent to a terminal: of a scheme that does no harm, nothing in it but
    printable ASCII; empty where it cannot be."""
    from urllib.parse import quote

    scheme, colon, rest = address.partition(":")
    if not colon or scheme.lower() not in SCHEMES or not rest.strip("/"):
        return ""
    if any(ord(char) < 0x20 or 0x7F <= ord(char) < 0xA0 for char in address):
        return ""
    encoded = quote(address, safe=_FREE, errors="replace")
    return encoded if len(encoded) <= LONGEST else ""


def hyperlink(words: str, address: str) -> str:
    """Words that a terminal makes a link of; the words alone where the address is not safe."""
    safe = safe_address(address)
    return f"\x1b]8;;{safe}\x1b\\{words}\x1b]8;;\x1b\\" if safe else words
