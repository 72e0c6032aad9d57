"""Open and closed flags, what people say of them, planned events, totals and their parts."""

from __future__ import annotations

import datetime as dt
import math
from pathlib import Path

import pytest
import yaml
from pydantic import ValidationError

from phantich.errors import UsageError
from phantich.warning.events import Event, calendar_events, explained, planned_events
from phantich.warning.flag import Flag, Severity, Verdict
from phantich.warning.parents import with_parents
from phantich.warning.register import Register
from phantich.warning.trust import LEAST_JUDGED

MONTHS = [f"2026-{month:02d}" for month in range(1, 13)]


def flag_of(
    period: str, severity: Severity = "watch", series: str = "exports", **more: object
) -> Flag:
    return Flag(
        series=series, period=period, frequency="M", rule="residual", version="1.0",
        severity=severity, direction="up", observed=110.0, expected=100.0, effect=10.0,
    ).with_(**more)  # fmt: skip


def run(register: Register, found: dict[str, Severity]) -> list[str]:
    """Judge twelve months, one a run; the periods in which a new flag was raised."""
    raised = []
    for month in MONTHS:
        flags = [flag_of(month, found[month])] if month in found else []
        raised += [flag.period for flag in register.record(flags, [("exports", month)])]
    return raised


def test_an_open_flag_is_not_repeated_and_closes_after_two_normal_periods() -> None:
    register = Register()
    months: dict[str, Severity] = {"2026-02": "watch", "2026-03": "watch", "2026-05": "watch"}
    assert run(register, months) == ["2026-02"]
    assert [flag.state for flag in register.flags] == ["closed"]
    register = Register()
    assert run(register, {"2026-02": "watch", "2026-05": "watch"}) == ["2026-02", "2026-05"]


def test_a_graver_finding_is_raised_again() -> None:
    register = Register()
    months: dict[str, Severity] = {"2026-02": "watch", "2026-03": "serious", "2026-04": "watch"}
    assert run(register, months) == ["2026-02", "2026-03"]
    assert [flag.state for flag in register.flags] == ["closed", "closed"]


@pytest.mark.parametrize(
    ("direction", "raised"), [("up", ["2026-02"]), ("down", ["2026-02", "2026-03"])]
)
def test_a_surprise_that_lasts_is_the_same_flag(direction: str, raised: list[str]) -> None:
    register = Register()
    lasting = flag_of("2026-03", rule="sustained", direction=direction)
    new = register.record([flag_of("2026-02"), lasting], [])
    assert [flag.period for flag in new] == raised


def test_the_same_run_twice_changes_nothing() -> None:
    register = Register()
    judged = [("exports", month) for month in MONTHS[:6]]
    found = [flag_of("2026-05"), flag_of("2026-06")]
    assert [flag.period for flag in register.record(found, judged)] == ["2026-05"]
    assert register.record(found, judged) == []
    (flag,) = register.open()
    # It tells the newest figure and keeps its id.
    assert (flag.state, flag.period, flag.opened) == ("new", "2026-06", "2026-05")
    assert flag.flag_id == flag_of("2026-05").flag_id
    assert "Kéo dài từ tháng 05/2026." in flag.text_vi


def test_other_series_do_not_close_a_flag() -> None:
    register = Register()
    register.record([flag_of("2026-05")], [])
    register.record([], [("imports", "2026-06"), ("imports", "2026-07")])
    assert len(register.open()) == 1


def test_what_people_say_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "flags.json"
    register = Register()
    register.record([flag_of("2026-05"), flag_of("2026-05", series="imports")], [])
    first, second = register.flags
    register.acknowledge(first.flag_id[:6], "false", "Trần B", "2026-06-02", "sai số làm tròn")
    register.acknowledge(second.flag_id, "planned", "Trần B", "2026-06-02")
    register.save(path)
    again = Register.load(path)
    assert [(f.state, f.acknowledgement and f.acknowledgement.verdict) for f in again.flags] == [
        ("closed", "false"), ("explained", "planned"),
    ]  # fmt: skip
    assert again.flags[0].acknowledgement == register.flags[0].acknowledgement
    again.save(tmp_path / "again.json")
    assert (tmp_path / "again.json").read_bytes() == path.read_bytes()
    # A new run keeps the word.
    again.record([flag_of("2026-05", "warning")], [])
    assert again.find(first.flag_id).state == "closed"
    assert again.find(first.flag_id).severity == "warning"


def test_an_unknown_flag_is_refused() -> None:
    with pytest.raises(UsageError, match="no flag 'abc'"):
        Register().acknowledge("abc", "true", "x", "2026-01-01")
    with pytest.raises(UsageError, match="phantich flags list"):
        Register().find("")


@pytest.mark.parametrize(("confirmed", "demoted"), [(2, True), (3, False)])
def test_a_rule_confirmed_under_thirty_per_cent_is_demoted(confirmed: int, demoted: bool) -> None:
    register = Register()
    register.record([flag_of("2026-05", series=f"s{i}") for i in range(LEAST_JUDGED)], [])
    for place, flag in enumerate(register.flags):
        verdict: Verdict = "true" if place < confirmed else "false"
        register.acknowledge(flag.flag_id, verdict, "x", "2026-06-01")
    (told,) = register.precision()
    assert (told.confirmed, told.refuted, told.share) == (confirmed, 10 - confirmed, confirmed / 10)
    assert told.demoted is demoted
    new = register.demoted([flag_of("2026-07", "warning", "other")])[0]
    assert (new.severity, new.state) == (("info", "suppressed") if demoted else ("warning", "new"))


def test_few_verdicts_demote_nothing() -> None:
    register = Register()
    register.record([flag_of("2026-05")], [])
    register.acknowledge(register.flags[0].flag_id, "false", "x", "2026-06-01")
    assert not register.precision()[0].demoted
    assert math.isnan(Register().precision()[0].share) if Register().precision() else True


def test_a_part_that_moves_against_its_total_keeps_its_flag() -> None:
    total = flag_of("2026-05", series="all")
    with_it = flag_of("2026-05", series="a", item="Điện tử", effect=8.0)
    smaller = flag_of("2026-05", series="b", item="Dệt may", effect=2.0)
    against = flag_of("2026-05", series="c", direction="down", effect=-20.0)
    parts = dict.fromkeys(["a", "b", "c"], "all")
    found = with_parents([total, with_it, smaller, against], parts)
    assert [flag.parent != "" for flag in found] == [False, True, True, False]
    assert found[0].evidence["leading"] == "Điện tử"
    assert "phần lớn do Điện tử" in found[0].text_vi
    assert found[3].state == "new"


def test_planned_events_have_sources_and_explain_only_what_fits() -> None:
    events = planned_events()
    assert len({event.id for event in events}) == len(events)
    assert all(event.reference for event in events)
    tuition = flag_of("2025-09", item="Giáo dục", direction="down", area="Cần Thơ")
    found = explained(tuition, events, "price_index")
    assert found.state == "explained"
    assert "học phí" in found.text_vi
    for other in (
        tuition.with_(period="2025-12"),
        tuition.with_(item="Giao thông"),
        tuition.with_(rule="quality"),
    ):
        assert explained(other, events, "price_index") == other
    assert explained(tuition, events, "stock") == tuition


def test_a_storm_holds_for_its_area_only() -> None:
    flag = flag_of("2024-09", area="Hải Phòng", direction="down")
    assert explained(flag, planned_events(), "flow").state == "explained"
    assert explained(flag.with_(area="Cần Thơ"), planned_events(), "flow").state == "new"


def test_tet_is_named_and_explains_nothing() -> None:
    found = explained(flag_of("2026-02"), calendar_events("Việt Nam", 2026, 2026), "flow")
    assert found.state == "new"
    assert "liên quan: Tết Nguyên đán" in found.text_vi
    assert "related: the lunar new year" in found.text_en


def test_changed_digits_are_no_hint_beside_another_cause() -> None:
    flag = flag_of("2026-02").with_(cause="transposed")
    assert explained(flag, calendar_events("Việt Nam", 2026, 2026), "flow").cause == ""
    assert explained(flag, (), "flow").cause == "transposed"


def test_a_change_of_territory_explains_a_step() -> None:
    found = explained(
        flag_of("2025-08", area="Hải Phòng"), calendar_events("Hải Phòng", 2025, 2025)
    )
    assert found.state == "explained"
    assert "202/2025/QH15" in found.legal_source


def test_a_city_adds_its_own_events(tmp_path: Path) -> None:
    own = tmp_path / "events.yaml"
    entry = {
        "id": "fair", "name": "hội chợ", "name_en": "a fair", "months": ["2026-03"],
        "indicators": ["HP.A.IV"], "reference": "Kế hoạch 12/KH-UBND",
    }  # fmt: skip
    own.write_text(yaml.safe_dump({"events": [entry]}, allow_unicode=True), encoding="utf-8")
    events = planned_events(own)
    assert events[-1].id == "fair"
    flag = flag_of("2026-03", indicator="HP.A.IV.2")
    assert explained(flag, events).state == "explained"
    assert explained(flag.with_(indicator="HP.A.IVX.2"), events) == flag.with_(
        indicator="HP.A.IVX.2"
    )


def test_an_event_without_months_is_refused() -> None:
    with pytest.raises(ValidationError, match="months"):
        Event(id="x", name="x", name_en="x", reference="x")
    yearly = Event(
        id="x", name="x", name_en="x", reference="x", every=(9,), valid_from=dt.date(2021, 1, 1)
    )
    assert yearly.fits(flag_of("2026-09"))
    assert not yearly.fits(flag_of("2020-09"))
