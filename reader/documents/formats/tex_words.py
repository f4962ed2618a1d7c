"""The languages of LaTeX texts, and what captions and other parts are called in them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from reader.text.patterns import lazy


class Words(NamedTuple):
    """The tag of a language, and what it calls parts of a text; "{}" is where a number stands."""

    tag: str
    figure: str = "Figure {}"
    table: str = "Table {}"
    abstract: str = "Abstract"
    proof: str = "Proof"


# As the packages for the languages have them, by the names that these have there.
_WORDS = (
    ("english american british UKenglish USenglish australian canadian", Words("en")),
    ("german ngerman austrian naustrian swissgerman nswissgerman",
     Words("de", "Abbildung {}", "Tabelle {}", "Zusammenfassung", "Beweis")),
    ("french francais frenchb acadian canadien",
     Words("fr", "Figure {}", "Table {}", "Résumé", "Démonstration")),
    ("spanish", Words("es", "Figura {}", "Cuadro {}", "Resumen", "Demostración")),
    ("catalan", Words("ca", "Figura {}", "Taula {}", "Resum", "Demostració")),
    ("italian", Words("it", "Figura {}", "Tabella {}", "Sommario", "Dimostrazione")),
    ("portuguese portuges", Words("pt", "Figura {}", "Tabela {}", "Resumo", "Demonstração")),
    ("brazil brazilian", Words("pt-BR", "Figura {}", "Tabela {}", "Resumo", "Demonstração")),
    ("romanian", Words("ro", "Figura {}", "Tabela {}", "Rezumat", "Demonstrație")),
    ("dutch", Words("nl", "Figuur {}", "Tabel {}", "Samenvatting", "Bewijs")),
    ("swedish", Words("sv", "Figur {}", "Tabell {}", "Sammanfattning", "Bevis")),
    ("danish", Words("da", "Figur {}", "Tabel {}", "Resumé", "Bevis")),
    ("norsk norwegian nynorsk", Words("nb", "Figur {}", "Tabell {}", "Sammendrag", "Bevis")),
    ("finnish", Words("fi", "Kuva {}", "Taulukko {}", "Tiivistelmä", "Todistus")),
    ("polish", Words("pl", "Rysunek {}", "Tabela {}", "Streszczenie", "Dowód")),
    ("czech", Words("cs", "Obrázek {}", "Tabulka {}", "Abstrakt", "Důkaz")),
    ("slovak", Words("sk", "Obrázok {}", "Tabuľka {}", "Abstrakt", "Dôkaz")),
    ("slovene slovenian", Words("sl", "Slika {}", "Tabela {}", "Povzetek", "Dokaz")),
    ("croatian", Words("hr", "Slika {}", "Tablica {}", "Sažetak", "Dokaz")),
    ("serbian", Words("sr", "Slika {}", "Tabela {}", "Sažetak", "Dokaz")),
    ("russian", Words("ru", "Рис. {}", "Таблица {}", "Аннотация", "Доказательство")),
    ("ukrainian", Words("uk", "Рис. {}", "Табл. {}", "Анотація", "Доведення")),
    ("bulgarian", Words("bg", "Фигура {}", "Таблица {}", "Абстракт", "Доказателство")),
    ("hungarian magyar", Words("hu", "{}. ábra", "{}. táblázat", "Kivonat", "Bizonyítás")),
    ("turkish", Words("tr", "Şekil {}", "Tablo {}", "Özet", "Kanıt")),
    ("greek", Words("el", "Σχήμα {}", "Πίνακας {}", "Περίληψη", "Απόδειξη")),
    ("hebrew", Words("he", "איור {}", "טבלה {}", "תקציר", "הוכחה")),
    ("arabic", Words("ar", "شكل {}", "جدول {}", "ملخص", "برهان")),
    ("indonesian bahasa", Words("id", "Gambar {}", "Tabel {}", "Abstrak", "Bukti")),
    ("vietnamese", Words("vi", "Hình {}", "Bảng {}", "Tóm tắt nội dung", "Chứng minh")),
    ("chinese chinese-simplified ctex", Words("zh", "图 {}", "表 {}", "摘要", "证明")),
    ("japanese", Words("ja", "図 {}", "表 {}", "概要", "証明")),
    ("korean", Words("ko", "그림 {}", "표 {}", "요약", "증명")),
)  # fmt: skip
_BY_NAME: Mapping[str, Words] = MappingProxyType(
    {name: words for names, words in _WORDS for name in names.split()}
)
_UNKNOWN = Words("")
_LOADED = lazy(
    r"\\(?:usepackage|RequirePackage)(?:\[(?P<options>[^\]]{0,2000})\])?\{(?P<packages>[^{}]{0,500})\}"
    r"|\\documentclass(?:\[(?P<all>[^\]]{0,2000})\])?\{(?P<class>[^{}]{0,100})\}"
    r"|\\(?:setdefaultlanguage|setmainlanguage)(?:\[[^\]]{0,500}\])?\{(?P<main>[^{}]{0,100})\}"
)


def words_of(head: str) -> Words:
    """The words of the language that a text says it is in, in what stands before its body."""
    names: list[str] = []
    for found in _LOADED.finditer(head):
        packages = [one.strip() for one in (found["packages"] or "").split(",")]
        if found["main"]:
            return _BY_NAME.get(found["main"].strip(), _UNKNOWN)
        if found["class"]:
            names += ["ctex"] if found["class"].startswith("ctex") else _listed(found["all"])
        elif "babel" in packages:
            names += _listed(found["options"])
        else:
            names += [one for one in packages if one in _BY_NAME]
    main = [name[5:] for name in names if name.startswith("main=")]
    known = [name for name in main or names if name in _BY_NAME]
    return _BY_NAME[known[-1]] if known else _UNKNOWN


def _listed(options: str | None) -> list[str]:
    return ["".join(one.split()) for one in (options or "").split(",")]
