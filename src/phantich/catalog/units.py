"""Units by their canonical Vietnamese names, and conversion between those of one dimension.

A unit is a base unit (``tấn``, ``USD``, ``người``) with or without a multiple before it (``nghìn``,
``triệu``, ``tỷ``, ``nghìn tỷ``); a base year as in ``2019=100`` is the unit of an index.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from pydantic import TypeAdapter

from phantich.catalog.data import read_yaml
from phantich.catalog.model import Strict, Text
from phantich.catalog.spelling import key
from phantich.errors import UsageError
from phantich.language import Language

#: Canonical multiple → (factor, English, other spellings).
MULTIPLES: Final[dict[str, tuple[float, str, tuple[str, ...]]]] = {
    "nghìn tỷ": (1e12, "trillion", ("nghìn tỉ", "ngàn tỷ", "1000 tỷ")),
    "tỷ": (1e9, "billion", ("tỉ",)),
    "triệu": (1e6, "million", ()),
    "nghìn": (1e3, "thousand", ("ngàn", "1000", "1.000")),
}
_INDEX = re.compile(r"\d{4}=100")


class BaseUnit(Strict):
    """A base unit; `scale` is its size in the dimension's own unit."""

    name: Text
    name_en: Text
    dimension: Text
    scale: float = 1.0
    #: Whether nghìn, triệu, tỷ may stand before it.
    multiples: bool = True
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit in its canonical form."""

    name: str
    name_en: str
    dimension: str
    scale: float


def unit(text: str) -> Unit:
    """The unit that a text means.

    Raises
    ------
    UsageError
        When the text is no known unit.

    Examples
    --------
    >>> unit("1000 Tấn").name, unit("Tỷ kwh").name, unit("triệu m3").name
    ('nghìn tấn', 'tỷ kWh', 'triệu m³')
    """
    found = _find(text)
    if found is None:
        raise UsageError(f"no unit {text!r}; known units are in catalog/codes/units.yaml")
    return found


def is_unit(text: str) -> bool:
    """Whether the text is a canonical unit, letter by letter."""
    found = _find(text)
    return found is not None and found.name == text


def unit_label(text: str, lang: Language = "vi") -> str:
    """The unit's name in a language; a text that is no known unit stays as it is."""
    found = _find(text)
    if found is None:
        return text
    return found.name if lang == "vi" else found.name_en


def convert(value: float, source: str, target: str) -> float:
    """The value in another unit of the same dimension.

    Raises
    ------
    UsageError
        When a unit is unknown or the two measure different things.

    Examples
    --------
    >>> convert(1_747_240, "lượt người", "nghìn lượt người")
    1747.24
    >>> convert(2_500, "nghìn USD", "triệu USD")
    2.5
    """
    one, other = unit(source), unit(target)
    if one.dimension != other.dimension:
        raise UsageError(f"{source!r} cannot be converted to {target!r}: different dimensions")
    # Dividing by a whole power of ten keeps 1747240 / 1000 exact where a product would not.
    if one.scale >= other.scale:
        return value * (one.scale / other.scale)
    return value / (other.scale / one.scale)


@cache
def _find(text: str) -> Unit | None:
    plain = text.strip()
    if _INDEX.fullmatch(plain):
        return Unit(plain, plain, f"index {plain}", 1.0)
    spelling = _spelling(plain)
    if base := _bases().get(spelling):
        return Unit(base.name, base.name_en, base.dimension, base.scale)
    for name, (factor, english, others) in MULTIPLES.items():
        for prefix in (name, *others):
            base = _bases().get(spelling.removeprefix(f"{_spelling(prefix)} "))
            if base and base.multiples and spelling.startswith(f"{_spelling(prefix)} "):
                return Unit(
                    f"{name} {base.name}",
                    f"{english} {base.name_en}",
                    base.dimension,
                    base.scale * factor,
                )
    return None


@cache
def _bases() -> dict[str, BaseUnit]:
    bases = TypeAdapter(list[BaseUnit]).validate_python(read_yaml("units")["units"])
    result: dict[str, BaseUnit] = {}
    for base in bases:
        for text in (base.name, base.name_en, *base.aliases):
            if result.setdefault(_spelling(text), base) is not base:
                raise ValueError(f"units.yaml: {text!r} means two units")
    return result


def _spelling(text: str) -> str:
    """Like `key`, but signs and digits that tell units apart stay."""
    plain = unicodedata.normalize("NFC", text).replace("²", "2").replace("³", "3")
    return " ".join(
        key(word) or word for word in re.split(r"\s+|(?<=\S)(?=[/.()])|(?<=[/.()])", plain) if word
    )
