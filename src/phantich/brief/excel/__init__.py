"""The brief as an Excel workbook of tidy sheets."""

from __future__ import annotations

from phantich.brief.excel.book import render

__all__ = ["render"]
