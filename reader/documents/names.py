"""The names that parts of very many books have: "Preface", "Contents", "References"."""

from __future__ import annotations

import re

from reader.text.patterns import lazy

KNOWN = lazy(
    r"\W*(?:preface|foreword|introduction|introductory|conclusions?|epilogue|prologue|abstract|"
    r"acknowledg\w+|(?:normative |informative )?references|bibliography|appendix|appendices|index|"
    r"(?:foot|end)?notes|glossary|dedication|summary|background|overview|rationale|motivation|"
    r"specification|copyright(?: notice)?|discussion|methods|results|status of this memo|"
    r"authors?['’]s?'? address(?:es)?|(?:security|iana) considerations|author['’]s note|afterword|"
    r"postscript|dramatis person[aæ]e?|(?:list of )?illustrations|table of contents|contents|"
    r"(?:avant-propos|préface|table des matières|introduction|conclusion|remerciements)|"
    r"(?:vorwort|einleitung|inhalt|inhaltsverzeichnis|nachwort|schluss|anhang|literatur)|"
    r"(?:prólogo|prefacio|introducción|conclusión|índice|epílogo)|"
    r"(?:prefazione|introduzione|conclusione|indice|prologo|epilogo)|"
    r"(?:voorwoord|inleiding|inhoud|nawoord|conclusie)|前言|序言?|引言|目录|目錄|后记|後記|附录|附錄)\W*$",
    re.IGNORECASE,
)
CONTENTS = lazy(
    r"\W*(?:(?:table of )?contents|inhoud|table des matières|inhalt|inhaltsverzeichnis|índice|"
    r"indice|目录|目錄)\W*$",
    re.IGNORECASE,
)


def is_known_name(text: str) -> bool:
    """Whether a line is the name that a part of very many books has: "Preface", "References"."""
    return KNOWN.match(text) is not None


def is_contents(text: str) -> bool:
    """Whether a line is the heading of a table of contents."""
    return CONTENTS.match(text) is not None
