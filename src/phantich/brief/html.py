"""HTML fragments of a brief: templates filled in one language, every text escaped."""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from phantich.brief.office import clean
from phantich.brief.presentable import presentable
from phantich.brief.text import Numeral, Text
from phantich.language import Language

_FOLDER = "phantich.brief"


@cache
def environment() -> Environment:
    """Templates of this package; autoescape is always on, an unknown name is an error."""
    folder = files(_FOLDER).joinpath("templates")
    sources = {
        entry.name: entry.read_text(encoding="utf-8")
        for entry in folder.iterdir()
        if entry.name.endswith(".j2")
    }
    made = Environment(
        loader=DictLoader(sources),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["traces"] = pass_context(_traces)
    made.filters["bare"] = _bare
    made.filters["presentable"] = presentable
    made.filters["clean"] = clean
    return made


def _traces(context: Context, text: Text) -> str:
    """A text that stands in an attribute, as JSON: words, and pairs of digits and fact."""
    parts = text.parts(context["lang"])
    told = [(p.text, clean(p.fact)) if isinstance(p, Numeral) else p for p in parts]
    return json.dumps(told, ensure_ascii=False)


def _bare(value: float) -> str:
    """A value as the shortest text that reads back to it."""
    return repr(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(value)


def render(template: str, lang: Language, **values: Any) -> str:
    """Fill a template; ``say(vi, en)`` inside it picks the language."""

    def say(vi: str, en: str) -> str:
        return vi if lang == "vi" else en

    return environment().get_template(template).render(lang=lang, say=say, **values)


@cache
def style() -> Markup:
    """The style sheet, to stand inside the page."""
    return Markup(files(_FOLDER).joinpath("templates", "style.css").read_text(encoding="utf-8"))


@cache
def inline_script(name: str) -> tuple[Markup, str]:
    """A script to stand inside the page, and the hash by which the page's policy allows it."""
    text = files(_FOLDER).joinpath("templates", name).read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
    return Markup(text), f"sha256-{digest}"


#: What ends an address or the attribute around it, which has double quotes; base64 would add a
#: third to everything.
_RESERVED = str.maketrans({c: f"%{ord(c):02X}" for c in '%#&" \t\r\n'})


def data_uri(svg: str) -> Markup:
    """An SVG as an address that needs no request; fit for an attribute in double quotes.

    Examples
    --------
    >>> data_uri("<svg id='#1'/>")
    Markup("data:image/svg+xml;charset=utf-8,<svg%20id='%231'/>")
    """
    return Markup("data:image/svg+xml;charset=utf-8," + svg.translate(_RESERVED))
