"""Names as they are compared: one strict identity key a name, and its words.

`fold` is the contract's "is a name of": equal after folding case, width, script variants, spacing, punctuation
and legal form. It keeps the script of a name; reading one script in another is `scripts.py`'s and never identity.
"""

import re
import unicodedata
from itertools import islice
from typing import NamedTuple

from licet.screening.names.han import has_han, to_simplified
from licet.screening.names.legal_forms import SCRIPT_FORMS, drop_forms

__all__ = ["Parts", "fold", "keys", "plain", "query_keys", "split"]

# Letters that NFKD does not take apart.
_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h",
        "ŧ": "t", "ŋ": "n", "ĸ": "k", "ə": "a", "ƒ": "f", "ɓ": "b", "ɗ": "d", "ƴ": "y", "ƙ": "k", "ɨ": "i",
        "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d", "ᴇ": "e", "ɢ": "g", "ʜ": "h", "ɪ": "i", "ᴊ": "j", "ᴋ": "k",
        "ʟ": "l", "ᴍ": "m", "ɴ": "n", "ᴏ": "o", "ᴘ": "p", "ʀ": "r", "ꜱ": "s", "ᴛ": "t", "ᴜ": "u", "ᴠ": "v",
        "ᴡ": "w", "ʏ": "y", "ᴢ": "z", "ɑ": "a", "ɡ": "g",
    }
)  # fmt: skip

# Cyrillic and Greek letters that look like Latin ones, in either case (after case folding).
_LOOKALIKES = str.maketrans(
    "авекмнорстухѕіјԛԝһёԁӏ" + "αβεζηικμνορτυχγω",
    "abekmhopctyxsijqwhedl" + "abezhikmnoptyxyw",
)
_LOOKALIKE_LETTERS = frozenset(map(chr, _LOOKALIKES))

_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘ʼ`´ʹʻ′", None) | {"&": " and ", "+": " + "})
_INITIALS = re.compile(r"(?<![^\W_])(?:[^\W\d_][./]\s?){1,}[^\W\d_](?![^\W_])\.?")
_WORD = re.compile(r"[^\W_]+")
_ASCII_LETTER = re.compile(r"[a-z]")
_SPACED = bytes(code if chr(code) in "abcdefghijklmnopqrstuvwxyz0123456789" else 32 for code in range(256))
_PARENTHESES = re.compile(r"[(\[{]([^()\[\]{}]*)[)\]}]")
_MAYBE_ALIAS = re.compile(r"[kb][ /.]{0,3}a\b|t/a\b|[sg] as\b|wn as\b")
_ALIAS = re.compile(
    r"(?<=\w\w[\s,;(.])\s?[(]?\b(?:[dafn]\s?[/.]?\s?[bk]\s?[/.]?\s?a\b\.?|t/a\b|doing business as\b|"
    r"(?:also |formerly |now |previously )known as\b|trading as\b)",
    re.IGNORECASE,
)
_LOOK_AT = 2000  # characters in which acronyms and "doing business as" are looked for
_STOP = frozenset(("and", "of", "the", "for", "de", "et", "und", "y", "e", "in", "on", "la", "du", "des"))


class Parts(NamedTuple):
    """A folded name: its words, and the canonical legal forms that stood with them."""

    words: tuple[str, ...]
    forms: tuple[str, ...]

    @property
    def key(self) -> str:
        """The identity key: words joined. Without a letter in them, the legal forms stay."""
        joined = "".join(self.words)
        if len(joined) < 2 or joined.isdigit():
            return joined + "".join(self.forms)
        return joined


class _Letters(dict[int, str | None]):
    """What becomes of each character of a decomposed text; worked out when first met."""

    def __missing__(self, code: int) -> str | None:
        letter = chr(code)
        # Accents above, below and through a letter, and Hebrew and Arabic points; not the vowels of Indic scripts.
        combining = unicodedata.combining(letter)
        if combining >= 200 or combining == 1 or 10 <= combining <= 36:
            kept = None
        elif unicodedata.category(letter) in ("Cf", "Cc", "Co", "Cs", "Cn", "Me"):
            kept = None if code > 127 else letter
        else:
            kept = letter
        self[code] = kept
        return kept


class _Spaced(dict[int, str]):
    """Letters, digits and the marks that are letters of their script stand; all else is a space."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kept = letter if letter.isalnum() or unicodedata.category(letter)[0] == "M" else " "
        self[code] = kept
        return kept


_letters = _Letters()
_spaced = _Spaced()


def plain(text: str) -> str:
    """The text without case, width, marks, invisible characters and look-alike letters; spaces kept."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold())
    text = unicodedata.normalize("NFC", text.translate(_letters)).translate(_LETTERS)
    if text.isascii():
        return text
    if has_han(text):
        text = to_simplified(text)
    return _without_lookalikes(text)


def _without_lookalikes(text: str) -> str:
    if _ASCII_LETTER.search(text) is None:
        return text
    return _WORD.sub(_latin_word, text)


def _latin_word(found: re.Match[str]) -> str:
    word = found.group()
    if not word.isascii() and all(letter.isascii() or letter in _LOOKALIKE_LETTERS for letter in word):
        return word.translate(_LOOKALIKES)
    return word


def _words(text: str) -> list[str]:
    """Runs of letters, digits and the marks that are letters of their script."""
    return text.translate(_spaced).split()


def split(text: str) -> Parts:
    """A name's folded words and legal forms. Time is linear in the length of the text."""
    text = plain(text)
    if text.isascii():
        words = _ascii_words(text.replace("&", " and "))
        if ("." in text or "/" in text) and 1 in map(len, words):  # initials to be joined
            words = _ascii_words(_INITIALS.sub(_join_initials, text.translate(_APOSTROPHES)))
        words, dropped = drop_forms(words)
        return Parts(tuple(words), tuple(dropped))
    text = text.translate(_APOSTROPHES)
    if "." in text or "/" in text:
        text = _INITIALS.sub(_join_initials, text)
    forms: list[str] = []
    words = _cut_script_forms(" ".join(_words(text)), forms).split()
    words, dropped = drop_forms(words)
    return Parts(tuple(words), tuple(forms + dropped))


def _ascii_words(text: str) -> list[str]:
    """Runs of letters and digits of a text in lower case; apostrophes part no word."""
    return text.encode("ascii").translate(_SPACED, b"'`").decode("ascii").split()


def _join_initials(found: re.Match[str]) -> str:
    letters = found.group()
    return " " + "".join(letter for letter in letters if letter.isalnum()) + " "


def _cut_script_forms(text: str, forms: list[str]) -> str:
    for phrase, canonical in SCRIPT_FORMS:
        if phrase not in text:
            continue
        spaced = not _without_spaces(phrase)
        if text.endswith(phrase) and len(text) > len(phrase) and (not spaced or text[-len(phrase) - 1] == " "):
            text = text[: -len(phrase)].strip()
            forms.append(canonical)
        elif text.startswith(phrase) and len(text) > len(phrase) and (not spaced or text[len(phrase)] == " "):
            text = text[len(phrase) :].strip()
            forms.append(canonical)
        elif not spaced and len(phrase) > 2 and text.find(phrase) > 0:
            text = text.replace(phrase, " ").strip()
            forms.append(canonical)
    return text


def _without_spaces(phrase: str) -> bool:
    return "\u3040" <= phrase[0] <= "\u9fff" or "\uac00" <= phrase[0] <= "\ud7a3"


def fold(text: str) -> str:
    """The strict identity key of a name; two names are the same name when their keys are equal.

    Empty only when the text holds no letter and no digit at all.
    """
    return split(text).key


def _initials(words: list[str]) -> set[str]:
    significant = [word for word in words if word not in _STOP]
    out = {"".join(word[0] for word in words), "".join(word[0] for word in significant)}
    kept = drop_forms(significant)[0]
    out.add("".join(word[0] for word in kept))
    return {letters for letters in out if len(letters) >= 3}


def _maybe_alias(text: str) -> bool:
    text = text[:_LOOK_AT].lower()
    return (
        "/" in text or " as " in text or ".k" in text or ".b" in text or "ka" in text or "ba" in text or " a" in text
    ) and _MAYBE_ALIAS.search(text) is not None


def _variants(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(texts that name the same entity, acronyms spelled out by it)."""
    texts = [text]
    acronyms: list[str] = []
    if "(" in text or "[" in text or "（" in text:
        opened = text[:_LOOK_AT].replace("（", "(").replace("）", ")")
        for found in islice(_PARENTHESES.finditer(opened), 3):
            inner = "".join(_WORD.findall(plain(found.group(1))))
            before = _WORD.findall(plain(_PARENTHESES.sub(" ", opened)))
            if 3 <= len(inner) <= 12 and before and inner in _initials(before):
                texts.append(opened[: found.start()] + " " + opened[found.end() :])
                acronyms.append(inner)
    if len(text) > 8 and _maybe_alias(text):
        texts.extend(part for part in _ALIAS.split(text[:_LOOK_AT]) if _WORD.search(part))
    return tuple(texts), tuple(acronyms)


def keys(text: str, known: str | None = None) -> tuple[str, ...]:
    """Every identity key of a listed name: of the whole text, of the text without an acronym in parentheses that
    its initials spell, of that acronym, and of each side of "doing business as" and its like.

    known: `fold(text)`, where the caller has it already.
    """
    own = fold(text) if known is None else known
    texts, acronyms = _variants(text)
    if len(texts) == 1 and not acronyms:
        return (own,) if own else ()
    found = dict.fromkeys((own, *(fold(variant) for variant in texts[1:]), *acronyms))
    return tuple(key for key in found if key)


def query_keys(text: str, known: str | None = None) -> tuple[str, ...]:
    """As `keys`, for a name that is asked about: without the acronym, which on its own may be another's."""
    own = fold(text) if known is None else known
    texts, _ = _variants(text)
    if len(texts) == 1 and own.isascii():
        return (own,) if own else ()
    found = dict.fromkeys((own, *(fold(variant) for variant in texts[1:])))
    for key in tuple(found):
        # A name wholly in Cyrillic or Greek letters that look Latin may be a disguise: asked both ways.
        if not key.isascii() and all(letter in _LOOKALIKE_LETTERS or letter.isascii() for letter in key):
            found[key.translate(_LOOKALIKES)] = None
    return tuple(key for key in found if key)
