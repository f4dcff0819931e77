"""What a drawing is: structure elements, and the tree a PDF keeps of them (PDF/UA-1)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

if TYPE_CHECKING:
    from commission_desk.documents.tagging import TaggedCanvas

Attributes = dict[str, dict[str, str]]


class Tag:
    """A structure element: its role, its place, and what a reader must know.

    ``parent=None`` is the part being drawn. ``attributes`` maps an owner to PDF-ready values:
    ``{"Table": {"Scope": "/Column"}}``. A tag is inert: the state of a build is in the canvas.
    """

    __slots__ = ("alt", "attributes", "lang", "parent", "role")

    def __init__(
        self,
        role: str,
        parent: "Tag | None" = None,
        *,
        alt: str = "",
        lang: str = "",
        attributes: Attributes | None = None,
    ) -> None:
        self.role, self.parent, self.alt, self.lang = role, parent, alt, lang
        self.attributes = {owner: values for owner, values in (attributes or {}).items() if values}


class StructureTree(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """StructTreeRoot with its parent tree, written when the document is saved."""

    __RefOnly__ = 1

    def __init__(self, canvas: "TaggedCanvas") -> None:
        self.canvas = canvas
        self.elements = {tag: _Element(self, tag) for tag in canvas.kids}
        self.written: dict[Any, bytes] = {}  # references, each asked for several times

    def reference(self, thing: Any) -> bytes:
        """Return the reference to a Tag, a page, an annotation or this tree."""
        found = self.written.get(thing)
        if found is None:
            document = self.canvas._doc
            found = document.Reference(self.elements.get(thing, thing)).format(document)
            self.written[thing] = found
        return found

    def page(self, index: int) -> bytes:
        """Return the reference to a page by its index."""
        return self.reference(self.canvas._doc.Pages.pages[index])

    def format(self, document: Any) -> bytes:  # noqa: ARG002 - ReportLab's signature
        """Write the root; the elements follow as they are referred to."""
        parents = self.canvas.parents
        numbers = b"\n".join(b"%d %s" % entry for entry in self._parent_tree())
        return b"<</Type/StructTreeRoot/K[%s]/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>" % (
            self.reference(self.canvas.document),
            numbers,
            len(parents),
        )

    def _parent_tree(self) -> Iterator[tuple[int, bytes]]:
        for key, value in enumerate(self.canvas.parents):
            if isinstance(value, list):
                yield key, b"[%s]" % b" ".join(map(self.reference, value))
            else:
                yield key, self.reference(value)


class _Element(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """One structure element, written when its turn comes."""

    __RefOnly__ = 1

    def __init__(self, tree: StructureTree, tag: Tag) -> None:
        self.tree, self.tag = tree, tag

    def format(self, document: Any) -> bytes:
        tag, tree, canvas = self.tag, self.tree, self.tree.canvas
        parent = tree if tag is canvas.document else canvas.homes[tag]
        here, kids = self._kids()
        entries = [
            b"<</Type/StructElem/S/%s/P %s/K[%s]"
            % (tag.role.encode(), tree.reference(parent), b" ".join(kids))
        ]
        if here is not None:
            entries.append(b"/Pg " + tree.page(here))
        for key, text in ((b"Alt", tag.alt if tag.role == "Figure" else ""), (b"Lang", tag.lang)):
            if text:
                entries.append(b"/%s %s" % (key, PDFString(text).format(document)))
        for owner, values in self._attributes().items():
            pairs = "".join(f"/{key} {value}" for key, value in values.items())
            entries.append(f"/A<</O/{owner}{pairs}>>".encode())
        return b"".join(entries) + b">>"

    def _kids(self) -> tuple[int | None, list[bytes]]:
        """Return the page most marks are on, and the kids in reading order."""
        tree, canvas, here = self.tree, self.tree.canvas, None
        kids = []
        for kid in canvas.kids[self.tag]:
            if isinstance(kid, Tag):
                kids.append(tree.reference(kid))
                continue
            page, mark = kid
            here = page if here is None else here
            if page == here:
                kids.append(b"%d" % mark)
            else:
                kids.append(b"<</Type/MCR/Pg %s/MCID %d>>" % (tree.page(page), mark))
        for page, annotation in canvas.objects.get(self.tag, ()):
            place = (tree.page(page), tree.reference(annotation))
            kids.append(b"<</Type/OBJR/Pg %s/Obj %s>>" % place)
        return here, kids

    def _attributes(self) -> Attributes:
        box = self.tree.canvas.boxes.get(self.tag)
        layout = {"Layout": {"Placement": "/Block", "BBox": box}} if box else {}
        return self.tag.attributes | layout
