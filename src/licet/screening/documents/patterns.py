"""Which names of a register are looked for in running text, in which forms, and how much each says.

A name in a text stands without its row: only its letters speak. Each form therefore has a *strength*: `SURE`
names stand on their own; `WEAK` ones (acronyms, ordinary words, two frequent words) count only beside another
mention of the same entry, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum

from licet.lists.entry import Entry
from licet.screening.documents.folding import fold_text, is_cjk
from licet.screening.names.legal_forms import drop_forms
from licet.screening.names.normalize import split
from licet.screening.names.words import is_number, is_place, weight

__all__ = ["Pattern", "Strength", "key_of", "patterns_of"]

# Words of ordinary English (months, creatures, virtues, trades) that are also some listed party's whole name.
_ORDINARY = frozenset(
    """
    alert alias alpha area ask atom best bid bis both carbon card castor center centre city class crypt crystal day
    ear electronic electronics element equality execution focus forum gas giant huge infinity instrument integral its
    leadership matrix monitoring olive orbit partner planar plasma power progress python quantum rental resource rival
    rotor router safe said scan shock solid spar spectrum staff start status technology timber trust truth universal
    vector venture world albatross apex apollo aquarius arch archipelago argon argument arsenal auction aura aurora
    axiom bastion battery berg bison bravo breeze bright capital caravan carry cascade castle century challenge champion
    cherry citadel classic clover coast comet companion compass concord condor constant contract contour coral cosmos
    courage crown cruise dart dawning decent delta dialog dialogue diamond dolphin dragon dream eagle earth east ebony
    edison element elite emerald empire endurance energies enigma enterprise evil excellence explorer express falcon
    fame fidelity finder flame flora fortune freedom frontier galaxy gamma garnet gemini genesis genius ghost glory
    gold golden grace grand griffon grinder guardian habit harmony harvest hawk heal helium hero heroes hope horizon
    horse hunter hydra hydro icon ideal idea image impulse infinite ingenuity intercom invent iridescent island ivory
    jade jambs joker joy jubilee juniper jupiter justice kepler king kite laser legacy legend liberty light lily lion
    logic lotus luck lynx magic magnet major marathon mars master maverick maximum mercury meridian meteor metro mirage
    modest moment monarch moon mountain mustang myth native navigator nebula neon neptune nobility noble north nova oasis
    oak ocean october onset onyx opera optima orange orchid orient origin orion paradise patriot peace pearl pegasus
    phoenix pilot pine pioneer planet planeta platinum pluto pointer polar popular pride prime princess prism prist
    promise prometheus proton proud queen quest rabia radar rainbow ranger regal regent reliance renaissance resurs rex
    river robust rock rose royal ruby sage sail sapphire satisfaction saturn scorpion secure september serenity
    shadow shark shell sierra silver sirius smart smile snow socrates solution sonic source south spark sparks sparta
    spirit sputnik star stars steel stork storm success summer sun sunny sunrise sunset superior supreme swan swift
    symmetron symphony target tactic temple terra tiger titan token topaz torch trader trail triton triumph trident
    tulip union unity unison united universe valley vega velocity venus verus vertical veteran victor victory vida
    viking violet vision vista vital voice volcano voyager vulcan wave wayside west wheels whale white wind wings winner
    wisdom wolf yellow young zenith zero zest zinc account action active advance air allied alliance ally alternative
    america american anchor angel answer april arrow asia atlantic august autumn avenue award balance bank base basic
    beacon beauty bell benefit bird black blue board bond boot border bridge bridgehead british broker brother building
    bureau business camp captain carrier casual catalyst cedar central chain chairman chance change channel chief china
    chip chips choice church circle civic clay clean clear client climate cloud club code college combat comfort command
    commerce common community company complex computer concept connect contact control cooperation core corner council
    country craft crane credit crew crisis culture currency custom cycle dark data date dawn december decision deep
    defense demand department design desert destiny detail development device digital direct discovery district division
    doctor door double drive duty dynamic dynamics eastern echo economy edge editor education effect electric electron
    elements embassy engine engineering entrance epic equity escape ethos event evidence exchange exodus export factor
    factory faith family farm fast father federal field fighter film finance fire first fish flag fleet flight force
    foreign forest fortress foundation franchise friday friend front fuel function fund future gallery game gate general
    generation gentle ghana giants glass global globe government great green grid ground group growth guard guest guide
    hall hamlet hand harbor head health heart heritage high highland hill holding home honor house human ice impact
    import index india industry inform information insight institute intel interest internet iron israel january jet
    journal journey july june jungle junior karma key knight lake lance land law league life line link liquid local
    london long lord machine mail main march maria marine mark market marshal matter may media memory message metal mind
    mine ministry mint mirror mission mobile mode model modern monday money monitor morning mother motion motor motors
    movement multi museum music mystery nation national nature navy network new news night november number office officer
    oil one open option oracle order organic pacific palace palm panel paper park party path pattern pay people
    performance person phase philosopher photo piece place plan plant plasma plastic platform play point police policy
    pool port post present president press price principal product production professional profile program project
    property protocol public pulse pure race radio rain range rapid reactor ready real red region report republic
    research reserve rest result return ring rise road robot root route ruble run russia safety saint salute sand satellite
    saturday savings scale school science scope sea season seat second secret sector security sense server service seven
    shadow shield ship shop shore show side signal signature simple sky small social society soft soldier song soul
    sound space special speed sphere sport spring square stable stage standard state station stone store story strategy
    stream street strength strong structure student studio style summit sunday super support surface survey sweet system
    table talent team technique tempo tender term test texas theme thunder thursday tide time tower town track trade trading
    training transit transport travel tree triangle tribune true tuesday turbine turkey twin unique unit universal university
    urban valor value vessel view village violin virtue visa vote wall war watch water wealth wednesday wing winter wire
    wood word work works yard year trump biden apple google micron microsoft qualcomm nikkei reuters
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
    for name in entry.names:
        texts = [name.text]
        if kind in _PERSONS and name.text.count(",") == 1:
            last, _, first = name.text.partition(",")
            texts.append(f"{first} {last}")
        for text in texts:
            yield from _forms(entry.id, text, name.text, name.kind, kind)


def _forms(entry: str, text: str, name: str, name_kind: str, kind: str) -> Iterator[tuple[str, Pattern]]:
    words = fold_text(text).text.split()
    joined = list(split(text).words)
    seen: set[str] = set()
    for whole, variant in ((True, words), (False, drop_forms(words)[0]), (False, joined)):
        for each in (variant, [word for word in variant if word != "and"]):
            if not each:
                continue
            key = key_of(each)
            if key in seen or len(key) > _LONGEST:
                continue
            seen.add(key)
            # a form in the name ("Co., Ltd.") helps only if the rest is a name already
            made = _pattern(entry, name, each, name_kind, kind, whole)
            if made is not None:
                yield key, made


def _pattern(entry: str, name: str, words: list[str], name_kind: str, kind: str, whole: bool) -> Pattern | None:
    rank = _RANK.get(name_kind, 2)
    letters = sum(map(len, words))
    core = drop_forms(words)[0] or words
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
