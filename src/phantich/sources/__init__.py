"""One module or package per way in; each returns a `Reading` and stores nothing."""

from phantich.sources.reading import Reading, Remark

__all__ = ["Reading", "Remark"]
