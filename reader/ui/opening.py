"""Opening a document: read in a thread, said where it takes long, given up when one wants to."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from threading import Thread, get_ident
from typing import TYPE_CHECKING

from reader import parsed
from reader.documents import passwords
from reader.documents.opening import Source, give_up
from reader.errors import PasswordError, ReaderError
from reader.ui.sitting import Beginning, begin

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

SOON, OFTEN = 0.5, 2.0  # seconds after which it is said that something is opened, and again


class Opening:
    """What is being opened now: one document at a time.

    ``show`` is called with what the first frame needs, and with what is to be done then.
    """

    def __init__(
        self,
        app: ReaderApp,
        show: Callable[[Beginning, Callable[[], object] | None], object],
        refused: Callable[[ReaderError], object],
    ) -> None:
        self._app = app
        self._show = show
        self._refused = refused
        self._wanted: object | None = None  # stands for what is being opened
        self._thread: int | None = None  # that opens it

    def start(
        self,
        read: Callable[[], Source],
        place: int | None,
        then: Callable[[], object] | None,
        words: str = "",
    ) -> None:
        """Open what ``read`` gives, at its first place with these ``words`` if it has them, else
        at ``place``; nothing where something else is being opened."""
        if self._wanted is not None:
            return
        self._wanted = token = object()
        self._tell(token, SOON)
        app = self._app

        def work() -> None:
            if self._wanted is token:
                self._thread = get_ident()
            try:
                source = read()
                at = parsed.parse(app.library.state, source).text.find(words) if words else -1
                beginning = begin(app.library, source, place if at < 0 else at)
            except PasswordError as error:
                again = partial(self.start, read, place, then, words)
                do: Callable[[], object] = partial(self._ask_password, error, again)
            except ReaderError as error:
                do = partial(self._refused, error)
            except Exception as error:
                do = partial(app._handle_exception, error)
            else:
                do = partial(self._show, beginning, then)
            if not app.leaving:
                app.call_from_thread(self._done, token, do)

        if app.reads:
            app.run_worker(work, thread=True, group="begin", exit_on_error=True)
        else:  # leaving does not wait for it
            Thread(target=work, daemon=True).start()

    def stop(self) -> bool:
        """Give up; whether there was something to give up. What else is being read goes on."""
        wanted, self._wanted = self._wanted, None
        thread, self._thread = self._thread, None
        if wanted is not None and thread is not None:
            give_up(thread)
        return wanted is not None

    def _ask_password(self, error: PasswordError, again: Callable[[], None]) -> None:
        """Ask for the password of a document that was to be opened, and open it again."""
        from reader.ui.screens.password import PasswordScreen

        def given(password: str | None) -> None:
            if password:
                passwords.give(error.name, password)
                again()
            elif not self._app.reads:
                self._refused(error)

        self._app.push_screen(PasswordScreen(str(error)), given)

    def _done(self, token: object, do: Callable[[], object]) -> None:
        if self._wanted is token:
            self._wanted = self._thread = None
            do()

    def _tell(self, token: object, seconds: float) -> None:
        """Say, after some time and from then on, that something is being opened."""

        def tell() -> None:
            if self._wanted is token:
                self._app.say("Opening … esc gives up")
                self._tell(token, OFTEN)

        self._app.set_timer(seconds, tell)
