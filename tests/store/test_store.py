"""Vintages, repeats, withdrawal: what the store promises."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from phantich.errors import DataError, StoreError, UsageError
from phantich.observations import COLUMNS, KEY
from phantich.sources.reading import Remark
from phantich.store import Store, default_path, project_root

Figures = Callable[..., pd.DataFrame]


def values(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table["period"], table["value"], strict=True))


def test_a_revision_adds_a_row_and_as_of_still_gives_the_old_one(
    store: Store, figures: Figures
) -> None:
    store.load(figures({"2026-01": 9000.0, "2026-02": 17000.0}, status="E"), "feb", "a", "form")
    store.load(figures({"2026-02": 16800.5}, vintage="2026-03-03"), "mar", "b", "form")
    assert values(store.query("HP.A.II.1")) == {"2026-01": 9000.0, "2026-02": 16800.5}
    assert values(store.query("HP.A.II.1", as_of="2026-03-02")) == {
        "2026-01": 9000.0,
        "2026-02": 17000.0,
    }
    assert store.query("HP.A.II.1", as_of=dt.date(2026, 2, 2)).empty
    history = store.query("HP.A.II.1", period_from="2026-02", vintages="all")
    assert list(history["vintage"]) == ["2026-02-03", "2026-03-03"]
    assert list(history["value"]) == [17000.0, 16800.5]
    assert list(history.columns) == [*COLUMNS, "load_id"]


def test_the_same_content_adds_nothing_whatever_its_name(store: Store, figures: Figures) -> None:
    table = figures({"2026-01": 1.5, "2026-02": 2.5})
    first = store.load(table, "a.xlsx", "digest", "gso")
    assert (first.rows_given, first.rows_added, first.rows_known) == (2, 2, 0)
    before = store.path.stat()
    again = store.load(table, "a.xlsx", "digest", "gso")
    assert (again.load_id, again.rows_added, again.rows_known) == (first.load_id, 0, 2)
    assert store.path.stat().st_ino == before.st_ino, "nothing to write, nothing written"
    renamed = table.assign(source="b.xlsx, sheet Thu, cell B7")
    other = store.load(renamed, "b.xlsx", "other digest", "gso")
    assert (other.rows_added, other.rows_known) == (0, 2)
    assert len(store.query(vintages="all")) == 2
    assert set(store.query()["source"]) == {"thu.xlsx, sheet Thu, cell B7"}


def test_a_withdrawn_load_vanishes_and_comes_back(store: Store, figures: Figures) -> None:
    table = figures({"2026-01": 1.0})
    load_id = store.load(table, "a", "d", "long").load_id
    store.withdraw(load_id)
    assert store.query().empty
    assert store.loads()[0].withdrawn_at is not None
    report = store.load(table, "a", "d", "long")
    assert (report.load_id, report.rows_added) == (load_id + 1, 1)
    assert len(store.query()) == 1


def test_a_figure_stays_while_another_load_holds_it(store: Store, figures: Figures) -> None:
    """A form with one wrong cell is sent again, and then the first one is withdrawn."""
    wrong = figures({"2026-01": 1.0, "2026-02": 22.0})
    right = figures({"2026-01": 1.0, "2026-02": 2.0}, source="v2.xlsx, sheet Thu, cell B7")
    first = store.load(wrong, "v1.xlsx", "d1", "form")
    store.load(right, "v2.xlsx", "d2", "form")
    store.withdraw(first.load_id)
    assert values(store.query(vintages="all")) == {"2026-01": 1.0, "2026-02": 2.0}
    assert set(store.query()["source"]) == {"v2.xlsx, sheet Thu, cell B7"}


def test_a_repeat_changes_no_answer(store: Store, figures: Figures) -> None:
    """1 was published, then corrected to 2 on the same day; sending 1 again corrects nothing."""
    store.load(figures({"2026-01": 1.0}), "a", "d1", "form")
    store.load(figures({"2026-01": 2.0}), "b", "d2", "form")
    store.load(figures({"2026-01": 1.0}, source="c"), "c", "d3", "form")
    assert values(store.query()) == {"2026-01": 2.0}


def test_real_beats_simulated_even_when_it_is_older(store: Store, figures: Figures) -> None:
    simulated = figures(
        {"2026-01": 5.0, "2026-02": 6.0}, source="simulated:seed 1", vintage="2026-09-01"
    )
    store.load(simulated, "sim", "s", "simulated")
    store.load(figures({"2026-01": 1.0}, status="E"), "real", "r", "cited")
    assert values(store.query()) == {"2026-01": 1.0, "2026-02": 6.0}
    assert values(store.query(simulated="exclude")) == {"2026-01": 1.0}
    assert values(store.query(simulated="only")) == {"2026-01": 5.0, "2026-02": 6.0}
    assert values(store.query(as_of="2026-01-31")) == {}
    same = figures({"2026-02": 6.0}, vintage="2026-09-01")
    assert store.load(same, "real", "r2", "cited").rows_added == 1, "no repeat of a simulated one"


@pytest.mark.parametrize("order", [("E", "P", "A"), ("A", "P", "E"), ("P", "A", "E")])
def test_official_wins_over_preliminary_over_estimate_of_one_day(
    store: Store, figures: Figures, order: tuple[str, ...]
) -> None:
    for i, status in enumerate(order):
        table = figures({"2026-01": float("APE".index(status))}, status=status)
        store.load(table, status, str(i), "form")
    assert list(store.query()["status"]) == ["A"]
    assert len(store.query(vintages="all")) == 3


def test_filters(store: Store, figures: Figures) -> None:
    store.load(
        figures({"2025-12": 1.0, "2026-01": 2.0, "2026-Q1": 3.0, "2026": 4.0}), "a", "1", "long"
    )
    store.load(figures({"2026-01": 5.0}, indicator="HP.A.II.10"), "b", "2", "long")
    store.load(
        figures({"2026-01": 6.0}, item="Thuế, phí", area="Phường Ngô Quyền"), "c", "3", "long"
    )
    assert set(store.query("HP.A.II.1")["value"]) == {1.0, 2.0, 3.0, 4.0, 6.0}
    assert set(store.query("HP.A.II")["value"]) == {1.0, 2.0, 3.0, 4.0, 5.0, 6.0}
    assert store.query([]).empty
    assert set(store.query(period_from="2026", period_to="2026")["value"]) == {2.0, 3, 4, 5, 6}
    assert set(store.query(period_from="2026-01", period_to="2026-02")["value"]) == {2.0, 5, 6}
    assert set(store.query(frequency=["Q", "A"])["value"]) == {3.0, 4.0}
    assert set(store.query(item="Thuế, phí")["value"]) == {6.0}
    assert set(store.query(area=["Phường Ngô Quyền", "Hải An"])["value"]) == {6.0}
    assert store.query(measure="level").empty


@pytest.mark.parametrize(
    "wrong",
    [{"period_from": "2026-13"}, {"period_to": "2026-02-30"}, {"as_of": "31/12/2026"},
     {"vintages": "newest"}, {"simulated": "maybe"}],
)  # fmt: skip
def test_a_wrong_question_is_a_usage_error(store: Store, figures: Figures, wrong: dict) -> None:  # type: ignore[type-arg]
    store.load(figures({"2026-01": 1.0}), "a", "d", "long")
    with pytest.raises(UsageError):
        store.query(**wrong)


def test_loads_and_remarks_are_remembered(store: Store, figures: Figures) -> None:
    remark = Remark("correction", "a.xls!5gia!D9", "115..5", "115.5")
    store.load(figures({"2026-01": 1.0}), "a.xls", "ff00", "gso", [remark])
    store.load(figures({"2026-01": 1.0}).iloc[:0], "empty.xls", "ee", "gso")
    load, empty = store.loads()
    assert (load.load_id, load.origin, load.digest, load.kind) == (1, "a.xls", "ff00", "gso")
    assert (load.rows_given, load.rows_added, load.rows_known, load.remarks) == (1, 1, 0, 1)
    assert (empty.rows_given, empty.withdrawn_at) == (0, None)
    (stored,) = store.remarks(1)
    assert (stored.kind, stored.where, stored.found, stored.meaning) == (
        "correction", "a.xls!5gia!D9", "115..5", "115.5",
    )  # fmt: skip


def test_withdrawing_what_is_not_there(store: Store, figures: Figures) -> None:
    store.load(figures({"2026-01": 1.0}), "a", "d", "long")
    with pytest.raises(UsageError, match="no load 7"):
        store.withdraw(7)
    store.withdraw(1)
    with pytest.raises(UsageError, match="withdrawn on"):
        store.withdraw(1)


def test_bad_observations_leave_no_trace(store: Store, figures: Figures) -> None:
    store.load(figures({"2026-01": 1.0}), "a", "d", "long")
    tables = {"b": figures({"2026-02": 2.0}), "bad": figures({"2026-03": math.nan})}

    def load_all() -> None:
        with store.batch() as batch:
            for name, table in tables.items():
                batch.load(table, name, name, "long")

    with pytest.raises(DataError, match="finite number"):
        load_all()
    assert values(store.query()) == {"2026-01": 1.0, "2026-02": 2.0}, "complete loads are kept"
    assert [load.origin for load in store.loads()] == ["a", "b"]


def test_a_day_that_does_not_exist_is_a_fault(store: Store, figures: Figures) -> None:
    with pytest.raises(DataError, match="2026-02-30"):
        store.load(figures({"2026-02-30": 1.0}), "a", "d", "long")


def test_a_reader_sees_the_new_file_without_being_told(store: Store, figures: Figures) -> None:
    store.load(figures({"2026-01": 1.0}), "a", "d", "long")
    reader = Store(store.path)
    assert len(reader.query()) == 1
    store.load(figures({"2026-02": 1.0}), "b", "e", "long")
    assert len(reader.query()) == 2
    reader.close()
    assert len(reader.query()) == 2


def test_no_store_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="phantich ingest FILES"):
        Store(tmp_path / "none.duckdb").query()


@pytest.mark.parametrize("content", [b"", b"not a database" * 500])
def test_a_file_that_is_no_database(tmp_path: Path, figures: Figures, content: bytes) -> None:
    path = tmp_path / "x.duckdb"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=r"x\.duckdb"):
        Store(path).query()
    with pytest.raises(StoreError, match=r"tmp.*/x\.duckdb"):
        Store(path).load(figures({"2026-01": 1.0}), "a", "d", "long")
    assert path.read_bytes() == content, "what is no store is not overwritten"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["x.duckdb", "x.duckdb.lock"]


def test_a_database_that_is_no_store(tmp_path: Path, figures: Figures) -> None:
    path = tmp_path / "x.duckdb"
    with duckdb.connect(path) as connection:
        connection.execute("CREATE TABLE other (a INTEGER)")
    with pytest.raises(StoreError, match="no store of phantich"):
        Store(path).query()
    with pytest.raises(StoreError, match="no store of phantich"):
        Store(path).load(figures({"2026-01": 1.0}), "a", "d", "long")


def test_a_store_of_another_version(store: Store, figures: Figures) -> None:
    store.load(figures({"2026-01": 1.0}), "a", "d", "long")
    with duckdb.connect(store.path) as connection:
        connection.execute("UPDATE meta SET version = 99")
    with pytest.raises(StoreError, match="version 99"):
        Store(store.path).query()


def test_where_the_store_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "project" / "notebooks" / "deep"
    inner.mkdir(parents=True)
    (tmp_path / "project" / "params").mkdir()
    monkeypatch.chdir(inner)
    monkeypatch.delenv("PHANTICH_STORE", raising=False)
    root = (tmp_path / "project").resolve()
    assert project_root() == root
    assert default_path() == root / "data" / "store" / "phantich.duckdb"
    monkeypatch.setenv("PHANTICH_STORE", "/elsewhere/s.duckdb")
    assert Store().path == Path("/elsewhere/s.duckdb")


ROWS = st.lists(
    st.tuples(
        st.sampled_from(["2026-01", "2026-02"]),
        st.sampled_from(["2026-03-01", "2026-04-01", "2026-05-01"]),
        st.sampled_from("APE"),
        st.sampled_from([1.0, 2.0]),
        st.booleans(),
    ),
    max_size=4,
)


@settings(max_examples=25, deadline=None)
@given(loads=st.lists(ROWS, min_size=1, max_size=4), as_of=st.sampled_from(["2026-04-15", None]))
def test_the_rule_agrees_with_its_words(
    tmp_path_factory: pytest.TempPathFactory,
    loads: list[list[tuple[str, str, str, float, bool]]],
    as_of: str | None,
) -> None:
    """The winning row, found again by sorting in plain Python as the rule is worded."""
    store = Store(tmp_path_factory.mktemp("store") / "s.duckdb")
    seen: dict[tuple[object, ...], tuple[int, int]] = {}
    for number, rows in enumerate(loads):
        frame = pd.DataFrame(
            [
                {
                    "indicator": "HP.A.I.1", "component": "cpi", "item": "Tổng số",
                    "area": "Hải Phòng", "measure": "mom", "unit": "%", "period": period,
                    "vintage": vintage, "status": status, "value": value,
                    "source": f"simulated:{i}" if simulated else f"file {number}, row {i}",
                }
                for i, (period, vintage, status, value, simulated) in enumerate(rows)
            ],
            columns=[c for c in COLUMNS if c not in {"frequency", "note"}],
        )  # fmt: skip
        report = store.load(frame, f"file {number}", f"digest {number}", "long")
        new = [row for row in dict.fromkeys(rows) if row not in seen]
        assert report.rows_added == len(new)
        for i, row in enumerate(rows):
            seen.setdefault(row, (number, i))
    winners = {}
    for row, (number, i) in seen.items():
        period, vintage, status, value, simulated = row
        if as_of is not None and vintage > as_of:
            continue
        rank = (not simulated, vintage, -"APE".index(status), number, -i)
        winners[period] = max(winners.get(period, (rank, value)), (rank, value))
    found = store.query(as_of=as_of)
    assert not found.duplicated(list(KEY)).any()
    assert values(found) == {period: value for period, (_, value) in winners.items()}


def test_a_publishers_figure_wins_over_a_later_citation(store: Store, figures: Figures) -> None:
    store.load(figures({"2025-01": 103.63}, vintage="2025-01-29"), "t1.xlsx", "a", "gso")
    store.load(figures({"2025-01": 103.6}, vintage="2025-02-28"), "cited.csv", "b", "cited")
    assert values(store.query()) == {"2025-01": 103.63}
    assert sorted(store.query(vintages="all")["value"]) == [103.6, 103.63]
