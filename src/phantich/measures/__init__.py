"""Measures: pure functions on series, one module per kind; no I/O and no catalogue."""
