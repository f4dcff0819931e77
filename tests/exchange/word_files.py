"""Word files of invented plans, and what people and programs do to them."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from commission_desk.documents.word.build import word_file
from commission_desk.domain.papers import House, PlanPaper, PlanPart, PlanSection
from commission_desk.domain.richtext import RichText
from commission_desk.domain.word_marks import Place, mark_of
from commission_desk.exchange.word.parts import WORD
from commission_desk.exchange.word.reading import WordPlan, parse_word

PLAN = "ab" * 16
DOCUMENT = "word/document.xml"


def paper_of(*texts: RichText, **more) -> PlanPaper:
    """Return a plan of one section with a part for each text."""
    parts = tuple(
        PlanPart(f"1.{place}", f"Part {place} about need", text, prompt_id=f"a.plan.part-{place}")
        for place, text in enumerate(texts, start=1)
    )
    sections = (PlanSection("1", "Needs", parts),)
    return PlanPaper(House("Example County Council"), "A plan", sections=sections, plan_id=PLAN,
                     **more)  # fmt: skip


def places_of(paper: PlanPaper) -> tuple[Place, ...]:
    found = []
    for section in paper.sections:
        found.append(Place("", section.number, (section.title,)))
        found += [Place(mark_of(p.prompt_id), p.number, (p.title,)) for p in section.parts]
    return tuple(found)


def file_of(folder: Path, *texts: RichText) -> Path:
    path = folder / "plan.docx"
    path.write_bytes(word_file(paper_of(*texts), "en"))
    return path


def read(path: Path, paper: PlanPaper) -> WordPlan:
    return parse_word(path, WORD, PLAN, places_of(paper))


def said(back: WordPlan, paper: PlanPaper, place: int) -> RichText:
    return back.texts[mark_of(paper.sections[0].parts[place].prompt_id)]


def edited(path: Path, change: Callable[[str], str], part: str = DOCUMENT, **more: str) -> Path:
    """Change one part of a file, and add others by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, change(data.decode()) if name == part else data)
        for name, data in more.items():
            new.writestr(name, data)
    path.write_bytes(out.getvalue())
    return path


def without_controls(xml: str) -> str:
    """Take every content control away and leave what it holds, as some programs do."""
    xml = re.sub(r"<w:sdtPr>.*?</w:sdtPr>", "", xml, flags=re.DOTALL)
    return re.sub(r"</?w:sdt(Content)?>", "", xml)


def without_bookmarks(xml: str) -> str:
    return re.sub(r"<w:bookmark(Start|End) [^>]*/>", "", xml)
