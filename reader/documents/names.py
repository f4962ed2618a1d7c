"""The names that parts of very many books have: "Preface", "Contents", "Vorwort", "参考文献"."""

from __future__ import annotations

from collections.abc import Iterator

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

_NAMES = """
preface, foreword, introduction, introductory, conclusion, conclusions, epilogue, prologue
abstract, acknowledgment, acknowledgments, acknowledgement, acknowledgements
references, normative references, informative references, bibliography, appendix, appendices
index, notes, footnotes, endnotes, glossary, dedication, summary, background, overview
rationale, motivation, specification, copyright, copyright notice, discussion, method, methods
results, materials and methods, related work, future work, further reading, see also, external links
status of this memo, author's address, authors' address, authors' addresses, author's addresses
security considerations, iana considerations, author's note, afterword, postscript, postface
dramatis personae, dramatis personæ, persons of the play, characters, illustrations
list of illustrations, list of tables, list of figures, errata, about the author, interlude, finale

homework, assignment, exercises, problems, announcements, outline, review, recap, key terms, reading
ingredients, directions, instructions, preparation, equipment, serving suggestions
installation, usage, license, licence, contact, requirements, prerequisites, dependencies, features
getting started, quick start, configuration, building, credits, changelog, support, contributing
troubleshooting, known issues, frequently asked questions, what's new, release notes, disclaimer
roll call, approval of minutes, reports, treasurer's report, public comment, unfinished business
agenda, attendees, attendance, apologies, action items, actions, decisions, old business
new business, any other business, call to order, adjournment, next meeting, proceedings
morning session, afternoon session, evening session, opening statement, closing statement
opening remarks, closing remarks, questions and answers, appearances, definitions

name, synopsis, description, options, examples, files, bugs, author, authors, environment, errors
exit status, return value, history, diagnostics, reporting bugs, caveats, warnings, standards
bezeichnung, übersicht, beschreibung, optionen, beispiele, dateien, fehler, siehe auch, rückgabewert
nom, options, exemples, fichiers, bogues, voir aussi, valeur renvoyée, nombre, sinopsis, descripción
opciones, ejemplos, ficheros, véase también, valor devuelto, nome, sintassi, sinossi, descrizione
opzioni, esempi, vedere anche, sinopse, descrição, opções, exemplos, arquivos, veja também
naam, samenvatting, beschrijving, opties, voorbeelden, bestanden, zie ook
имя, обзор, описание, параметры, примеры, файлы, смотрите также
名前, 名称, 書式, 概述, 描述, 選項, 选项

vorwort, einleitung, einführung, nachwort, schluss, schluß, fazit, zusammenfassung, anhang
literatur, literaturverzeichnis, quellen, quellenverzeichnis, anmerkungen, fußnoten, register
danksagung, widmung, prolog, epilog, personen, personenverzeichnis, abbildungsverzeichnis
vorrede, vorbemerkung, vorspiel, nachspiel, zwischenspiel, ausblick, stichwortverzeichnis
hausaufgaben, übungen, aufgaben, zutaten, zubereitung, tagesordnung, verschiedenes, beschlüsse
installation, lizenz, kontakt, verwendung, voraussetzungen, begrüßung

avant-propos, préface, introduction, conclusion, remerciements, prologue, épilogue, postface
résumé, bibliographie, annexe, annexes, notes, dédicace, personnages, avertissement, glossaire
préambule, épître dédicatoire, au lecteur, à propos de l'auteur, références
devoirs, exercices, ingrédients, préparation, ordre du jour, questions diverses, utilisation
licence, définitions

prólogo, prefacio, introducción, conclusión, conclusiones, epílogo, agradecimientos, resumen
bibliografía, apéndice, anexo, anexos, notas, dedicatoria, personajes, glosario, preámbulo
advertencia, al lector, referencias, presentación
deberes, tareas, ejercicios, ingredientes, preparación, elaboración, orden del día, instalación
ruegos y preguntas, uso, licencia, definiciones, asistentes

prefazione, introduzione, conclusione, conclusioni, prologo, epilogo, ringraziamenti, premessa
bibliografia, appendice, dedica, personaggi, glossario, riassunto, proemio, al lettore
riferimenti, postfazione, interlocutori
compiti, esercizi, ingredienti, preparazione, procedimento, ordine del giorno, varie ed eventuali
installazione, utilizzo, licenza, definizioni

prefácio, introdução, conclusão, conclusões, epílogo, agradecimentos, resumo, apêndice
referências, dedicatória, personagens, glossário, advertência, ao leitor, posfácio, preâmbulo
apresentação
exercícios, modo de preparo, modo de preparação, ordem do dia, instalação, licença, definições

voorwoord, woord vooraf, inleiding, nawoord, conclusie, conclusies, besluit, samenvatting
dankwoord, bijlage, bijlagen, literatuur, literatuurlijst, bronnen, noten, voetnoten, proloog
epiloog, opdracht, personen, personages, register, verantwoording, ten geleide, voorrede
huiswerk, oefeningen, opgaven, ingrediënten, bereiding, bereidingswijze, rondvraag, installatie
gebruik, licentie, definities

предисловие, введение, вступление, заключение, послесловие, пролог, эпилог, примечания
приложение, приложения, литература, список литературы, библиография, указатель, благодарности
посвящение, действующие лица, от автора, от редактора, от издателя, аннотация, выводы, глоссарий
предуведомление, общие положения, заключительные положения
домашнее задание, упражнения, задачи, ингредиенты, приготовление, повестка дня, разное, установка
использование, лицензия, определения

前言, 序, 序言, 自序, 引言, 导言, 導言, 导论, 導論, 绪论, 緒論, 绪言, 緒言, 引子, 楔子, 序幕, 尾声
尾聲, 后记, 後記, 跋, 附录, 附錄, 结语, 結語, 结论, 結論, 结束语, 总结, 摘要, 参考文献, 參考文獻
作业, 作業, 习题, 習題, 练习, 練習, 材料, 做法, 步骤, 步驟, 议程, 議程, 其他事项
安装, 使用方法, 许可证, 注释, 註釋, 致谢, 致謝, 鸣谢, 凡例, 番外, 人物表, 总则, 总 则, 附则, 附 则

まえがき, 前書き, はじめに, はしがき, 序文, 序論, 緒言, 序説, 緒論, あとがき, 後書き, おわりに
むすび, 結び, 結論, 跋文, 参考文献, 注, 注釈, 註, 脚注, 謝辞, 付録, 附録, 索引, 要旨, 要約, 概要
宿題, 課題, 練習問題, 作り方, 材料, 議題, その他, インストール, 使い方, ライセンス
登場人物, 解説, プロローグ, エピローグ, まとめ, 総則, 附則, 幕間

머리말, 서문, 서론, 들어가며, 들어가는 말, 나가며, 맺음말, 결론, 후기, 작가의 말, 지은이의 말
옮긴이의 말, 부록, 참고문헌, 참고 문헌, 각주, 주석, 색인, 찾아보기, 요약, 초록, 감사의 글, 감사의 말
과제, 연습문제, 연습 문제, 재료, 만드는 법, 안건, 기타, 설치, 사용법, 라이선스
등장인물, 프롤로그, 에필로그, 일러두기, 총칙, 부칙

مقدمة, المقدمة, تمهيد, توطئة, تصدير, مدخل, خاتمة, الخاتمة, ملحق, ملاحق, الملاحق, المراجع
المصادر, المصادر والمراجع, قائمة المراجع, الهوامش, هوامش, الحواشي, إهداء, الإهداء, شكر وتقدير
واجب منزلي, تمارين, المقادير, المكونات, طريقة التحضير, جدول الأعمال, التثبيت, الاستخدام, الترخيص
ملخص, الملخص, شخصيات المسرحية, الشخصيات, أحكام عامة, أحكام ختامية
"""

_LONGEST = 60  # code points of a line that may be one of them


def _spellings(table: str) -> Iterator[str]:
    for line in table.strip().split("\n"):
        for name in filter(None, line.split(", ")):
            yield name
            yield unaccented(name)


CONTENTS = frozenset(_spellings(_CONTENTS))
KNOWN = frozenset(_spellings(_NAMES)) | CONTENTS


def is_known_name(text: str) -> bool:
    """Whether a line is the name that a part of very many books has: "Preface", "References".

    Case, the signs around it and accents that capitals may lack do not count.
    """
    return len(text) <= _LONGEST and _bare(text) in KNOWN


def is_contents(text: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return len(text) <= _LONGEST and _bare(text) in CONTENTS


def _bare(text: str) -> str:
    """A line in lower case, with single spaces and without the signs at its ends."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    name = text[start:end].lower().replace("’", "'")
    return name if name.isalnum() else " ".join(name.split())
