"""Legal forms of companies: which words at the edge of a name say only what kind of person it is.

`FORMS` maps the words of a form, as they stand after folding, to one canonical spelling. A form is dropped
from a name's identity key; where nothing else is left ("11420 CORP."), the canonical spelling stays.
"Group", "Holding" and "Branch" are no legal forms here: they tell related companies apart.
"""

__all__ = ["ANYWHERE", "FORMS", "JOINED", "LEADING", "SCRIPT_FORMS", "drop_forms"]

_TABLE = """
ltd: ltd | limited | ltda | limitada | cia ltda | ltd co | limited co | limited company | ltd company
coltd: co ltd | co limited | company ltd | company limited | coltd | co l td | corp ltd | corporation limited
coltd: corporation ltd | company ltd co | co ltd co | co lt
llc: llc | l l c | limited liability company | limited liability co | ltd liability co | ltd liability company
llc: company llc | co llc | limited liability corporation | obshchestvo s ogranichennoy otvetstvennostyu
llc: obshchestvo s ogranichennoi otvetstvennostiu | obshchestvo s ogranichennoy otvetstvennostiu
llc: obshchestvo s organichennoi otvetstvennostyu | obschestvo s ogranichennoi otvetstvennostiu
llc: obshestvo s ogranichennoy otvetstvennostyu | obshestvo s ogranichennoi otvetstvennostyu
llc: tavarystva z abmezhavanai adkaznastsyu | llc liability company | private limited liability company
llc: obschestvo s ogranichennoi otvetstvennostyu | obshchestvo s ogranichennoi otvetstvennostyu
llc: obschestvo s ogranichennoy otvetstvennostyu | ooo | o o o | too | t o o | limited liability
inc: inc | incorporated | co inc | company inc | incorporation
corp: corp | corporation | corpn
co: co | company | compagnie | cie | cia | compania | companhia | co company
plc: plc | p l c | public limited company | public ltd co | public limited co
pcl: pcl | public company limited | public co ltd | public company ltd | public co limited
llp: llp | limited liability partnership | lllp
lp: lp | limited partnership | l p
gmbh: gmbh | g m b h | mbh | gesellschaft mit beschrankter haftung | gesellschaft mbh | ges m b h | gesmbh
gmbh: gmbh co kg | gmbh and co kg | gmbh und co kg | gmbh co kgaa | gmbh and co | gmbh co | ug haftungsbeschrankt
ag: ag | a g | aktiengesellschaft | kgaa | se | s e | societas europaea
kg: kg | kommanditgesellschaft | co kg | and co kg | ag and co kg | ag co kg
ohg: ohg | gbr | ev | e v | eg
sa: sa | s a | societe anonyme | sociedad anonima | sociedade anonima | soc anonyme
sarl: sarl | s a r l | societe a responsabilite limitee | sarlu | eurl
sas: sas | s a s | sasu | societe par actions simplifiee
spa: spa | s p a | societa per azioni | societe par actions
srl: srl | s r l | societa a responsabilita limitata | sociedad de responsabilidad limitada | slu
srl: sl | s l | sociedad limitada
sadecv: sa de cv | s a de c v | sa de c v | sapi de cv | s a p i de c v | s de rl de cv | s de r l de c v | de cv
nv: nv | n v | naamloze vennootschap
bv: bv | b v | besloten vennootschap | bvba
oy: oy | oyj | osakeyhtio
ab: ab | aktiebolag | aktiebolaget
as: as | a s | asa | aksjeselskap | aktieselskab | anonim sirketi | anonim sirket | anonim sti
aps: aps | anpartsselskab
sro: sro | s r o | spol s r o | spol sro
doo: doo | d o o | dooel | d o o e l
dd: dd | d d
spzoo: sp z o o | sp zoo | spzoo | spolka z o o | sp z oo | spolka z ograniczona odpowiedzialnoscia | spolka akcyjna
kft: kft | zrt | nyrt | bt
ood: ood | eood | ead | ad
jsc: jsc | joint stock company | joint stock co | open joint stock company | closed joint stock company | ojsc | cjsc
jsc: public joint stock company | pjsc | private joint stock company | oao | o a o | zao | z a o | pao
jsc: p a o | ao | a o
jsc: aktsionernoe obshchestvo | aktsionernoye obshchestvo | otkrytoe aktsionernoe obshchestvo | stock company
jsc: nepublichnoe aktsionernoe obshchestvo | aktsyyanernae tavarystva | limited joint stock company
jsc: zakrytoe aktsionernoe obshchestvo | publichnoe aktsionernoe obshchestvo | qpsc | qsc | psc | pjs
jsc: otkrytoye aktsionernoye obshchestvo | zakrytoye aktsionernoye obshchestvo | private joint stock | joint stock
jsc: publichnoye aktsionernoye obshchestvo | open joint stock co | closed joint stock co | corp jsc | company jsc
pte: pte | pte ltd | private limited | pte limited | pvt ltd | pvt limited | private ltd | pvt | p ltd | pt ltd
pte: company private limited | co pte ltd | co pvt ltd | co private limited | opc pvt ltd | private limited company
pte: company pte ltd | company pvt ltd | p limited | company private ltd
pty: pty | pty ltd | proprietary limited | pty limited | proprietary ltd
bhd: bhd | sdn bhd | sendirian berhad | berhad | sdn berhad | s b
tbk: tbk | pt tbk | persero | persero tbk
kk: kk | k k | kabushiki kaisha | kabushiki gaisha | godo kaisha | gk | yugen kaisha | yk | co kk
wll: wll | w l l | with limited liability | co wll | company wll
fze: fze | f z e | fzc | fzco | fz llc | fze llc | fzllc | fz co | fz c | free zone establishment | free zone company
sal: sal | s a l | saog | saoc | saoc g | sae | s a e | offshore sal | sal offshore
sti: sti | ltd sti | limited sirketi | ltd sirketi | sirketi | limited sti
eireli: eireli | epp
"""

FORMS: dict[str, str] = {
    phrase.strip(): canonical
    for line in _TABLE.strip().splitlines()
    for canonical, _, phrases in [line.partition(":")]
    for phrase in phrases.split("|")
}

#: Forms that may open a name ("OOO Vektor", "PT Telkom", "Joint Stock Company Mikron").
LEADING: dict[str, str] = {
    phrase: FORMS.get(phrase, "pt")
    for phrase in FORMS
    if FORMS[phrase] in ("jsc", "llc", "kk")
    and phrase not in ("joint stock", "limited liability", "stock company", "gk", "yk", "k k", "psc", "a o")
} | {"pt": "pt", "p t": "pt", "cv": "cv", "ltd": "ltd", "limited company": "ltd", "s a": "sa", "sarl": "sarl"}

#: Forms unmistakable wherever they stand ("Huawei Technologies Co., Ltd., Beijing").
ANYWHERE: dict[str, str] = {
    phrase: canonical
    for phrase, canonical in FORMS.items()
    if " " in phrase
    and len(phrase) > 5
    and canonical in ("coltd", "pte", "pty", "bhd", "jsc", "llc", "gmbh", "pcl", "plc", "sadecv", "spzoo", "ltd")
    and phrase not in ("limited co", "company ltd", "corp jsc", "joint stock", "stock company", "limited liability")
    and phrase not in ("co limited", "g m b h", "s de rl de cv", "private ltd", "p limited", "company jsc")
    and phrase != "spolka akcyjna"
} | {word: FORMS[word] for word in ("ltd", "llc", "gmbh", "pte", "bhd", "limited", "inc")}

#: Forms that get glued to the last word ("HUAWEITECHNOLOGIESCOLTD"), longest first.
JOINED: tuple[tuple[str, str], ...] = (
    ("companylimited", "coltd"),
    ("colimited", "coltd"),
    ("companyltd", "coltd"),
    ("privatelimited", "pte"),
    ("coltd", "coltd"),
    ("pteltd", "pte"),
    ("ptyltd", "pty"),
    ("sdnbhd", "bhd"),
    ("limited", "ltd"),
    ("gmbh", "gmbh"),
    ("ltd", "ltd"),
)

#: Forms of scripts that set no spaces (and Cyrillic ones), longest first: cut from either edge of the text.
SCRIPT_FORMS: tuple[tuple[str, str], ...] = tuple(
    sorted(
        {
            "股份有限公司": "股份有限公司",
            "有限责任公司": "有限公司",
            "股份公司": "股份有限公司",
            "有限公司": "有限公司",
            "公司": "公司",
            "株式会社": "株式会社",
            "有限会社": "有限会社",
            "合同会社": "合同会社",
            "合资会社": "合资会社",
            "주식회사": "주식회사",
            "유한회사": "유한회사",
            "유한책임회사": "유한회사",
            "общество с ограниченнои ответственностью": "ооо",
            "товарищество с ограниченнои ответственностью": "тоо",
            "открытое акционерное общество": "ао",
            "закрытое акционерное общество": "ао",
            "публичное акционерное общество": "ао",
            "непубличное акционерное общество": "ао",
            "акционерное общество": "ао",
            "ооо": "ооо",
            "оао": "ао",
            "зао": "ао",
            "пао": "ао",
            "ао": "ао",
            "тоо": "тоо",
            "тов": "тов",
            "شركة": "شركة",
            "ذ م م": "ذمم",
            "ذمم": "ذمم",
            "ش م م": "شمم",
            "المحدودة": "المحدودة",
        }.items(),
        key=lambda pair: -len(pair[0]),
    )
)


class _Branch(dict[str, "_Branch"]):
    """The words that may follow the words so far; `form` where these make a form."""

    form: str | None = None


def _tree(forms: dict[str, str], *, backwards: bool = False) -> _Branch:
    root = _Branch()
    for phrase, form in forms.items():
        branch = root
        for word in reversed(phrase.split(" ")) if backwards else phrase.split(" "):
            branch = branch.setdefault(word, _Branch())
        branch.form = form
    return root


_AT_END = _tree(FORMS, backwards=True)
_AT_START = _tree(LEADING)
_INSIDE = _tree(ANYWHERE)
_GLUED = tuple(suffix for suffix, _ in JOINED)
_NO_NAME = 100  # words: more is no name, and is not searched for forms inside
_SAFE_GLUED = 5  # letters that must stand before a glued form


def drop_forms(words: list[str]) -> tuple[list[str], list[str]]:
    """Split folded Latin words into (words of the name, canonical legal forms dropped)."""
    forms: list[str] = []
    words = list(words)
    while words and words[-1] in _AT_END:
        size, form = _longest(_AT_END, words, -1, len(words))
        if not size:
            break
        del words[-size:]
        forms.append(form)
    if len(words) > 1 and words[0] in _AT_START:
        size, form = _longest(_AT_START, words, 1, len(words) - 1)
        if size:
            del words[:size]
            forms.append(form)
    if 2 < len(words) < _NO_NAME and not _INSIDE.keys().isdisjoint(words):
        _drop_inner(words, forms)
    if words and words[-1].endswith(_GLUED):
        last = words[-1]
        for suffix, form in JOINED:
            if last.endswith(suffix) and len(last) - len(suffix) >= _SAFE_GLUED:
                words[-1] = last[: -len(suffix)]
                forms.append(form)
                break
    return words, forms


def _longest(tree: _Branch, words: list[str], step: int, most: int) -> tuple[int, str]:
    """(words, form) of the longest form that the first words (step 1) or the last (step -1) make and may lose."""
    size, form = 0, ""
    branch = tree
    place = 0 if step > 0 else -1
    for count in range(1, most + 1):
        following = branch.get(words[place])
        if following is None:
            break
        branch = following
        if branch.form is not None and (count > 1 or _leaves_enough(words[place], words)):
            size, form = count, branch.form
        place += step
    return size, form


def _leaves_enough(form: str, words: list[str]) -> bool:
    """Two letters such as "ao" or "sa" are as often a person's name: drop them from a longer rest only."""
    return len(form) > 2 or form == "co" or sum(map(len, words)) - len(form) >= _SAFE_GLUED


def _drop_inner(words: list[str], forms: list[str]) -> None:
    start = 1
    while start < len(words):
        branch = _INSIDE.get(words[start])
        size, form, place = 0, "", start
        while branch is not None:
            place += 1
            if branch.form is not None:
                size, form = place - start, branch.form
            branch = branch.get(words[place]) if place < len(words) else None
        if size:
            del words[start : start + size]
            forms.append(form)
        else:
            start += 1
