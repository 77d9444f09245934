# ruff: noqa: E501 - Chinese characters count as two columns
"""Chinese characters: traditional to simplified, and the common reading in pinyin without tones.

`han.txt` holds facts of the Unicode Han database: two aligned lines of traditional and simplified characters,
then one line a syllable with the characters read so. It is opened the first time a character needs it.
"""

import re
from functools import cache
from importlib.resources import files

__all__ = ["has_han", "readings", "to_simplified"]

# Characters whose reading in the names of companies and places is not the one the table gives first.
_READINGS_OF_NAMES: dict[str, str] = {
    "银行": "yinhang", "重庆": "chongqing", "长安": "changan", "长春": "changchun", "长沙": "changsha",
    "长江": "changjiang", "长城": "changcheng", "长飞": "changfei", "长虹": "changhong", "长征": "changzheng",
    "长鑫": "changxin", "长光": "changguang", "长电": "changdian", "长存": "changcun", "长三角": "changsanjiao",
    "商行": "shanghang", "行业": "hangye", "音乐": "yinyue", "西藏": "xizang", "厦门": "xiamen", "厦华": "xiahua",
    "中兴": "zhongxing", "复兴": "fuxing", "振兴": "zhenxing", "兴业": "xingye", "嘉兴": "jiaxing", "绍兴": "shaoxing",
    "成都": "chengdu", "都匀": "duyun", "六安": "luan", "蚌埠": "bengbu", "东阿": "donge", "台州": "taizhou",
    "单县": "shanxian", "朝阳": "chaoyang", "乐山": "leshan", "宝盈": "baoying", "扬州": "yangzhou",
    "番禺": "panyu", "重工": "zhonggong", "会计": "kuaiji", "发展": "fazhan", "传感": "chuangan", "调度": "diaodu", "弹药": "danyao", "导弹": "daodan",
    "长": "chang", "行": "hang", "重": "zhong", "盛": "sheng", "曾": "zeng", "朴": "pu", "解": "jie", "单": "dan",
    "曲": "qu", "仇": "qiu", "大": "da", "都": "du", "中": "zhong", "兴": "xing", "发": "fa", "南": "nan", "石": "shi",
    "会": "hui", "区": "qu", "台": "tai", "吕": "lü",
}  # fmt: skip


def has_han(text: str) -> bool:
    """Whether a Chinese character (of the basic block) stands in the text."""
    return _HAN.search(text) is not None


_HAN = re.compile("[\u4e00-\u9fff]")


@cache
def _lines() -> tuple[str, ...]:
    return tuple(files(__package__).joinpath("han.txt").read_text(encoding="utf-8").splitlines())


@cache
def _simplified() -> dict[int, int]:
    return str.maketrans(_lines()[0], _lines()[1])


@cache
def _pinyin() -> dict[str, str]:
    table: dict[str, str] = {}
    for line in _lines()[2:]:
        syllable, _, letters = line.partition(" ")
        table.update(dict.fromkeys(letters, syllable))
    return table


def to_simplified(text: str) -> str:
    """The text with traditional characters replaced by simplified ones, one for one."""
    return text.translate(_simplified())


def readings(text: str) -> list[str]:
    """Pinyin syllables of a run of Chinese characters; a character without a reading stands for itself."""
    text = to_simplified(text)
    table = _pinyin()
    out: list[str] = []
    at = 0
    while at < len(text):
        for n in (3, 2, 1):
            known = _READINGS_OF_NAMES.get(text[at : at + n])
            if known is not None:
                out.append(known.replace("ü", "u"))
                at += n
                break
        else:
            out.append(table.get(text[at], text[at]))
            at += 1
    return out
