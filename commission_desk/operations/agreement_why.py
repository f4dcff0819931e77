"""Why an agreement is as it is: rationales, triage, procurement, and answers on value and fees."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.content.triage import LEVELS, triage_rules
from commission_desk.content.value_questions import value_questions
from commission_desk.domain.agreement_value import value_of
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _
from commission_desk.operations.agreement_money import priced_agreements
from commission_desk.operations.agreement_tables import AgreementTableRow, table_rows
from commission_desk.operations.figures import figure
from commission_desk.operations.procurement import ProcurementView, procurement_check
from commission_desk.operations.records import get, placed, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Agreement, AgreementAnswer
from commission_desk.store.tables.base import id_of

RISK_LEVELS = {"green": "low", "amber": "medium", "red": "high"}
MOMENTS = ("award", "review")
THREE = ("value", "risk", "importance")


@dataclass(frozen=True, slots=True)
class TriageView:
    """Which support an agreement needs; ``computed`` is empty until enough is known.

    ``levels`` are of value, risk and importance, empty where not known. ``tier`` is what counts:
    what a person said instead, or the computed one.
    """

    levels: tuple[str, str, str]
    computed: str
    chosen: str
    reason: str
    why: str
    support: str
    source: str

    @property
    def tier(self) -> str:
        """The tier that counts."""
        return self.chosen or self.computed


@dataclass(frozen=True, slots=True)
class WhyView:
    """The reasons of an agreement; ``answers`` are texts by question and moment."""

    rationales: tuple[AgreementTableRow, ...]
    unreasoned: str
    importance: str
    tender_on: date | None
    triage: TriageView
    procurement: ProcurementView
    answers: dict[str, dict[str, str]]


def agreement_why(
    session: Session, record: str, today: date, language: str = "en"
) -> WhyView:  # fmt: skip
    """Return why an agreement is as it is."""
    found = get(session, Agreement, record)
    whole = value_of(priced_agreements(session, [found])[record]).whole
    return WhyView(
        table_rows(session, record, "rationale"), found.unreasoned, found.importance,
        found.tender_on, triage_of(session, found, whole, today, language),
        procurement_check(session, found, whole, today, language), _answers(session, record),
    )  # fmt: skip


def triage_of(
    session: Session, agreement: Agreement, whole: int | None, today: date, language: str
) -> TriageView:
    """Work out which support an agreement needs, and say why."""
    levels = (
        value_level(session, whole, today), RISK_LEVELS.get(agreement.risk, ""),
        agreement.importance,
    )  # fmt: skip
    rules, known = triage_rules(), tuple(level for level in levels if level)
    names = {"value": _("value"), "risk": _("risk"), "importance": _("importance")}
    computed, why = "", ""
    if len(known) == len(levels) or "high" in known:
        rule = rules.rule_for(known)
        computed, level = rule.tier, rule.any or rule.all
        said = [names[name] for name, has in zip(THREE, levels, strict=True) if has == level]
        joined = ", ".join(said)
        filled = {"names": joined[:1].upper() + joined[1:]} if rule.why.places else {}
        why = rule.why.filled(language, **filled)
    else:
        missing = [names[name] for name, has in zip(THREE, levels, strict=True) if not has]
        why = _("Not yet known: {names}.").format(names=", ".join(missing))
    tier = agreement.tier or computed
    support = rules.rule_of(tier).support.text(language) if tier else ""
    return TriageView(
        levels, computed, agreement.tier, agreement.tier_reason, why, support,
        f"{rules.source} ({rules.dated:%d/%m/%Y})",
    )  # fmt: skip


def value_level(session: Session, whole: int | None, today: date) -> str:
    """Return whether a whole-life value is low, medium or high; empty where it is not known."""
    if whole is None:
        return ""
    marks = [figure(session, f"triage-value-{level}", today).pence for level in LEVELS[1:]]
    return LEVELS[sum(whole >= mark for mark in marks)]


@named(N_("Choose the support"))
def choose_tier(session: Session, agreement: str, tier: str, reason: str) -> None:
    """Put another tier in place of the computed one, with its reason; none takes it back."""
    if tier and not reason.strip():
        raise UserError(_("Say why this support fits better than the one worked out."))
    found = get(session, Agreement, agreement)
    found.tier, found.tier_reason = tier, reason.strip() if tier else ""


@named(N_("Answer on value or fees"))
def answer_on_value(
    session: Session, agreement: str, question: str, moment: str, text: str
) -> None:
    """Keep the answer to a question on value or fees, at award or at review."""
    if moment not in MOMENTS or question not in question_ids():
        raise UserError(_("This question is no longer asked."))
    get(session, Agreement, agreement)
    found = placed(
        session, AgreementAnswer, id_of("agreement_answer", agreement, moment, question),
        agreement_id=agreement, moment=moment, question=question,
    )  # fmt: skip
    found.text = text.strip()


def question_ids() -> tuple[str, ...]:
    """Return the ids of every question on value and fees."""
    return tuple(each.id for group in value_questions() for each in group.questions)


def _answers(session: Session, record: str) -> dict[str, dict[str, str]]:
    rows = session.scalars(
        standing(AgreementAnswer).where(AgreementAnswer.agreement_id == record)
    ).all()
    return {
        moment: {row.question: row.text for row in rows if row.moment == moment and row.text}
        for moment in MOMENTS
    }
