"""Work that is done at once if it is short, and else goes on behind, out of the way of the keys."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from textual.dom import DOMNode
from textual.worker import get_current_worker

from reader.ui.threads import tell

AT_ONCE = 0.008  # seconds of work between a key and its frame


def do(
    node: DOMNode,
    steps: Iterator[object],
    done: Callable[[], object],
    *,
    group: str,
    news: Callable[[], object] | None = None,
    behind: bool = False,
) -> None:
    """Take all steps, then call ``done``: now if they are few, else from a thread of its own.

    What was begun before in the same group is given up. Whenever work goes on behind, and
    whenever a step yields something true there, ``news`` is called. With ``behind`` nothing is
    done now.
    """
    node.workers.cancel_group(node, group)
    if not behind:
        end = time.perf_counter() + AT_ONCE
        for _ in steps:
            if time.perf_counter() > end:
                break
        else:
            done()
            return
        if news is not None:
            news()

    app = node.app

    def go_on() -> None:
        worker = get_current_worker()
        for step in steps:
            if worker.is_cancelled:
                return
            if step and news is not None:
                tell(app, node, news)
        if not worker.is_cancelled:
            tell(app, node, done)

    node.run_worker(go_on, thread=True, group=group, exit_on_error=True)
