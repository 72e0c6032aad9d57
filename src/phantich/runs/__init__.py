"""Runs: plan, execute and index the briefs of a month."""

from __future__ import annotations

from phantich.runs.crew import Limits
from phantich.runs.perform import Means, Run, run
from phantich.runs.plan import Job, parse_cities, parse_kinds, plan
from phantich.runs.record import Outcome, Record

__all__ = [
    "Job",
    "Limits",
    "Means",
    "Outcome",
    "Record",
    "Run",
    "parse_cities",
    "parse_kinds",
    "plan",
    "run",
]
