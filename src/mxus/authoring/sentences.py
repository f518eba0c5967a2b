"""Where sentences end in English and Spanish: a rule for full stops, which may belong to an abbreviation.

A sentence ends at a full stop, a question or exclamation mark or an ellipsis, and what closes a quotation after it,
before a space and what can begin a sentence. After an abbreviation or an initial it ends only where the next word is
one that begins sentences ("The", "El"); after a title ("Dr.", "Gral.") never. The text is read once, from left to
right.
What we leave out: sentences that end without a mark, those that begin in lower case, languages written without spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

__all__ = ["ends_of_sentences"]

_END: Final = re.compile(
    r"""(?<![.!?\u2026])(?P<marks>[.!?\u2026]++)(?P<closing>["')\]\u2019\u201d\u00bb]*+)"""
    r"""[ ](?P<opening>(?:[-\u2013\u2014][ ]?)?["'(\[\u2018\u201c\u00ab\u00bf\u00a1$\u20ac\u00a3\u00a5#\u00a7]*+)"""
    r"""(?P<first>[^\W_])"""
)
"""The marks, and the first letter or digit after them."""

_NEXT: Final = re.compile(r"([^\W\d_]+)(?=['\u2019 ,;:?!\u2026\"]|$)(?:['\u2019][^\W\d_]+)?(?:,?[ ]([^\W_]))?")
"""A word that ends in no full stop, and the first letter of the one after it."""

_SAID: Final = re.compile(
    r"((?:[^\W\d_]+[ ]){1,6}?)(?:asked|said|says|cried|replied|answered|shouted|wondered|insisted|added|began)\b"
)
"""Who speaks, after a question: "Why?" Hale asked."""

_ITEM: Final = re.compile(r"\d{1,3}(?:\.\d{1,3})*|[^\W\d_]|[IVX]{1,5}")
"""The number or letter of an item, before its full stop."""

_REACH: Final = 80
"""Characters looked at before and after a mark, so that the time is in proportion to the text."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_PARTICLES: Final = _words("de la del las los y e von van der den al bin da dos du")

_TITLES: Final = _words(
    "Mr Mrs Ms Mx Messrs Mme Mlle Dr Dra Drs Dres Prof Profs Profa Gen Gral Grales Brig Maj Col Cnel Cor Lt Tte "
    "Sgt Cpl Pvt Capt Cap Cmte Cdte Tnte Subtte Sgto Cbo Contralm Div Cmdr Cdr Cmdt Cmdte Adm Alm Vicealm Amb Emb "
    "Gov Gob Sen Rep Dip Pres Pdte Pdta Min Sec Hon Rev Fr Msgr Mons Pbro Hno Hna Hnos Ntra Ntro Ma M\u00aa Dª "
    "Embaj Mag Subsec Lcdo Lcda Licdo Fco Bp Abp Insp Supt Atty Lic Licda Ing Arq Mtro Mtra Sra Sras Srta Sres "
    "Excmo Excma Ilmo Ilma Dn Dña Mt Ft Sta Sto Ste dr dra dres lic ing arq mtro mtra gral cnel tte prof profa sr "
    "sra srta sres mons e.g i.e vs cf Cf cfr Cfr p.ej ej Ej v.gr gr viz v vid Vid"
)
"""Abbreviations that something always follows."""

_NUMBERED: Final = _words(
    "No Nos no nos Nr nro Nro nros núm Núm núms art Art arts Arts sec Sec secs sect par para párr Párr fracc "
    "Fracc frac inc cap Cap caps ch chap vol Vol vols fig Fig figs p pp pág Pág págs t n c ca s ss fol approx "
    "aprox est Est tel Tel ext Ext apdo Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec ene feb mar abr may jun "
    "jul ago sep sept set oct nov dic lib tít col op"
)
"""Abbreviations where a number follows, and words where none does."""

_OTHERS: Final = _words(
    "Inc Ltd Corp Co Cos Bros Cía Cia Ltda Jr Sr Sres Esq etc al St Ave Blvd Rd Av av avda Avda Dept Depto Dpto "
    "Univ Assn Assoc Ud Uds Vd Vds UU AA HH OO MM DD ret Ret Edo Mpio Prov ed eds col Fdez Glez Hdez Mtz Calif "
    "Tex Ariz Fla Mass Pa Va Conn Ill Mich Minn Wash Ore Colo Ga Ala Ark Tenn Ky Md Wis Okla Nev Mont Penn"
)
"""Abbreviations that can end a sentence."""

_UNITS: Final = _words("ft lb lbs hr hrs pct bn mn km kg mm cm yds")
"""Abbreviations after which a capital begins a sentence."""

_DOUBLED: Final = _words("EE FF RR JJ CC DD SS PP AA")
"""First halves of doubled ones: EE. UU., FF. AA."""

_STARTERS: Final = _words(
    "The He She It They We You This That These Those There Here In On At By For From With Without After Before "
    "During Since When While If Although Though Because As But And Or Yet So However Meanwhile Moreover "
    "Nevertheless Still Then Thus Therefore Its His Her Their Our My Your A An I Both Each Every Some Many Most "
    "Few Several All No Not Nobody None One Two Three What Who Why How Where Which To Under Over Into About Among "
    "Between Against Despite Even Only Once Instead Later Earlier Now Today Yesterday Neither Nothing Others "
    "Another Such Until Unlike Officials Critics Analysts Experts Observers Supporters Opponents Talks "
    "Negotiators Reporters Diplomats Lawmakers Migrants Relations Tariffs Prices El La Los Las Lo Un Una Unos "
    "Unas En Con Sin Por Para Según Desde Hasta Tras Ante Sobre Entre Durante Cuando Mientras Si Aunque Porque "
    "Como Pero Y Ni Además También Así Entonces Después Antes Luego Ahora Hoy Ayer Su Sus Se Este Esta Estos "
    "Estas Ese Esa Esos Esas Eso Esto Aquel Aquella Ello Él Ella Ellos Ellas Nosotros Nadie Nada Ninguno Ninguna "
    "Todo Toda Todos Todas Muchos Muchas Varios Varias Algunos Algunas Otro Otra Otros Otras Qué Quién Quiénes "
    "Cómo Dónde Cuándo Cuál Al Ambos Ambas Cada Era Fue Es Son Hay Había Le Les Ya Tampoco Nunca Siempre Quizá "
    "Quizás Incluso Ahí Allí Aquí Mañana Funcionarios Analistas Expertos Críticos Negociadores"
)
"""Words that begin sentences and no name."""

_DOTTED: Final = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,3}")
_SHORTENED: Final = re.compile(r"[^\W\d_aeiouyáéíóúAEIOUYÁÉÍÓÚ][b-df-hj-np-tv-xzñ]{1,4}")
"""A word without a vowel, which is none in either language."""

_TIME: Final = frozenset({"a.m", "p.m", "a. m", "p. m"})
_AFTER_TIME: Final = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Eastern Central Pacific Mountain"
)


def ends_of_sentences(text: str) -> Iterator[int]:
    """Yield the offsets after each sentence of a normalised paragraph but the last.

    Examples
    --------
    >>> text = "The U.S. Navy met Dr. Brown. He left the U.S. Then it rained."
    >>> [text[:end] for end in ends_of_sentences(text)][0]
    'The U.S. Navy met Dr. Brown.'
    >>> len([*ends_of_sentences(text)])
    2
    """
    begun = 0
    for match in _END.finditer(text):
        if _ends(text, match, begun):
            begun = match.end("closing") + 1
            yield match.end("closing")


def _ends(text: str, match: re.Match[str], begun: int) -> bool:
    """Whether a sentence that began at `begun` ends at these marks."""
    marks, start = match["marks"], match.start()
    if match["first"].islower():
        return False
    following = text[match.start("first") : match.end() + _REACH]
    if marks != ".":
        return not (_is_left_out(text, match, following) or _is_said(match, following))
    word = re.split(r"[\s(\[\"'\u2018\u201c\u00ab\u2013\u2014-]", text[max(0, start - _REACH) : start])[-1]
    if start - len(word) == begun and _ITEM.fullmatch(word):
        return False
    return _ends_after(word, text, match, following)


def _is_left_out(text: str, match: re.Match[str], following: str) -> bool:
    """Whether an ellipsis stands for words left out: after a space or in brackets, and no sentence begins after it."""
    before = text[max(0, match.start() - 1) : match.start()]
    inside = before in {"[", "("} or (before == " " and not _begins(match, following, after_initial=False))
    return inside and set(match["marks"]) <= {".", "\u2026"}


def _is_said(match: re.Match[str], following: str) -> bool:
    """Whether a quotation is followed by who says it."""
    if {*match["closing"]}.isdisjoint("\"'\u2019\u201d\u00bb"):
        return False
    said = _SAID.match(following)
    speaker = said[1].split() if said else []
    return (
        bool(speaker)
        and speaker[0] not in _STARTERS
        and all(word[0].isupper() or word in _PARTICLES for word in speaker)
    )


def _ends_after(word: str, text: str, match: re.Match[str], following: str) -> bool:  # noqa: PLR0911 (one return a kind)
    """Whether a sentence ends at the full stop after that word."""
    first, start = match["first"], match.start()
    if word in _TITLES or (word in _DOUBLED and re.match(r"[A-Z]{2}\.", following)):
        return False
    if word in _NUMBERED and (first.isdigit() or (word.lower() != "no" and re.match(r"[IVXLC]+\b", following))):
        return False
    if word.lower() in _TIME or text[max(0, start - 4) : start] in _TIME:
        zone = re.match(r"[A-Z]{2,4}\b", following)
        return zone is None and re.split(r"\W", following, maxsplit=1)[0] not in _AFTER_TIME
    if len(word) == 1 and word.islower():
        return re.match(r"[A-Z]\.", following) is None
    if len(word) == 1 and word.isupper():
        return _begins(match, following, after_initial=True)
    if word in _OTHERS or _DOTTED.fullmatch(word) or (word not in _UNITS and _SHORTENED.fullmatch(word)):
        return _begins(match, following, after_initial=False)
    return True


def _begins(match: re.Match[str], following: str, *, after_initial: bool) -> bool:
    """Whether what follows an abbreviation begins a sentence: "Navy" after "U.S." or "La Malfa" after "J." do not."""
    if not {*match["opening"]}.isdisjoint("\u00bf\u00a1"):
        return True
    word = _NEXT.match(following)
    if word is None or word[1] not in _STARTERS:
        return False
    return not after_initial or word[1] == "The" or (word[2] is not None and not word[2].isupper())
