"""Carry figures read off public pages over into ``data/cited/city_monthly.csv``.

    python tools/carry_cited.py path/to/city_monthly.csv

The input has a row a figure: ``area, indicator, period, measure, unit, value, status, source_url,
published, note``. The output is the tidy schema of `phantich.observations`. What has no place in
the catalogue is left out and counted on standard output, by indicator, with the reason; the
counts and reasons stand in ``data/README.md``.

Changes in per cent become indices (previous = 100). A cumulated figure becomes measure ``ytd``,
GRDP growth since January the quarter's ``ytd_yoy``, an annual plan the year's ``plan`` with its
giver where the note or the name tells it. The vintage is the day of publication; of a page with
only a month, its last day; of a page without a date, the last day of the month after the period,
which the note says.
"""

from __future__ import annotations

import calendar
import csv
import io
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path

from phantich.catalog import find_component
from phantich.files import write_text
from phantich.observations import COLUMNS

OUT = Path(__file__).resolve().parents[1] / "data" / "cited" / "city_monthly.csv"

AREAS = {"haiphong": "Hải Phòng", "cantho": "Cần Thơ", "vietnam": "Việt Nam"}
STATUSES = {"official": "A", "estimate": "E", "unknown": "P"}

#: (area, indicator) → component, and the item where it is not the whole.
PLACES = {
    ("haiphong", "budget_revenue_total"): ("HP.A.II.1/revenue", ""),
    ("haiphong", "budget_revenue_total_final"): ("HP.A.II.1/revenue", ""),
    ("haiphong", "budget_revenue_total_merged"): ("HP.A.II.1/revenue", ""),
    ("haiphong", "budget_revenue_domestic"): ("HP.A.II.1/revenue", "Thu nội địa"),
    ("haiphong", "budget_revenue_domestic_final"): ("HP.A.II.1/revenue", "Thu nội địa"),
    ("haiphong", "budget_revenue_domestic_merged"): ("HP.A.II.1/revenue", "Thu nội địa"),
    ("haiphong", "budget_revenue_trade"): (
        "HP.A.II.1/revenue",
        "Thu từ hoạt động xuất nhập khẩu",
    ),
    ("haiphong", "budget_revenue_trade_merged"): (
        "HP.A.II.1/revenue",
        "Thu từ hoạt động xuất nhập khẩu",
    ),
    ("haiphong", "budget_revenue_land_use"): ("HP.A.II.1/revenue", "Thu tiền sử dụng đất"),
    ("haiphong", "budget_expenditure"): ("HP.A.II.2/expenditure", ""),
    ("haiphong", "budget_expenditure_current"): ("HP.A.II.2/expenditure", "Chi thường xuyên"),
    ("haiphong", "budget_expenditure_investment"): (
        "HP.A.II.2/expenditure",
        "Chi đầu tư phát triển",
    ),
    ("haiphong", "cpi"): ("HP.A.I.1/cpi", ""),
    ("haiphong", "gold_price_index"): ("HP.A.I.3/gold", ""),
    ("haiphong", "usd_price_index"): ("HP.A.I.4/usd", ""),
    ("haiphong", "credit_outstanding"): ("HP.A.III.1/credit", ""),
    ("haiphong", "exports"): ("HP.A.II.5/exports", ""),
    ("haiphong", "imports"): ("HP.A.II.5/imports", ""),
    ("haiphong", "fdi_registered"): ("HP.A.IV.5/registered", ""),
    ("haiphong", "grdp"): ("HP.B.1/grdp", ""),
    ("haiphong", "iip"): ("HP.A.V.1/iip", ""),
    ("haiphong", "public_investment_disbursed"): ("HP.A.II.3/disbursed", ""),
    ("haiphong", "public_investment_plan"): ("HP.A.II.3/disbursed", ""),
    ("haiphong", "public_investment_plan_central"): ("HP.A.II.3/disbursed", ""),
    ("haiphong", "public_investment_plan_council"): ("HP.A.II.3/disbursed", ""),
    ("haiphong", "retail_services_total"): ("HP.A.VIII.1/sales", ""),
    ("haiphong", "tourists_international"): ("HP.A.VIII.2/visitors", ""),
    ("cantho", "budget_revenue_total"): ("CT.A.I.1/revenue", ""),
    ("cantho", "cpi"): ("CT.A.I.3/cpi", ""),
    ("cantho", "exports"): ("CT.A.III.10/exports", ""),
    ("cantho", "imports"): ("CT.A.III.10/imports", ""),
    ("cantho", "iip"): ("CT.A.III.7/iip", ""),
    ("cantho", "public_investment_disbursed"): ("CT.B.II.16/disbursed", ""),
    ("cantho", "public_investment_plan"): ("CT.B.II.16/disbursed", ""),
    ("cantho", "public_investment_plan_central"): ("CT.B.II.16/disbursed", ""),
    ("cantho", "retail_services_total"): ("CT.A.III.9/sales", ""),
    ("vietnam", "cpi"): ("VN.CPI/cpi", ""),
    ("vietnam", "core_cpi"): ("VN.CPI/cpi", "Lạm phát cơ bản"),
    ("vietnam", "gold_price_index"): ("VN.CPI/cpi", "Chỉ số giá vàng"),
    ("vietnam", "usd_price_index"): ("VN.CPI/cpi", "Chỉ số giá đô la Mỹ"),
}

#: (area, indicator) → why there is no place for it.
LEFT_OUT = {
    ("haiphong", "customs_revenue"): "revenue of a customs department that covers other provinces",
    ("haiphong", "customs_revenue_city"): "customs' own account, other cut-off than the budget's",
    ("haiphong", "deposits"): "no indicator on deposits",
    ("haiphong", "exports_total_ubnd"): "total turnover, another definition than the exports",
    ("haiphong", "port_throughput"): "no indicator on port throughput",
    ("haiphong", "total_investment"): "no indicator on total investment",
    ("haiphong", "tourists"): "all tourists; the indicators part domestic and international ones",
    ("cantho", "grdp"): "no indicator on GRDP",
    ("cantho", "public_investment_implemented"): "investment implemented, not disbursed",
    ("cantho", "total_investment"): "no indicator on total investment",
    ("cantho", "tourists"): "all tourists; the components part domestic and international ones",
}

#: Measure → (ours, whether the value is a change in per cent).
MEASURES = {
    "month": ("level", False),
    "level_end_of_month": ("level", False),
    "cumulative": ("ytd", False),
    "mom_pct": ("mom", True),
    "yoy_month_pct": ("yoy", True),
    "yoy_cumulative_pct": ("ytd_yoy", True),
    "vs_december_pct": ("vs_december", True),
    "ytd_average_yoy_pct": ("ytd_average", True),
    "pct_of_plan_council": ("pct_plan:council", False),
    "pct_of_plan_central": ("pct_plan:central", False),
    "annual_plan": ("plan", False),
}


def convert(row: dict[str, str]) -> dict[str, str] | None:
    """One row in the tidy schema; None where the catalogue has no place for it."""
    owner = (row["area"], row["indicator"])
    if owner in LEFT_OUT:
        return None
    code, item = PLACES[owner]
    measure, change = MEASURES[row["measure"]]
    if (code, measure) == ("HP.A.I.1/cpi", "ytd_average"):
        code = "HP.A.I.2/cpi_average"
    indicator, component = find_component(code)
    value = Decimal(row["value"]) + (100 if change else 0)
    period, frequency = _period(row, code, measure)
    vintage, said = _vintage(row)
    return {
        "indicator": indicator.code,
        "component": component.id,
        "item": item or component.total,
        "area": AREAS[row["area"]],
        "period": period,
        "frequency": frequency,
        "measure": _plan(row) if measure == "plan" else measure,
        "value": str(value),
        "unit": component.unit if row["unit"] == "nghìn lượt" else row["unit"],
        "status": STATUSES[row["status"]],
        "source": row["source_url"],
        "vintage": vintage,
        "note": "; ".join(filter(None, (row["note"], said, _unknown(row)))),
    }


def _period(row: dict[str, str], code: str, measure: str) -> tuple[str, str]:
    year, month = row["period"][:4], int(row["period"][5:])
    if measure == "plan":
        return year, "A"
    if code == "HP.B.1/grdp":
        return f"{year}-Q{month // 3}", "Q"
    return row["period"], "M"


def _plan(row: dict[str, str]) -> str:
    """Plan with its giver, where the indicator's name or the note tells it."""
    for giver in ("council", "central"):
        said = row["note"].removeprefix("merged Hai Phong; ")
        if row["indicator"].endswith(giver) or f"({giver})" in said or said.startswith(giver):
            return f"plan:{giver}"
    return "plan"


def _vintage(row: dict[str, str]) -> tuple[str, str]:
    published = row["published"]
    if len(published) == 10:
        return published, ""
    if len(published) == 7:
        return _last_day(published), "publication known to the month"
    if len(published) == 4:
        return f"{published}-12-31", "publication known to the year"
    year, month = int(row["period"][:4]), int(row["period"][5:])
    following = f"{year + month // 12}-{month % 12 + 1:02d}"
    return _last_day(following), "publication date unknown, the end of the next month is assumed"


def _unknown(row: dict[str, str]) -> str:
    return "status not stated" if row["status"] == "unknown" else ""


def _last_day(month: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    return f"{month}-{calendar.monthrange(year, number)[1]:02d}"


def main(source: Path) -> None:
    with source.open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    left_out: Counter[tuple[str, str]] = Counter()
    for row in given:
        converted = convert(row)
        if converted is None:
            left_out[row["area"], row["indicator"]] += 1
        else:
            writer.writerow(converted)
    write_text(OUT, text.getvalue())
    sys.stdout.write(f"{len(given) - left_out.total()} of {len(given)} figures carried\n")
    for owner, count in sorted(left_out.items()):
        sys.stdout.write(f"| {owner[0]} | {owner[1]} | {count} | {LEFT_OUT[owner]} |\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
