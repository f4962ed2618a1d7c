"""Finding files on the disk: folders and readable files, a row each, filtered as one types."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input
from textual.worker import get_current_worker

from reader import gathering
from reader.shelf import folded
from reader.ui import key_places
from reader.ui.commands import bindings
from reader.ui.screens.place import PlaceScreen
from reader.ui.threads import tell
from reader.ui.widgets.chrome import Header, HintRow
from reader.ui.widgets.painting import Palette
from reader.ui.widgets.shelf_table import ago, one_line
from reader.ui.widgets.table import Column, Table

if TYPE_CHECKING:
    from reader.ui.app import ReaderApp

ON_SHELF = "●"
MIDDLE = 56  # cells from which on sizes and dates are shown

# Whether to read the first at once, and the files or folders that were meant.
Answer = tuple[bool, list[Path]]


class Item(NamedTuple):
    """A folder or a file; ``size`` in bytes, ``time`` the seconds of its last change."""

    name: str
    path: str
    folder: bool
    size: int = 0
    time: float = 0.0


class NameBox(Input):
    """A line to type in that leaves keys to the commands of the screen, where they apply."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Not by itself: the screen knows which keys are commands now."""
        return False


class FilesScreen(PlaceScreen[Answer | None]):
    """Asks for a file, or several; ``known`` are the paths that are marked as on the shelf, and
    ``wanted`` tells by its path which file is listed."""

    app: ReaderApp
    PLACE = key_places.FILES
    ALLOW_SELECT = False
    AUTO_FOCUS = "#name"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(key_places.FILES)]
    DEFAULT_CSS = """
    FilesScreen { background: $background; }
    FilesScreen > Input { height: 1; border: none; padding: 0 1; background: $panel; }
    FilesScreen > Input:focus { border: none; }
    """

    def __init__(
        self,
        folder: Path,
        known: Mapping[str, str],
        title: str = "Find files",
        wanted: Callable[[str], bool] = gathering.readable,
    ) -> None:
        super().__init__()
        self.folder = folder
        self.items: list[Item] = []
        self.all_files = False
        self._known = known
        self._wanted = wanted
        self._title = title
        self._empty = "Looking …"
        self._came_from = ""  # the name of the folder that was left for the one above

    def compose(self) -> ComposeResult:
        palette = self.app.text_palette
        self.header = Header(palette, id="header")
        self.table = FilesTable(palette, self._known, id="table")
        self.hints = HintRow(palette, id="hints")
        self.box = NameBox(
            placeholder="Type to filter; / or ~ begins a path",
            compact=True,
            select_on_focus=False,
            id="name",
        )
        yield self.header
        yield self.box
        yield self.table
        yield self.hints

    def on_mount(self) -> None:
        self.header.title = self._title
        self.hints.at(self.PLACE)
        self.table.can_focus = False
        self.go(self.folder)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Where something is typed, the keys that type are no commands."""
        if not super().check_action(action, parameters):
            return False
        typing = bool(self.box.value)
        name = parameters[0] if action == "command" else ""
        if name in ("file_parent", "hidden", "help"):
            return not typing
        return not (name == "file_select" and self._is_path)

    # --- a folder -------------------------------------------------------------------------------

    def go(self, folder: Path) -> None:
        """Show what is in a folder."""
        self.box.value = ""
        self.folder = folder
        look = partial(self._look, self.app, folder)
        self.run_worker(look, thread=True, group="look", exclusive=True)

    def _look(self, app: ReaderApp, folder: Path) -> None:
        """In a thread."""
        problem, items = "", []
        try:
            items = items_of(folder, self._wanted, hidden=self.all_files)
        except OSError as error:
            problem = f"{folder}: {error.strerror or error}"
        if not get_current_worker().is_cancelled:
            tell(app, self, self._show, folder, items, problem)

    def _show(self, folder: Path, items: list[Item], problem: str) -> None:
        self.items, self.folder = items, folder
        self._empty = problem or "No folder and no file here that can be read."
        shown, home = str(folder), str(Path.home())
        if shown == home or shown.startswith(f"{home}/"):
            shown = f"~{shown[len(home) :]}"
        self.header.title = f"{self._title}: {one_line(shown)}"
        self.header.refresh()
        self._filter()
        at = next((i for i, item in enumerate(self.table.items) if item.name == self._came_from), 0)
        self._came_from = ""
        self.table.point(at)
        if not problem and folder.is_dir():
            self.app.memory["folder"] = str(folder)

    @property
    def _is_path(self) -> bool:
        return self.box.value.startswith(("/", "~"))

    @on(Input.Changed)
    def _filter(self) -> None:
        words = [] if self._is_path else folded(self.box.value).split()
        self.table.items = [
            item for item in self.items if all(word in folded(item.name) for word in words)
        ]
        self.table.nothing = "Nothing here has that in its name." if words else self._empty
        self.table.cursor = 0
        self.table.changed()
        selected = len(self.table.selected)
        number = f"{len(self.table.items):,} shown"
        self.header.facts = [f"{selected} selected", number] if selected else [number]
        self.header.refresh()
        on_shelf = any(item.path in self._known for item in self.table.items)
        self.hints.at(self.PLACE, f"{ON_SHELF} on the shelf" if on_shelf else "")

    # --- commands -------------------------------------------------------------------------------

    def file_open(self) -> None:
        """Into the folder; the file is read; or what is selected is put on the shelf."""
        item = self.table.chosen
        if self._is_path:
            self._open_typed()
        elif self.table.selected:
            self.file_add()
        elif item is not None and item.folder:
            self.go(Path(item.path))
        elif item is not None:
            self.dismiss((True, [Path(item.path)]))

    def _open_typed(self) -> None:
        path = Path(os.path.expandvars(self.box.value.strip())).expanduser()
        if path.is_dir():
            self.go(path)
        elif path.exists():
            self.dismiss((True, [path]))
        else:
            self.hints.say(f"{path}: there is no such file or folder")

    @on(Table.Chosen)
    def _chosen(self) -> None:
        self.file_open()

    def file_add(self) -> None:
        """Put what is selected on the shelf, else what is chosen."""
        item = self.table.chosen
        paths = list(self.table.selected) or ([item.path] if item else [])
        if paths:
            self.dismiss((False, [Path(path) for path in paths]))

    def file_select(self) -> None:
        """Select what is chosen, or not, and go on to the next."""
        item = self.table.chosen
        if item is None:
            return
        if item.path in self.table.selected:
            del self.table.selected[item.path]
        else:
            self.table.selected[item.path] = None
        at = self.table.cursor
        self._filter()
        self.table.point(min(at + 1, self.table.count - 1))

    def file_parent(self) -> None:
        """The folder above."""
        self._came_from = self.folder.name
        self.go(self.folder.absolute().parent)

    def hidden(self) -> None:
        """Show hidden files, or leave them out."""
        self.all_files = not self.all_files
        self.go(self.folder)
        self.hints.say("Hidden files are shown." if self.all_files else "Hidden files: left out.")

    def file_down(self) -> None:
        self.table.move(1)

    def file_up(self) -> None:
        self.table.move(-1)

    def file_page_down(self) -> None:
        self.table.page(1)

    def file_page_up(self) -> None:
        self.table.page(-1)

    def back(self) -> None:
        """What is typed away, else close."""
        if self.box.value:
            self.box.value = ""
        else:
            self.dismiss(None)


class FilesTable(Table):
    """Folders and files; ● marks what is on the shelf, + what is selected."""

    def __init__(
        self,
        palette: Palette,
        known: Mapping[str, str],
        *,
        id: str | None = None,  # noqa: A002
    ) -> None:
        super().__init__(palette, id=id)
        self.items: Sequence[Item] = ()
        self.selected: dict[str, None] = {}  # paths, in the order of selecting
        self._known = known

    @property
    def chosen(self) -> Item | None:
        """The item under the cursor."""
        return self.items[self.cursor] if self.cursor < len(self.items) else None

    def size_of_list(self) -> int:
        return len(self.items)

    def columns(self, width: int) -> Sequence[Column]:
        sign, name = Column("", 2), Column("Name")
        if width < MIDDLE:
            return sign, name
        return sign, name, Column("Size", 8, right=True), Column("Changed", 11)

    def fields(self, index: int, columns: Sequence[Column]) -> Sequence[tuple[str, str]]:
        item = self.items[index]
        sign = "+" if item.path in self.selected else ON_SHELF if item.path in self._known else ""
        name = one_line(item.name) + ("/" if item.folder else "")
        changed = datetime.fromtimestamp(item.time, UTC).isoformat()
        return [
            (sign, "here"),
            (name, "here" if item.folder else ""),
            ("" if item.folder else size_shown(item.size), "muted"),
            (ago(changed), "muted"),
        ][: len(columns)]


def items_of(
    folder: Path, wanted: Callable[[str], bool] = gathering.readable, *, hidden: bool = False
) -> list[Item]:
    """The folders, then the files of a folder that are wanted, by name.

    Raises OSError for a folder that cannot be looked into.
    """
    found = []
    with os.scandir(folder.absolute()) as entries:
        for entry in entries:
            if entry.name.startswith(".") and not hidden:
                continue
            try:
                is_folder = entry.is_dir()
                if not is_folder and not (entry.is_file() and wanted(entry.path)):
                    continue
                status = entry.stat()
            except OSError:
                continue
            found.append(Item(entry.name, entry.path, is_folder, status.st_size, status.st_mtime))
    return sorted(found, key=lambda item: (not item.folder, folded(item.name)))


def size_shown(size: int) -> str:
    """A number of bytes as a person says it."""
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"
