"""Showing the picture of a figure, on a screen of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from reader import extras
from reader.documents.document import Mark
from reader.documents.images import image_data
from reader.documents.links import Way, way_of
from reader.errors import SourceError
from reader.ui.following import follow_web
from reader.ui.graphics import BLOCKS, protocol
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.raster import Picture
    from reader.ui.screens.reading import ReadingScreen


def show_picture(screen: ReadingScreen, figure: Mark) -> None:
    """Show what a mark has as its image; of one on the web the address. What cannot be shown is
    said in one line."""
    app, target = screen.app, figure.target
    if way_of(target) is Way.WEB and target[:5].lower() != "data:":
        follow_web(screen, figure)
        return
    words = screen.document.text[figure.start : figure.end].strip("[]")
    source, format_ = app.sitting.source, screen.document.metadata.format

    def work() -> None:
        from reader.ui.raster import decode

        try:
            picture = decode(image_data(source, format_, target))
        except ImportError:
            command = extras.install("images")
            tell(app, screen, screen.say, f"Pictures need `{command}`. It shows: {words}")
        except SourceError as error:
            reason = str(error)
            tell(app, screen, screen.say, f"{reason[:1].upper()}{reason[1:]}.")
        else:
            tell(app, screen, _show, screen, picture, words)

    screen.say("The picture is being read …")
    app.run_worker(work, thread=True, group="picture", exclusive=True, exit_on_error=True)


def _show(screen: ReadingScreen, picture: Picture, words: str) -> None:
    from reader.ui.screens.picture import PictureScreen

    if not screen.in_front:
        return
    screen.hints.hush()
    way = screen.settings.text("screen.pictures")
    if way == "auto":
        way = BLOCKS if screen.app.is_web or screen.app.colourless else protocol(os.environ)
    screen.app.push_screen(PictureScreen(picture, words, way))
