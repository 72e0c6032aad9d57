"""What the program is given, and how its output is read."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from phantich.seasonal.output import Diagnostics, forecasts, outlier_place
from phantich.seasonal.regressors import tet_regressors
from phantich.seasonal.spec import Request, files

JANUARY = pd.Period("2020-01", "M")


def request(**changes: object) -> Request:
    plain = {"values": np.array([1.0, np.nan, 3.5]), "start": JANUARY, "season": 12, "horizon": 12}
    return Request(**(plain | changes))  # type: ignore[arg-type]


def test_gaps_are_coded() -> None:
    assert files(request())["y.dat"] == "1\n-99999\n3.5\n"
    assert "missingcode=-99999" in files(request())["m.spc"]


def test_tests_are_asked_for_where_they_are_wanted() -> None:
    tet = tet_regressors(pd.period_range(JANUARY, periods=15))
    tested = files(request(tet=tet, trading_day=True))
    assert "aictest=(td user)" in tested["m.spc"]
    assert "variables=(\n    td1coef" in tested["m.spc"]
    assert "usertype=(holiday holiday)" in tested["m.spc"]
    assert len(tested["tet.dat"].splitlines()) == 15
    untested = files(request(tet=tet, trading_day=True, test=False))["m.spc"]
    assert "aictest" not in untested
    assert "td1coef" not in untested
    assert "regression" not in files(request())["m.spc"]


@given(
    outliers=st.lists(st.sampled_from(["ao2020.feb", "ls2021.12", "tc2019.1"]), max_size=40),
    model=st.sampled_from(["auto", "(0 1 1)(0 1 1)", "(2 1 2)(1 1 1)"]),
    engine=st.sampled_from(["x11", "seats", None]),
    log=st.sampled_from([True, False, None]),
    search=st.booleans(),
    values=st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=20),
)
def test_no_line_is_longer_than_the_program_reads(
    outliers: list[str],
    model: str,
    engine: str | None,
    log: bool | None,
    search: bool,
    values: list[float],
) -> None:
    span = (JANUARY, JANUARY + 20) if search else None
    made = files(
        request(outliers=outliers, model=model, engine=engine, log=log, search=span,
                values=np.array(values), trading_day=True,
                tet=tet_regressors(pd.period_range(JANUARY, periods=40)))
    )  # fmt: skip
    for content in made.values():
        assert max(map(len, content.splitlines())) <= 133
        assert content.isascii()
    assert np.loadtxt(made["y.dat"].splitlines(), ndmin=1) == pytest.approx(values, rel=1e-14)


def test_quarters_are_dated_by_their_number() -> None:
    quarter = pd.Period("2020Q3", "Q")
    text = files(request(start=quarter, season=4, search=(quarter, quarter + 5)))["m.spc"]
    assert "start=2020.3" in text
    assert "span=(2020.3, 2021.4)" in text


def test_diagnostics() -> None:
    found = Diagnostics("a: 1.5 2\na: 9\nMA$x: +1.0 +0.5 +2.0\nMA$y: no\nnonsense\nd: \n")
    assert found.number("a") == 1.5
    assert found.number("a", 1) == 2.0
    assert np.isnan(found.number("a", 2))
    assert np.isnan(found.number("none"))
    assert found.text("none") == ""
    assert found.coefficients("MA$")["x"].t == 2.0
    assert list(found.coefficients("MA$")) == ["x"]


def test_tables() -> None:
    text = "date\tforecast\tlo\thi\n----\t--\t--\t--\n202501\t+1.0E+1\t8\t12\n202502\t11\t9\t13\n"
    index = pd.period_range("2025-01", periods=1, freq="M")
    assert forecasts(text, index).to_numpy().tolist() == [[10.0, 8.0, 12.0]]


@pytest.mark.parametrize("name", ["AO2020", "XX2020.Jan", "user"])
def test_a_name_that_is_no_outlier(name: str) -> None:
    with pytest.raises(ValueError, match="names no outlier"):
        outlier_place(name, 12)
