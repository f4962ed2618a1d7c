"""Everything that annotations can be written as: Markdown, data formats, templates."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import tzinfo
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from reader.annotations.annotation import Annotation, Kind
from reader.annotations.exchange.formats import FORMATS, Format, writer_of
from reader.annotations.exchange.markdown import Placed, export_markdown
from reader.annotations.exchange.templating import (
    SHIPPED,
    SUFFIX,
    TemplateError,
    render,
    shipped_names,
)
from reader.annotations.selection import PLACE
from reader.documents.document import Document
from reader.errors import UsageError

MARKDOWN = "markdown"
FOLDER = "templates"  # of a library, where a person's own templates are
LARGEST = 1024 * 1024  # bytes of a template
MOST = 500  # templates of a person that are looked at
OTHER_NAMES: Mapping[str, str] = {
    "md": MARKDOWN,
    "txt": "text",
    "epub": "epub-annotations",
    "readwise": "readwise-csv",
}
# The ends of file names that say as what is to be written.
_BY_SUFFIX: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".org": "org",
    ".csv": "csv",
    ".json": "json",
    ".jsonld": "w3c",
    ".annotation": "epub-annotations",
    ".annotations": "epub-annotations",
    ".apkg": "apkg",
}
# The ends of the names of files of other kinds: what is written is none of these.
_STRANGE = frozenset(
    {
        *(".tsv", ".pdf", ".docx", ".odt", ".rtf", ".epub", ".mobi", ".azw3", ".xlsx", ".zip"),
        *(".sqlite", ".db", ".xml", ".yaml", ".yml", ".toml", ".tex", ".rst", ".adoc"),
    }
)
_CALLED = {MARKDOWN: "Markdown that merges", "html": "HTML", "org": "Org", "text": "Plain text"}
_NAME = re.compile(r"[^\W_][\w-]{0,80}\.[A-Za-z0-9]{1,10}\.j2")
_SAID = re.compile(r"\s*\{#-?\s*(.*?)\s*-?#\}", re.DOTALL)
_WHOLE = re.compile(r"\bwhole\b")


class Output(NamedTuple):
    """One way to write annotations.

    ``name`` is what the command line calls it, ``called`` what people do, ``suffix`` the end of
    its files. ``format`` is that of a data format, ``template`` the file of a template; Markdown,
    which merges, has both neither. ``own`` says that the template is a person's.
    """

    name: str
    called: str
    suffix: str
    format: Format | None = None
    template: Path | None = None
    own: bool = False

    @property
    def is_ordered(self) -> bool:
        """Whether it can be sorted otherwise than by place, and show sentences around quotes."""
        return self.format is None and self.name != "html"


def outputs(library: Path | None = None) -> list[Output]:
    """All ways to write annotations, Markdown first, then by name; a person's own last.

    ``library`` is the folder of the library, in which a person's templates are looked for.
    """
    shipped = [
        Output(name, _CALLED.get(name, name.capitalize()), suffix, template=SHIPPED / file)
        for file in shipped_names()
        for name, suffix in [_parts(file)]
        if name != MARKDOWN
    ]
    data = [
        Output(one.name, one.called, one.suffixes[0], format=one) for one in FORMATS if one.writes
    ]
    first = Output(MARKDOWN, _CALLED[MARKDOWN], ".md")
    ours = [first, *sorted(shipped + data)]
    taken = {one.name for one in ours} | OTHER_NAMES.keys()
    own = [one for one in _own(library) if one.name not in taken]
    return [*ours, *own]


def output_named(name: str, library: Path | None = None) -> Output:
    """The way to write annotations of this name; UsageError where there is none."""
    known = {one.name: one for one in outputs(library)}
    wanted = OTHER_NAMES.get(name.lower(), name)
    if wanted in known:
        return known[wanted]
    near = get_close_matches(wanted.lower(), known, 1, 0.6)
    meant = f"did you mean “{near[0]}”? There are " if near else ""
    raise UsageError(f"no format “{name}”: {meant}{', '.join(known)}")


def output_for(file: str) -> str:
    """The name of the format that the name of a file asks for; "" where it asks for none.

    Raises UsageError for the end of a file of a kind that is not written.
    """
    suffix = Path(file).suffix.lower()
    if suffix in _STRANGE:
        raise UsageError(
            f"{Path(file).name}: nothing is written as {suffix}; "
            "--format says what is to stand in it"
        )
    return _BY_SUFFIX.get(suffix, "")


def left_out(output: Output, placed: Sequence[Placed]) -> list[Annotation]:
    """The live annotations that a format has no place for."""
    module = writer_of(output.format) if output.format is not None else None
    takes = getattr(module, "takes", None)
    live = [one for one, _ in placed if not one.deleted and one.kind is not Kind.HEADING]
    return [one for one in live if not takes(one)] if takes else []


def written(
    output: Output,
    document: Document,
    placed: Sequence[Placed],
    *,
    source: str = "",
    document_id: str = "",
    tz: tzinfo | None = None,
    sort: str = PLACE,
    context: bool = False,
    links: bool = False,
    reviews: Sequence[Mapping[str, Any]] = (),
) -> str | bytes:
    """The annotations as text, or as bytes of a format that is none; Markdown may have ``links``,
    and Reader's own format has the ``reviews`` of the annotations.

    Raises UsageError where the format cannot be sorted so, TemplateError where a template fails.
    """
    if (sort != PLACE or context) and not output.is_ordered:
        asked = "--context" if sort == PLACE else f"--sort {sort}"
        raise UsageError(f"{asked}: {output.called} has its own order, and quotes as they are")
    if output.format is not None:
        module = writer_of(output.format)
        more = {"reviews": reviews} if output.format.reviews else {}
        return module.write(document, placed, source=source, document_id=document_id, **more)
    if output.template is None:
        return export_markdown(
            document,
            placed,
            source=source,
            tz=tz,
            sort=sort,
            context=context,
            linked=document_id if links else "",
        )
    from reader.annotations.exchange.template_data import data_of

    own = own_templates(output.template.parent) if output.own else None
    text = own[output.template.name] if own else template_source(output)
    data = data_of(
        document,
        placed,
        source=source,
        document_id=document_id,
        tz=tz,
        sort=sort,
        context=context,
    )
    if _WHOLE.search(text) or (output.own and any(map(_WHOLE.search, (own or {}).values()))):
        from reader.annotations.exchange.html_text import whole_of

        data["whole"] = whole_of(document, placed, document_id=document_id, tz=tz)
    return render(output.template.name, data, own)


# Templates


def template_source(output: Output) -> str:
    """The text of the template of an output; UsageError for what is no template."""
    path = SHIPPED / "markdown.md.j2" if output.name == MARKDOWN else output.template
    if path is None:
        raise UsageError(f"{output.name} is a data format, and no template")
    return _read(path)


def said_of(output: Output) -> str:
    """What a template says of itself in its first comment, on one line."""
    if output.template is None and output.name != MARKDOWN:
        return output.called
    try:
        found = _SAID.match(template_source(output))
    except TemplateError as error:
        return str(error)
    return " ".join(found[1].split())[:200] if found else output.called


def unusable(library: Path | None) -> list[tuple[Path, str]]:
    """The files among a person's templates that cannot be used, and why."""
    if library is None:
        return []
    usable = {one.template for one in outputs(library)}
    found = []
    for path in _files(library / FOLDER):
        if path in usable:
            continue
        if not _NAME.fullmatch(path.name):
            found.append((path, "a template is called NAME.EXT.j2, such as mine.md.j2"))
        elif not _is_inside(path):
            found.append((path, "it leads out of the folder of templates"))
        else:
            found.append((path, f"the name “{_parts(path.name)[0]}” is taken: call it otherwise"))
    return found


def own_templates(folder: Path) -> dict[str, str]:
    """The texts of a person's templates by the names of their files."""
    files = [path for path in _files(folder) if _NAME.fullmatch(path.name) and _is_inside(path)]
    return {path.name: _read(path) for path in files}


def _own(library: Path | None) -> list[Output]:
    if library is None:
        return []
    found: dict[str, Output] = {}
    for path in _files(library / FOLDER):
        if _NAME.fullmatch(path.name) and _is_inside(path):
            name, suffix = _parts(path.name)
            found.setdefault(name, Output(name, name, suffix, template=path, own=True))
    return list(found.values())


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.name.endswith(SUFFIX))[:MOST]
    except OSError:
        return []


def _is_inside(path: Path) -> bool:
    """Whether a file is really in the folder that it seems to be in."""
    try:
        return path.resolve().parent == path.parent.resolve() and path.is_file()
    except OSError:
        return False


def _parts(file: str) -> tuple[str, str]:
    """The name of a template, and the end of the files that it makes."""
    name, _, rest = file.removesuffix(SUFFIX).rpartition(".")
    return name, f".{rest}"


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise TemplateError(f"{path}: {error.strerror or error}") from None
    if len(data) > LARGEST:
        raise TemplateError(f"{path}: a template has at most {LARGEST // 1024} KB")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise TemplateError(f"{path}: it is not UTF-8") from None
