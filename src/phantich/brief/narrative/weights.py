"""How much a subject matters this month: what key points are ranked by.

The weight is the largest of

- `JUDGED` where its indicator's light says that it is behind, over or under, less where ahead;
- the light of a project: red `RED`, amber `JUDGED`, green `AHEAD`;
- the gap to the path of past years over `PACE` points; where no light was judged, that to the
  target over `TARGET`, `CAP` at most;
- the robust score of the newest change over `USUAL`, `CAP` at most (a wilder one is more likely a
  fault of the data than news), and in proportion less where the change itself is under `MATERIAL`
  per cent: a series that hardly moves makes no news of a tenth of a per cent.

It is halved where the figure is older than the month, and raised by `FIRST` for the subject that an
indicator is known by.
"""

from __future__ import annotations

from typing import Final

from phantich.brief import periods
from phantich.brief.model.standing import Light
from phantich.brief.subject import Subject

JUDGED: Final = 1.2
AHEAD: Final = 0.6
RED: Final = 2.0
PACE: Final = 5.0
TARGET: Final = 5.0
USUAL: Final = 2.0
CAP: Final = 2.0
MATERIAL: Final = 5.0
FIRST: Final = 0.5
_LIGHTS: Final = {"red": RED, "amber": JUDGED, "green": AHEAD}
_STANDINGS: Final = {"behind": JUDGED, "over": JUDGED, "under": JUDGED, "ahead": AHEAD}
_GROWTHS: Final = ("yoy", "mom", "qoq", "ytd_yoy")


def weight(subject: Subject, first: bool = False) -> float:
    """The weight by the rule above; `first` is the subject that its indicator is known by."""
    sizes = [rule(subject) for rule in (_judged, _project, _path, _target, _unusual)]
    old = any(c.old for c in subject.components) or _before_month(subject)
    return max(sizes) / (2 if old else 1) + (FIRST if first else 0.0)


def light_of(subject: Subject) -> Light | None:
    """The light of the subject's indicator, where it was judged on this subject."""
    names = {c.name for c in subject.components}
    return next(
        (
            light
            for light in subject.view.content.lights
            if light.indicator in subject.codes and light.component in names
        ),
        None,
    )


def _before_month(subject: Subject) -> bool:
    return periods.end(subject.period)[:7] < subject.month


def _judged(subject: Subject) -> float:
    light = light_of(subject)
    return _STANDINGS.get(light.status, 0.0) if light is not None else 0.0


def _project(subject: Subject) -> float:
    lights = {f.note for i in subject.items if (f := subject.fact("schedule_index", i.name))}
    return max((_LIGHTS.get(light, 0.0) for light in lights), default=0.0)


def _path(subject: Subject) -> float:
    gap = subject.fact("path_gap")
    return min(abs(gap.value) / PACE, CAP) if gap is not None else 0.0


def _target(subject: Subject) -> float:
    gap = subject.fact("target_gap")
    if gap is None or subject.view.content.lights or gap.unit not in {"điểm phần trăm", "điểm"}:
        return 0.0
    return min(abs(gap.value) / TARGET, CAP)


def _unusual(subject: Subject) -> float:
    score = subject.fact("unusual")
    if score is None:
        return 0.0
    return min(abs(score.value) / USUAL, CAP) * min(_change(subject) / MATERIAL, 1.0)


def _change(subject: Subject) -> float:
    """Size of the newest change, per cent or points; that of counts is material whatever it is."""
    if subject.kind == "count":
        return MATERIAL
    if subject.kind == "price_index":
        # Half a per cent in a month is a lot for prices.
        fact = subject.fact("mom")
        return 10 * abs(fact.value - 100) if fact is not None else 0.0
    sizes = [abs(f.value - 100) for m in _GROWTHS if (f := subject.fact(m)) is not None]
    sizes += [abs(f.value) for m in ("change_before", "change_year") if (f := subject.fact(m))]
    return max(sizes, default=0.0)
