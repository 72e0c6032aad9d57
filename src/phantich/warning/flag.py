"""One record for everything that a rule finds, whatever the rule."""

from __future__ import annotations

import dataclasses
import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, Literal, get_args

#: Rule families, in the order in which they run; a finding of `quality` blocks the others.
Rule = Literal[
    "quality", "residual", "sustained", "counts", "threshold", "pace", "crosssection", "projects"
]
Severity = Literal["info", "watch", "warning", "serious"]
Direction = Literal["up", "down", "none"]
#: `explained`: a planned event accounts for it; `suppressed`: the rule is demoted, or a part of a
#: total that is flagged itself.
State = Literal["new", "acknowledged", "explained", "closed", "suppressed"]
#: What a person said of a flag: real, false alarm, error in the data, expected beforehand.
Verdict = Literal["true", "false", "data_error", "planned"]

RULES: Final[tuple[Rule, ...]] = get_args(Rule)
#: From the least to the gravest.
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
SEVERITY_WORDS: Final[dict[Severity, tuple[str, str]]] = {
    "info": ("thông tin", "info"),
    "watch": ("theo dõi", "watch"),
    "warning": ("cảnh báo", "warning"),
    "serious": ("nghiêm trọng", "serious"),
}
NAN: Final = float("nan")


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What a person said of a flag, who and when (``YYYY-MM-DD``)."""

    verdict: Verdict
    by: str
    on: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Flag:
    """One finding of one rule about one series and period.

    Texts are not stored: `phantich.warning.wording` makes them from the numbers below, so that they
    can never differ from the record. A number that a rule does not have is NaN.

    Parameters
    ----------
    series
        The ``unique_id`` judged; from the store ``indicator/component|item|area|measure``.
    period, frequency
        ISO text of the period judged and its SDMX letter (`phantich.observations.PERIODS`).
    rule, version
        Family and its version, such as ``1.0``; the version rises when its thresholds change.
    template
        Which sentence of `phantich.warning.wording` tells it; the rule's own when empty.
    severity, direction
        How grave, and whether the figure lies above or below what was expected.
    indicator, component, item, area, name_vi, name_en, unit
        What is measured; the names stand in the sentence.
    observed, expected, lo, hi
        The figure, and what the rule expected with the 95 % limits, in `unit`.
    score
        Standardised distance from what was expected; its scale belongs to the rule.
    p_value, q_value
        Chance of such a figure without a cause, and Benjamini–Hochberg's q of the batch.
    effect, effect_pct
        `observed` − `expected` in units, and in per cent of `expected`.
    cause
        Id of a suggested cause in `phantich.warning.wording.CAUSES`, or empty.
    evidence
        Further numbers and names of the rule; a template may print them as ``{name}``.
    legal_source
        The act behind a level or light; empty for a statistical rule.
    raised_at, vintage
        Day of the run, and the newest vintage among the figures used (``YYYY-MM-DD``).
    parent
        Flag id of the total with which this part moved, or empty.
    opened
        Period in which it was raised first, where it was found again since.

    Examples
    --------
    >>> flag = Flag(series="a", period="2026-10", frequency="M", rule="residual", version="1.0",
    ...             severity="watch", observed=110.0, expected=100.0)
    >>> flag.flag_id == Flag.from_dict(flag.to_dict()).flag_id, len(flag.flag_id)
    (True, 12)
    """

    series: str
    period: str
    frequency: str
    rule: Rule
    version: str
    severity: Severity
    direction: Direction = "none"
    template: str = ""
    indicator: str = ""
    component: str = ""
    item: str = ""
    area: str = ""
    name_vi: str = ""
    name_en: str = ""
    unit: str = ""
    observed: float = NAN
    expected: float = NAN
    lo: float = NAN
    hi: float = NAN
    score: float = NAN
    p_value: float = NAN
    q_value: float = NAN
    effect: float = NAN
    effect_pct: float = NAN
    cause: str = ""
    evidence: Mapping[str, float | str] = field(default_factory=dict)
    legal_source: str = ""
    raised_at: str = ""
    vintage: str = ""
    state: State = "new"
    acknowledgement: Acknowledgement | None = None
    parent: str = ""
    opened: str = ""

    @property
    def flag_id(self) -> str:
        """The same for the same rule, series, sentence and first period, in every run."""
        key = "|".join((self.rule, self.template, self.series, self.opened or self.period))
        return hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]

    @property
    def text_vi(self) -> str:
        """What it says in Vietnamese."""
        from phantich.warning.wording import told

        return told(self, "vi")

    @property
    def text_en(self) -> str:
        """What it says in English."""
        from phantich.warning.wording import told

        return told(self, "en")

    def with_(self, **changes: Any) -> Flag:
        """The same record with some fields changed."""
        return dataclasses.replace(self, **changes)

    def to_dict(self) -> dict[str, Any]:
        """The record for JSON: what is empty or NaN is left out."""
        found = dataclasses.asdict(self)
        found["evidence"] = dict(self.evidence)
        return {name: value for name, value in found.items() if not _is_empty(value)}

    @classmethod
    def from_dict(cls, found: Mapping[str, Any]) -> Flag:
        """The record that `to_dict` wrote; names it does not know are left out."""
        names = {entry.name for entry in dataclasses.fields(cls)}
        given = {name: value for name, value in found.items() if name in names}
        if "acknowledgement" in given:
            given["acknowledgement"] = Acknowledgement(**given["acknowledgement"])
        return cls(**given)


def effect_of(observed: float, expected: float) -> tuple[float, float]:
    """`observed` − `expected`, and the same in per cent of |`expected`| (NaN where that is 0).

    Examples
    --------
    >>> effect_of(110.0, 100.0)
    (10.0, 10.0)
    """
    effect = observed - expected
    return effect, 100 * effect / abs(expected) if expected else NAN


def graver(first: Severity, second: Severity) -> Severity:
    """The graver of two severities."""
    return max(first, second, key=SEVERITIES.index)


def _is_empty(value: object) -> bool:
    if isinstance(value, float):
        return math.isnan(value)
    return value is None or value == "" or value == {}
