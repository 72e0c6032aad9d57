"""What a document collects while it is written: traces of its numbers, footnotes, counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from phantich.brief.text import Text
from phantich.brief.word.layout import section_end
from phantich.brief.word.markup import escaped, paragraph, run
from phantich.language import Language

#: Character style of every number that is a fact.
FIGURE = "Figure"


@dataclass
class Pen:
    """Writes words in one language and remembers whose numbers it wrote.

    `traces` are ids of facts in the order in which the document prints them, one for each run in
    the style `FIGURE`.
    """

    lang: Language
    traces: list[str] = field(default_factory=list)
    footnotes: list[str] = field(default_factory=list)
    tables: int = 0
    pictures: int = 0
    #: Whether a section has ended: only the first has a page without a number.
    parted: bool = False

    def say(self, vi: str, en: str) -> str:
        """The words of the document's language."""
        return vi if self.lang == "vi" else en

    def words(self, text: Text, properties: str = "") -> str:
        """Runs of a text; its numerals are traced."""
        return "".join(self._parts(text, properties))

    def _parts(self, text: Text, properties: str) -> Iterator[str]:
        for part in text.parts(self.lang):
            if isinstance(part, str):
                yield run(part, properties)
            elif part.text:
                self.traces.append(part.fact)
                yield run(part.text, f'<w:rStyle w:val="{FIGURE}"/>{properties}')

    def sentences(self, sentences: Iterable[Text]) -> str:
        """Sentences one behind the other."""
        return run(" ").join(filter(None, (self.words(sentence) for sentence in sentences)))

    def body(self, words: str) -> str:
        """A paragraph of the body."""
        return paragraph(run(words), "BodyText")

    def heading(self, words: str, level: int) -> str:
        """A numbered heading."""
        return paragraph(run(words), f"Heading{level}")

    def turned(self, content: str) -> str:
        """Content on turned pages of its own."""
        first, self.parted = not self.parted, True
        return section_end(first=first) + content + section_end(turned=True)

    def footnote(self, words: str) -> str:
        """The mark of a new footnote at the foot of the page."""
        number = len(self.footnotes) + 1
        mark = '<w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        content = f"<w:r>{mark}<w:footnoteRef/></w:r>{run(' ' + words)}"
        self.footnotes.append(
            f'<w:footnote w:id="{number}">{paragraph(content, "FootnoteText")}</w:footnote>'
        )
        return f'<w:r>{mark}<w:footnoteReference w:id="{number}"/></w:r>'

    def trace_part(self) -> bytes:
        """The traces as a part of the package, for whoever checks the numbers."""
        lines = "".join(f'<fact id="{escaped(key)}"/>' for key in self.traces)
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        return f'{head}<facts xmlns="urn:phantich:facts" style="{FIGURE}">{lines}</facts>'.encode()
