"""From a thread back to the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.app import App
from textual.dom import DOMNode


def tell(app: App[Any], node: DOMNode, do: Callable[..., object], *what: object) -> None:
    """Let a screen or a widget do something, if it is still there when the program comes to it.

    The program is given because what was taken off the screen does not know it any more.
    """

    def if_there() -> None:
        if node.is_attached:
            do(*what)

    app.call_from_thread(if_there)
