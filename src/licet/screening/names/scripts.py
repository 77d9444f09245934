# ruff: noqa: E501, SIM905 - Chinese characters count as two columns; tables of letters read best as words in a row
"""Names of other scripts read in Latin letters: Chinese, Japanese kana, Korean, Cyrillic, Greek, Arabic, Hebrew,
Georgian and Armenian, from small tables of our own. Reading loses: it finds `possible` matches, never identity.
"""

import unicodedata

from licet.screening.names.han import has_han, readings
from licet.screening.names.normalize import plain

__all__ = ["foreign_scripts", "latin_words"]

_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяёіїєґўјљњћђџѕқғңұүһәө",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya e i i e g u j lj nj c dj dz dz"
        " k g n u u h a o".split(),
        strict=True,
    )
)
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψως",
        "a v g d e z i th i k l m n x o p r s t y f ch ps o s".split(),
        strict=True,
    )
)
_ARABIC = dict(
    zip(
        "ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءآأإؤئپچژگکی",
        "a b t th j h kh d dh r z s sh s d t z _ gh f q k l m n h w y a a _ a a i w y p ch zh g k y".split(),
        strict=True,
    )
)
_HEBREW = dict(
    zip(
        "אבגדהוזחטיכךלמםנןסעפףצץקרשת",
        "a b g d h v z h t y k k l m m n n s a p f ts ts k r sh t".split(),
        strict=True,
    )
)
_GEORGIAN = dict(
    zip(
        "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
        "a b g d e v z t i k l m n o p zh r s t u p k gh q sh ch ts dz ts ch kh j h".split(),
        strict=True,
    )
)
_ARMENIAN = dict(
    zip(
        "աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆև",
        "a b g d e z e y t zh i l kh ts k h dz gh ch m y n sh o ch p j r s v t r ts w p k o f ev".split(),
        strict=True,
    )
)
_LETTERS: dict[str, str] = {
    letter: "" if read == "_" else read
    for table in (_CYRILLIC, _GREEK, _ARABIC, _HEBREW, _GEORGIAN, _ARMENIAN)
    for letter, read in table.items()
}

_KANA_ROWS = (
    "ア a イ i ウ u エ e オ o カ ka キ ki ク ku ケ ke コ ko ガ ga ギ gi グ gu ゲ ge ゴ go サ sa シ shi ス su セ se ソ so "
    "ザ za ジ ji ズ zu ゼ ze ゾ zo タ ta チ chi ツ tsu テ te ト to ダ da ヂ ji ヅ zu デ de ド do ナ na ニ ni ヌ nu ネ ne "
    "ノ no ハ ha ヒ hi フ fu ヘ he ホ ho バ ba ビ bi ブ bu ベ be ボ bo パ pa ピ pi プ pu ペ pe ポ po マ ma ミ mi ム mu "
    "メ me モ mo ヤ ya ユ yu ヨ yo ラ ra リ ri ル ru レ re ロ ro ワ wa ヲ o ン n ヴ vu"
).split()
_KANA = dict(zip(_KANA_ROWS[::2], _KANA_ROWS[1::2], strict=True))
_SMALL = {"ャ": "ya", "ュ": "yu", "ョ": "yo", "ァ": "a", "ィ": "i", "ゥ": "u", "ェ": "e", "ォ": "o"}

_LEAD = "g kk n d tt r m b pp s ss _ j jj ch k t p h".split()
_VOWEL = "a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i".split()
_TAIL = "_ k k ks n nj nh t l lk lm lb ls lt lp lh m p ps t t ng t t k t p h".split()

# Words of company names in Chinese, Japanese and Korean, and what their English names put for them.
_TERMS = {
    "技术": "technology", "科技": "technology", "电子": "electronics", "通信": "communications", "通讯": "communications",
    "国际": "international", "集团": "group", "控股": "holding", "股份": "", "有限": "", "公司": "", "研究所": "institute",
    "研究院": "academy", "大学": "university", "学院": "college", "工业": "industry", "实业": "industry", "集成电路": "integrated circuit",
    "半导体": "semiconductor", "微电子": "microelectronics", "光电": "optoelectronics", "信息": "information", "网络": "network",
    "数据": "data", "计算机": "computer", "软件": "software", "智能": "intelligent", "数字": "digital", "系统": "system",
    "航空": "aviation", "航天": "aerospace", "船舶": "shipbuilding", "重工": "heavy industry", "机械": "machinery", "制造": "manufacturing",
    "发展": "development", "投资": "investment", "贸易": "trading", "进出口": "import export", "物流": "logistics", "设备": "equipment",
    "中国": "china", "国家": "national", "中心": "center", "银行": "bank", "石油": "petroleum", "化工": "chemical", "材料": "materials",
    "新材料": "new materials", "能源": "energy", "电力": "electric power", "汽车": "automobile", "工程": "engineering", "先进": "advanced",
    "存储": "memory", "终端": "device", "机器人": "robot", "无人机": "drone", "香港": "hong kong", "上海": "shanghai", "北京": "beijing",
    "深圳": "shenzhen", "工厂": "factory", "集积回路": "integrated circuit", "电机": "electric", "制作所": "seisakusho", "工业株": "industry",
    "华为": "huawei", "中芯": "smic", "海思": "hisilicon", "海康威视": "hikvision", "大华": "dahua", "曙光": "sugon", "浪潮": "inspur",
    "전자": "electronics", "산업": "industry", "무역": "trading", "기술": "technology", "그룹": "group", "은행": "bank", "조선": "korea",
    "국제": "international", "회사": "company", "중공업": "heavy industries", "반도체": "semiconductor", "통신": "telecom",
    "شركة": "company", "مؤسسة": "foundation", "بنك": "bank", "مصرف": "bank", "للتجارة": "trading", "الدولية": "international",
    "завод": "zavod",
}  # fmt: skip
_LONGEST_TERM = max(map(len, _TERMS))


def foreign_scripts(text: str) -> tuple[str, ...]:
    """Scripts in the text that no table here reads ("THAI", "DEVANAGARI"…), by their Unicode names."""
    unread: dict[str, None] = {}
    for letter in plain(text):
        if not letter.isascii() and letter.isalpha() and _reading(letter) is None:
            unread[unicodedata.name(letter, "UNKNOWN").split(" ")[0].split("-")[0]] = None
    return tuple(unread)


def _reading(letter: str) -> str | None:
    if letter.isascii():
        return letter
    known = _LETTERS.get(letter)
    if known is not None:
        return known
    if "\u4e00" <= letter <= "\u9fff" or "\u3040" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3":
        return ""
    bare = unicodedata.normalize("NFKD", letter)[0]
    if bare.isascii() or letter.isdigit():
        return bare
    return _LETTERS.get(bare)


def latin_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """The folded words read in Latin letters; ASCII words stand as they are."""
    out: list[str] = []
    for word in words:
        if word.isascii():
            out.append(word)
        elif _is_cjk(word):
            out.extend(_read_cjk(word))
        else:
            term = _TERMS.get(word)
            if term is not None:
                out.extend(term.split())
                continue
            if word.startswith("ال") and len(word) > 3:  # the Arabic article
                out.append("al")
            bare = word.removeprefix("ال") if len(word) > 3 else word
            read = "".join(_reading(letter) or "" for letter in bare)
            if read:
                out.append(read)
    return tuple(out)


def _is_cjk(word: str) -> bool:
    return has_han(word) or any("\u3040" <= letter <= "\u30ff" or "\uac00" <= letter <= "\ud7a3" for letter in word)


def _read_cjk(word: str) -> list[str]:
    out: list[str] = []
    rest = ""
    at = 0
    while at < len(word):
        for n in range(min(_LONGEST_TERM, len(word) - at), 1, -1):
            term = _TERMS.get(word[at : at + n])
            if term is not None:
                if rest:
                    out.append(_syllables(rest))
                    rest = ""
                out.extend(term.split())
                at += n
                break
        else:
            rest += word[at]
            at += 1
    if rest:
        out.append(_syllables(rest))
    return [read for read in out if read]


def _syllables(run: str) -> str:
    out: list[str] = []
    for letter in _katakana(run):
        if letter in _KANA:
            out.append(_KANA[letter])
        elif letter in _SMALL:
            last = out.pop() if out else ""
            glide = _SMALL[letter]
            out.append((last[:-1] + glide) if len(last) > 1 and last[-1] == "i" and len(glide) == 2 else last + glide)
        elif letter in "ーッ":
            continue
        elif "\uac00" <= letter <= "\ud7a3":
            code = ord(letter) - 0xAC00
            parts = (_LEAD[code // 588], _VOWEL[code % 588 // 28], _TAIL[code % 28])
            out.append("".join(part for part in parts if part != "_"))
        elif "\u4e00" <= letter <= "\u9fff":
            out.append(letter)
        else:
            out.append(_reading(letter) or "")
    joined = "".join(out)
    return "".join(readings(joined)) if has_han(joined) else joined


def _katakana(run: str) -> str:
    return "".join(chr(ord(letter) + 0x60) if "\u3041" <= letter <= "\u3096" else letter for letter in run)
