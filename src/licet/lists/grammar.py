"""Reading the license requirement and review policy columns of the Entity List.

The published lists spell each in some eighty ways, with footnote marks glued to words (`the EAR2`,
`734.9(e)1`). What is not understood is never guessed: the scope says that it cannot tell, the policy is the
most restrictive and carries a complaint. The original words are kept.
"""

from __future__ import annotations

import re
from functools import lru_cache

from licet.terms.outcome import ReviewPolicy
from licet.terms.scope import Clause, Condition, ItemScope, Purpose, Reach, ScopedPolicy

_SPACE = re.compile(r"\s+")
# A mark after the paragraph that brings in the foreign-direct-product rule: "734.9(g),3 746.8", "734.9(e) 1 and".
_MARK_INSIDE = re.compile(r"(734\.9\([eg]\)(?:\(\d\))?),?\s?([1-9])(?=[\s,])(?!\d)")
_MARK_AT_END = re.compile(r"(EAR\)?\.?)\s?([1-9])(\.?)$")
_REFERENCES = re.compile(
    r"""\(?see\s*(?:part)?[§\s]*(?:7\d\d\.[\d\w]+(?:\s?\([a-z0-9]+\))*[§,;\s]*(?:of\ the\ ear\s)?(?:and)?[§,\s]*)+
        (?:of\ (?:the\ ear|this\ part))?[.)]*""",
    re.IGNORECASE | re.VERBOSE,
)
_OVERCOME = re.compile(r"this license requirement may be overcome by license exception gov under.*$", re.IGNORECASE)
_WORLDWIDE = re.compile(r"the license requirements under this entry also extend to .*$", re.IGNORECASE)
# Words by which a requirement takes something out again; wording without any of them takes out nothing.
_TAKES_OUT = re.compile(
    r"\b(?:except\w*|apart|other than|exclu\w*|unless|when|if|only|provided|not|limited|specified|listed|described)\b",
    re.IGNORECASE,
)
_ALL = re.compile(r"^(?:for )?all items subject to the ear\b", re.IGNORECASE)
# The paragraphs of 734.9 and the footnotes whose entities they are about: a mark that was lost is known from them.
_DIRECT_PRODUCTS = re.compile(r"734\.9\s?\((e|g)\)(?:\s?\((\d)\))?", re.IGNORECASE)
_FOOTNOTES_OF = {"e1": {1}, "e2": {4}, "e3": {5}, "g": {3}, "e": {1, 4}}
_CASE_BY_CASE_CCL = "with case-by-case basis for items listed on the ccl"


def plain(text: str) -> str:
    """One line, single spaces, straight quotes."""
    return _SPACE.sub(" ", text.replace("’", "'")).strip()


@lru_cache(maxsize=4096)
def parse_requirement(text: str) -> tuple[ItemScope, frozenset[int], str]:
    """The item scope, the footnotes, and the requirement without glued footnote marks.

    >>> spelled = "For all items subject to the EAR, see §§ 734.9(e)1 and 744.11 of the EAR2"
    >>> scope, footnotes, cleaned = parse_requirement(spelled)
    >>> scope.reach.value, sorted(footnotes), cleaned
    ('all', [1, 2], 'For all items subject to the EAR, see §§ 734.9(e) and 744.11 of the EAR')
    """
    cleaned = plain(text)
    footnotes: set[int] = set()
    for pattern in (_MARK_INSIDE, _MARK_AT_END):
        for found in pattern.finditer(cleaned):
            footnotes.add(int(found[2]))
        cleaned = pattern.sub(lambda m: m[1] + (m[3] if m.re is _MARK_AT_END else ""), cleaned)
    for found in _DIRECT_PRODUCTS.finditer(cleaned):
        letter = found[1].lower()
        meant = _FOOTNOTES_OF.get(f"{letter}{found[2] or ''}" if letter == "e" else letter, set())
        if footnotes.isdisjoint(meant):
            footnotes |= meant
    reach, excepted, doubtful = _reach(cleaned)
    kind = "technology" if "except for ear99-designated technology " in cleaned.lower() else ""
    return ItemScope(reach, (), excepted, doubtful, cleaned, kind), frozenset(footnotes), cleaned


def _reach(cleaned: str) -> tuple[Reach, tuple[str, ...], tuple[str, ...]]:
    low = cleaned.lower()
    if found := _ALL.match(cleaned):
        rest = cleaned[found.end() :]
        # What lifts the requirement by a license exception or widens it geographically leaves the item scope alone.
        rest = _WORLDWIDE.sub("", _OVERCOME.sub("", rest))
        rest = _REFERENCES.sub("", rest).strip(" .,;)")
        low_rest = rest.lower()
        if low_rest == _CASE_BY_CASE_CCL or not _TAKES_OUT.search(rest):
            return Reach.ALL, (), ()
        if low_rest.startswith("except for ear99-designated"):
            return Reach.ALL, (), ("EAR99",)
        return Reach.ALL, (), ("*",)
    if re.match(r"^for items on the ccl and (?:ear ?99 items )?listed in supplement no\. 7 to part 746", low):
        return Reach.CCL, (), ("EAR99",)
    if re.match(r"^for any item subject to the ear listed in supplement no\. 2 to part 744", low):
        # The supplement names ECCNs; EAR99 is none of them. Which of the others, the rule of 744.21 tells.
        return Reach.LISTED, ("EAR99",), ("*",)
    if low in ("all items on the ccl", "for all items on the ccl"):
        return Reach.CCL, (), ()
    return Reach.UNPARSED, (), ()


def eccns(text: str) -> tuple[str, ...]:
    """ECCNs of a clause; `3B001.a.4, .c, .k to .p` names paragraphs of the ECCN before them.

    >>> eccns("1A004.c, 1A999.a; 3B001.a.4, .c, f.1, .k to .m")
    ('1A004.c', '1A999.a', '3B001.a.4', '3B001.c', '3B001.f.1', '3B001.k', '3B001.l', '3B001.m')
    """
    named: list[str] = []
    number = ""
    tokens = re.findall(r"\d[A-E]\d{3}(?:\.[a-z0-9]+)*|(?<![\w])\.?[a-z](?:\.[a-z0-9]+)*(?![\w])|\bto\b", text)
    ranged = False
    for token in tokens:
        if token == "to":
            ranged = True
            continue
        if token[0].isdigit():
            number = token[:5]
            named.append(token)
        elif number:
            paragraph = token if token.startswith(".") else "." + token
            if ranged and named:
                first = named[-1].rpartition(".")[2]
                named += [f"{number}.{chr(c)}" for c in range(ord(first) + 1, ord(paragraph[1:]) + 1)]
            else:
                named.append(number + paragraph)
        ranged = False
    return tuple(named)


_DENIAL = ReviewPolicy.POLICY_OF_DENIAL
_PRESUMED = ReviewPolicy.PRESUMPTION_OF_DENIAL
_CASE = ReviewPolicy.CASE_BY_CASE
_APPROVAL = ReviewPolicy.PRESUMPTION_OF_APPROVAL
_OTHERS = r"(?:presumption of denial for all other items(?: subject to the ear)?)"
_DISEASE = Clause(_CASE, Condition(purpose=Purpose.INFECTIOUS_DISEASE))
_STATION = Clause(_CASE, Condition(purpose=Purpose.SPACE_STATION))
_FOOD = Clause(_CASE, Condition(ccl=False, purpose=Purpose.FOOD_AND_MEDICINE))


@lru_cache(maxsize=4096)
def parse_policy(text: str, country: str = "", requirement: str = "") -> ScopedPolicy:
    """The review policy in clauses. `country` (alpha-2) decides where the text refers to 744.21(e).

    `requirement` is the requirement column of the entry, which may say a part of the policy.

    >>> parse_policy("Presumption for denial.").default.value
    'presumption_of_denial'
    """
    original = plain(text)
    low = original.lower().replace("casa-by-case", "case-by-case").replace("case-by case", "case-by-case")
    referred = tuple(re.findall(r"7\d\d\.\d+", low))
    body = _REFERENCES.sub("", low).strip(" .,;)")
    if body == "presumption of approval for ear99 items" and _CASE_BY_CASE_CCL in requirement.lower():
        body = f"case-by-case for all items listed on the ccl. {body}"
    default, clauses, complaint = _policy(body, low, referred, country)
    return ScopedPolicy(default, clauses, original, complaint)


def _policy(
    body: str, low: str, referred: tuple[str, ...], country: str
) -> tuple[ReviewPolicy, tuple[Clause, ...], str]:
    if re.fullmatch(r"presumption (?:of|for) denial", body):
        return _PRESUMED, (), ""
    if re.fullmatch(r"policy of denial(?: for all items subject to the ear)?", body):
        return _DENIAL, (), ""
    if re.fullmatch(r"case-by-case(?: basis| review)?", body):
        return _CASE, (), ""
    if not body and referred:
        return _by_reference(referred, country)
    if body.startswith("the license application procedure and license review policy for entities specified in"):
        return _by_reference(("744.21",), country)
    if body.startswith("policy of denial"):
        return _denial_but(body.removeprefix("policy of denial"))
    if body.startswith(("case-by-case", "presumption of")):
        return _divided(body, low)
    return _DENIAL, (), "the review policy is not understood; the most restrictive is taken" if body else "no policy"


def _denial_but(rest: str) -> tuple[ReviewPolicy, tuple[Clause, ...], str]:
    """A policy of denial with what it reviews case by case."""
    clauses = []
    if "food and medicine designated as ear99" in rest:
        clauses.append(_FOOD)
    if re.search(r"u\.s\. government supported (?:use in the international space station|space programs)", rest):
        clauses.append(_STATION)
    if clauses and "case-by-case" in rest:
        return _DENIAL, tuple(clauses), ""
    return _DENIAL, (), "an exception in the policy of denial is not understood; it is not given"


def _by_reference(referred: tuple[str, ...], country: str) -> tuple[ReviewPolicy, tuple[Clause, ...], str]:
    """What the sections say to which an entry refers for its policy."""
    sections = set(referred)
    if "746.8" in sections:
        return _DENIAL, (), ""
    if "744.21" in sections:
        # 744.21(e): presumption of denial, for Belarus and Russia a policy of denial.
        return (_DENIAL if country in ("", "BY", "RU") else _PRESUMED), (), ""
    if "744.23" in sections:
        # 744.23(d)(1); its milder cases turn on facts of the end user that a list does not tell.
        return _PRESUMED, (), ""
    if sections <= {"744.2", "744.3", "744.4"}:
        # Paragraph (d) of each: applications are weighed by factors, case by case.
        return _CASE, (), ""
    return _DENIAL, (), "the section referred to for the policy is not encoded; the most restrictive is taken"


def _divided(body: str, low: str) -> tuple[ReviewPolicy, tuple[Clause, ...], str]:
    """Policies that divide the items; every part of the text must be understood."""
    if re.fullmatch(
        r"case-by-case for all items listed on the ccl\. presumption of approval for ear99 items"
        r"|presumption of approval for ear99; case-by-case review for all items on the ccl",
        body,
    ):
        return _CASE, (Clause(_APPROVAL, Condition(ccl=False)),), ""
    if body == "presumption of approval for ear99 items":
        return _DENIAL, (Clause(_APPROVAL, Condition(ccl=False)),), "no policy is given for items on the CCL"
    if body == "case-by-case review for licenses for the safety of civil aviation of aircraft":
        clause = Clause(_CASE, Condition(purpose=Purpose.CIVIL_AVIATION))
        return _DENIAL, (clause,), "no policy is given for other purposes"
    if body.startswith("presumption of denial except case-by-case for items not described in eccn"):
        named = _eccns_of(low)
        return _PRESUMED, (Clause(_CASE, Condition(not_eccns=named)),), ""
    if body.startswith("presumption of denial for all items") and "200mm" in body:
        return _PRESUMED, (Clause(_CASE, Condition(purpose=Purpose.LEGACY_WAFER)),), ""
    if re.match(
        r"presumption of denial for items uniquely required for production of semiconductors at advanced.*"
        r"case[- ]by[- ]case for all other items$",
        body,
    ):
        return _CASE, (Clause(_PRESUMED, Condition(purpose=Purpose.ADVANCED_NODE)),), ""
    clauses: list[Clause] = []
    rest = body
    if found := re.match(
        r"case-by-case review for eccns (?P<list>.+?), and for ear99 items described in the note to eccn 1a995; ?", rest
    ):
        clauses.append(Clause(_CASE, Condition(eccns=_eccns_of(found["list"]))))
        clauses.append(Clause(_CASE, Condition(ccl=False, purpose=Purpose.ITEM_NOTE)))
        rest = rest[found.end() :]
    if found := re.match(
        r"case-by-case review for items necessary to detect, identify and treat infectious disease[;.] ?", rest
    ):
        clauses.append(_DISEASE)
        rest = rest[found.end() :]
    if found := re.match(
        r"case-by-case review for telecommunications infrastructure items described in [^;]+; ?", rest
    ):
        clauses.append(Clause(_CASE, Condition(purpose=Purpose.COMMUNICATIONS)))
        rest = rest[found.end() :]
    if clauses and re.fullmatch(r"(?:and )?" + _OTHERS, rest):
        return _PRESUMED, tuple(clauses), ""
    return _DENIAL, (), "the parts of the review policy are not understood; the most restrictive is taken"


def _eccns_of(low: str) -> tuple[str, ...]:
    """ECCNs of lower-cased text."""
    return eccns(re.sub(r"\b(\d)([a-e])(\d{3})", lambda m: m[1] + m[2].upper() + m[3], low))
