"""The situation sheet of an emergency as data: sections and the components that stand in them."""

from __future__ import annotations

from functools import cache

from phantich.catalog.data import read_yaml
from phantich.catalog.model import Strict, Text


class Section(Strict):
    """Components that are read together, such as those of an evacuation."""

    name: Text
    name_en: Text
    components: tuple[Text, ...]


@cache
def situation_sheet() -> tuple[Section, ...]:
    """The sections in the order of the sheet.

    Examples
    --------
    >>> [section.name_en for section in situation_sheet()][:2]
    ['Evacuation', 'Damage']
    """
    return tuple(Section.model_validate(entry) for entry in read_yaml("situation")["sections"])
