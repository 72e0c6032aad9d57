"""Reading a filled form back by its keys, with every fault at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

from phantich.errors import DataError, Fault
from phantich.observations import COLUMNS, validate
from phantich.sources.forms.checks import check_parts, check_ratios
from phantich.sources.forms.machine import read_machine
from phantich.sources.forms.package import check_package
from phantich.sources.forms.rows import Answer, RowReader
from phantich.sources.reading import Reading

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

#: More rows than this on a sheet are not those of a form.
_MAX_ROWS = 20_000


def read_form(path: Path, vintage: dt.date | None = None) -> Reading:
    """Figures of a form that an agency has filled in.

    Lines are found by their hidden keys, so that sorted, moved or inserted rows do no harm. An
    empty input cell is a gap and gives no row. Numbers typed as Vietnamese text (``1.234,5``) are
    taken, with a remark of kind `correction`.

    Parameters
    ----------
    vintage
        Day on which the figures became known; without it the date on the cover counts.

    Raises
    ------
    DataError
        With every fault by sheet and cell: no number, below or above what can be, unit or label
        changed, rows missing or twice, no status, a formula's error, parts that do not add up to
        the whole, an unknown version of the form.
    """
    check_package(path)
    values, formulas = _open(path)
    machine = read_machine(values, path.name)
    reader = RowReader(path.name, machine, values, formulas)
    day = reader.cover_date(vintage)
    status = reader.cover_status()
    answers: list[Answer] = []
    for name in values.sheetnames:
        if name in machine.sheets:
            if (values[name].max_row or 0) > _MAX_ROWS:
                _refuse(path, f"{values[name].max_row} rows on {name}", f"at most {_MAX_ROWS}")
            answers += reader.sheet(name, status)
    reader.report_missing()
    faults = [
        *reader.faults,
        *check_parts(path.name, answers, machine.city),
        *check_ratios(path.name, answers),
    ]
    if faults:
        raise DataError(path.name, faults)
    notes = reader.notes()
    return Reading(_observations(path.name, answers, str(day), notes), tuple(reader.remarks))


def _open(path: Path) -> tuple[Any, Any]:
    """The workbook twice: with the results of its formulas, and with their text."""
    from openpyxl import load_workbook

    try:
        return (
            load_workbook(path, data_only=True, keep_links=False),
            load_workbook(path, data_only=False, keep_links=False),
        )
    except Exception as error:  # openpyxl lets through whatever a broken part raises
        _refuse(path, f"no readable workbook ({_root(error)})", "a form")


def _root(error: BaseException) -> str:
    """Name of what went wrong first; openpyxl wraps it in texts of several lines."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__  # type: ignore[assignment]
    return type(error).__name__


def _refuse(path: Path, found: str, expected: str) -> NoReturn:
    remedy = "send the form again as `phantich template` wrote it, filled in"
    raise DataError(path.name, [Fault(path.name, found, expected, remedy)])


def _observations(file: str, answers: list[Answer], vintage: str, notes: dict[str, str]) -> Any:
    import pandas as pd

    rows = []
    for answer in answers:
        line = answer.line
        said = [text for text in (answer.note, notes.get(line.indicator, "")) if text]
        rows.append(
            {
                "indicator": line.indicator,
                "component": line.component,
                "item": answer.item,
                "area": line.area,
                "period": line.period,
                "frequency": line.frequency,
                "measure": line.measure,
                "value": answer.value,
                "unit": line.unit,
                "status": answer.status,
                "source": f"{file}, {answer.sheet}!{answer.cell}",
                "vintage": vintage,
                "note": "; ".join(said),
            }
        )
    return validate(pd.DataFrame(rows, columns=list(COLUMNS)), file)
