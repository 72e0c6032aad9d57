"""Text of the old workbooks: TCVN3 (ABC) bytes that a reader of today takes for Latin-1 letters.

A cell, and even a run inside a cell, may be TCVN3 while its neighbour is Unicode. The rule is
certain where it can be and says so where it cannot:

1. A word with a letter outside Latin-1 is Unicode.
2. A word with a byte that no Vietnamese Unicode word has (``µ``, ``§``, ``Þ``, ``\\xad`` …) is
   TCVN3.
3. A word that both can read (``sè``, ``cùng``) is what makes a possible Vietnamese syllable, then
   what makes one that the office uses (`syllables`), when that holds for one reading only; else it
   follows the nearest decided word of the cell, else the sheet's majority.

The capital fonts (``.VnTimeH``) show capitals for small bytes. The font is not read; a word of at
least two capitals and no small ASCII letter is taken for one in capitals (``GI¸ TRÞ``).

Source of the table: TCVN 5712:1993, VN3.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal

from phantich.sources.gso.syllables import KNOWN

Encoding = Literal["tcvn3", "unicode"]

_BYTES: Final = (
    "\xa1\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xab\xac\xad\xae"
    "\xb5\xb6\xb7\xb8\xb9\xbb\xbc\xbd\xbe\xc6\xc7\xc8\xc9\xca\xcb\xcc\xce\xcf\xd0\xd1"
    "\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xdc\xdd\xde\xdf\xe1\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9"
    "\xea\xeb\xec\xed\xee\xef\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa\xfb\xfc\xfd\xfe"
)
_LETTERS: Final = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
_TABLE: Final = {ord(byte): letter for byte, letter in zip(_BYTES, _LETTERS, strict=True)}
_BYTES_OF: Final = {ord(letter): byte for byte, letter in zip(_BYTES, _LETTERS, strict=True)}

_LATIN1_VIETNAMESE: Final = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
#: Bytes that a Vietnamese word in Unicode never has.
_ONLY_TCVN3: Final = re.compile(
    "[" + "".join(re.escape(b) for b in _BYTES if b not in _LATIN1_VIETNAMESE) + "]"
)
_SHARED: Final = re.compile("[" + "".join(b for b in _BYTES if b in _LATIN1_VIETNAMESE) + "]")
#: ``víi`` (với), ``héi`` (hội), ``phôc`` (phục): spellings that only TCVN3 has, of shared bytes.
_IMPOSSIBLE: Final = re.compile("[éèêíì]i|ô[cpt]")
_BEYOND_LATIN1: Final = re.compile("[\u0100-\u1eff]")
#: A word: letters of both encodings, none of the punctuation around it.
_WORD: Final = re.compile(
    r"[A-Za-z\u00a1-\u00af\u00b5-\u00b9\u00bb-\u00be\u00c0-\u024f\u0300-\u1eff]+"
)
_LOW: Final = re.compile("[a-z]")
_TWO_CAPITALS: Final = re.compile("[A-Z].*[A-Z]")
_HORN_TWICE: Final = re.compile("\xad{2,}")


def decode(text: str, majority: Encoding = "unicode") -> str:
    """Text in Unicode (NFC), whatever its parts are encoded in; spaces at the ends are kept.

    Parameters
    ----------
    text
        As the workbook has it.
    majority
        Encoding of the sheet, for words that both encodings can read (see `majority_of`).

    Examples
    --------
    >>> decode("ChØ sè gi¸ tiªu dïng"), decode("cïng kú năm 2009")
    ('Chỉ số giá tiêu dùng', 'cùng kỳ năm 2009')
    >>> decode("H¶i D\xad\xad¬ng"), decode("GI¸ TRÞ S¶N XUÊT"), decode("Lúa mùa")
    ('Hải Dương', 'GIÁ TRỊ SẢN XUẤT', 'Lúa mùa')
    """
    if text.isascii():
        return text
    if not _ONLY_TCVN3.search(text) and not _SHARED.search(text):
        return _compose(text)
    return _decode(text, majority)


def other_reading(text: str) -> str:
    """The text as it stood if reading it as TCVN3 was wrong.

    Where both encodings can read a word the sheet's majority decides, sometimes wrongly; a name
    that no list knows is worth a second look.

    >>> other_reading("Thỏi Bỡnh"), other_reading("Tài chớnh, ngõn hàng")
    ('Thái Bình', 'Tài chính, ngân hàng')
    """
    return _WORD.sub(_bytes_taken_for_letters, text)


def _bytes_taken_for_letters(match: re.Match[str]) -> str:
    undone = match[0].translate(_BYTES_OF)
    return match[0] if _ONLY_TCVN3.search(undone) else undone


def votes(text: str) -> int:
    """How far a text speaks for its sheet being TCVN3: +1, or Unicode: -1, or neither: 0."""
    if text.isascii():
        return 0
    if _BEYOND_LATIN1.search(text):
        return -1
    return 1 if _ONLY_TCVN3.search(text) else 0


def is_unicode(text: str) -> bool:
    """Whether a text, of a cell or a whole sheet, needs no decoding: composed, no TCVN3 byte, and
    no pair of letters that Vietnamese spelling in Unicode rules out."""
    return (
        _ONLY_TCVN3.search(text) is None
        and _IMPOSSIBLE.search(text) is None
        and unicodedata.is_normalized("NFC", text)
    )


@lru_cache(maxsize=65536)
def _compose(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def _decode(text: str, majority: Encoding) -> str:
    spans = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    found = [_encoding_of(text[a:b]) for a, b in spans]
    out: list[str] = []
    last = 0
    for i, (start, end) in enumerate(spans):
        out.append(text[last:start])
        word = text[start:end]
        if not word.isascii():
            encoding = found[i] or _nearest(found, i) or majority
            word = _from_tcvn3(word) if encoding == "tcvn3" else _mended(word)
        out.append(word)
        last = end
    out.append(text[last:])
    return unicodedata.normalize("NFC", "".join(out))


@lru_cache(maxsize=16384)
def _encoding_of(word: str) -> Encoding | None:
    if word.isascii():
        return None
    if _BEYOND_LATIN1.search(word):
        return "unicode"
    if _ONLY_TCVN3.search(word):
        return "tcvn3"
    other = _from_tcvn3(word)
    for fits in (_is_syllable, _is_known):
        if fits(word) != fits(other):
            return "unicode" if fits(word) else "tcvn3"
    return None


def _is_known(word: str) -> bool:
    return word.lower() in KNOWN


def _nearest(found: list[Encoding | None], at: int) -> Encoding | None:
    for step in range(1, len(found)):
        for place in (at - step, at + step):
            if 0 <= place < len(found) and found[place] is not None:
                return found[place]
    return None


def _mended(word: str) -> str:
    """A Unicode word in which single letters were left in TCVN3: ``§ắk`` is ``Đắk``."""
    return _ONLY_TCVN3.sub(lambda m: _TABLE[ord(m[0])], word)


@lru_cache(maxsize=16384)
def _from_tcvn3(word: str) -> str:
    letters = _HORN_TWICE.sub("\xad", word).translate(_TABLE)
    capitals = _TWO_CAPITALS.search(word) is not None and _LOW.search(word) is None
    return letters.upper() if capitals else letters


_STOP_TONES: Final = {"\u0301", "\u0323"}
_TONES: Final = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
_NUCLEI: Final = (
    "iêu yêu uôi ươi ươu oai oay oao oeo uây uya uyê uyu ai ao au âu ay ây eo êu ia iê yê iu oa oă "
    "oe oi ôi ơi oo ua uâ uê ui ưi uô ươ ưa ưu uơ uy a ă â e ê i o ô ơ u ư y"
)
_SYLLABLE: Final = re.compile(
    r"(?P<initial>ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx])?"
    rf"(?P<nucleus>{_NUCLEI.replace(' ', '|')})(?P<final>ng|nh|ch|[cmnpt])?"
)


@lru_cache(maxsize=16384)
def _is_syllable(word: str) -> bool:
    """Whether the word can be a Vietnamese syllable: spelling, one tone, tone before a stop."""
    if not (word.islower() or word.isupper() or word.istitle()):
        return False
    tones = [c for c in unicodedata.normalize("NFD", word) if c in _TONES]
    plain = _without_tone(word.lower())
    match = _SYLLABLE.fullmatch(plain)
    if match is None or len(tones) > 1:
        return False
    initial, nucleus, final = match["initial"] or "", match["nucleus"], match["final"] or ""
    if initial in {"k", "gh", "ngh"} and nucleus[0] not in "ieêy":
        return False
    if initial in {"c", "g", "ng"} and nucleus[0] in "eêy":
        return False
    return not (final in {"c", "ch", "p", "t"} and not set(tones) <= _STOP_TONES)


def _without_tone(word: str) -> str:
    parts = (c for c in unicodedata.normalize("NFD", word) if c not in _TONES)
    return unicodedata.normalize("NFC", "".join(parts))
