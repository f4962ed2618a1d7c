"""Terms of manual pages and what they mean, as programs set them without blank lines between."""

from __future__ import annotations

from reader.documents.formats.plain import parse

HEAD = """\
BASH(1)                   General Commands Manual                  BASH(1)

NAME
       bash - GNU shell that reads what is written for it

DESCRIPTION
       Bash  is a language interpreter that executes commands read from the
       standard  input  or from  a file.  Bash  also  incorporates   useful
       features  from  the  Korn  and C shells.   It  is  intended to be  a
       conformant  implementation of  the Shell  and  Utilities  portion of
       the  specification.   It can be  configured  to  be conformant  with
       that  by  default.   All  of  the options  are interpreted   by  it,
       as  are  those  that  are  documented in  the  description   of  the
       builtin  command, which  is at  the end of  this  page  and has many
       more  of  them   than  can  be told  here.

"""


def blocks(below: str) -> list[tuple[str, str]]:
    """What is shown of lines in a manual page: the role or kind, and the text."""
    document = parse(HEAD + below)
    found = [(one.role or one.kind, document.text[one.start : one.end]) for one in document.blocks]
    return found[next(at for at, (_, text) in enumerate(found) if "more of them" in text) + 1 :]


def test_terms_without_blank_lines_between_are_told_apart_and_their_meanings_joined() -> None:
    assert blocks(
        """\
       _      At  startup,  set to  the pathname used to  invoke  the shell
              that is being executed as passed.
       BASH   Expands to the filename.
       BASHOPTS
              A colon-separated list of enabled options.  Each word in  the
              list is valid.
       GROUPS An array variable containing  the list of groups of which the
              user is a member.
"""
    ) == [
        ("term", "_"),
        (
            "item",
            "At startup, set to the pathname used to invoke the shell that is being executed"
            " as passed.",
        ),
        ("term", "BASH"),
        ("item", "Expands to the filename."),
        ("term", "BASHOPTS"),
        (
            "item",
            "A colon-separated list of enabled options. Each word in the list is valid.",
        ),
        ("term", "GROUPS"),
        (
            "item",
            "An array variable containing the list of groups of which the user is a member.",
        ),
    ]


def test_prose_above_and_below_terms_is_prose() -> None:
    found = blocks(
        """\
       The  shell  treats several  parameters specially.  These  parameters
       may only be referenced.
       *      Expands  to the positional parameters, starting from one, and
              to no other.
       ?      Expands to the status.
       If no  parameter is supplied, the values  of the current options are
       printed.
"""
    )
    assert [kind for kind, _ in found] == [
        "paragraph",
        "term",
        "item",
        "term",
        "item",
        "paragraph",
    ]
    assert found[0][1].endswith("may only be referenced.")
    assert found[-1][1].startswith("If no parameter is supplied, the values of the current")


def test_terms_inside_of_a_meaning_are_terms_and_a_long_one_is_joined() -> None:
    assert blocks(
        """\
       set [-abefhkmnptuvxBCEHPT] [-o option-name] [-abefhkm] [-o   option]
       [arg ...]
              -o option-name
                      The option-name can be one of the following:
                      allexport
                              Same as -a.
                      emacs   Use an  editing interface that  is enabled by
                              default.
              -p      Turn on privileged mode.
"""
    ) == [
        (
            "paragraph",
            "set [-abefhkmnptuvxBCEHPT] [-o option-name] [-abefhkm] [-o option] [arg ...]",
        ),
        ("term", "-o option-name"),
        ("item", "The option-name can be one of the following:"),
        ("term", "allexport"),
        ("item", "Same as -a."),
        ("term", "emacs"),
        ("item", "Use an editing interface that is enabled by default."),
        ("term", "-p"),
        ("item", "Turn on privileged mode."),
    ]


def test_an_example_below_prose_and_the_prose_that_goes_on_are_parts_of_their_own() -> None:
    found = blocks(
        """\
       It looks  for the variable in the  environment, and uses the name as
       if the following command were executed:
              if [ -n "$ENV" ]; then . "$ENV"; fi
       but the value of the variable is not used to search for the file  at
       all.
"""
    )
    assert [text[:15] for _, text in found] == [
        "It looks for th",
        'if [ -n "$ENV" ',
        "but the value o",
    ]


def test_a_table_below_a_line_keeps_its_columns() -> None:
    found = blocks(
        """\
       The full set of escape sequences is
              \\C-    control prefix
              \\M-    meta prefix
              \\e     an escape character
"""
    )
    assert [kind for kind, _ in found] == ["paragraph", "code"]


def test_full_lines_with_bars_and_braces_are_prose() -> None:
    found = blocks(
        """\
       A  pipeline  is  one  or  more  commands separated by | or |&. Other
       commands have none.
"""
    )
    assert found == [
        (
            "paragraph",
            "A pipeline is one or more commands separated by | or |&. Other commands have none.",
        )
    ]
