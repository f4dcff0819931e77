"""Evidence about an agreement: what people said of it, and its documents."""

from typing import TYPE_CHECKING

from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.ui.kit.layout import rule, vbox
from commission_desk.ui.pages.contracts_documents import AgreementDocuments
from commission_desk.ui.pages.contracts_feedback import AgreementFeedback
from commission_desk.ui.pages.contracts_form import Part

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts_agreement import AgreementPane


class EvidencePart(Part):
    """Feedback above, documents below."""

    def __init__(self, pane: "AgreementPane") -> None:
        super().__init__(pane)
        self.feedback = AgreementFeedback(pane)
        self.documents = AgreementDocuments(pane)
        vbox(
            self.feedback, 6, rule(), self.documents, None,
            gap=12, margins=(22, 16, 10, 20), parent=self,
        )  # fmt: skip

    def show_view(self, view: AgreementView, *, other: bool) -> None:
        """Show the evidence about an agreement."""
        super().show_view(view, other=other)
        self.feedback.show_agreement(view.row.id)
        self.documents.show_agreement(view.row.id)

    def show_part(self, part: str) -> None:
        """Go to the feedback or the document that is named."""
        record = part.partition(" ")[2]
        self.feedback.choose(record)
        self.documents.choose(record)
