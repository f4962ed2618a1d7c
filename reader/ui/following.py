"""Links on the screen: stepping from one to the next, and following them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from reader.annotations.passage_links import is_link
from reader.documents.document import Document, Mark, MarkKind
from reader.documents.link_marks import links_in
from reader.documents.links import Way, address_of, file_of, is_page, leads, resolve, way_of
from reader.text.spans import Span
from reader.ui.keys import key_of
from reader.ui.widgets.popup import Said

if TYPE_CHECKING:
    from pathlib import Path

    from reader.ui.screens.reading import ReadingScreen

LONGEST = 60  # code points of an address that is told on one line


def link_at(document: Document, span: Span) -> Mark | None:
    """The first link of which something lies in a span, those that lead somewhere before the
    others; None if there is none."""
    found = links_in(document, span)
    return next((mark for mark in found if leads(document, mark)), next(iter(found), None))


def links_shown(document: Document, shown: Span) -> list[Mark]:
    """The links on the screen that lead somewhere, of those in one place the last."""
    found = [mark for mark in links_in(document, shown) if leads(document, mark)]
    return list({(mark.start, mark.end): mark for mark in found}.values())


def step(screen: ReadingScreen, by: int) -> bool:
    """Choose the next link on the screen, or the one before; whether there is one."""
    view = screen.view
    found: dict[tuple[int, int], Mark] = {}
    for mark in links_in(screen.document, view.shown):
        if leads(screen.document, mark):
            found.setdefault((mark.start, mark.end), mark)
    places = sorted(found)
    if view.link is None:
        chosen = places[0] if by > 0 and places else None
    else:
        at = view.link.start, view.link.end
        beyond = [place for place in places if (place > at if by > 0 else place < at)]
        chosen = beyond[0 if by > 0 else -1] if beyond else None
    view.choose_link(found[chosen] if chosen else None)
    return chosen is not None


def told(screen: ReadingScreen, link: Mark) -> str:
    """What following a link would do, for one line."""
    key = key_of("open")
    match way_of(link.target):
        case _ if link.kind is MarkKind.IMAGE:
            return f"{key} shows the picture"
        case Way.HERE:
            offset = resolve(screen.document, link.target)
            path = screen.document.section_path(offset) if offset is not None else ()
            if link.kind is MarkKind.FOOTNOTE or not path:
                return f"{key} shows the note" if path else f"{key} goes there"
            return f"{key} goes to “{' '.join(path[-1].split())}”"
        case _ if is_link(link.target):
            return f"{key} opens the passage"
        case Way.WEB | Way.FILE:
            return f"{key}: {short(link.target, screen.size.width - len(key) - 6)}"
    return f"not followed: {short(link.target, screen.size.width - 17)}"


def short(target: str, room: int = LONGEST) -> str:
    """An address on one line, in at most so many cells as far as it is of ASCII."""
    most = max(8, min(room, LONGEST))
    return target if len(target) <= most else f"{target[: most - 1]}…"


def follow_link(screen: ReadingScreen, link: Mark) -> None:
    """Go where a link leads. A note and an address are shown first, beside the link."""
    origin = screen.app.source.origin
    if origin is not None and way_of(link.target) in (Way.FILE, Way.REFUSED):
        link = link._replace(target=urljoin(origin.url, link.target))  # of a page of the web
    if link.kind is MarkKind.IMAGE or (way_of(link.target) is Way.FILE and shows_picture(link)):
        from reader.ui.picturing import show_picture

        show_picture(screen, link)
        return
    if is_link(link.target):
        from reader.ui.arriving import open_link

        open_link(screen.app, link.target)
        return
    match way_of(link.target):
        case Way.HERE:
            screen.waiting.for_text(lambda: _go(screen, link))
        case Way.WEB:
            follow_web(screen, link)
        case Way.FILE:
            _open_file(screen, link.target)
        case _:
            screen.say(f"Such links are not followed: {short(link.target)}")


def pop_up(screen: ReadingScreen, said: Said, link: Mark) -> None:
    """Say something in a box beside a link."""
    from reader.ui.hovering import beside

    span = Span(link.start, link.end)
    place = beside(screen.view, span, max(link.start, screen.view.shown.start))
    if place is None:
        said.go()
        return
    screen.hover.stop()
    screen.popup.open(said, *place)
    screen.keys_changed()


def go_back_to_text(screen: ReadingScreen) -> None:
    """Take the box away."""
    screen.popup.close()
    screen.keys_changed()


def keys_line(go: str, read: str = "") -> str:
    """The keys of the box, where enter does something."""
    named = [("popup_go", go), ("popup_read", read), ("popup_copy", "copy"), ("back", "close")]
    return " · ".join(f"{key_of(name)} {word}" for name, word in named if word)


def _go(screen: ReadingScreen, link: Mark) -> None:
    from reader.documents.footnotes import note_at, words_of

    document = screen.document
    offset = resolve(document, link.target)
    if offset is None:
        screen.say(f"The link leads nowhere: nothing here is called “{short(link.target[1:])}”")
        return
    note = note_at(document, link)
    words = words_of(document, note) if note else []
    if note is None or not words:
        _jump(screen, offset)
        return
    start = note.start

    def go() -> None:
        go_back_to_text(screen)
        _jump(screen, start)

    pop_up(screen, Said(words, go, "\n".join(words), keys_line("go there"), "go"), link)


def _jump(screen: ReadingScreen, offset: int) -> None:
    screen.view.choose_link(None)
    screen.view.origin = None
    screen.jump(offset, row=1)


def follow_web(screen: ReadingScreen, link: Mark) -> None:
    """Of a link to the web the whole address is shown; only then it is opened, if it is wanted."""
    address = address_of(link.target)

    def go() -> None:
        from reader.ui.browsing import browse

        go_back_to_text(screen)
        browse(screen, address)

    page = is_page(address) and not shows_picture(link)
    keys = keys_line("browser" if page else "open", "read here" if page else "")
    pop_up(screen, Said([address], go, address, keys, "web" if page else "open"), link)


def _open_file(screen: ReadingScreen, target: str) -> None:
    """Open another file, at the place in it that a link names."""
    here = screen.source_path
    if here is None:
        screen.say(f"The link leads to a file beside this text, which has none: {short(target)}")
        return
    path, fragment = file_of(target, here.parent)
    if not _is_file(path):
        what = "folder, which is not read" if _is_folder(path) else "file that is not there"
        screen.say(f"The link leads to a {what}: {short(target)}")
        return
    app = screen.app
    same = path.resolve() == here.resolve()

    def arrive() -> None:
        there = app.reading_screen
        if not fragment:
            return
        offset = resolve(there.document, fragment)
        if offset is None:
            there.say(f"No heading here is called {fragment}")
        elif same:
            _jump(there, offset)
        else:
            there.go_to(offset, row=1)

    screen.view.choose_link(None)
    app.open_path(path, then=arrive)


def shows_picture(link: Mark) -> bool:
    """Whether a link leads to a picture, as far as its name tells; “File:Dock.png” is a page of a
    wiki, about one."""
    from reader.documents.images import SUFFIXES

    name = link.target.partition("#")[0].partition("?")[0].rpartition("/")[2].lower()
    return link.kind is MarkKind.IMAGE or (":" not in name and name.endswith(tuple(SUFFIXES)))


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False
