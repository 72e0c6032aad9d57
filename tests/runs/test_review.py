"""Reviews: what they need, what they change, and that nothing released is ever written again."""

from __future__ import annotations

import io
import json
import re
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from phantich.brief import Content, load
from phantich.brief.digest import digest
from phantich.errors import DataError, UsageError
from phantich.runs.editions import Edition, ReleasedError, editions
from phantich.runs.fitting import take_away
from phantich.runs.record import read_record
from phantich.runs.reviewing import ReviewError, altered, review
from tests.runs.reviewed_cases import GROUP, JULY, ROOT, content_of, make_draft

MONTH = "2024-07"


@pytest.fixture(scope="module")
def first() -> Content:
    """The content of the first draft."""
    return content_of()


@pytest.fixture(scope="module")
def other() -> Content:
    """The same month with another figure: 68,875.4 became 70,000."""
    return content_of(70000.0)


@pytest.fixture(scope="module")
def drafted(tmp_path_factory: pytest.TempPathFactory, first: Content) -> Path:
    """A folder with a draft."""
    folder = tmp_path_factory.mktemp("drafted") / MONTH
    make_draft(folder, first)
    return folder


@pytest.fixture(scope="module")
def final(tmp_path_factory: pytest.TempPathFactory, drafted: Path) -> Path:
    """A folder with a released edition."""
    folder = tmp_path_factory.mktemp("final") / MONTH
    shutil.copytree(drafted, folder)
    review(folder, GROUP, "approve", "Nguyễn Văn A", "Đã đối chiếu 2 lần")
    review(folder, GROUP, "release", "Lê Văn C")
    return folder


@pytest.fixture
def folder(tmp_path: Path, drafted: Path) -> Path:
    """A copy of the draft."""
    shutil.copytree(drafted, tmp_path / MONTH)
    return tmp_path / MONTH


@pytest.fixture
def released(tmp_path: Path, final: Path) -> Path:
    """A copy of the released edition."""
    shutil.copytree(final, tmp_path / "released" / MONTH)
    return tmp_path / "released" / MONTH


def held(folder: Path, stem: str = GROUP) -> dict[str, bytes]:
    """The files of an edition."""
    return {path.name: path.read_bytes() for path in folder.glob(f"{stem}.*")}


def page(folder: Path, name: str = f"{GROUP}.html") -> str:
    return (folder / name).read_text(encoding="utf-8")


def foot(folder: Path, name: str = f"{GROUP}.html") -> str:
    return page(folder, name).split("<footer>")[1]


def word(folder: Path, stem: str = GROUP) -> str:
    document = docx.Document(str(folder / f"{stem}.docx"))
    cells = [cell.text for table in document.tables[:1] for row in table.rows for cell in row.cells]
    return "\n".join([*cells, *(p.text for p in document.paragraphs)])


def test_a_draft_says_so_and_names_the_hash_of_its_facts(folder: Path, first: Content) -> None:
    assert "Chưa được duyệt." in foot(folder)
    assert digest(first) in foot(folder)
    assert digest(load(folder / f"{GROUP}.facts.json")) == digest(first)
    assert 'class="watermark"' in page(folder)
    assert "DỰ THẢO" in word(folder)
    assert not (folder / f"{GROUP}.review.json").exists()


def test_an_approval_is_kept_with_the_hash_and_told_at_the_foot(
    folder: Path, first: Content
) -> None:
    before = held(folder)
    given = review(folder, GROUP, "approve", "Nguyễn Văn A", "Đã <b>đối chiếu</b> 2 lần")
    (kept,) = json.loads(page(folder, f"{GROUP}.review.json"))["reviews"]
    assert kept["facts"] == digest(first) == given.review.facts
    assert (kept["action"], kept["by"]) == ("approve", "Nguyễn Văn A")
    assert "Đã duyệt: Nguyễn Văn A, " in foot(folder)
    assert "Đã &lt;b&gt;đối chiếu&lt;/b&gt; 2 lần" in foot(folder)
    assert "Approved: Nguyễn Văn A, " in foot(folder, f"{GROUP}.en.html")
    # It is a draft still, and nothing but the feet of the pages changed.
    assert 'class="watermark"' in page(folder)
    after = held(folder)
    assert {n for n in before if before[n] != after[n]} == {f"{GROUP}.html", f"{GROUP}.en.html"}


def test_a_release_needs_an_approval_of_the_same_facts(folder: Path, other: Content) -> None:
    with pytest.raises(ReviewError, match="nobody has approved it"):
        review(folder, GROUP, "release", "Lê Văn C")
    review(folder, GROUP, "approve", "Nguyễn Văn A")
    make_draft(folder, other)
    assert "số liệu đã thay đổi sau đó" in foot(folder)
    with pytest.raises(ReviewError, match="the figures have changed since Nguyễn Văn A"):
        review(folder, GROUP, "release", "Lê Văn C")
    with pytest.raises(ReviewError, match=rf"say --facts {digest(other)[:12]}"):
        review(folder, GROUP, "approve", "Nguyễn Văn A")
    with pytest.raises(ReviewError, match="reviewed were 0000"):
        review(folder, GROUP, "approve", "Nguyễn Văn A", facts="0" * 12)
    review(folder, GROUP, "approve", "Nguyễn Văn A", facts=digest(other)[:12])
    review(folder, GROUP, "release", "Lê Văn C")


def test_a_query_stops_the_release_until_it_is_approved_after_that(folder: Path) -> None:
    review(folder, GROUP, "approve", "Nguyễn Văn A")
    review(folder, GROUP, "query", "Trần B", "Vì sao giảm?")
    with pytest.raises(ReviewError, match=r"Trần B asked .*: Vì sao giảm\?"):
        review(folder, GROUP, "release", "Lê Văn C")
    assert "Yêu cầu làm rõ: Trần B" in foot(folder)
    review(folder, GROUP, "approve", "Nguyễn Văn A", "Do hoàn thuế")
    review(folder, GROUP, "release", "Lê Văn C")


def test_a_released_edition_is_no_draft_anywhere(released: Path) -> None:
    for name in (f"{GROUP}.html", f"{GROUP}.en.html"):
        assert "watermark" not in page(released, name).split("<body")[1]
        assert "Dự thảo" not in page(released, name)
    assert "Bản phát hành số 1." in foot(released)
    assert "Phát hành: Lê Văn C" in foot(released)
    assert "DỰ THẢO" not in word(released)
    content = load(released / f"{GROUP}.facts.json")
    assert content.edition == "released"
    assert [r.action for r in content.reviews] == ["approve", "release"]
    (outcome,) = read_record(released, MONTH).outcomes
    assert outcome.entry is not None
    assert outcome.entry.edition == "released"
    assert "Bản phát hành" in page(released, "index.html")


def test_a_run_leaves_a_released_edition_whatever_the_figures_are(
    released: Path, first: Content, other: Content
) -> None:
    before = held(released)
    make_draft(released, first)
    assert held(released) == before
    assert len(editions(released, GROUP)) == 1
    make_draft(released, other)
    assert held(released) == before
    assert [e.number for e in editions(released, GROUP)] == [1, 2]
    take_away(released, GROUP)
    assert held(released) == before
    assert [e.number for e in editions(released, GROUP)] == [1]
    take_away(released, GROUP)
    assert held(released) == before
    with pytest.raises(ReleasedError, match="was released by Lê Văn C"):
        review(released, GROUP, "approve", "Nguyễn Văn A")


def test_a_correction_says_what_differs_from_the_released_edition(
    released: Path, other: Content
) -> None:
    make_draft(released, other)
    stem = f"{GROUP}-2"
    text = page(released, f"{stem}.html")
    assert "Thay đổi so với bản đã phát hành" in text
    row = text.split('id="dinh-chinh"')[1].split("<tbody>")[1].split("</tr>")[0]
    # 70000 / 68875.4 = 1.01633
    assert re.findall(r">([^<>]+)</data>", row) == ["68.875,4", "70.000", "1,63"]
    assert "tăng <data" in row
    assert "Dự thảo đính chính, bản số 2." in foot(released, f"{stem}.html")
    assert f'href="{GROUP}.html"' in foot(released, f"{stem}.html")
    assert "Thay đổi so với bản đã phát hành" in word(released, stem)
    assert "DỰ THẢO" in word(released, stem)
    found = load(released / f"{stem}.facts.json")
    assert digest(found) == digest(other)
    assert found.correction is not None
    assert [revision.now for revision in found.correction.changed] == [JULY]
    review(released, GROUP, "approve", "Nguyễn Văn A")
    review(released, GROUP, "release", "Lê Văn C")
    assert "Bản phát hành số 2." in foot(released, f"{stem}.html")
    assert f'href="{stem}.html"' in page(released, "index.html")
    make_draft(released, content_of(70001.0, _2023_07=60000.0))
    third = load(released / f"{GROUP}-3.facts.json")
    assert third.correction is not None
    assert third.correction.of == 2
    assert [key.split("|")[3] for key in third.correction.new] == ["2023-07"]


def test_a_withdrawn_figure_and_another_status_are_told(released: Path) -> None:
    make_draft(released, content_of(status="A"))
    found = load(released / f"{GROUP}-2.facts.json")
    assert found.correction is not None
    assert JULY in found.correction.relabelled
    assert "giữ nguyên giá trị" in page(released, f"{GROUP}-2.html")
    make_draft(released, content_of(None))
    text = page(released, f"{GROUP}-2.html")
    assert "1</data> số liệu được rút lại" in text
    assert "rút lại</td>" in text


def test_the_draft_of_a_correction_goes_when_the_figures_are_the_released_ones_again(
    released: Path, first: Content, other: Content
) -> None:
    make_draft(released, other)
    make_draft(released, first)
    assert not held(released, f"{GROUP}-2")


def test_a_file_altered_after_the_release_is_noticed(released: Path) -> None:
    edition = Edition(released, GROUP)
    assert altered(edition, edition.log()) == []
    (released / f"{GROUP}.docx").write_bytes(b"x")
    (released / f"{GROUP}.xlsx").unlink()
    assert altered(edition, edition.log()) == [f"{GROUP}.docx", f"{GROUP}.xlsx"]


def test_a_damaged_log_is_an_error_and_not_an_empty_one(released: Path, other: Content) -> None:
    (released / f"{GROUP}.review.json").write_text("{", encoding="utf-8")
    with pytest.raises(DataError, match=r"HP\.A\.II\.review\.json"):
        review(released, GROUP, "approve", "Nguyễn Văn A")
    with pytest.raises(DataError):
        make_draft(released, other)


@pytest.mark.parametrize(
    ("by", "comment", "facts", "said"),
    [
        (" \u202e ", "", "", "--by names the reviewer"),
        ("A", "", "", "--comment says what is asked"),
        ("A" * 201, "x", "", "200 letters at most"),
        ("A", "x", "abc", "12 or more digits"),
    ],
)
def test_what_cannot_be_a_review(
    folder: Path, by: str, comment: str, facts: str, said: str
) -> None:
    with pytest.raises(UsageError, match=said):
        review(folder, GROUP, "query", by, comment, facts)
    with pytest.raises(UsageError, match="there is no brief"):
        review(folder, "HP.A.III", "approve", "A")
    with pytest.raises(UsageError, match="there is no folder"):
        review(folder / "none", GROUP, "approve", "A")
    assert not (folder / f"{GROUP}.review.json").exists()


def test_hostile_words_of_a_reviewer_are_words(folder: Path) -> None:
    review(
        folder, GROUP, "query", '<script>"\u202ex', "=cmd()\n<img src=x>\x00\u2066y" + "z" * 1900
    )
    said = foot(folder)
    assert "&lt;script&gt;" in said
    assert "<script" not in said
    assert "<img" not in said
    assert "\u202e" not in said
    assert "\u2066" not in said


_REVIEW = """
import sys
from pathlib import Path
from phantich.runs.reviewing import review
review(Path(sys.argv[1]), "HP.A.II", sys.argv[2], sys.argv[3], "x")
"""


def test_reviews_at_the_same_time_are_all_kept(folder: Path) -> None:
    names = ["A", "B", "C", "D"]
    running = [
        subprocess.Popen([sys.executable, "-c", _REVIEW, str(folder), "query", name], cwd=ROOT)
        for name in names
    ]
    assert [process.wait(timeout=120) for process in running] == [0] * len(names)
    log = Edition(folder, GROUP).log()
    assert sorted(r.by for r in log.reviews) == names
    assert all(f"Yêu cầu làm rõ: {name}, " in foot(folder) for name in names)


_KILLED = """
import os, signal, sys
from pathlib import Path
moves, count = int(sys.argv.pop()), 0
def counted(real):
    def move(self, target):
        global count
        if count == moves:
            os.kill(os.getpid(), signal.SIGKILL)
        count += 1
        return real(self, target)
    return move
Path.replace, Path.rename = counted(Path.replace), counted(Path.rename)
"""


@pytest.mark.slow
@pytest.mark.parametrize("moves", [0, 1, 4, 7])
def test_a_killed_release_is_none_or_a_whole_one(folder: Path, final: Path, moves: int) -> None:
    review(folder, GROUP, "approve", "Nguyễn Văn A", "Đã đối chiếu 2 lần")
    before = held(folder)
    arguments = [str(folder), "release", "Lê Văn C", str(moves)]
    done = subprocess.run([sys.executable, "-c", _KILLED + _REVIEW, *arguments], check=False)
    assert done.returncode == -signal.SIGKILL
    if moves == 0:
        # The folder had not got its name: as if nothing had happened.
        assert held(folder) == before
        review(folder, GROUP, "release", "Lê Văn C")
    else:
        with pytest.raises(ReleasedError):
            review(folder, GROUP, "release", "Trần B")
    assert Edition(folder, GROUP).log().released
    assert altered(Edition(folder, GROUP), Edition(folder, GROUP).log()) == []
    assert set(held(folder)) == set(held(final))
    assert not [p.name for p in folder.iterdir() if p.name.startswith(".")]


def test_word_and_excel_of_a_released_edition_come_from_its_facts_again(released: Path) -> None:
    from phantich.brief import excel
    from phantich.brief import word as writer
    from phantich.brief.faces import Faces

    faces = Faces(load(released / f"{GROUP}.facts.json"))
    assert writer.render(faces) == (released / f"{GROUP}.docx").read_bytes()
    assert excel.render(faces) == (released / f"{GROUP}.xlsx").read_bytes()
    assert docx.Document(io.BytesIO(writer.render(faces))).core_properties.content_status == (
        "released"
    )
