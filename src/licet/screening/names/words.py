"""What a word of a name is worth: how rare it is, whether it is a place or a number, what else it is written as.

`words.txt` holds a frequency table: the share of company and personal names on public lists that hold a word,
as a weight from .20 (in every eighth name) to .90; brand names were taken out of it, so that a register half of
which is called "Huawei" still knows the word to be distinctive. A word that is not in the table weighs 1.
"""

from functools import cache, lru_cache
from importlib.resources import files

from licet.terms.country import COUNTRIES

__all__ = [
    "NUMBER_WEIGHT",
    "canonical",
    "is_generic",
    "is_number",
    "is_place",
    "known_words",
    "number_of",
    "spelling_classes",
    "spellings",
    "weight",
]

NUMBER_WEIGHT = 0.8
PLACE_WEIGHT = 0.40
_GENERIC_BELOW = 0.55

_PLACE_NAMES = """
beijing shanghai shenzhen guangzhou dongguan hangzhou suzhou chengdu nanjing wuhan tianjin chongqing xian xiamen
ningbo wuxi qingdao dalian shenyang harbin changchun changsha zhengzhou jinan hefei fuzhou foshan zhuhai huizhou
zhongshan nanchang kunming guiyang nanning lanzhou urumqi taiyuan shijiazhuang hohhot yinchuan xining lhasa haikou
sanya changzhou nantong yangzhou xuzhou jiaxing shaoxing wenzhou taizhou jinhua huzhou kunshan weihai yantai weifang
zibo luoyang mianyang guangdong guangxi jiangsu zhejiang sichuan fujian hunan hubei henan hebei anhui jiangxi shandong
shanxi shaanxi liaoning jilin heilongjiang yunnan guizhou gansu qinghai hainan xinjiang tibet ningxia mongolia
hongkong hong kong macau macao taiwan taipei hsinchu kowloon usa us uk uae america europe asia africa pacific
americas european asian african american british chinese russian indian japanese korean german french italian
moscow petersburg novosibirsk kazan omsk samara minsk kiev kyiv almaty tashkent tehran isfahan dubai sharjah abu dhabi
riyadh jeddah doha muscat manama beirut damascus baghdad cairo tunis algiers casablanca lagos nairobi johannesburg
istanbul ankara izmir athens rome milan madrid barcelona lisbon paris lyon berlin munich hamburg frankfurt vienna zurich
geneva brussels amsterdam rotterdam london dublin copenhagen stockholm oslo helsinki warsaw prague budapest bucharest
sofia belgrade delhi mumbai bangalore bengaluru chennai hyderabad karachi lahore islamabad dhaka colombo kathmandu
bangkok hanoi saigon kuala lumpur jakarta manila singapore penang selangor tokyo osaka kyoto seoul busan sydney
melbourne toronto vancouver montreal york angeles francisco chicago houston texas california florida mexico bogota lima
santiago buenos aires paulo rio caracas havana panama russia iran korea deutschland espana brasil italia turkiye
england scotland wales netherlands holland
"""

# Written otherwise, meant alike: the first word of each line stands for all.
_SAME = """
technology technologies tech technol technolgies technological technologic tek tekhnologii technologie tecnologia
technologyes tekhnologiya tekhnologiia
electronics electronic electron elektronik elektronika elec electr eletronica electronica
communications communication comm comms telecommunication telecommunications telecom telecomm telecoms
international intl int internacional internationale inter internatl
development dev devel develop
industry industries industrial ind inds industrie industria
manufacturing mfg manufacture manufacturer manufacturers manufactory
engineering eng engg engineers engineer inzhiniring ingenieria
group grp groups grupo grup gruppa grupp groupe gruppe jituan
holding holdings hldgs hldg kholding holdco
enterprise enterprises ent
service services svc svcs servicios servis
system systems sys syst sistemy systeme sistemas sistema
trading trade trd traders ticaret
university univ universitet universite universidad
institute inst institut institution
national natl nat nacional
association assn assoc associates
science sciences scientific sci nauchno
information info informatics
research rsch
product products prod production
equipment equip eqpt equipments
shipping ship ships
logistics logistic lojistik
center centre tsentr centro ctr
company companies kompaniya kompania compania compagnie gongsi kompaniia
corporation korporatsiya korporatsiia corporacion
import imp importing ithalat
export exp exporting ihracat
investment investments invest inversiones
brother brothers bros
department dept
laboratory laboratories lab labs
saint st sankt
mount mt
general gen
limited ltd
organization organisation org organizatsiya
bureau byuro
plant factory zavod works
design konstruktorskoe
bank banco banka banque
oil neft neftyanaya petroleum petrol petro
gas gaz
ministry ministerio ministerstvo
state gosudarstvennoe gosudarstvenny gosudarstvennoye
airlines airline airways avia aerolineas aviakompaniya
transport transportation transporte transports
foundation fund fond fundacion fondation
federal federalnoe federalnoye
unitary unitarnoe unitarnoye
enterprise predpriyatie predpriyatiye empresa
production proizvodstvennoe proizvodstvennoye proizvodstvennaya proizvodstvenny
amalgamation obedinenie obyedinenie obyedineniye
research issledovatelskiy issledovatelski issledovatelskii
party partido partiya
army ejercito
union soyuz
concern kontsern
complex kompleks
joint sovmestnoe
construction constructora constructions stroitelnaya
chemical chemicals khimicheskiy kimya
machine machines machinery makina mashinostroitelny
energy energo energia enerji energiya
insurance seguros sigorta
school escuela shkola
marine maritime maritima
islamic islami islamiya
republic republica respublika
and und et y ve
of de di du da del von van der
muhammad mohammad mohammed mohamed muhammed mohamad mohd muhamad mehmet
ahmad ahmed akhmed achmad
husayn hussein hussain hossein husein hosein
hasan hassan
yusuf yousef youssef yusef yousuf
abdallah abdullah abdulla abdalla
umar omar
uthman osman othman usman
mahmud mahmoud mahmood
said saeed sayed sayyid seyed sayyed seyyed syed
khalid khaled
salih saleh salah
sulayman suleiman sulaiman soleiman
ibrahim ebrahim
aleksandr alexander aleksander oleksandr alyaksandr
aleksei alexey aleksey alexei
sergei sergey serhiy
dmitri dmitry dmitriy dmitrii dmytro
nikolai nikolay
andrei andrey
yuri yury yuriy iurii yurii
mikhail michael
yevgeni evgeny yevgeny evgeni yevgeniy evgeniy
sheikh shaykh shaikh
abdul abd abdel
al el ul
america usa us american
uk britain british
china chinese
russia russian rossii rossiya rossiskoi
hongkong hk
"""

_NUMBERS = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "one": "1", "two": "2", "three": "3",
    "1st": "1", "2nd": "2", "3rd": "3", "4th": "4", "ii": "2", "iii": "3", "iv": "4", "vi": "6", "vii": "7",
}  # fmt: skip


@cache
def _canonical() -> dict[str, str]:
    table: dict[str, str] = {}
    for paragraph in _same_lines():
        for word in paragraph[1:]:
            table.setdefault(word, paragraph[0])
    return table | _NUMBERS


def _same_lines() -> list[list[str]]:
    return [line.split() for line in _SAME.strip().splitlines()]


@cache
def _weights() -> dict[str, float]:
    table: dict[str, float] = {}
    for line in files(__package__).joinpath("words.txt").read_text(encoding="utf-8").splitlines():
        weight_text, *words = line.split()
        table.update(dict.fromkeys(words, int(weight_text) / 100))
    return table


@cache
def _places() -> frozenset[str]:
    places = set(_PLACE_NAMES.split())
    for name in COUNTRIES.values():
        places.update(word for word in name.casefold().replace(",", " ").split() if len(word) > 3)
    return frozenset(places - {"republic", "islands", "democratic", "peoples", "people's", "united", "states", "saint"})


_stands_for = _canonical()


def canonical(word: str) -> str:
    """The word that stands for this one and for its abbreviations and other spellings."""
    return _stands_for.get(word, word)


@cache
def known_words() -> tuple[str, ...]:
    """Every word of which something is known: how common it is, that it is a place, or what it stands for."""
    return tuple(dict.fromkeys((*_weights(), *_places(), *spelling_classes())))


@cache
def spelling_classes() -> dict[str, str]:
    """What stands for each word that has other spellings, itself among them."""
    return {word: word for word in _stands_for.values()} | _stands_for


@cache
def spellings(word: str) -> tuple[str, ...]:
    """The word and all that stand for the same."""
    stands_for = canonical(word)
    others = [other for other, own in _canonical().items() if own == stands_for]
    return tuple(dict.fromkeys((word, stands_for, *others)))


def is_number(word: str) -> bool:
    """Digits, with at most two letters ("12", "3a")."""
    return word[:1].isdigit() and (word.isdigit() or (len(word) < 5 and not word.isalpha()))


@lru_cache(maxsize=65536)
def number_of(word: str) -> str:
    """The number that a word stands for ("2nd" and "ii" for "2", "360" for itself), or nothing."""
    stands_for = canonical(word)
    return stands_for if stands_for[0].isdigit() else ""


def is_place(word: str) -> bool:
    """A country, province or large city, or an adjective of one."""
    return word in _places()


@lru_cache(maxsize=65536)
def weight(word: str) -> float:
    """How much of a name's identity the word carries, 0 to 1."""
    known = _weights().get(word)
    stands_for = canonical(word)
    if stands_for != word:
        other = _weights().get(stands_for, 1.0)
        known = other if known is None else min(known, other)
    if word in _places():
        return min(known or 1.0, PLACE_WEIGHT)
    if known is not None:
        return known
    if is_number(word):
        return NUMBER_WEIGHT
    if len(word) == 1:
        return 0.35
    if len(word) == 2:
        return 0.55
    return 1.0 if len(word) > 3 else 0.85


def is_generic(word: str) -> bool:
    """Whether the word is common in the names of companies, or a place: sharing it says little."""
    return weight(word) < _GENERIC_BELOW
