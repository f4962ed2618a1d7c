"""The names that parts of very many books have: "Preface", "Contents", "Vorwort", "参考文献"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reader.documents.number_words import unaccented

_CONTENTS = """
contents, table of contents, list of contents, today's topics, topics, in this issue
inhalt, inhaltsverzeichnis, inhaltsübersicht
table des matières, sommaire
índice, índice general, contenido, tabla de contenido, tabla de contenidos
indice, sommario, indice generale
sumário, índice geral, conteúdo
inhoud, inhoudsopgave, inhoudstafel
оглавление, содержание
目录, 目錄, 目次, もくじ
차례, 목차
المحتويات, الفهرس, فهرس المحتويات, فهرس الموضوعات, جدول المحتويات
"""

# The names of what stands before and behind the body of books, by role: a term of the EPUB
# Structural Semantics Vocabulary.
_FRONT = {
    "titlepage": """
        title page, titelblatt, page de titre, frontespizio, folha de rosto, titelpagina
        титульный лист, 扉页, 扉頁, 扉, 속표지
    """,
    "copyright-page": """
        copyright, copyright notice, impressum, imprint, mentions légales, 版权, 版權, 版权页
        版權頁, 奥付, 판권
    """,
    "dedication": """
        dedication, widmung, zueignung, dédicace, dedicatoria, dedica, dedicatória, opdracht
        посвящение, 献词, 獻詞, 献辞, 헌사, الإهداء, إهداء, epistle dedicatory
        épître dédicatoire
    """,
    "epigraph": """
        epigraph, épigraphe, epígrafe, epigrafe, эпиграф, 题记, 題記
    """,
    "loi": """
        list of illustrations, illustrations, list of figures, abbildungsverzeichnis
        table des illustrations, liste des illustrations, índice de ilustraciones
        lista de ilustraciones, elenco delle illustrazioni, lista de figuras
        lijst van illustraties, список иллюстраций, 插图目录
    """,
    "lot": """
        list of tables, tabellenverzeichnis, liste des tableaux, lista de tablas
        lista de tabelas, lijst van tabellen, список таблиц
    """,
    "foreword": """
        foreword, geleitwort, zum geleit, avant-propos, prólogo del editor, woord vooraf
        ten geleide, от редактора, от издателя, 序, 代序, 추천사
    """,
    "preface": """
        preface, author's note, vorwort, vorrede, vorbemerkung, préface, avertissement
        au lecteur, prefacio, advertencia, al lector, presentación, prefazione, premessa
        al lettore, proemio, prefácio, advertência, ao leitor, apresentação, voorwoord, voorrede
        verantwoording, предисловие, от автора, предуведомление, 前言, 自序, 序言, まえがき
        前書き, はしがき, 序文, 머리말, 서문, 일러두기, 凡例, مقدمة, المقدمة, تمهيد, تصدير
        توطئة, to the reader
    """,
    "introduction": """
        introduction, introductory, einleitung, einführung, introducción, introduzione
        introdução, inleiding, введение, вступление, 引言, 导言, 導言, 导论, 導論, 绪论, 緒論
        はじめに, 序論, 서론, 들어가며, 들어가는 말, مدخل
    """,
    "prologue": """
        prologue, prolog, prólogo, prologo, proloog, пролог, 楔子, 序幕, 引子, プロローグ
        프롤로그
    """,
    "abstract": """
        abstract, zusammenfassung, résumé, resumen, riassunto, resumo, samenvatting, аннотация
        摘要, 要旨, 초록, ملخص, الملخص
    """,
}
_BACK = {
    "epilogue": """
        epilogue, epilog, épilogue, epílogo, epilogo, epiloog, эпилог, 尾声, 尾聲, エピローグ
        에필로그
    """,
    "afterword": """
        afterword, postscript, postface, nachwort, posfácio, postfazione, nawoord, послесловие
        后记, 後記, 跋, 跋文, あとがき, 後書き, おわりに, 후기, 나가며, 작가의 말, 지은이의 말
        옮긴이의 말, خاتمة, الخاتمة
    """,
    "appendix": """
        appendix, appendices, schedules, anhang, anhänge, anlagen, annexe, annexes, apéndice
        apéndices, anexo, anexos
        appendice, appendici, apêndice, apêndices, bijlage, bijlagen, приложение, приложения
        附录, 附錄, 付録, 附録, 부록, ملحق, ملاحق, الملاحق
    """,
    "acknowledgments": """
        acknowledgment, acknowledgments, acknowledgement, acknowledgements, danksagung
        remerciements, agradecimientos, ringraziamenti, agradecimentos, dankwoord, благодарности
        致谢, 致謝, 鸣谢, 謝辞, 감사의 글, 감사의 말, شكر وتقدير
    """,
    "footnotes": """
        footnotes, fußnoten, notes de bas de page, notas al pie, note a piè di pagina
        notas de rodapé, voetnoten, сноски, 脚注, 각주, الهوامش, هوامش, الحواشي
    """,
    "endnotes": """
        notes, endnotes, anmerkungen, notas, noten, примечания, 注释, 註釋, 注, 註, 注釈, 주석
        notes and references
    """,
    "bibliography": """
        bibliography, references, normative references, informative references, works cited
        further reading, literatur, literaturverzeichnis, quellen, quellenverzeichnis
        bibliographie, références, bibliografía, referencias, bibliografia, riferimenti
        referências, literatuur, literatuurlijst, bronnen, литература, список литературы
        библиография, 参考文献, 參考文獻, 참고문헌, 참고 문헌, المراجع, المصادر
        المصادر والمراجع, قائمة المراجع
    """,
    "glossary": """
        glossary, glossar, glossaire, glosario, glossario, glossário, woordenlijst, глоссарий
        术语表, 用語集, 용어집
    """,
    "index": """
        index, general index, register, sachregister, namenregister, stichwortverzeichnis
        personenverzeichnis, índice alfabético, índice onomástico, indice analitico
        indice dei nomi, índice remissivo, указатель, предметный указатель, алфавитный указатель
        索引, 색인, 찾아보기, كشاف, index nominum, index rerum, index alphabétique
    """,
    "errata": """
        errata, erratum, corrigenda, druckfehler, druckfehlerverzeichnis, fe de erratas
        опечатки, замеченные опечатки, 勘误, 正誤表, 정오표
    """,
    "colophon": """
        colophon, transcriber's note, transcriber's notes, transcribers' note
        transcribers' notes, transcriber notes, transcription notes
        typographical errors corrected in text, anmerkungen zur transkription
        note du transcripteur, notes du transcripteur, note de transcription
        nota del transcriptor, notas del transcriptor, nota del trascrittore
        note del trascrittore, nota de transcrição, notas de transcrição
        opmerkingen van de bewerker, kolophon, colofón, colofone, colophão, colofon, колофон
        выходные данные
    """,
}

_OTHERS = """
conclusion, conclusions, summary, background, overview, rationale, motivation, specification
discussion, method, methods, results, materials and methods, related work, future work, see also
external links, status of this memo, author's address, authors' address, authors' addresses
author's addresses, security considerations, iana considerations, dramatis personae
dramatis personæ, persons of the play, characters, about the author, interlude, finale

name, synopsis, description, options, examples, files, bugs, author, authors, environment, errors
exit status, return value, history, diagnostics, reporting bugs, caveats, warnings, standards
bezeichnung, übersicht, beschreibung, optionen, beispiele, dateien, fehler, siehe auch
rückgabewert, nom, exemples, fichiers, bogues, voir aussi, valeur renvoyée, nombre, sinopsis
descripción, opciones, ejemplos, ficheros, véase también, valor devuelto, nome, sintassi, sinossi
descrizione, opzioni, esempi, vedere anche, sinopse, descrição, opções, exemplos, arquivos
veja também, naam, beschrijving, opties, voorbeelden, bestanden, zie ook, имя, обзор, описание
параметры, примеры, файлы, смотрите также, 名前, 名称, 書式, 概述, 描述, 選項, 选项

schluss, schluß, fazit, personen, vorspiel, nachspiel, zwischenspiel, ausblick

personnages, préambule, à propos de l'auteur

conclusión, conclusiones, personajes, preámbulo

conclusione, conclusioni, personaggi, interlocutori

conclusão, conclusões, personagens, preâmbulo

conclusie, conclusies, besluit, personages

заключение, действующие лица, выводы, общие положения, заключительные положения

绪言, 緒言, 结语, 結語, 结论, 結論, 结束语, 总结, 番外, 人物表, 总则, 总 则, 附则, 附 则

序説, むすび, 結び, 要約, 概要, 登場人物, 解説, まとめ, 総則, 附則, 幕間

맺음말, 결론, 요약, 등장인물, 총칙, 부칙

شخصيات المسرحية, الشخصيات, أحكام عامة, أحكام ختامية
"""

_ENDS = """
the end, end, finis, fin, ende, fine, fim, einde, конец, 完, 終, 终, 終わり, おわり
끝, النهاية, تمت
"""

# Parts of notes, minutes, recipes and manuals.
_OF_KINDS = """
homework, assignment, exercises, problems, announcements, outline, review, recap, key terms
reading, ingredients, directions, instructions, preparation, equipment, serving suggestions
installation, usage, license, licence, contact, requirements, prerequisites, dependencies
features, getting started, quick start, configuration, building, credits, changelog, support
contributing, troubleshooting, known issues, frequently asked questions, what's new
release notes, disclaimer, roll call, approval of minutes, reports, treasurer's report
public comment, unfinished business, agenda, attendees, attendance, apologies, action items
actions, decisions, old business, new business, any other business, call to order, adjournment
next meeting, proceedings, morning session, afternoon session, evening session
opening statement, closing statement, opening remarks, closing remarks, questions and answers
appearances, definitions, hausaufgaben, übungen, aufgaben, zutaten, zubereitung, tagesordnung
verschiedenes, beschlüsse, lizenz, kontakt, verwendung, voraussetzungen, begrüßung, devoirs
exercices, ingrédients, préparation, ordre du jour, questions diverses, utilisation, définitions
deberes, tareas, ejercicios, ingredientes, preparación, elaboración, orden del día, instalación
ruegos y preguntas, uso, licencia, definiciones, asistentes, compiti, esercizi, ingredienti
preparazione, procedimento, ordine del giorno, varie ed eventuali, installazione, utilizzo
licenza, definizioni, exercícios, modo de preparo, modo de preparação, ordem do dia, instalação
licença, definições, huiswerk, oefeningen, opgaven, ingrediënten, bereiding, bereidingswijze
rondvraag, installatie, gebruik, licentie, definities, домашнее задание, упражнения, задачи
ингредиенты, приготовление, повестка дня, разное, установка, использование, лицензия
определения, 作业, 作業, 习题, 習題, 练习, 練習, 材料, 做法, 步骤, 步驟, 议程, 議程, 其他事项
安装, 使用方法, 许可证, 宿題, 課題, 練習問題, 作り方, 議題, その他, インストール, 使い方
ライセンス, 과제, 연습문제, 연습 문제, 재료, 만드는 법, 안건, 기타, 설치, 사용법, 라이선스
واجب منزلي, تمارين, المقادير, المكونات, طريقة التحضير, جدول الأعمال, التثبيت, الاستخدام, الترخيص
"""

_LONGEST = 60  # code points of a line that may be one of them


def _spellings(table: str) -> Iterator[str]:
    for line in table.strip().split("\n"):
        for name in filter(None, line.strip().split(", ")):
            yield name
            yield unaccented(name)


def _roles(tables: Mapping[str, str]) -> dict[str, str]:
    return {name: role for role, table in tables.items() for name in _spellings(table)}


CONTENTS = frozenset(_spellings(_CONTENTS))
FRONT = _roles(_FRONT) | dict.fromkeys(CONTENTS, "toc")
BACK = _roles(_BACK)
ENDS = frozenset(_spellings(_ENDS))
KNOWN = (
    frozenset(_spellings(_OTHERS)) | FRONT.keys() | BACK.keys() | frozenset(_spellings(_OF_KINDS))
)


def is_known_name(text: str) -> bool:
    """Whether a line is the name that a part of very many books has: "Preface", "References".

    Case, the signs around it and accents that capitals may lack do not count.
    """
    return len(text) <= _LONGEST and bare_name(text) in KNOWN


def is_contents(text: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return len(text) <= _LONGEST and bare_name(text) in CONTENTS


def is_end(text: str) -> bool:
    """Whether a line says no more than that a book ends here: "THE END", "Finis"."""
    return len(text) <= _LONGEST and bare_name(text) in ENDS


def bare_name(text: str) -> str:
    """A line in lower case, with single spaces and without the signs at its ends."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    name = text[start:end].lower().replace("’", "'")
    return name if name.isalnum() else " ".join(name.split())
