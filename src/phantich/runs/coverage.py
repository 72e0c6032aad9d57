"""Which indicators of a month's briefs have figures, and why the others have none."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from phantich import files
from phantich.brief import Content, load, periods
from phantich.brief.model.facts import origin_of
from phantich.brief.model.indicators import ComponentContent, Coverage, IndicatorContent
from phantich.brief.text import Text, text
from phantich.catalog import Indicator, SetId, indicator_set
from phantich.runs.record import Outcome, Record

#: Name of the report in a month's folder.
COVERAGE: Final = "coverage.json"


def write_coverage(folder: Path, record: Record) -> Path:
    """Write ``coverage.json``: every indicator of every set that the month has briefs of.

    For each its ``code``, ``name``, ``group``, ``state`` (measured, awaiting, no_series), the
    ``reason`` in Vietnamese and English, the ``newest`` period with a figure, whether the figures
    of that period are real or simulated, and the same of its components. A function of the record
    and the facts alone.
    """
    sets = list(dict.fromkeys(outcome.city for outcome in record.of("brief")))
    found = {outcome.group: outcome for outcome in record.of("brief")}
    report = {
        "month": record.month,
        "sets": {city: _set(folder, city, found) for city in sets},
    }
    path = folder / COVERAGE
    files.write_text(path, json.dumps(report, ensure_ascii=False, indent=1) + "\n")
    return path


def is_stale(folder: Path) -> bool:
    """Whether facts are newer than the report, or there is none."""
    path = folder / COVERAGE
    if not path.is_file():
        return True
    written = path.stat().st_mtime_ns
    return any(facts.stat().st_mtime_ns > written for facts in folder.glob("*.facts.json"))


def _set(folder: Path, city: SetId, outcomes: dict[str, Outcome]) -> dict[str, Any]:
    rows = [row for group in indicator_set(city).groups for row in _group(folder, group, outcomes)]
    states = [row["state"] for row in rows]
    counts = {state: states.count(state) for state in ("measured", "awaiting", "no_series")}
    return {"indicators": len(rows), "counts": counts, "rows": rows}


def _group(folder: Path, group: Any, outcomes: dict[str, Outcome]) -> Iterator[dict[str, Any]]:
    outcome = outcomes.get(group.code)
    path = folder / f"{group.code}.facts.json"
    content = load(path) if outcome is not None and outcome.ok and path.is_file() else None
    told = {i.code: i for i in content.indicators} if content is not None else {}
    for indicator in group.indicators:
        given = told.get(indicator.code)
        if content is None or given is None:
            yield _absent(indicator, group.code, outcome)
        else:
            yield _row(content, given, group.code)


def _absent(indicator: Indicator, group: str, outcome: Outcome | None) -> dict[str, Any]:
    vi, en = "bản tin của nhóm chưa được lập", "the group's brief has not been made"
    if outcome is not None:
        vi, en = "bản tin của nhóm lập không thành công", "the group's brief failed"
    return {
        "code": indicator.code,
        "name": indicator.title,
        "group": group,
        "state": "awaiting",
        "reason": {"vi": vi, "en": en},
        "newest": "",
        "origin": "none",
        "components": [],
    }


def _row(content: Content, indicator: IndicatorContent, group: str) -> dict[str, Any]:
    parts = [_component(content, component) for component in indicator.components]
    state = state_of([component.coverage for component in indicator.components])
    newest = max((p["newest"] for p in parts if p["newest"]), key=periods.end, default="")
    measured = [p for p in parts if p["state"] == "measured"]
    return {
        "code": indicator.code,
        "name": indicator.title.vi,
        "group": group,
        "state": state,
        "reason": _both(_reason(indicator, state, len(measured))),
        "newest": newest,
        "origin": _origin([p["origin"] for p in measured]),
        "components": parts,
    }


def state_of(states: Sequence[Coverage]) -> Coverage:
    """State of an indicator: measured as soon as one component is, no series when none can be.

    Examples
    --------
    >>> state_of(["awaiting", "measured"]), state_of(["no_series", "no_series"])
    ('measured', 'no_series')
    """
    if "measured" in states:
        return "measured"
    return "no_series" if set(states) == {"no_series"} else "awaiting"


def _component(content: Content, component: ComponentContent) -> dict[str, Any]:
    newest = component.period or component.newest
    own = [
        fact
        for fact in content.facts.values()
        if (fact.indicator, fact.component) == (component.indicator, component.id)
        and fact.period == newest
        and not fact.rule
    ]
    return {
        "id": component.id,
        "name": component.name.vi,
        "state": component.coverage,
        "old": component.old,
        "reason": _both(_why(component)),
        "newest": newest,
        "origin": origin_of(own),
    }


def _why(component: ComponentContent) -> Text:
    if component.coverage == "measured":
        vi, en = "có số liệu {p}", "figures of {p}"
        if component.old:
            vi, en = (
                "số liệu mới nhất là {p}, kỳ mới hơn chưa có",
                "newest: {p}, a newer one is due",
            )
        return text(vi, en, p=periods.name(component.period))
    if component.why is not None:
        return text("{w}", "{w_en}", w=component.why.vi, w_en=component.why.en)
    if component.newest:
        vi, en = "chưa có số liệu của kỳ; mới nhất là {p}", "none of the period; newest: {p}"
        return text(vi, en, p=periods.name(component.newest))
    return text("cơ quan báo cáo chưa cung cấp số liệu", "the agency has not delivered figures yet")


def _reason(indicator: IndicatorContent, state: Coverage, measured: int) -> Text:
    every = len(indicator.components)
    if state == "measured":
        vi, en = "{k}/{n} thành phần có số liệu", "{k} of {n} components have figures"
        return text(vi, en, k=measured, n=every)
    return _why(indicator.components[0])


def _both(words: Text) -> dict[str, str]:
    return {"vi": words.plain("vi"), "en": words.plain("en")}


def _origin(origins: list[str]) -> str:
    known = {origin for origin in origins if origin != "none"}
    if not known:
        return "none"
    return known.pop() if len(known) == 1 else "mixed"
