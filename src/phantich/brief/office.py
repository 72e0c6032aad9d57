"""What Word and Excel files have in common: text that XML can hold, and packages that repeat."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Final

#: What XML 1.0 cannot hold or should not, tabs and line breaks apart.
_ILLEGAL: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
_OPENERS: Final = "\u202a\u202b\u202d\u202e"
_ISOLATES: Final = "\u2066\u2067\u2068"
_TURNING: Final = re.compile(f"[{_OPENERS}{_ISOLATES}]")
_POP, _POP_ISOLATE = "\u202c", "\u2069"
#: The oldest time that a zip file can hold; every part has it.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def clean(text: str) -> str:
    """The text without control characters, and with writing directions that end where it ends.

    Nothing else is changed: markup, quotes and formulas stay text.

    Examples
    --------
    >>> clean("a\\x00b<c>"), clean("a\\u202eb") == "a\\u202eb\\u202c"
    ('ab<c>', True)
    """
    kept = _ILLEGAL.sub("", text)
    return kept + _closers(kept) if _TURNING.search(kept) else kept


def _closers(text: str) -> str:
    """What closes the embeddings, overrides and isolates that a text leaves open."""
    open_ones: list[str] = []
    for letter in text:
        if letter in _OPENERS:
            open_ones.append(_POP)
        elif letter in _ISOLATES:
            open_ones.append(_POP_ISOLATE)
        elif open_ones and letter == open_ones[-1]:
            open_ones.pop()
    return "".join(reversed(open_ones))


def repack(package: bytes, replaced: Mapping[str, bytes] | None = None) -> bytes:
    """The package with its parts sorted and without times: the same content gives the same bytes.

    Parameters
    ----------
    package
        An Office Open XML file.
    replaced
        Parts by name whose content is exchanged.
    """
    given = replaced or {}
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for name in sorted(source.namelist(), key=_order):
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o600 << 16
            info.create_system = 0
            # A picture is packed already.
            packed = name.endswith(".png")
            info.compress_type = zipfile.ZIP_STORED if packed else zipfile.ZIP_DEFLATED
            made.writestr(info, given.get(name) or source.read(name))
    return target.getvalue()


def _order(name: str) -> tuple[int, str]:
    """The list of content types and the relationships come first, as readers expect."""
    first = {"[Content_Types].xml": 0, "_rels/.rels": 1}
    return first.get(name, 2), name
