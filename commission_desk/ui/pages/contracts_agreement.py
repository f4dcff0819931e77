"""One agreement beside the register: what it is, and its tabs, each built when first looked at."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFrame, QStackedWidget, QWidget

from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.agreement_detail import AgreementView, agreement
from commission_desk.operations.agreements import edit_agreement
from commission_desk.ui.kit.bars import Tabs
from commission_desk.ui.kit.buttons import button
from commission_desk.ui.kit.empty import empty
from commission_desk.ui.kit.layout import hbox, scroll, vbox
from commission_desk.ui.kit.taborder import in_order
from commission_desk.ui.kit.text import label
from commission_desk.ui.pages.contracts_details import DetailsPart
from commission_desk.ui.pages.contracts_evidence import EvidencePart
from commission_desk.ui.pages.contracts_form import Part
from commission_desk.ui.pages.contracts_history import HistoryPart
from commission_desk.ui.pages.contracts_money import MoneyPart
from commission_desk.ui.pages.contracts_performance import PerformancePart
from commission_desk.ui.pages.contracts_prints import print_agreement
from commission_desk.ui.pages.contracts_register import label_of
from commission_desk.ui.pages.contracts_reviews import ReviewsPart
from commission_desk.ui.pages.contracts_risk import RiskPart
from commission_desk.ui.pages.contracts_terms import TermsPart
from commission_desk.ui.pages.contracts_why import WhyPart

if TYPE_CHECKING:
    from commission_desk.ui.pages.contracts import ContractsPage

PARTS: dict[str, tuple[str, type[Part]]] = {
    "performance": (N_("Performance"), PerformancePart),
    "terms": (N_("Terms"), TermsPart),
    "money": (N_("Money"), MoneyPart),
    "why": (N_("Why"), WhyPart),
    "details": (N_("Details"), DetailsPart),
    "risk": (N_("Risk"), RiskPart),
    "reviews": (N_("Reviews"), ReviewsPart),
    "evidence": (N_("Evidence"), EvidencePart),
    "history": (N_("History"), HistoryPart),
}
MANAGED = {"central": N_("centrally managed"), "devolved": N_("devolved")}


class AgreementPane(QFrame):
    """The agreement that is chosen; its fields keep themselves."""

    def __init__(self, page: "ContractsPage") -> None:
        super().__init__()
        self.setObjectName("right")
        self.page = page
        self.view: AgreementView | None = None
        self.kind = label("", "smallmuted", elide=True)
        self.title = label("", "h2", wrap=True)
        self.provider = label("", "muted", wrap=True)
        self.tabs = Tabs(*(_(name) for name, _part in PARTS.values()))
        self.tabs.setAccessibleName(_("Parts of the agreement"))
        self.setFocusProxy(self.tabs)
        self.parts: dict[str, Part] = {}
        self.unshown: set[str] = set()  # parts built for another agreement than this one
        self.stack = QStackedWidget()
        self.stack.setObjectName("clear")
        self.tabs.currentChanged.connect(lambda _index: self._show_part())
        self.print_button = button(
            "", "printer", "tool", lambda: print_agreement(page),
            _("Print this agreement on two pages…"),
        )  # fmt: skip
        top = hbox(self.kind, None, self.print_button)
        head = vbox(top, self.title, self.provider, 6, self.tabs, gap=2, margins=(22, 16, 22, 0))
        shown, nothing = QWidget(), empty(
            "file-signature", _("No agreement chosen"), _("Choose one in the list at the left.")
        )  # fmt: skip
        vbox(head, self.stack, gap=0, parent=shown).setStretch(1, 1)
        self.body = QStackedWidget()
        self.body.addWidget(nothing)
        self.body.addWidget(shown)
        vbox(self.body, gap=0, parent=self)

    @property
    def record(self) -> str:
        """The id of the agreement shown, or nothing."""
        return self.view.row.id if self.view else ""

    def show_agreement(self, record: str, part: str = "") -> None:
        """Show another agreement, after keeping what was typed about the one before."""
        if record != self.record:
            self._leave()
            self._read(record)
        if part and self.view:
            key = part_of(self.view, part)
            self.tabs.setCurrentIndex(list(PARTS).index(key))
            self.parts[key].show_part(part)

    def refresh(self) -> None:
        """Read the agreement again; what is being typed stays."""
        if self.view:
            self._read(self.record, other=False)

    def flush(self) -> bool:
        """Keep what has been typed; return whether every field is in order."""
        in_order = [part.flush() for part in self.parts.values()]  # every one of them
        return all(in_order)

    def edit(self, **values: Any) -> None:
        """Change fields of the agreement, and show what follows from them."""
        self.keep(edit_agreement, self.record, **values)

    def keep(self, operation: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        """Run a change of this agreement that its fields show already; the rest is read again."""
        result = self.page.keep(operation, *args, **kwargs)
        self.refresh()
        self.page.changed(self.record)
        return result

    def _leave(self) -> None:
        if self.view is None or self.flush():
            return
        names = ", ".join(name for part in self.parts.values() for name in part.unkept())
        said = _("Not kept, because it could not be read: {fields}")
        self.page.shell.toast(said.format(fields=names))

    def _read(self, record: str, *, other: bool = True) -> None:
        try:
            self.view = self.page.ask(agreement, record) if record else None
        except UserError:  # taken away meanwhile; the list says so too
            self.view = None
        self.body.setCurrentIndex(1 if self.view else 0)
        if self.view is None:
            return
        self._show_head(self.view)
        current = self._key()
        for key, part in self.parts.items():
            if key == current:
                self._fill(part, other=other)
            elif other or not part.unkept():
                self.unshown.add(key)
        self._show_part()

    def _show_head(self, view: AgreementView) -> None:
        kind = label_of("agreement-kind", view.row.kind)
        managed = _(MANAGED.get(view.row.managed, ""))
        provider = view.row.provider or _("no provider named")
        self.kind.setText(" · ".join(word for word in (view.row.reference, kind) if word))
        self.title.setText(view.row.title)
        self.provider.setText(" · ".join(word for word in (provider, managed) if word))
        risks = sum(risk.status == "open" for risk in view.risks)
        self.tabs.set_badge(_(PARTS["risk"][0]), str(risks) if risks else "")

    def _show_part(self) -> None:
        key = self._key()
        if self.view is None:
            return
        if key not in self.parts:
            self.parts[key] = PARTS[key][1](self)
            self.parts[key].setProperty("area", self.stack.addWidget(scroll(self.parts[key])))
            self._fill(self.parts[key], other=True)
        elif key in self.unshown:
            self._fill(self.parts[key], other=True)
        self.unshown.discard(key)
        self.stack.setCurrentIndex(self.parts[key].property("area"))

    def _fill(self, part: Part, *, other: bool) -> None:
        """Show the agreement in a part; what it made anew comes where it stands, not last."""
        assert self.view is not None
        part.show_view(self.view, other=other)
        in_order(self.tabs, self.print_button, part)

    def _key(self) -> str:
        return list(PARTS)[max(0, self.tabs.currentIndex())]


def part_of(view: AgreementView, part: str) -> str:
    """Return the tab that shows a part: a tab's own name, a measure, a risk or a meeting.

    After its name a tab may be given the id of the record to show.
    """
    name = part.partition(" ")[0]
    if name in PARTS:
        return name
    if any(risk.id == part for risk in view.risks):
        return "risk"
    return "reviews" if any(part == meeting[0] for meeting in view.meetings) else "performance"
