"""The process in which a person's template works: it may be slow, or greedy, without harm.

It is given the name of the template, all templates and the data on standard input, and answers on
standard output: a line with "done" or "error", then the text or what is wrong.
"""

from __future__ import annotations

import json
import os
import sys

_MEMORY = 768 * 1024 * 1024  # bytes that may be used in all
_TIME = 15  # seconds of work


def main() -> None:
    """Read what is wanted, do it, and end."""
    from reader.annotations.exchange.templating import TemplateError, rendered

    wanted = json.load(sys.stdin.buffer)
    _limit()
    try:
        said, text = "done", rendered(wanted["name"], wanted["templates"].get, wanted["data"])
    except TemplateError as error:
        said, text = "error", str(error)
    sys.stdout.buffer.write(f"{said}\n{text}".encode("utf-8", "replace"))
    sys.stdout.buffer.flush()
    os._exit(0)  # what is in memory is not needed any more


def _limit() -> None:
    try:
        import resource
    except ImportError:  # Windows: the time is limited from outside
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (_TIME, _TIME))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
