"""The styles of a Word file, in the house's accent colour: headings, lists, tables, contents."""

import re

from lxml import etree

from commission_desk.documents.style import FALLBACK_ACCENT
from commission_desk.documents.word.elements import MAIN, Element
from commission_desk.domain.word_marks import NOTE, PLACEHOLDER, TABLE_TITLE

FONT = "Arial"  # on every computer, which our own is not; a file of Word carries none
LANGUAGES = {"en": "en-GB", "cy": "cy-GB"}
INK, MUTED, RULE, STRONG, LINK = "17212B", "4D5B68", "D3DADF", "8A97A1", "1D4F91"

# id, name, based on, next, (size, colour, bold, italic), (before, after), more of the paragraph
_PARAGRAPHS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("Title", "Title", "Normal", "30 accent b", "2400 120", ""),
    ("Subtitle", "Subtitle", "Normal", "14 muted", "0 240", ""),
    ("DeskDraft", "Draft marking", "Normal", "11 ink b", "0 320", ""),
    ("DeskName", "Name", "Title", "26 accent b", "0 120", ""),
    ("DeskStands", "Marking", "Normal", "11 ink b", "0 120", ""),
    ("DeskTick", "Tick box", "Normal", "11 ink", "0 40", "tick"),
    ("Heading1", "heading 1", "Normal", "17 accent b", "480 120", "keep 0"),
    ("Heading2", "heading 2", "Normal", "13 ink b", "320 80", "keep 1"),
    ("Heading3", "heading 3", "Normal", "11 ink b", "200 60", "keep 2"),
    ("Heading4", "heading 4", "Normal", "10.5 muted b", "160 60", "keep 3"),
    (TABLE_TITLE, "Desk table title", "Heading3", "11 ink b", "200 60", "keep 2"),
    ("TOCHeading", "TOC Heading", "Normal", "17 accent b", "0 160", "keep"),
    ("TOC1", "toc 1", "Normal", "11 ink b", "120 20", "toc 0"),
    ("TOC2", "toc 2", "Normal", "10.5 ink", "0 20", "toc 284"),
    ("Quote", "Quote", "Normal", "11 muted", "120 160", "bar"),
    ("ListBullet", "List Bullet", "Normal", "11 ink", "0 60", ""),
    ("ListNumber", "List Number", "Normal", "11 ink", "0 60", ""),
    (NOTE, "Desk note", "Normal", "11 muted", "0 120", ""),
    (PLACEHOLDER, "Desk placeholder", "Normal", "11 muted i", "0 120", ""),
    ("DeskTableText", "Table text", "Normal", "10 ink", "60 60", ""),
    ("DeskTableSmall", "Table text, small", "DeskTableText", "8.5 ink", "60 60", ""),
    ("DeskTableHead", "Table head", "Normal", "8.5 muted b", "60 60", "keepNext"),
    ("DeskFact", "Fact", "Normal", "11 ink", "20 20", ""),
    ("DeskFactName", "Fact name", "Normal", "11 muted", "20 20", ""),
    ("Header", "header", "Normal", "9 muted", "0 0", ""),
    ("Footer", "footer", "Normal", "9 muted", "0 0", ""),
)
_BARS = {
    "bar": f'<w:pBdr><w:left w:val="single" w:sz="18" w:space="9" w:color="{STRONG}"/></w:pBdr>',
}


def restyle(root: Element, accent: str, language: str, larger: float = 1.0) -> None:
    """Replace every style of a file by ours; what Word knows by itself (latent) stays.

    ``larger`` is by how much letters are larger than in a plan.
    """
    latent = root.find(f"{{{MAIN}}}latentStyles")
    for child in list(root):
        if child is not latent:
            root.remove(child)
    made = etree.fromstring(_xml(accent, LANGUAGES[language], larger).encode())
    defaults, *rest = list(made)
    root.insert(0, defaults)
    root.extend(rest)


def colour(accent: str) -> str:
    """Return an accent as Word writes colours; one that is none is replaced."""
    known = accent if re.fullmatch("#[0-9A-Fa-f]{6}", accent) else FALLBACK_ACCENT
    return known[1:].upper()


def _xml(accent: str, language: str, larger: float) -> str:
    tints = {"accent": colour(accent), "ink": INK, "muted": MUTED}
    body = "".join(_paragraph(*row, tints, larger) for row in _PARAGRAPHS)
    return f"""<w:styles xmlns:w="{MAIN}">
<w:docDefaults><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}" w:hAnsi="{FONT}" w:cs="{FONT}"/>
<w:color w:val="{INK}"/><w:sz w:val="{round(22 * larger)}"/><w:szCs w:val="{round(22 * larger)}"/>
<w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
<w:pPrDefault><w:pPr><w:spacing w:after="120" w:line="276" w:lineRule="auto"/></w:pPr>
</w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>
</w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>
<w:rPr><w:color w:val="{LINK}"/><w:u w:val="single"/></w:rPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>
<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>
<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="DeskTable"><w:name w:val="Desk table"/>
<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="6" w:space="0" w:color="{STRONG}"/>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{STRONG}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/></w:tblBorders></w:tblPr>
<w:tblStylePr w:type="firstRow"><w:tblPr/><w:tcPr><w:tcBorders>
<w:bottom w:val="single" w:sz="6" w:space="0" w:color="{STRONG}"/></w:tcBorders></w:tcPr>
</w:tblStylePr></w:style>
<w:style w:type="table" w:customStyle="1" w:styleId="DeskFacts"><w:name w:val="Desk facts"/>
<w:basedOn w:val="TableNormal"/></w:style>
{body}</w:styles>"""


def _paragraph(
    key: str,
    name: str,
    based: str,
    look: str,
    spacing: str,
    more: str,
    tints: dict[str, str],
    larger: float,
) -> str:
    size, tint, *marks = look.split()
    before, after = spacing.split()
    furniture = key in ("Header", "Footer")
    half = round(float(size) * 2 * (1 if furniture else larger))
    custom = ' w:customStyle="1"' if key.startswith("Desk") else ""
    bold = "".join(f"<w:{mark}/><w:{mark}Cs/>" for mark in marks)
    outline, borders, tabs, indent = "", "", "", ""
    keep = "<w:keepNext/>" if more.startswith("keep") else ""
    keep += "<w:keepLines/>" if more.startswith("keep ") else ""
    if more.startswith("keep ") and more[5:]:
        outline = f'<w:outlineLvl w:val="{more[5:]}"/>'
    if more == "bar":
        borders, indent = _BARS["bar"], '<w:ind w:left="284" w:right="284"/>'
    if more == "tick":
        indent = '<w:ind w:left="340" w:hanging="340"/>'
    if more.startswith("toc"):
        tabs = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="9800"/></w:tabs>'
        indent = f'<w:ind w:left="{more[4:]}" w:right="720"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{key}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based}"/>'
        + ("" if key.startswith(("Desk", "List", "Quote")) else '<w:next w:val="Normal"/>')
        + "<w:qFormat/>"
        f'<w:pPr>{keep}{borders}{tabs}<w:spacing w:before="{before}" w:after="{after}"/>'
        f"{indent}{outline}</w:pPr>"
        f'<w:rPr>{bold}<w:color w:val="{tints[tint]}"/><w:sz w:val="{half}"/>'
        f'<w:szCs w:val="{half}"/></w:rPr></w:style>'
    )
