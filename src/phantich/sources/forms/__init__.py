"""Excel forms: written for an agency and a month, filled in there, read back by their keys."""

from __future__ import annotations

from phantich.sources.forms.agencies import city_agencies, resolve_agency
from phantich.sources.forms.known import known_values
from phantich.sources.forms.layout import Form, plan_form
from phantich.sources.forms.package import is_form
from phantich.sources.forms.reading import read_form
from phantich.sources.forms.writing import write_form

__all__ = [
    "Form",
    "city_agencies",
    "is_form",
    "known_values",
    "plan_form",
    "read_form",
    "resolve_agency",
    "write_form",
]
