"""Early warning: one module a rule family, one `Flag` for all of them.

>>> from phantich.warning import Flag
>>> Flag(series="a", period="2026-10", frequency="M", rule="counts", version="1.0",
...      severity="watch").severity
'watch'
"""

from phantich.warning.flag import (
    RULES,
    SEVERITIES,
    SEVERITY_WORDS,
    Acknowledgement,
    Flag,
    Rule,
    Severity,
    effect_of,
)

__all__ = [
    "RULES",
    "SEVERITIES",
    "SEVERITY_WORDS",
    "Acknowledgement",
    "Flag",
    "Rule",
    "Severity",
    "effect_of",
]
