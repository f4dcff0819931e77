"""Options appraisal: criteria agreed before scoring, what the ranking rests on, and the choice."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from commission_desk.domain.appraisal import ranking, rests_on
from commission_desk.domain.errors import UserError
from commission_desk.i18n import N_, _, full_date, translator
from commission_desk.operations.plan_rows import read_table, scores_of, weights_of
from commission_desk.operations.records import get, plan_unlocked, standing
from commission_desk.store.desk import named
from commission_desk.store.tables import Criterion, Plan, PlanOption

LEAST = 2  # criteria worth agreeing, and options worth comparing


@dataclass(frozen=True, slots=True)
class AppraisalView:
    """How an options appraisal stands.

    ``first`` are the titles of the options in first place, ``rests_on`` the criteria whose weight
    decides that; ``scored`` of ``options`` have every score. ``chosen`` is empty for no choice;
    ``also_chosen`` are those that somebody else chose meanwhile, on another laptop.
    """

    agreed_on: date | None = None
    agreed_by: str = ""
    options: tuple[tuple[str, str], ...] = ()
    scored: int = 0
    first: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    chosen: str = ""
    chosen_on: date | None = None
    reason: str = ""
    also_chosen: tuple[str, ...] = ()


def appraisal(session: Session, plan: str) -> AppraisalView:
    """Return how the appraisal of a plan's options stands."""
    found = get(session, Plan, plan)
    rows = session.scalars(
        standing(PlanOption).where(PlanOption.plan_id == plan, PlanOption.title != "")
        .order_by(PlanOption.position, PlanOption.id)
    ).all()  # fmt: skip
    options = {row.id: row.title for row in rows}
    view = read_table(session, plan, "plan-option")
    scores = scores_of({row.id: row.values for row in view.rows}, list(options))
    weights = weights_of(session, list(options))
    ranked = ranking(weights, scores)
    names = {row.id: row.title for row in session.scalars(
        standing(Criterion).where(Criterion.plan_id == plan))}  # fmt: skip
    choices = sorted(
        (row for row in rows if row.chosen_on), key=lambda row: (row.chosen_on, row.id)
    )
    chosen = choices[-1] if choices else None
    return AppraisalView(
        found.criteria_agreed_on, found.criteria_agreed_by, tuple(options.items()), len(ranked),
        tuple(options[each.option] for each in ranked if each.place == 1),
        tuple(names[key] for key in rests_on(weights, scores)) if len(ranked) >= LEAST else (),
        chosen.title if chosen else "", chosen.chosen_on if chosen else None,
        chosen.reason if chosen else "", tuple(row.title for row in choices[:-1]),
    )  # fmt: skip


@named(N_("Agree the criteria"))
def agree_criteria(session: Session, plan: str, who: str, on: date) -> None:
    """Lock the criteria, so that nobody changes them while options are scored.

    Raises UserError while there are fewer than two with a weight, or one without.
    """
    plan_unlocked(session, plan)
    rows = session.scalars(standing(Criterion).where(Criterion.plan_id == plan)).all()
    if len(rows) < LEAST or not all(row.title.strip() and (row.weight or 0) > 0 for row in rows):
        raise UserError(_("Write at least two criteria, each with a name and a weight."))
    if not who.strip():
        raise UserError(_("Say who agreed the criteria."))
    found = get(session, Plan, plan)
    found.criteria_agreed_on, found.criteria_agreed_by = on, who.strip()


@named(N_("Open the criteria again"))
def reopen_criteria(session: Session, plan: str) -> None:
    """Let the criteria be changed again; the scores stay, and the history says who did it."""
    found = get(session, Plan, plan)
    plan_unlocked(session, plan)
    found.criteria_agreed_on, found.criteria_agreed_by = None, ""


@named(N_("Choose an option"))
def choose_option(session: Session, option: str, reason: str, on: date) -> None:
    """Record which option is chosen and why (Jersey audit 2024, R2); another one no longer is.

    Raises UserError without a reason.
    """
    if not reason.strip():
        raise UserError(_("Say why this option was chosen; auditors ask for it first."))
    found = get(session, PlanOption, option)
    plan_unlocked(session, found.plan_id)
    for other in session.scalars(standing(PlanOption).where(PlanOption.plan_id == found.plan_id)):
        if other.id != option and other.chosen_on:
            other.chosen_on, other.reason = None, ""
    found.chosen_on, found.reason = on, reason.strip()


def appraisal_words(view: AppraisalView, language: str) -> tuple[str, ...]:
    """Return what can be said of an appraisal, in sentences."""
    _ = translator(language)
    said = []
    if view.agreed_on:
        words = _("The criteria were agreed by {who} on {date}.")
        said.append(words.format(who=view.agreed_by, date=full_date(view.agreed_on, language)))
    if view.first and view.scored >= LEAST:
        words = _("First place: {options}.")
        said.append(words.format(options="; ".join(view.first)))
        if view.rests_on:
            words = _("It would change if {criteria} counted half, or half as much again.")
            said.append(words.format(criteria=", ".join(view.rests_on)))
        else:
            said.append(_("It stays so if any one weight is halved, or half as much again."))
    if view.chosen and view.chosen_on:
        words = _("Chosen on {date}: {option}. {reason}")
        day = full_date(view.chosen_on, language)
        said.append(words.format(date=day, option=view.chosen, reason=view.reason))
    if view.also_chosen:
        words = _("Somebody else chose another: {options}. Choose again.")
        said.append(words.format(options=", ".join(view.also_chosen)))
    return tuple(said)
