"""Templates: Jinja in a sandbox, for those that come with the program and those of a person.

What a template of a person does, it does in a process of its own with little memory and time
(`template_child`), which is given all templates and the data as text: it needs no files.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from reader.annotations.exchange.template_filters import FILTERS
from reader.errors import ReaderError

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

SHIPPED = Path(__file__).parent / "templates"
SUFFIX = ".j2"
LONGEST = 64 * 1024 * 1024  # characters that an export may have
SECONDS = 20  # that one may take
_CHILD = "reader.annotations.exchange.template_child"
_MARKUP = (".html.j2", ".htm.j2", ".xhtml.j2", ".xml.j2")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


class TemplateError(ReaderError):
    """A template cannot be used; the message says which, the line and what is wrong."""


def render(name: str, data: Mapping[str, object], own: Mapping[str, str] | None = None) -> str:
    """What a template makes of the data; TemplateError where it cannot be.

    ``own`` are the templates of a person by their names, of which ``name`` is one; without, it is
    one of those that come with the program.
    """
    if own is None:
        return rendered(name, _shipped, data)
    return _in_child(name, data, {**_all_shipped(), **own})


def rendered(name: str, find: Callable[[str], str | None], data: Mapping[str, object]) -> str:
    """The same, here and now. ``find`` gives the text of the template of a name."""
    from jinja2 import TemplateError as JinjaError
    from jinja2 import TemplateSyntaxError

    def load(wanted: str) -> tuple[str, str, Callable[[], bool]] | None:
        found = find(wanted)
        return None if found is None else (found, wanted, lambda: True)

    try:
        made = environment(load).get_template(name).generate(data)
        return "".join(_not_too_long(made, name))
    except TemplateSyntaxError as error:
        raise TemplateError(f"{error.name or name}:{error.lineno}: {_one_line(error)}") from None
    except RecursionError as error:
        raise TemplateError(f"{_where(error, name)}: it goes too deep") from None
    except MemoryError:
        raise TemplateError(f"{name}: it needs too much memory") from None
    except JinjaError as error:
        raise TemplateError(f"{_where(error, name)}: {_one_line(error)}") from None
    except TemplateError:
        raise
    except Exception as error:  # whatever a template makes Python say
        raise TemplateError(f"{_where(error, name)}: {_one_line(error)}") from None


def environment(
    load: Callable[[str], tuple[str, str, Callable[[], bool]] | None],
) -> SandboxedEnvironment:
    """The sandbox: nothing of Python is reached from it, and data cannot be changed."""
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    made = ImmutableSandboxedEnvironment(
        loader=FunctionLoader(load),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(_MARKUP),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(FILTERS)
    del made.globals["lipsum"]
    return made


def _not_too_long(parts: Iterator[str], name: str) -> Iterator[str]:
    length = 0
    for part in parts:
        length += len(part)
        if length > LONGEST:
            raise TemplateError(f"{name}: it makes more than {LONGEST // 2**20} MB of text")
        yield part


def _where(error: BaseException, name: str) -> str:
    """The line of a template in which an error came up: the innermost one."""
    frames = [one for one in extract_tb(error.__traceback__) if one.filename.endswith(SUFFIX)]
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else name


def _one_line(error: BaseException) -> str:
    said = " ".join(_CONTROLS.sub(" ", str(error)).split()) or type(error).__name__
    return said[:300]


# Those that come with the program


def _shipped(name: str) -> str | None:
    if name not in shipped_names():
        return None
    return (SHIPPED / name).read_text("utf-8")


def shipped_names() -> list[str]:
    """The names of the templates that come with the program, with their suffixes."""
    return sorted(path.name for path in SHIPPED.iterdir() if path.name.endswith(SUFFIX))


def _all_shipped() -> dict[str, str]:
    return {name: (SHIPPED / name).read_text("utf-8") for name in shipped_names()}


# In a process of its own


def _in_child(name: str, data: Mapping[str, object], templates: Mapping[str, str]) -> str:
    # It finds the modules that this process does, and none in the folder where it was started.
    path = [folder for folder in sys.path if folder]
    program = f"import sys; sys.path[:] = {path!r}; from {_CHILD} import main; main()"
    wanted = json.dumps({"name": name, "data": data, "templates": dict(templates)})
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", program],
            input=wanted.encode(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise TemplateError(f"{name}: it takes longer than {SECONDS} seconds") from None
    except OSError as error:
        raise TemplateError(f"{name}: it cannot be run ({error.strerror})") from None
    said, _, text = done.stdout.partition(b"\n")
    if said == b"done":
        return text.decode("utf-8", "replace")
    if said == b"error":
        raise TemplateError(text.decode("utf-8", "replace"))
    raise TemplateError(f"{name}: it takes too much time or memory")
