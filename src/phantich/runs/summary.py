"""What a run sends by mail: failures, flags and late agencies, as text and as a page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Final

from phantich import files
from phantich.brief import months
from phantich.brief.html import render
from phantich.language import Language
from phantich.runs.manifest import FOLDER, Done, Manifest

_SEVERITIES: Final = {
    "alarm": ("nghiêm trọng", "serious"),
    "warning": ("cảnh báo", "warning"),
    "watch": ("theo dõi", "watch"),
}


class Section:
    """A heading with lines below it."""

    def __init__(self, vi: str, en: str, lines: list[tuple[str, str]]) -> None:
        self.names = (vi, en)
        self.lines = lines

    def name(self, lang: Language) -> str:
        """The heading."""
        return self.names[lang == "en"]

    def told(self, lang: Language) -> list[str]:
        """The lines."""
        return [line[lang == "en"] for line in self.lines]


def sections(told: Manifest) -> list[Section]:
    """What is to be told, gravest first; nothing is told of what is in order."""
    jobs = told.jobs
    failed = [_failure(job) for job in jobs if job.state == "failed"]
    grave = [(line.vi, line.en) for job in jobs for line in job.alarms.told]
    late = [(line.vi, line.en) for job in jobs for line in job.alarms.late]
    found = [
        Section("Không lập được", "Failed", failed),
        Section("Cảnh báo", "Warnings", grave),
        Section("Cơ quan báo cáo chậm", "Agencies that are late", late),
    ]
    return [section for section in found if section.lines]


def heading(told: Manifest, lang: Language) -> str:
    """The subject of the mail."""
    names = sorted({months.name(job.month).plain(lang) for job in told.jobs})
    return f"phantich: {', '.join(names)}"


def counts(told: Manifest, lang: Language) -> str:
    """One line: how many pages and flags."""
    vi = lang == "vi"
    words = {
        "made": "lập mới" if vi else "made",
        "unchanged": "không đổi" if vi else "unchanged",
        "failed": "lỗi" if vi else "failed",
    }
    pages = [f"{told.count(state)} {word}" for state, word in words.items()]
    flags = Counter[str]()
    for job in told.jobs:
        flags.update(job.alarms.flags)
    named = [f"{flags[s]} {_SEVERITIES[s][not vi]}" for s in _SEVERITIES if flags[s]]
    head = "Trang" if vi else "Pages"
    tail = "Cảnh báo" if vi else "Flags"
    return f"{head}: {', '.join(pages)}. {tail}: {', '.join(named) or '0'}."


def text(told: Manifest, lang: Language = "vi") -> str:
    """The summary as plain text."""
    lines = [heading(told, lang), counts(told, lang)]
    for section in sections(told):
        lines += ["", section.name(lang), *(f"- {line}" for line in section.told(lang))]
    return "\n".join(lines) + "\n"


def write_summary(out: Path, told: Manifest) -> None:
    """Write ``summary.txt``, ``summary.html`` and their English versions.

    They stand beside the manifest and, for the newest run, in `out` itself.
    """
    languages: tuple[tuple[Language, str], ...] = (("vi", ""), ("en", ".en"))
    for lang, ending in languages:
        plain = text(told, lang)
        page = render(
            "summary.html.j2",
            lang,
            heading=heading(told, lang),
            counts=counts(told, lang),
            sections=[(s.name(lang), s.told(lang)) for s in sections(told)],
        )
        for folder in (out / FOLDER / told.id, out):
            files.write_text(folder / f"summary{ending}.txt", plain)
            files.write_text(folder / f"summary{ending}.html", page)


def _failure(job: Done) -> tuple[str, str]:
    said = job.why.splitlines()[0] if job.why else ""
    vi, en = (f", ô {job.cell}", f", cell {job.cell}") if job.cell else ("", "")
    return f"{job.group}{vi}: {said}", f"{job.group}{en}: {said}"
