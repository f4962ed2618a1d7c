"""Opening an address outside of the program, when a person asked for it."""

from __future__ import annotations

import webbrowser
from typing import TYPE_CHECKING

from reader.documents.links import Way, way_of
from reader.ui.keys import key_of
from reader.ui.threads import tell

if TYPE_CHECKING:
    from reader.ui.screens.reading import ReadingScreen


def browse(screen: ReadingScreen, address: str) -> None:
    """Open an address of the web in the browser, or a mail to somebody; nothing else."""
    if way_of(address) is not Way.WEB:
        screen.say("Only addresses of the web are opened.")
        return
    app = screen.app
    if app.is_web:  # the person is at another machine, and so is their browser
        app.open_url(address)
        return
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        screen.say(f"No browser can be started from here; {key_of('popup_copy')} copies it.")
        return
    if type(browser) is webbrowser.GenericBrowser:  # one that needs the terminal, as w3m
        with app.suspend():
            browser.open(address)
        return

    def work() -> None:
        opened = browser.open(address)
        tell(app, screen, screen.say, "Opened." if opened else "The browser did not start.")

    screen.say("Opening it in the browser …")
    app.run_worker(work, thread=True, group="browse", exit_on_error=False)
