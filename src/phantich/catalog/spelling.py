"""When two spellings mean the same name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

#: Grave, acute, tilde, hook above, dot below: the five tone marks once decomposed.
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_FOOTNOTE = re.compile(r"\(\s*(?:\*+|\d{1,2})\s*\)|[*†‡¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_LEAD = re.compile(r"^\s*[-+–•]*\s*(?:trong đó|of which)\s*:\s*", re.IGNORECASE)


@lru_cache(maxsize=32768)
def key(text: str) -> str:
    """The form in which two spellings of one name are equal.

    Examples
    --------
    >>> key("Văn hoá, thể thao(*)") == key("VĂN HÓA  thể thao")
    True
    """
    plain = _FOOTNOTE.sub(" ", _LEAD.sub("", unicodedata.normalize("NFC", text)))
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", plain).casefold())
    return " ".join(_tone_last(word) for word in words)


def _tone_last(word: str) -> str:
    """The word with its tone mark moved behind it, since its place is a matter of style."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return "".join(letter for letter in letters if letter not in _TONES) + tones
