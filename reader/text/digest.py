"""The SHA-256 of bytes, without loading more than it takes."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any


def sha256(data: bytes) -> str:
    """The SHA-256 of some bytes, in hexadecimal."""
    return str(_hash()(data).hexdigest())


@cache
def _hash() -> Callable[[bytes], Any]:
    """From the interpreter's own module where there is one: `hashlib` would load OpenSSL for
    it, at the cost of some megabytes and milliseconds at every start."""
    for name in ("_sha2", "_sha256", "hashlib"):
        with contextlib.suppress(ImportError):
            function: Callable[[bytes], Any] = import_module(name).sha256
            return function
    raise RuntimeError("this Python has no SHA-256")
