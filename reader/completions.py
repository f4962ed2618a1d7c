"""Completions for bash, zsh and fish, made from the parsers, so that they are never out of date.

Our own, because what there is serves worse: shtab knows no fish, and argcomplete starts Python at
every press of the tab key.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Sequence
from shlex import quote

from reader.parsers.described import FILES, FOLDERS, Described, Word, described


def completions(arguments: argparse.Namespace) -> int:
    """Print the script for a shell."""
    script = {"bash": bash, "zsh": zsh, "fish": fish}[arguments.shell]
    print(script(described()), end="")
    return 0


def _names(words: Sequence[Word], *, with_value: bool = False) -> list[str]:
    return [name for word in words for name in word.names if word.value or not with_value]


# --- bash --------------------------------------------------------------------------------------

_BASH = """\
# Completion of reader in bash; printed by `reader completions bash`.
_reader() {
    local IFS=$'\\n' word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}
    local at command= options= words= files= folders=
    # bash takes --option=value for three words.
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    for ((at = 1; at < COMP_CWORD; at++)); do
        case ${COMP_WORDS[at]} in
            @VALUED@) ((at++)) ;;
            -?*) ;;
            *) command=${COMP_WORDS[at]}; break ;;
        esac
    done
    case $command in
@COMMANDS@
    esac
    case $command:$before in
@VALUES@
    esac
    COMPREPLY=()
    [[ $word == -* ]] && words=$options files= folders=
    [[ $words ]] && COMPREPLY+=($(compgen -W "$words" -- "$word"))
    [[ $files$folders ]] && compopt -o filenames 2>/dev/null
    [[ $files ]] && COMPREPLY+=($(compgen -f -- "$word"))
    [[ $folders ]] && COMPREPLY+=($(compgen -d -- "$word"))
    return 0
}
complete -F _reader reader
"""


def bash(commands: Sequence[Described]) -> str:
    """For bash 3.2 and later."""
    main, *others = commands
    cases, values = [], []
    names = " ".join(command.name for command in others)
    for command in commands:
        options = f"options={_bash_words(_names(command.options))}"
        wanted = _bash_wanted(command.places, names if command is main else "")
        cases.append(f"        {command.name or quote('')}) {options} {wanted}".rstrip() + " ;;")
        for word in command.options:
            if word.value:
                pattern = "|".join(f"{command.name}:{name}" for name in word.names)
                wanted = f"words= files= folders= {_bash_wanted([word])}".rstrip()
                values.append(f"        {pattern}) {wanted} ;;")
    valued = "|".join(_names(main.options, with_value=True))
    script = _BASH.replace("@VALUED@", valued)
    return script.replace("@COMMANDS@", "\n".join(cases)).replace("@VALUES@", "\n".join(values))


def _bash_words(words: Sequence[str]) -> str:
    return "$'" + "\\n".join(words) + "'"


def _bash_wanted(words: Sequence[Word], also: str = "") -> str:
    """The assignments that tell what may stand there."""
    choices = also.split() + [choice for word in words for choice in word.offered]
    wanted = [f"words={_bash_words(choices)}"] if choices else []
    wanted += ["files=1"] * any(word.value in FILES for word in words)
    wanted += ["folders=1"] * any(word.value in FOLDERS for word in words)
    return " ".join(wanted)


# --- zsh ---------------------------------------------------------------------------------------

_ZSH = """\
#compdef reader
# Completion of reader in zsh; printed by `reader completions zsh`.
_reader_first() {
    local -a commands=(
@COMMANDS@
    )
    _describe -t commands command commands
    _files
}
_reader() {
    local at command=
    for ((at = 2; at < CURRENT; at++)); do
        case $words[at] in
            @VALUED@) ((at++)) ;;
            -?*) ;;
            *) command=$words[at]; break ;;
        esac
    done
    case $command in
        @NAMES@)
            words[at]=()
            ((CURRENT--))
            ;;
        *) command= ;;
    esac
    case $command in
@CASES@
    esac
}
if [[ $funcstack[1] == _reader ]]; then
    _reader "$@"
else
    compdef _reader reader
fi
"""


def zsh(commands: Sequence[Described]) -> str:
    """For zsh 5: as a file of ``$fpath``, or sourced after compinit."""
    main, *others = commands
    listed = [
        "        " + quote(f"{command.name}:{_one_line(command.summary)}") for command in others
    ]
    cases = []
    for command in commands:
        specs = [spec for word in command.words for spec in _zsh_specs(word, first=command is main)]
        rest = " \\\n".join(f"                {spec}" for spec in specs)
        name = command.name or quote("")
        cases.append(f"        {name})\n            _arguments \\\n{rest}\n            ;;")
    script = _ZSH.replace("@COMMANDS@", "\n".join(listed)).replace("@CASES@", "\n".join(cases))
    script = script.replace("@NAMES@", "|".join(command.name for command in others))
    return script.replace("@VALUED@", "|".join(_names(main.options, with_value=True)))


def _zsh_specs(word: Word, *, first: bool) -> Iterator[str]:
    """The arguments of _arguments for a word."""
    action = " "
    if word.offered and word.value in FILES:
        action = f"{{compadd {' '.join(word.offered)}; _files}}"
    elif word.offered:
        action = f"({' '.join(word.offered)})"
    elif word.value in FILES:
        action = "_reader_first" if first else "_files"
    elif word.value in FOLDERS:
        action = "_files -/"
    if not word.names:
        many = "*" if word.many in ("*", "+") else ""
        yield quote(f"{many}:{_one_line(word.value)}:{action}")
    for name in word.names:
        value = ""
        if word.value:
            sign = "=" if name.startswith("--") else "+"
            value = f":{_zsh_escape(word.value)}:{action}"
            if word.many in ("?", "*"):
                value = f":{value}"
            name = f"{name}{sign}" if word.many not in ("?", "*", "+") else name
        many = "*" if word.repeated else ""
        yield quote(f"{many}{name}[{_zsh_escape(word.help)}]{value}")


def _zsh_escape(text: str) -> str:
    return re.sub(r"([\\\[\]:])", r"\\\1", _one_line(text))


# --- fish --------------------------------------------------------------------------------------

_FISH = """\
# Completion of reader in fish; printed by `reader completions fish`.
function __reader_command
    set -l words (commandline -opc)
    set -e words[1]
    while set -q words[1]
        switch $words[1]
            case @VALUED@
                set -e words[1]
            case '-?*' '-'
            case '*'
                echo -- $words[1]
                return
        end
        set -e words[1]
    end
end
function __reader_in
    set -l command (__reader_command)
    test "$command" = "$argv[1]"
end
"""


def fish(commands: Sequence[Described]) -> str:
    """For fish 3 and later."""
    main, *others = commands
    lines = [_FISH.replace("@VALUED@", " ".join(_names(main.options, with_value=True)))]
    for command in others:
        lines.append(_fish_line("", f"-a {command.name} -d {_fish_quote(command.summary)}"))
    for command in commands:
        if not any(word.value in FILES + FOLDERS for word in command.places):
            lines.append(_fish_line(command.name, "-f"))
        for word in command.words:
            if what := _fish_word(word):
                lines.append(_fish_line(command.name, what))
    return "".join(lines)


def _fish_line(command: str, what: str) -> str:
    return f"complete -c reader -n {_fish_quote(f'__reader_in {command or quote(str())}')} {what}\n"


def _fish_word(word: Word) -> str:
    """What `complete` is told of a word; nothing where files, its default, are meant."""
    parts = [f"-{'l' if name[1] == '-' else 's'} {name.lstrip('-')}" for name in word.names]
    if word.offered:  # by its place beside files, where the command takes any
        exclusive = "-x " if word.names else ""
        parts.append(f"{exclusive}-a {_fish_quote(' '.join(word.offered))}")
    elif word.value in FOLDERS:
        parts.append("-x -a '(__fish_complete_directories)'")
    elif word.names and word.value in FILES:
        parts.append("-r -F")
    elif word.names and word.value:
        parts.append("-x")
    if parts and word.help:
        parts.append(f"-d {_fish_quote(word.help)}")
    return " ".join(parts)


def _fish_quote(text: str) -> str:
    escaped = _one_line(text).replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"


def _one_line(text: str) -> str:
    return " ".join(text.split())
