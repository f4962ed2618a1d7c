from __future__ import annotations

import pytest

from reader.documents.names import is_contents, is_known_name


@pytest.mark.parametrize(
    "line",
    [
        "Preface",
        "PREFACE.",
        "_Introduction_",
        "Author’s Note",
        "Authors' Addresses",
        "Table  of Contents",
        "DRAMATIS PERSONÆ",
        "Vorwort",
        "EINFÜHRUNG",
        "Avant-propos",
        "PREFACE",
        "ÉPILOGUE",
        "EPILOGUE",
        "Introducción",
        "INTRODUCCION",
        "Prefazione",
        "Introdução",
        "Woord vooraf",
        "Предисловие",
        "СПИСОК ЛИТЕРАТУРЫ",
        "前言",
        "【后记】",
        "参考文献",
        "はじめに",
        "あとがき",
        "머리말",
        "참고 문헌",
        "مقدمة",
        "الخاتمة",
    ],
)
def test_names_of_parts_are_known(line: str) -> None:
    assert is_known_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "CONTENTS",
        "Contents:",
        "Inhaltsverzeichnis",
        "TABLE DES MATIÈRES",
        "TABLE DES MATIERES",
        "Índice",
        "Sommario",
        "Sumário",
        "Inhoudsopgave",
        "Оглавление",
        "目录",
        "目次",
        "차례",
        "المحتويات",
    ],
)
def test_a_table_of_contents_has_a_name_in_every_language(line: str) -> None:
    assert is_contents(line)
    assert is_known_name(line)


@pytest.mark.parametrize(
    "line",
    [
        "The preface was short",
        "Introduction to the lock",
        "Einleitung in die Wehrkunde",
        "序列",
        "前言不搭后语",
        "Fin",
        "***",
        "",
    ],
)
def test_what_only_contains_such_a_word_is_no_name(line: str) -> None:
    assert not is_known_name(line)
    assert not is_contents(line)


@pytest.mark.parametrize("line", ["Preface", "Vorwort", "前言"])
def test_a_preface_is_no_table_of_contents(line: str) -> None:
    assert not is_contents(line)
