"""Runs: plan, execute and index the briefs of a month."""

from __future__ import annotations

from phantich.runs.perform import run
from phantich.runs.plan import Job, parse_cities, plan
from phantich.runs.record import Outcome, Record

__all__ = ["Job", "Outcome", "Record", "parse_cities", "plan", "run"]
