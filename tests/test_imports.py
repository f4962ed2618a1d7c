"""What imports what: one direction only, and nothing heavy before it is needed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import reader

PACKAGE = Path(reader.__file__).parent
# Each part may import itself and those before it.
ORDER = (
    "prepaint",
    "due_count",
    "errors",
    "extras",
    "text",
    "documents",
    "annotations",
    "study",
    "query",
    "config",
    "export_names",
    "settings",
    "settings_file",
    "parsed",
    "catalogue",
    "recognising",
    "titles",
    "awaited",
    "library",
    "locating",
    "fetching",
    "web",
    "unfiled",
    "shelf",
    "hits",
    "fulltext",
    "batches",
    "sameness",
    "meaning",
    "pieces",
    "notebook_cache",
    "notebook",
    "studied",
    "resurfacing",
    "filtering",
    "notebook_export",
    "notebook_pages",
    "sessions",
    "session_records",
    "gathering",
    "searching",
    "leading",
    "bars",
    "stats_drawn",
    "stats_data",
    "accounting",
    "survey",
    "logs_checked",
    "doctor",
    "mending",
    "gains",
    "archive",
    "backup",
    "restore",
    "merging",
    "export_index",
    "looking_again",
    "automatic",
    "following",
    "bulk",
    "exporting",
    "matching",
    "import_plans",
    "import_planning",
    "importing",
    "importing_told",
    "ui",
    "piped",
    "reasons",
    "explaining",
    "speech",
    "plain_links",
    "plain",
    "preferences",
    "output",
    "session_listed",
    "edited_notes",
    "outline_text",
    "outlining",
    "starting",
    "commands",
    "annotations_commands",
    "export_command",
    "session_export",
    "import_command",
    "into_folder",
    "outline_commands",
    "info_command",
    "reanchoring",
    "upkeep",
    "backup_commands",
    "search_command",
    "notes_command",
    "stats_command",
    "today_command",
    "review_plain",
    "review_command",
    "shelf_commands",
    "sameness_commands",
    "session_command",
    "serving",
    "addresses",
    "parsers",
    "completions",
    "manual",
    "cli",
    "__main__",
)
SCREEN = {"textual", "rich"}
HEAVY = SCREEN | {
    "markdown_it",
    "mdit_py_plugins",
    "charset_normalizer",
    "tinydb",
    "wcwidth",
    "jinja2",
}
INSTALLED = {"email", "zipfile"}  # what importlib.metadata takes, to tell what is installed


def imports_of(path: Path) -> set[str]:
    """The full names of all modules that a file imports anywhere in it."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} has a relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def test_imports_run_one_way():
    for path in sorted(PACKAGE.rglob("*.py")):
        part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if part == "__init__":
            continue
        for name in imports_of(path):
            if name.startswith("reader."):
                imported = name.split(".")[1]
                if imported != "__version__":
                    assert ORDER.index(imported) <= ORDER.index(part), f"{name} in {path}"
            if part != "ui":
                assert name.split(".")[0] not in SCREEN, f"{name} in {path}"


def modules_after(tmp_path: Path, *argv: str) -> set[str]:
    """The top-level modules in memory after a call of the command line in a fresh process."""
    code = (
        "import sys\nfrom reader.cli import main\n"
        "try:\n    code = main(sys.argv[1:])\nexcept SystemExit as stop:\n    code = stop.code\n"
        "assert code == 0, code\nprint(*sorted(sys.modules), file=sys.stderr)"
    )
    environment = {
        "READER_LIBRARY": str(tmp_path / "library"),
        "READER_STATE": str(tmp_path / "state"),
        "PYTHONPATH": str(PACKAGE.parent),
    }
    result = subprocess.run(
        [sys.executable, "-c", code, *argv],
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return {name.split(".")[0] for name in result.stderr.splitlines()[-1].split()}


def test_help_imports_nothing_of_the_program_but_the_command_line(tmp_path):
    modules = modules_after(tmp_path, "--help")
    assert not modules & {*HEAVY, "json", "pathlib", "dataclasses", "platformdirs"}


@pytest.mark.parametrize("command", ["text", "outline", "annotations", "export"])
def test_a_plain_text_is_read_without_screen_parser_or_guesser(tmp_path, command):
    path = tmp_path / "story.txt"
    path.write_text("A story\n\nIt begins — and ends.\n", "utf-8")
    assert not modules_after(tmp_path, command, str(path)) & (HEAVY | INSTALLED)
