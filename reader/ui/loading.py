"""A page of the web on its way to the screen: fetched in a thread, told of on the last row.

Where a copy of it is kept, that is shown at once, and the page is fetched behind it: the file
changes, and an open document follows its file. What comes never ends what a person is doing: it
waits until that is done.
"""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from threading import Thread
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.errors import ReaderError
from reader.fetching import Address, Fetch, FetchError, address_of
from reader.ui import modes
from reader.ui.screens.reading import ReadingScreen
from reader.web import Kept, came_plainly, copy_of, keep, kept_at

if TYPE_CHECKING:
    from pathlib import Path

    from textual.screen import Screen

    from reader.ui.app import ReaderApp

SOON = 0.5  # seconds after which it is told how far it is
OFTEN = 0.3  # seconds between two times that it is told


class Loading:
    """The page that is being fetched now: one at a time."""

    def __init__(self, app: ReaderApp) -> None:
        self._app = app
        self._fetch: Fetch | None = None

    def open(self, word: str) -> None:
        """Show the page with this address; what cannot be opened is said."""
        try:
            address = address_of(word)
        except ReaderError as error:
            self._app.say(str(error))
            return
        kept = kept_at(self._app.library, address.url)
        if kept is not None:
            self._app.open_path(kept, then=lambda: self._arrive_and_refresh(address))
        else:
            self._begin(address, behind=False)

    def refresh(self, address: Address, *, by_hand: bool = False) -> None:
        """Fetch a page anew of which a copy is shown."""
        self._begin(address, behind=True, by_hand=by_hand)

    def stop(self) -> bool:
        """Give up; whether there was something to give up."""
        fetch, self._fetch = self._fetch, None
        if fetch is None:
            return False
        fetch.stop()
        self._app.say("Given up.")
        return True

    def _begin(self, address: Address, *, behind: bool, by_hand: bool = False) -> None:
        if self._fetch is not None:
            self._fetch.stop()
        self._fetch = fetch = Fetch(address)
        library, app = self._app.library, self._app
        asked_on, copy = app.screen, kept_at(library, address.url) if behind else None

        def work() -> None:
            try:
                kept: Kept | ReaderError = keep(library, address, fetch.run())
            except ReaderError as error:
                kept = error
            with suppress(RuntimeError):  # the program has ended meanwhile
                app.call_from_thread(self._done, fetch, address, kept, asked_on, copy, by_hand)

        Thread(target=work, daemon=True).start()  # a name that is looked up cannot be stopped
        begun = monotonic()
        plain = " · this copy came over http" if copy and came_plainly(copy, address) else ""

        def tell() -> None:
            if self._fetch is not fetch:
                timer.stop()
            elif monotonic() - begun > SOON and self._is_free(asked_on):
                host = urlsplit(address.url).hostname
                far = f"{fetch.got // 1024:,} KB, {monotonic() - begun:.0f} s"
                app.say(f"Fetching from {host} … {far} · esc gives up{plain}")

        timer = app.set_interval(OFTEN, tell)

    def _done(
        self,
        fetch: Fetch,
        address: Address,
        kept: Kept | ReaderError,
        asked_on: Screen[Any],
        copy: Path | None,
        by_hand: bool,
        told: bool = False,
    ) -> None:
        """The page came to the screen ``asked_on``, or ``copy`` of it is shown, which follows its
        file; unless the address leads to another page now."""
        if self._fetch is not fetch:
            return
        opens = isinstance(kept, Kept) and (copy is None or self._is_other(kept.path, copy))
        if opens and not self._is_free(asked_on):
            if not told:
                self._app.say("The page is there: it is shown when you are done here.")
            again = partial(self._done, fetch, address, kept, asked_on, copy, by_hand, told=True)
            self._app.set_timer(OFTEN, again)
            return
        self._fetch = None
        if isinstance(kept, Kept):
            remark = kept.remark or ("The page is as it was." if by_hand and kept.same else "")
            if opens:
                self._app.open_path(kept.path, then=lambda: self._arrive(address, remark))
            elif remark:
                self._app.say(remark)
            return
        also = f"; {copy_of(copy, address)}" if copy else ""
        if not (isinstance(kept, FetchError) and fetch.stopped):
            self._app.say(f"{kept}{also}")

    def _is_other(self, path: Path, copy: Path) -> bool:
        """Whether the copy that is shown is not of the page that came."""
        return path != copy and self._app.reads and self._app.sitting.path == copy

    def _is_free(self, asked_on: Screen[Any]) -> bool:
        """Whether nothing was begun, on the text or over it, that another text would end."""
        screen = self._app.screen
        if isinstance(screen, ReadingScreen):
            resting = not screen.composed or modes.at_rest(screen)
            return resting and screen.view.selection is None
        prompt = getattr(screen, "prompt", None)
        return screen is asked_on and not (prompt is not None and prompt.active)

    def _arrive_and_refresh(self, address: Address) -> None:
        self._arrive(address)
        self.refresh(address)

    def _arrive(self, address: Address, remark: str = "") -> None:
        """The page is shown: go to the place in it that the address names."""
        if remark:
            self._app.say(remark)
        if not address.fragment:
            return
        from reader.documents.links import resolve

        screen = self._app.reading_screen
        place = resolve(screen.document, f"#{address.fragment}")
        if place is not None:
            screen.go_to(place, row=0)
