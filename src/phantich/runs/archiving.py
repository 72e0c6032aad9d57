"""Keeping the forecasts of a page in the archive beside the store."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phantich.brief import Content
    from phantich.runs.plan import Job


def keep(job: Job, content: Content) -> int:
    """Add what a page forecasts to the archive; how many forecasts were new.

    A run that looks back, as of a day or at a moment of the past, publishes nothing: what it says
    was said then, or never.
    """
    from phantich.brief.outlook.published import published
    from phantich.forecast.archive import Archive, folder_of

    if job.parameters.get("at") or job.parameters.get("as_of"):
        return 0
    forecasts = published(content)
    if not len(forecasts):
        return 0
    return Archive(folder_of(Path(job.parameters["store"]))).add(forecasts)
