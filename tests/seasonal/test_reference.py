"""X-13 through phantich against figures that other people published of it."""

from __future__ import annotations

import pandas as pd
import pytest

from phantich.seasonal import adjust, program
from phantich.seasonal.output import Diagnostics
from phantich.seasonal.runner import run
from tests.seasonal.series import airline_passengers

pytestmark = pytest.mark.skipif(program() is None, reason="X-13ARIMA-SEATS is not installed")


def test_airline_model_of_the_airline_series() -> None:
    """R's ``arima(log(AirPassengers), c(0,1,1), c(0,1,1))``: ma1 −0.4018, sma1 −0.5569."""
    result = adjust(airline_passengers(), outliers=False, trading_day=False)
    model = result.model
    assert model.order == "(0 1 1)(0 1 1)"
    assert model.coefficients["MA$Nonseasonal$01$01"].value == pytest.approx(0.4018, abs=5e-5)
    assert model.coefficients["MA$Seasonal$12$12"].value == pytest.approx(0.5569, abs=1e-4)
    assert result.transform == "log"
    assert result.tet.coefficients == {}


def test_default_run_of_the_r_package_seasonal() -> None:
    """``summary(seas(AirPassengers))`` as its documentation prints it, the spec written out."""
    values = airline_passengers()
    spec = """series { file='y.dat' start=1949.1 period=12 }
transform { function=log }
regression { variables=(td1coef easter[1] ao1951.may) }
arima { model=(0 1 1)(0 1 1) }
estimate { }
seats { }
"""
    data = "".join(f"{value:g}\n" for value in values)
    found = Diagnostics(run({"m.spc": spec, "y.dat": data})["udg"])
    weekday = found.coefficients("1-Coefficient Trading Day$")["Weekday"]
    assert weekday.value == pytest.approx(-0.0029497, abs=5e-8)
    assert weekday.error == pytest.approx(0.0005232, abs=5e-8)
    assert weekday.t == pytest.approx(-5.638, abs=5e-4)
    easter = found.coefficients("Easter[1]$")["Easter[1]"]
    assert easter.value == pytest.approx(0.0177674, abs=5e-8)
    assert found.outliers("Outlier")["AO1951.may"].value == pytest.approx(0.1001558, abs=1e-6)
    assert found.coefficients("MA$Nonseasonal$")["01$01"].value == pytest.approx(0.11562, abs=2e-5)
    assert found.coefficients("MA$Seasonal$")["12$12"].value == pytest.approx(0.49736, abs=2e-5)
    assert found.number("aicc") == pytest.approx(947.3, abs=0.05)
    assert found.number("bic") == pytest.approx(963.9, abs=0.05)


def test_outlier_and_weekday_of_the_airline_series() -> None:
    """The same published model has AO1951.May and a weekday effect of −0.00295 (s.e. 0.0005).

    Easter is not in ours, so figures agree within their standard errors and not to the digit.
    """
    result = adjust(airline_passengers())
    assert [(o.kind, o.period, o.origin) for o in result.outliers] == [("ao", "1951-05", "search")]
    assert result.outliers[0].coefficient.value == pytest.approx(0.1002, abs=0.0204)
    assert result.model.trading_day is not None
    assert result.model.trading_day.value == pytest.approx(-0.0029497, abs=0.0005232)
    assert result.quality.m7 < 1
    assert result.quality.q_m2 < 1


def test_adjusted_is_the_programs_own_table() -> None:
    """Table D11 of a spec written by hand, without anything that phantich adds."""
    values = airline_passengers()
    spec = """series { file='y.dat' start=1949.1 period=12 }
transform { function=log }
arima { model=(0 1 1)(0 1 1) }
forecast { maxlead=12 }
x11 { seasonalma=msr save=(d11) }
"""
    data = "".join(f"{value:g}\n" for value in values)
    lines = run({"m.spc": spec, "y.dat": data})["d11"].splitlines()[2:]
    table = [float(line.split("\t")[1]) for line in lines]
    result = adjust(values, outliers=False, trading_day=False)
    pd.testing.assert_series_equal(
        result.adjusted, pd.Series(table, values.index), check_names=False, rtol=1e-9
    )
