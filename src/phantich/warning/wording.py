"""Sentences of flags: templates filled with numbers of the record and nothing else.

A template is written in both languages. ``{field}`` stands for a field of the flag or an entry of
its evidence; a colon tells how: ``:a`` an amount with unit, ``:n`` an amount, ``:s`` its absolute
size with unit, ``:p`` per cent (absolute), ``:i`` a whole number, ``:t`` text in a sentence. A part
in ``[[…]]`` is left out where a number that it needs is missing.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from string import Formatter
from typing import Final, TypeAlias

from phantich.language import NBSP, Language, number
from phantich.warning.flag import Flag
from phantich.warning.numerals import amount, one_in, period_name
from phantich.warning.templates import CAUSES, DIRECTIONS, TEMPLATES

_OPTIONAL: Final = re.compile(r"\[\[(.*?)\]\]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A number as printed, the field it prints, and the value that field has."""

    text: str
    field: str
    value: float


Part: TypeAlias = str | Slot


def told(flag: Flag, lang: Language) -> str:
    """The sentence of a flag.

    Examples
    --------
    >>> flag = Flag(series="a", name_vi="CPI Giao thông", period="2026-07", frequency="M",
    ...     rule="residual", version="1.0", severity="watch", direction="up", unit="%",
    ...     observed=4.1, expected=0.35, lo=-0.9, hi=1.6, p_value=1 / 900)
    >>> print(told(flag, "vi").replace(NBSP, " "))
    CPI Giao thông tháng 07/2026 là 4,1%, cao hơn mức thường thấy −0,9 đến 1,6% (dự kiến 0,35%); \
do ngẫu nhiên chỉ gặp khoảng một lần trong 900 kỳ.
    """
    return "".join(p if isinstance(p, str) else p.text for p in parts(flag, lang))


def parts(flag: Flag, lang: Language) -> list[Part]:
    """The sentence in pieces: words, and numbers that know their field."""
    template = TEMPLATES[flag.template or flag.rule][0 if lang == "vi" else 1]
    chosen = _OPTIONAL.sub(lambda found: found[1] if _complete(found[1], flag) else "", template)
    pieces = list(_filled(chosen, flag, lang))
    if flag.opened and flag.opened != flag.period:
        since = period_name(flag.opened, flag.frequency, lang)
        pieces.append(f" Kéo dài từ {since}." if lang == "vi" else f" Open since {since}.")
    if flag.cause:
        pieces.append(" " + CAUSES[flag.cause][0 if lang == "vi" else 1])
    return _joined(pieces)


def value_of(flag: Flag, name: str) -> float | str:
    """A field of the record, an entry of its evidence, or ``one_in`` of its p value."""
    if name == "one_in":
        return one_in(flag.p_value)
    if name in flag.evidence:
        return flag.evidence[name]
    found: float | str = getattr(flag, name)
    return found


def _complete(template: str, flag: Flag) -> bool:
    for _, name, _, _ in Formatter().parse(template):
        if name and name not in _WORDS:
            try:
                value = value_of(flag, name)
            except AttributeError:
                return False
            if value == "" or (isinstance(value, float) and not math.isfinite(value)):
                return False
    return True


#: Fields that are words of the sentence and depend on the language.
_WORDS: Final = frozenset({"name", "when", "moved", "side"})


def _filled(template: str, flag: Flag, lang: Language) -> list[Part]:
    found: list[Part] = []
    for words, name, spec, _ in Formatter().parse(template):
        if words:
            found.append(words)
        if name in _WORDS:
            found.append(_word(name, flag, lang))
        elif name is not None:
            found.extend(_number(flag, name, spec or "n", lang))
    return found


def _word(name: str, flag: Flag, lang: Language) -> str:
    place = 0 if lang == "vi" else 1
    if name == "name":
        return (flag.name_vi, flag.name_en)[place] or flag.name_vi or flag.series
    if name == "when":
        return period_name(flag.period, flag.frequency, lang)
    return DIRECTIONS[name][flag.direction][place]


def _number(flag: Flag, name: str, spec: str, lang: Language) -> list[Part]:
    value = value_of(flag, name)
    if isinstance(value, str):
        return [_in_language(value, lang)]
    if not math.isfinite(value):
        return ["—"]
    shown = abs(value) if spec in "sp" else value
    text = number(shown, 0, lang) if spec == "i" else amount(shown, lang)
    slot = Slot(text, name, value)
    if spec == "p":
        return [slot, "%"]
    if spec in "as" and flag.unit:
        return [slot, _unit(flag.unit, lang)]
    return [slot]


def _in_language(value: str, lang: Language) -> str:
    """A name in evidence may be given in both languages, parted by ``|``."""
    vi, _, en = value.partition("|")
    return vi if lang == "vi" or not en else en


def _unit(unit: str, lang: Language) -> str:
    if unit in ("%", "‰"):
        return unit
    if lang == "vi":
        return f"{NBSP}{unit}"
    from phantich.catalog.units import unit_label

    return f"{NBSP}{unit_label(unit, 'en')}"


def _joined(pieces: list[Part]) -> list[Part]:
    """Neighbouring words in one piece; the sentence begins with a capital letter."""
    out: list[Part] = []
    for piece in pieces:
        if isinstance(piece, str) and out and isinstance(out[-1], str):
            out[-1] += piece
        else:
            out.append(piece)
    if out and isinstance(out[0], str):
        out[0] = out[0][:1].upper() + out[0][1:]
    return out
