"""A page from an executed notebook: its words and the outputs of its cells, without its code.

One file that needs no script and makes no request. Outputs carry both languages (see
`phantich.brief.faces.Face`); a markdown cell carries its English in the cell's metadata, under
``phantich``, ``en``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any, Final

from markupsafe import Markup

from phantich.brief.faces import ENGLISH
from phantich.brief.html import data_uri, render, style
from phantich.brief.model.editions import Edition
from phantich.language import Language

if TYPE_CHECKING:
    from nbformat import NotebookNode

#: What a kind of file is called in a link.
_KINDS: Final = {"docx": "Word", "xlsx": "Excel"}


def page(
    notebook: NotebookNode,
    lang: Language,
    title: str,
    foot: str,
    other: str = "",
    index: str = "",
    edition: Edition = "draft",
    documents: Sequence[str] = (),
    reviews: Sequence[str] = (),
    corrects: str = "",
) -> str:
    """The HTML of an executed notebook in one language.

    Parameters
    ----------
    notebook
        Executed; code cells are left out, warnings and logs, too.
    title, foot
        Title of the document, and the line at its foot.
    other, index
        Relative addresses of the page in the other language, and of the month's index.
    edition
        A draft says so across each printed page.
    documents
        Relative addresses of the same brief as Word and Excel files.
    reviews
        Lines at the foot: which edition it is, who reviewed it, on which facts.
    corrects
        Relative address of the edition that this one corrects.
    """
    blocks = [Markup(block) for cell in notebook.cells for block in _blocks(cell, lang)]
    return render(
        "page.html.j2",
        lang,
        title=title,
        style=style(),
        blocks=blocks,
        foot=foot,
        other=other,
        other_lang="en" if lang == "vi" else "vi",
        index=index,
        edition=edition,
        reviews=reviews,
        corrects=corrects,
        documents=[(name, _KINDS.get(name.rpartition(".")[2], name)) for name in documents],
    )


def _blocks(cell: NotebookNode, lang: Language) -> Iterator[str]:
    if cell.cell_type == "markdown":
        english = cell.metadata.get("phantich", {}).get("en", "")
        yield _markdown(english if lang == "en" and english else cell.source)
    elif cell.cell_type == "code":
        for output in cell.outputs:
            if output.output_type in {"display_data", "execute_result"}:
                yield _output(output.data, lang)


def _markdown(source: str) -> str:
    """Markdown with HTML in it shown as text."""
    from markdown_it import MarkdownIt

    return str(MarkdownIt("commonmark", {"html": False}).render(source))


def _output(data: dict[str, Any], lang: Language) -> str:
    if lang == "en" and ENGLISH in data:
        return str(data[ENGLISH])
    if "text/html" in data:
        return str(data["text/html"])
    alt = escape(str(data.get("text/plain", "")))
    if "image/svg+xml" in data:
        return f'<img src="{data_uri(str(data["image/svg+xml"]))}" alt="{alt}">'
    if "image/png" in data:
        return f'<img src="data:image/png;base64,{str(data["image/png"]).strip()}" alt="{alt}">'
    return f"<pre>{alt}</pre>"
