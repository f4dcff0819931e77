"""The evidence matrix: agreements against what an auditor looks for (Jersey audit 2024, ¶75-77)."""

from collections.abc import Callable
from datetime import date
from itertools import groupby
from random import Random

from sqlalchemy import or_
from sqlalchemy.orm import Session

from commission_desk.content.reports import EvidenceCriterion, reports
from commission_desk.content.thresholds import threshold
from commission_desk.domain.report import (
    Place,
    Report,
    ReportCell,
    ReportColumn,
    ReportRow,
    ReportTable,
)
from commission_desk.i18n import plural_translator, short_date, translator
from commission_desk.operations.evidence import (
    FEEDBACK,
    FREE,
    Case,
    cases,
    eligible,
    is_feedback,
    longest_gap,
    recent,
    terms_of_reference,
)
from commission_desk.operations.report_parts import (
    ReportChoice,
    agreement_place,
    running,
    says,
    standing_agreements,
)
from commission_desk.store.tables import Agreement

MET, PARTLY, MISSING = "met", "partly", "not-found"
STATES = {
    MET: ("green", "circle-check"), PARTLY: ("amber", "triangle-alert"),
    MISSING: ("red", "circle-x"),
}  # fmt: skip
OUTCOMES = ("outcome", "experience")
MOST = 60  # agreements of one matrix


def evidence(
    session: Session, choice: ReportChoice, language: str, today: date, title: str
) -> Report:
    """Return the matrix of the chosen agreements, or of a sample of each department."""
    _, ngettext = translator(language), plural_translator(language)
    ids = choice.agreements or sample(session, choice, today)
    found = cases(session, ids[:MOST], today)
    said = []
    if found:
        since = short_date(found[0].since, language)
        words = ngettext(
            "{count} agreement, as the desk stood on {date}, looking back to {since}.",
            "{count} agreements, as the desk stood on {date}, looking back to {since}.", len(found),
        )  # fmt: skip
        said = [words.format(count=len(found), date=short_date(today, language), since=since)]
    if not choice.agreements:
        count = choice.sample or threshold("evidence-sample").value
        words = _("Drawn at random, {count} of each department; sample number {number}.")
        said += [words.format(count=count, number=choice.seed + 1), *says(choice, language)]
    judged = [(case, Judge(case, language)) for case in found]
    blocks = (
        _matrix(judged, language), _summary(judged, language), _reasons(judged, language)
    )  # fmt: skip
    missing = "" if found else _("There is no agreement that runs today to draw a sample from.")
    return Report("evidence", title, tuple(said), blocks, wide=True, missing=missing)


def sample(session: Session, choice: ReportChoice, today: date) -> tuple[str, ...]:
    """Draw so many agreements of each department; the same number draws the same ones again."""
    count = choice.sample or threshold("evidence-sample").value
    begun = or_(Agreement.starts.is_(None), Agreement.starts <= today)
    rows = eligible(session, *standing_agreements(choice), running(today), begun)
    chosen: list[str] = []
    for department, some in groupby(rows, key=lambda row: row[1]):
        ids = [row[0] for row in some]
        drawn = Random(f"{choice.seed} {department}")  # noqa: S311 - a sample, not a secret
        chosen += sorted(drawn.sample(ids, min(count, len(ids))), key=ids.index)
    return tuple(chosen)


class Judge:
    """Says of one agreement how it stands by each criterion, why, and where to look."""

    def __init__(self, case: Case, language: str) -> None:
        self.case, self.language = case, language
        self._, self.ngettext = translator(language), plural_translator(language)
        self.rules: dict[str, Callable[[], ReportCell]] = {
            "terms-of-reference": self.terms, "meetings": self.meetings, "agenda": self.agenda,
            "minutes": self.minutes, "measures": self.measures, "data": self.data,
            "actions": self.actions, "feedback": self.feedback, "risks": self.risks,
        }  # fmt: skip
        self.cells = {criterion.id: self.rules[criterion.id]() for criterion in reports().criteria}

    def terms(self) -> ReportCell:
        """Terms of reference: kept as a document, or spoken of in a meeting."""
        _, found = self._, terms_of_reference(self.case)
        if found and found[0][0] == "agreement":
            return self._cell(MET, _("They are among its documents."), Place(*found[0]))
        if found:
            return self._cell(MET, _("A meeting speaks of them."), Place(*found[0]))
        return self._cell(MISSING, _("No document and no meeting speaks of them."))

    def meetings(self) -> ReportCell:
        """Quarterly meetings: enough of them in the year, none too long after another."""
        _, count, gap = self._, len(self.case.days), longest_gap(self.case)
        needed, most = self.case.needed, threshold("evidence-gap").value
        if not count:
            return self._cell(MISSING if needed else PARTLY, _("No review was held in the year."))
        ngettext = self.ngettext
        words = ngettext(
            "{count} review of {needed} in the year", "{count} reviews of {needed} in the year",
            count,
        ).format(count=count, needed=needed)  # fmt: skip
        apart = _("at most {days} days apart").format(days=gap)
        state = MET if count >= needed and gap <= most else PARTLY
        return self._cell(state, f"{words}, {apart}.", self._last_review())

    def agenda(self) -> ReportCell:
        """Agenda: every review had one, on the same standard agenda."""
        _, held = self._, self.case.held
        with_one = [meeting for meeting in held if self.case.items.get(meeting.id)]
        if not with_one:
            return self._cell(MISSING, _("No review of the year has an agenda."))
        kinds = {meeting.template_id or FREE for meeting in with_one}
        place = Place("meeting", with_one[-1].id)
        if len(with_one) < len(held):
            words = _("{count} of {all} reviews have an agenda.")
            said = words.format(count=len(with_one), all=len(held))
            return self._cell(PARTLY, said, place)
        if kinds == {FREE}:
            return self._cell(PARTLY, _("The agendas follow no standard one."), place)
        if len(kinds) > 1:
            return self._cell(PARTLY, _("The agendas are not all of one kind."), place)
        return self._cell(MET, _("Every review has the same standard agenda."), place)

    def minutes(self) -> ReportCell:
        """Minutes: every review of the year has something minuted."""
        _, held = self._, self.case.held
        written = [meeting for meeting in held if self.case.minuted(meeting)]
        if not written:
            return self._cell(MISSING, _("No review of the year has minutes."))
        words = _("{count} of {all} reviews have minutes.")
        said = words.format(count=len(written), all=len(held))
        state = MET if len(written) == len(held) else PARTLY
        return self._cell(state, said, Place("meeting", written[-1].id))

    def measures(self) -> ReportCell:
        """Measures: there are some, one at least of an outcome or of people's experience."""
        _, found = self._, self.case.measures
        if not found:
            return self._cell(MISSING, _("It has no measures."))
        ngettext = self.ngettext
        words = ngettext("{count} measure", "{count} measures", len(found))
        said = words.format(count=len(found))
        if not any(measure.kind in OUTCOMES for measure in found):
            none = _("none of an outcome or of people’s experience")
            return self._cell(PARTLY, f"{said}, {none}.", self._part("performance"))
        return self._cell(MET, f"{said}.", self._part("performance"))

    def data(self) -> ReportCell:
        """Data: each measure has a figure for a period that ended lately."""
        _, found = self._, self.case.measures
        fresh = [measure for measure in found if recent(self.case, measure)]
        if not fresh:
            why = _("No measure has a recent figure.") if found else _("It has no measures.")
            return self._cell(MISSING, why, self._part("performance"))
        words = _("{count} of {all} measures have a recent figure.")
        said = words.format(count=len(fresh), all=len(found))
        state = MET if len(fresh) == len(found) else PARTLY
        return self._cell(state, said, self._part("performance"))

    def actions(self) -> ReportCell:
        """Action log: actions, each with an owner and a date."""
        _, found = self._, self.case.actions
        if not found:
            return self._cell(MISSING, _("No action is logged for it."))
        whole = [action for action in found if action.owner and action.due]
        words = _("{count} of {all} actions have an owner and a date.")
        said = words.format(count=len(whole), all=len(found))
        state = MET if len(whole) == len(found) else PARTLY
        return self._cell(state, said, Place("action", found[-1].id))

    def feedback(self) -> ReportCell:
        """User feedback: what people said, from any of its sources."""
        _, heard = self._, [each for source in FEEDBACK for each in source(self.case)]
        if heard:
            ngettext = self.ngettext
            words = ngettext(
                "Recorded {count} time in the year.", "Recorded {count} times in the year.",
                len(heard),
            )  # fmt: skip
            return self._cell(MET, words.format(count=len(heard)), Place(*heard[-1]))
        for meeting in reversed(self.case.held):
            if any(is_feedback(item) for item in self.case.items.get(meeting.id, [])):
                why = _("It stood on an agenda, but nothing was minuted.")
                return self._cell(PARTLY, why, Place("meeting", meeting.id))
        return self._cell(MISSING, _("Nothing that people said is recorded in the year."))

    def risks(self) -> ReportCell:
        """Risk register: risks, each with likelihood, impact and an owner."""
        _, found = self._, self.case.risks
        if not found:
            return self._cell(MISSING, _("It has no risks."), self._part("risk"))
        whole = [risk for risk in found if risk.likelihood and risk.impact and risk.owner]
        words = _("{count} of {all} risks have likelihood, impact and an owner.")
        said = words.format(count=len(whole), all=len(found))
        state = MET if len(whole) == len(found) else PARTLY
        return self._cell(state, said, self._part("risk"))

    def _last_review(self) -> Place:
        """Where the last review of the year is shown: its meeting, or what was written."""
        last, day = Place("meeting", ""), date.min
        for meeting in self.case.held[-1:]:
            last, day = Place("meeting", meeting.id), meeting.held_on or day
        for review in self.case.reviews[-1:]:
            if review.held_on and review.held_on > day:
                last = self._part(f"reviews {review.id}")
        return last

    def _part(self, part: str) -> Place:
        return agreement_place(self.case.agreement.id, part)

    def _cell(self, state: str, why: str, goes: Place | None = None) -> ReportCell:
        tone, icon = STATES[state]
        place = goes or agreement_place(self.case.agreement.id, "reviews")
        return ReportCell(
            state_words(state, self.language), value=None, tone=tone, icon=icon, why=why, goes=place
        )


def state_words(state: str, language: str) -> str:
    """Return how a criterion stands, in words."""
    _ = translator(language)
    return {MET: _("Met"), PARTLY: _("Partly"), MISSING: _("Not found")}[state]


Judged = list[tuple[Case, Judge]]


def _matrix(judged: Judged, language: str) -> ReportTable:
    _ = translator(language)
    columns = (
        ReportColumn(_("Agreement"), flexible=True), ReportColumn(_("Department")),
        *(ReportColumn(each.title.text(language)) for each in reports().criteria),
    )  # fmt: skip
    rows = []
    for case, judge in judged:
        row = case.agreement
        named = ReportCell(row.title, row.reference, goes=agreement_place(row.id))
        rows.append(
            ReportRow(
                (named, ReportCell(row.department), *judge.cells.values()),
                agreement_place(row.id),
            )
        )
    return ReportTable(_("Matrix"), columns, tuple(rows))


def _summary(judged: Judged, language: str) -> ReportTable:
    """Count for each department how many of its agreements meet each criterion."""
    _ = translator(language)
    columns = (
        ReportColumn(_("Department"), flexible=True),
        *(ReportColumn(each.title.text(language)) for each in reports().criteria),
    )
    names = dict.fromkeys(case.agreement.department for case, _judge in judged)
    rows = []
    for name in names:
        mine = [judge for case, judge in judged if case.agreement.department == name]
        cells = [ReportCell(name or _("no department"))]
        cells += (_met(mine, each, language) for each in reports().criteria)
        rows.append(ReportRow(tuple(cells)))
    return ReportTable(_("Met, by department"), columns, tuple(rows))


def _met(judges: list[Judge], criterion: EvidenceCriterion, language: str) -> ReportCell:
    met = state_words(MET, language)
    count = sum(judge.cells[criterion.id].text == met for judge in judges)
    _ = translator(language)
    words = _("{count} of {all}")
    return ReportCell(words.format(count=count, all=len(judges)), value=count)


def _reasons(judged: Judged, language: str) -> ReportTable:
    _ = translator(language)
    met = state_words(MET, language)
    rows = [
        ReportRow(
            (
                ReportCell(case.agreement.title, case.agreement.reference),
                ReportCell(each.title.text(language)), judge.cells[each.id],
                ReportCell(judge.cells[each.id].why),
            ),
            judge.cells[each.id].goes,
        )
        for case, judge in judged
        for each in reports().criteria
        if judge.cells[each.id].text != met
    ]  # fmt: skip
    columns = (
        ReportColumn(_("Agreement")), ReportColumn(_("What is looked for")),
        ReportColumn(_("Found")), ReportColumn(_("Why"), flexible=True),
    )  # fmt: skip
    return ReportTable(_("What is missing"), columns, tuple(rows), missing=_("Nothing is missing."))
