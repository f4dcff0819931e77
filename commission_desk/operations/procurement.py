"""The procurement check of one agreement: its whole-life value against the figures in force."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from commission_desk.content.procurement import ProcurementRule, procurement_rules
from commission_desk.content.thresholds import Threshold
from commission_desk.domain.agreement_value import with_vat
from commission_desk.domain.money import format_money
from commission_desk.i18n import _, full_date
from commission_desk.operations.figures import figure
from commission_desk.store.tables import Agreement, Organisation


@dataclass(frozen=True, slots=True)
class Sentence:
    """What a rule says, since when the rule has been so, and where it comes from.

    ``is_above`` is set where the value is above the figure of the rule; ``is_notice`` where it
    speaks of a day to keep.
    """

    text: str
    source: str
    since: date
    is_above: bool = False
    is_notice: bool = False


@dataclass(frozen=True, slots=True)
class ProcurementView:
    """What the check says: on which day's figures, with which value, and sentence by sentence.

    ``on_what`` is award, tender or today; ``compared_pence`` has VAT where that was added.
    """

    on: date
    on_what: str
    whole_pence: int | None
    compared_pence: int | None
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A rule with the figure in force, and the value that is held against it."""

    rule: ProcurementRule
    figure: Threshold
    pence: int

    @property
    def is_above(self) -> bool:
        """Whether the value is above the figure."""
        return self.pence > self.figure.pence


def procurement_check(
    session: Session, agreement: Agreement, whole: int | None, today: date, language: str
) -> ProcurementView:
    """Hold the whole-life value of an agreement against the rules that speak to it."""
    on, what = award_day(agreement, today)
    sentences = [
        _sentence(compared, language)
        for compared in compare(session, agreement, whole, today)
    ]  # fmt: skip
    known = procurement_rules()
    if is_outside(agreement):
        sentences = [
            Sentence(
                known.outside_says.text(language), known.outside_source, known.outside_since
            )
        ]  # fmt: skip
    notice = _notice(session, agreement, on, language)
    return ProcurementView(
        on, what, whole, _with_vat(session, agreement, whole, on),
        (*sentences, *((notice,) if notice else ())),
    )  # fmt: skip


def award_day(agreement: Agreement, today: date) -> tuple[date, str]:
    """Return the day whose figures count, and what day that is."""
    if agreement.awarded:
        return agreement.awarded, "award"
    return (agreement.tender_on, "tender") if agreement.tender_on else (today, "today")


def is_outside(agreement: Agreement) -> bool:
    """Whether an agreement is no purchase, so that no threshold speaks to it."""
    return agreement.kind == "grant" or agreement.regime in procurement_rules().outside


def compare(
    session: Session, agreement: Agreement, whole: int | None, today: date
) -> tuple[Compared, ...]:
    """Return the rules in force that speak to an agreement, with their figures."""
    if whole is None or is_outside(agreement):
        return ()
    on, _what = award_day(agreement, today)
    found = []
    for rule in procurement_rules().rules:
        if rule.regimes and agreement.regime not in rule.regimes:
            continue
        try:
            known = figure(session, rule.figure, on)
        except KeyError:  # not yet in force on that day, or no longer
            continue
        pence = (_with_vat(session, agreement, whole, on) or whole) if rule.vat else whole
        if known.value:
            found.append(Compared(rule, known, pence))
    return tuple(found)


def _with_vat(session: Session, agreement: Agreement, pence: int | None, on: date) -> int | None:
    """Add VAT to a value that was given without it; the rate on the day, or the first we know."""
    if pence is None or agreement.vat_basis != "excluding":
        return pence
    try:
        percent = figure(session, "vat-percent", on).value
    except KeyError:
        return pence
    return with_vat(pence, percent)


def _sentence(compared: Compared, language: str) -> Sentence:
    words = compared.rule.above if compared.is_above else compared.rule.below
    text = words.filled(
        language, value=format_money(compared.pence, language),
        figure=format_money(compared.figure.pence, language),
    )  # fmt: skip
    return Sentence(text, compared.figure.source, compared.figure.since, compared.is_above)


def _notice(session: Session, agreement: Agreement, on: date, language: str) -> Sentence | None:
    """Say by when third-sector providers must hear of a tender."""
    rule = procurement_rules().notice
    provider = session.get(Organisation, agreement.provider_id) if agreement.provider_id else None
    tender = agreement.tender_on
    if tender is None and (provider is None or provider.sector not in rule.sectors):
        return None
    try:
        known = figure(session, rule.figure, tender or on)
    except KeyError:
        return None
    if tender is None:
        return Sentence(rule.ask.text(language), known.source, known.since, is_notice=True)
    by = tender - timedelta(days=known.value)
    text = rule.text.filled(
        language, tender=full_date(tender, language), by=full_date(by, language), days=known.value
    )
    return Sentence(text, known.source, known.since, is_notice=True)


def day_words(view: ProcurementView) -> str:
    """Say on which day the figures were in force."""
    words = {
        "award": _("By the figures in force on {day}, when it was awarded."),
        "tender": _("By the figures in force on {day}, when the tender is planned."),
        "today": _("By the figures in force today, {day}: no day of award is known."),
    }
    return words[view.on_what].format(day=full_date(view.on))
