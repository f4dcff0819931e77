"""What independent readers find in a PDF."""

import io
from collections import defaultdict

import page
import pdfplumber
import pikepdf


def problems(data: bytes) -> list[str]:
    """The rules of PDF/UA-1 that a file breaks, per page-validation."""
    report = page.validate_pdf_bytes(data, profile="ua1")
    found = [f"{failure.rule_id}: {failure.message}" for failure in report.failures]
    return found or ([] if report.is_compliant else ["not compliant"])


def structure(data: bytes) -> list[tuple[tuple[str, ...], str]]:
    """Every stretch of text in reading order, with the roles from the document down to it."""
    words = _words_by_mark(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {each.objgen: index for index, each in enumerate(pdf.pages)}
        found: list[tuple[tuple[str, ...], str]] = []
        _walk(pdf.Root.StructTreeRoot.K[0], (), None, pages, words, found)
    return found


def elements(data: bytes) -> list[tuple[tuple[str, ...], str]]:
    """Every element that holds words, whole however many pages it goes over, as ``structure``."""
    found: dict[object, tuple[tuple[str, ...], list[str]]] = {}
    words = _words_by_mark(data)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pages = {each.objgen: index for index, each in enumerate(pdf.pages)}
        _gather(pdf.Root.StructTreeRoot.K[0], (), None, pages, words, found)
    return [(roles, " ".join("".join(said).split())) for roles, said in found.values()]


def spoken(data: bytes) -> str:
    """The text a screen reader follows, in its order, elements parted by a space."""
    return " ".join(" ".join(text for _roles, text in structure(data)).split())


def _words_by_mark(data: bytes) -> dict[tuple[int, int], str]:
    words: dict[tuple[int, int], list[str]] = defaultdict(list)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for index, each in enumerate(pdf.pages):
            for char in each.chars:
                if char["mcid"] is not None:
                    words[index, char["mcid"]].append(char["text"])
    return {mark: "".join(text) for mark, text in words.items()}


def _walk(element, roles, here, pages, words, found) -> None:
    roles = (*roles, str(element.S)[1:])
    here = pages[element.Pg.objgen] if "/Pg" in element else here
    for kid in element.K:
        if isinstance(kid, int):
            found.append((roles, words.get((here, kid), "")))
        elif "/MCID" in kid:
            found.append((roles, words.get((pages[kid.Pg.objgen], int(kid.MCID)), "")))
        elif kid.get("/Type") != "/OBJR":
            _walk(kid, roles, here, pages, words, found)


def _gather(element, roles, here, pages, words, found) -> None:
    roles = (*roles, str(element.S)[1:])
    here = pages[element.Pg.objgen] if "/Pg" in element else here
    for kid in element.K:
        if isinstance(kid, int) or "/MCID" in kid:
            at = (here, kid) if isinstance(kid, int) else (pages[kid.Pg.objgen], int(kid.MCID))
            found.setdefault(element.objgen, (roles, []))[1].append(words.get(at, ""))
        elif kid.get("/Type") != "/OBJR":
            _gather(kid, roles, here, pages, words, found)
