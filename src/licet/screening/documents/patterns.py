"""Which names of a register are looked for in running text, in which forms, and how much each says.

A name in a text stands without its row: only its letters speak. Each form therefore has a *strength*: `SURE`
names stand on their own; `WEAK` ones (acronyms, ordinary words, two frequent words) count only beside another
mention of the same entry, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from licet.lists.entry import ADDRESS, Entry
from licet.screening.documents.folding import folded_words, is_cjk
from licet.screening.names.legal_forms import drop_forms
from licet.screening.names.normalize import split
from licet.screening.names.words import is_number, is_place, weight

__all__ = ["Pattern", "Strength", "key_of", "patterns_of"]

# Words of ordinary English (months, creatures, virtues, trades) that are also some listed party's whole name.
_ORDINARY = frozenset(
    """
    account action active advance air albatross alert alias alliance allied ally alpha alternative america american
    anchor angel answer apex apollo april aquarius arch archipelago area argon argument arrow arsenal asia ask
    atlantic atom auction august aura aurora autumn avenue award axiom balance bank base basic bastion battery
    beacon beauty bell benefit berg best bid bird bis bison black blue board bond boot border both bravo breeze
    bridge bridgehead bright british broker brother building bureau business camp capital captain caravan carbon
    card carrier carry cascade castle castor casual catalyst cedar center central centre century chain chairman
    challenge champion chance change channel cherry chief china chip chips choice church circle citadel city civic
    class classic clay clean clear client climate cloud clover club coast code college combat comet comfort command
    commerce common community companion company compass complex computer concept concord condor connect constant
    contact contour contract control cooperation coral core corner cosmos council country courage craft crane credit
    crew crisis crown cruise crypt crystal culture currency custom cycle dark dart data date dawn dawning day
    december decent decision deep defense delta demand department desert design destiny detail development device
    dialog dialogue diamond digital direct discovery district division doctor dolphin door double dragon dream drive
    duty dynamic dynamics eagle ear earth east eastern ebony echo economy edge edison editor education effect
    electric electron electronic electronics element elements elite embassy emerald empire endurance energies engine
    engineering enigma enterprise entrance epic equality equity escape ethos event evidence evil excellence exchange
    execution exodus explorer export express factor factory faith falcon fame family farm fast father federal
    fidelity field fighter film finance finder fire first fish flag flame fleet flight flora focus force foreign
    forest fortress fortune forum foundation franchise freedom friday friend front frontier fuel function fund
    future galaxy gallery game gamma garnet gas gate gemini general generation genesis genius gentle ghana ghost
    giant giants glass global globe glory gold golden government grace grand great green grid griffon grinder ground
    group growth guard guardian guest guide habit hall hamlet hand harbor harmony harvest hawk head heal health
    heart helium heritage hero heroes high highland hill holding home honor hope horizon horse house huge human
    hunter hydra hydro ice icon idea ideal image impact import impulse index india industry infinite infinity inform
    information ingenuity insight institute instrument integral intercom interest internet invent iridescent iron
    island israel its ivory jade jambs january jet joker journal journey joy jubilee july june jungle junior juniper
    jupiter justice karma kepler key king kite knight lake lance land laser law leadership league legacy legend
    liberty life light lily line link lion liquid local logic london long lord lotus luck lynx machine magic magnet
    mail main major marathon march maria marine mark market mars marshal master matrix matter maverick maximum may
    media memory mercury meridian message metal meteor metro mind mine ministry mint mirage mirror mission mobile
    mode model modern modest moment monarch monday money monitor monitoring moon morning mother motion motor motors
    mountain movement multi museum music mustang mystery myth nation national native nature navigator navy nebula
    neon neptune network new news night nobility noble north nova november number oak oasis ocean october office
    officer oil olive one onset onyx open opera optima option oracle orange orbit orchid order organic orient origin
    orion pacific palace palm panel paper paradise park partner party path patriot pattern pay peace pearl pegasus
    people performance person phase philosopher phoenix photo piece pilot pine pioneer place plan planar planet
    planeta plant plasma plastic platform platinum play pluto point pointer polar police policy pool popular port
    post power present president press price pride prime princess principal prism prist product production
    professional profile program progress project prometheus promise property protocol proton proud public pulse
    pure python quantum queen quest rabia race radar radio rain rainbow range ranger rapid reactor ready real red
    regal regent region reliance renaissance rental report republic research reserve resource rest result resurs
    return rex ring rise rival river road robot robust rock root rose rotor route router royal ruble ruby run russia
    safe safety sage said sail saint salute sand sapphire satellite satisfaction saturday saturn savings scale scan
    school science scope scorpion sea season seat second secret sector secure security sense september serenity
    server service seven shadow shark shell shield ship shock shop shore show side sierra signal signature silver
    simple sirius sky small smart smile snow social society socrates soft soldier solid solution song sonic soul
    sound source south space spar spark sparks sparta special spectrum speed sphere spirit sport spring sputnik
    square stable staff stage standard star stars start state station status steel stone store stork storm story
    strategy stream street strength strong structure student studio style success summer summit sun sunday sunny
    sunrise sunset super superior support supreme surface survey swan sweet swift symmetron symphony system table
    tactic talent target team technique technology temple tempo tender term terra test texas theme thunder thursday
    tide tiger timber time titan token topaz torch tower town track trade trader trading trail training transit
    transport travel tree triangle tribune trident triton triumph true trust truth tuesday tulip turbine turkey twin
    union unique unison unit united unity universal universe university urban valley valor value vector vega
    velocity venture venus vertical verus vessel veteran victor victory vida view viking village violet violin
    virtue visa vision vista vital voice volcano vote voyager vulcan wall war watch water wave wayside wealth
    wednesday west whale wheels white wind wing wings winner winter wire wisdom wolf wood word work works world yard
    year yellow young zenith zero zest zinc
    """.split()  # noqa: SIM905
)
_STOP = frozenset(("and", "of", "the", "for", "de", "et", "und", "y", "e", "in", "on", "la", "du", "des", "al", "el"))
_RANK = {"press": 0, "primary": 1, "alias": 2, "fka": 3, "former": 3, "native": 2, "original": 2}
_CURATED = frozenset(("press", "primary"))
_PERSONS = frozenset(("individual", "person"))
_CRAFT = frozenset(("vessel", "aircraft"))
_SURE_WEIGHT, _FAIR_WEIGHT = 1.5, 0.9
_LONGEST = 240  # folded characters; longer names are not running text


class Strength(IntEnum):
    """How much a form says on its own."""

    WEAK = 0  # counts only where the document names the entry in another way
    FAIR = 1  # a possible match
    SURE = 2


@dataclass(frozen=True, slots=True)
class Pattern:
    """One form of one name.

    rank: the lower, the more the name is the entity's own. upper: must stand in capitals. capital: must begin
    with a capital letter. whole: the name as printed, its legal form included.
    """

    entry: str
    name: str
    rank: int
    strength: Strength
    upper: bool
    capital: bool
    whole: bool
    craft: bool = False


def key_of(words: Iterable[str]) -> str:
    """Folded words as they stand in a folded text; a space is a boundary, CJK letters need none."""
    text = " ".join(words)
    return ("" if is_cjk(text[0]) else " ") + text + ("" if is_cjk(text[-1]) else " ")


def patterns_of(entry: Entry) -> Iterator[tuple[str, Pattern]]:
    """The forms of an entry's names with what each says."""
    kind = entry.type.lower()
    if kind == ADDRESS:
        return  # "Address 07" is a number in a list, not what anybody is called
    for name in entry.names:
        texts = [name.text]
        if kind in _PERSONS and name.text.count(",") == 1:
            last, _, first = name.text.partition(",")
            texts.append(f"{first} {last}")
        for text in texts:
            yield from _forms(entry.id, text, name.text, name.kind, kind)


def _forms(entry: str, text: str, name: str, name_kind: str, kind: str) -> Iterator[tuple[str, Pattern]]:
    words = folded_words(text)
    core = drop_forms(words)[0]
    joined = folded_words(" ".join(split(text).words))
    variants = [(True, words)]
    variants.extend((False, each) for each in (core, joined) if each not in (words, []))
    seen: set[str] = set()
    for whole, variant in variants:
        for each in (variant, [word for word in variant if word != "and"]) if "and" in variant else (variant,):
            if not each:
                continue
            key = key_of(each)
            if key in seen or len(key) > _LONGEST:
                continue
            seen.add(key)
            # a form in the name ("Co., Ltd.") helps only if the rest is a name already
            made = _pattern(entry, name, each, core if each is words else drop_forms(each)[0], name_kind, kind, whole)
            if made is not None:
                yield key, made


def _pattern(
    entry: str, name: str, words: list[str], core: list[str], name_kind: str, kind: str, whole: bool
) -> Pattern | None:
    """The pattern of a form of a name; `core`: its words without the legal form."""
    rank = _RANK.get(name_kind, 2)
    letters = sum(map(len, words))
    core = core or words
    if is_cjk(words[0][0]) and len(words) == 1:
        if letters < 2 or (letters == 2 and name_kind not in ("press", "native", "original")):
            return None
        strength = Strength.SURE if letters > 3 or (letters > 2 and kind not in _PERSONS) else Strength.FAIR
        return Pattern(entry, name, rank, strength, False, False, whole)
    if len(core) == 1:
        return _one_word(entry, name, core[0], name_kind, kind, whole and len(words) > 1)
    if kind in _CRAFT and letters < 5:
        return None
    telling = [weight(word) for word in core if not (word in _STOP or is_place(word) or word in _ORDINARY)]
    total = sum(telling)
    strength = Strength.FAIR
    if letters < 6 or not telling:
        # initials, "Trading House", "Bank of Moscow": nothing but places and common words
        strength = Strength.WEAK if len(core) < 4 or letters < 16 else Strength.FAIR
    elif kind in _PERSONS:
        strength = Strength.SURE if total >= _SURE_WEIGHT and len(core) > 2 else Strength.FAIR
        if total < _FAIR_WEIGHT:
            strength = Strength.WEAK
    elif max(telling) >= 0.9 or total >= _SURE_WEIGHT or (letters >= 16 and total >= _FAIR_WEIGHT):
        strength = Strength.SURE
    elif total < _FAIR_WEIGHT and letters < 16:
        strength = Strength.WEAK
    if kind in _CRAFT and strength is Strength.SURE:
        strength = Strength.FAIR
    distinctive = bool(telling) and max(telling) >= 0.95 and strength is Strength.SURE
    return Pattern(entry, name, rank, strength, False, not distinctive, whole)


def _one_word(entry: str, name: str, word: str, name_kind: str, kind: str, formed: bool) -> Pattern | None:
    """A name of one word; `formed`: with its legal form, which makes an ordinary word a name."""
    rank = _RANK.get(name_kind, 2)
    if kind in _PERSONS or word.isdigit() or is_number(word) or len(word) < 2:
        return None
    craft = kind in _CRAFT
    if craft and len(word) < 4:
        return None
    curated = name_kind in _CURATED
    ordinary = word in _ORDINARY or is_place(word) or weight(word) < 0.9
    if craft:
        return Pattern(entry, name, rank, Strength.FAIR, False, True, False, craft=True)
    if len(word) <= 3:
        if len(word) == 2 and not formed:
            return None
        strength = Strength.SURE if name_kind == "press" or formed else Strength.WEAK
        return Pattern(entry, name, rank, strength, True, True, formed)
    if ordinary:
        strength = Strength.SURE if formed else Strength.WEAK
        return Pattern(entry, name, rank, strength, False, True, formed)
    if len(word) == 4:
        upper = not curated and not formed
        return Pattern(entry, name, rank, Strength.SURE if curated or formed else Strength.FAIR, upper, True, formed)
    return Pattern(entry, name, rank, Strength.SURE, False, len(word) < 6, formed)
