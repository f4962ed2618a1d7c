"""The links of the terminal on the screen: a click with ctrl, or whatever it takes there."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.documents.links import Way, address_shown, way_of
from reader.text.hyperlinks import takes_hyperlinks

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def hyperlinks_of(screen: ReadingScreen) -> Callable[[str], str] | None:
    """What gives the address that the terminal is told for the target of a link; None where the
    terminal has no links."""
    if not takes_hyperlinks(os.environ):
        return None

    def address(target: str) -> str:
        origin = screen.app.source.origin if screen.app.reads else None
        if origin is not None and way_of(target) in (Way.FILE, Way.REFUSED):
            target = _joined(origin.url, target)  # of a page of the web
        path = screen.source_path
        # In a browser the files are on another machine.
        folder = path.absolute().parent if path is not None and not screen.app.is_web else None
        return address_shown(target, folder)

    return address


def _joined(url: str, target: str) -> str:
    try:
        return urljoin(url, target)
    except ValueError:  # brackets that hold no address
        return ""
