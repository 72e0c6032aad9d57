"""Compare our reading of the price tables with the independent one of the reference data.

``python -m tests.sources.gso.compare SHARED`` prints counts of agreement and lists differences.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from phantich.sources.gso.reader import read_workbook

KEY = ["period", "item", "measure"]
#: Both readings hold the same cell as a double; core inflation has 100 added.
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts of the reference's cells, what differs or lacks, and what stands beside it."""

    published: int
    identities: int
    differences: pd.DataFrame
    extra: pd.DataFrame

    def __str__(self) -> str:
        total = self.published + self.identities
        wrong = len(self.differences)
        return (
            f"{total - wrong} of {total} cells agree ({self.published} published, "
            f"{self.identities} identities); {len(self.extra)} figures are not in the reference"
        )


def read_reference(shared: Path) -> pd.DataFrame:
    """The reference's cells with unit and source as we write them."""
    frame = pd.read_csv(shared / "gso" / "reference" / "cpi_reference.csv")
    base = frame["base_year"].map("{:.0f}=100".format)
    frame["unit"] = base.where(frame["measure"] == "vs_base", "%")
    frame["source"] = frame["file"] + "!" + frame["sheet"] + "!" + frame["cell"]
    return frame


def compare_cpi(observations: pd.DataFrame, reference: pd.DataFrame) -> Agreement:
    """Agreement in value, unit and source cell."""
    ours = observations[observations["indicator"] == "VN.CPI"]
    both = reference.merge(ours, on=KEY, how="outer", suffixes=("", "_ours"), indicator=True)
    right = (
        (both["_merge"] == "both")
        & ((both["value"] - both["value_ours"]).abs() <= TOLERANCE)
        & (both["unit"] == both["unit_ours"])
        & (both["source"] == both["source_ours"])
    )
    beside = both["_merge"] == "right_only"
    published = reference["published"]
    shown = [*KEY, "value", "value_ours", "unit", "unit_ours", "source", "source_ours"]
    return Agreement(
        int(published.sum()),
        int((~published).sum()),
        both.loc[~right & ~beside, shown],
        both.loc[beside, [*KEY, "value_ours", "source_ours", "note_ours"]].rename(
            columns={"note_ours": "note"}
        ),
    )


def main(shared: Path) -> int:
    """Print the agreement and every difference; 1 when there is one."""
    files = sorted((shared / "gso" / "workbooks").iterdir())
    frame = pd.concat([read_workbook(path).observations for path in files], ignore_index=True)
    agreement = compare_cpi(frame, read_reference(shared))
    print(agreement)  # noqa: T201
    if len(agreement.differences):
        print(agreement.differences.to_string())  # noqa: T201
    return int(len(agreement.differences) > 0)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
