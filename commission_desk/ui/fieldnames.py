"""What fields and kinds of record are called when the history speaks of them."""

from datetime import date
from typing import Any

from commission_desk.content.choices import choices
from commission_desk.content.labels import Label
from commission_desk.content.outlines import outline_or_none
from commission_desk.content.scales import scale
from commission_desk.domain.history import NOT_KEPT
from commission_desk.domain.money import format_money
from commission_desk.domain.richtext import from_json
from commission_desk.i18n import N_, _, language, short_date

KINDS = {
    "team": N_("Team"), "organisation": N_("Organisation"), "stakeholder": N_("Stakeholder"),
    "engagement": N_("Contact"), "engagement_link": N_("Contact"), "plan": N_("Plan"),
    "answer": N_("Part of a plan"), "agreement": N_("Agreement"),
    "term_option": N_("Option to extend"), "measure": N_("Measure"), "result": N_("Result"),
    "rating": N_("Grade or risk"), "monthly_run": N_("Monthly run"),
    "run_line": N_("Line of a monthly run"),
    "risk": N_("Risk"), "meeting": N_("Meeting"), "agenda_item": N_("Agenda item"),
    "attendance": N_("Attendance"), "decision": N_("Decision"), "action": N_("Action"),
    "evidence": N_("Evidence"), "need": N_("Need indicator"), "need_figure": N_("Figure"),
    "outcome": N_("Outcome"), "service": N_("Service"), "resource": N_("Resource"),
    "gap": N_("Gap"), "objective": N_("Objective"), "intention": N_("Intention"),
    "market_action": N_("Market action"),
    "monitoring_measure": N_("Monitoring measure"), "criterion": N_("Criterion"),
    "plan_option": N_("Option"), "option_score": N_("Score"),
    "service_outcome": N_("Outcome of a service"), "intention_duty": N_("Duty before stopping"),
    "plan_version": N_("Version of a plan"), "version_record": N_("Part of a version"),
    "version_paper": N_("PDF of a version"), "plan_comment": N_("Comment"),
    "team_outline": N_("Outline of our own"),
    "outline_version": N_("Version of an outline"),
    "outline_section": N_("Section of an outline"), "outline_part": N_("Part of an outline"),
    "plan_review": N_("Yearly review"), "review_answer": N_("Answer in a review"),
    "review_change": N_("Change from a review"), "review_figures": N_("Figures of a review"),
    "register_view": N_("View of the register"),
    "column_mapping": N_("Columns of a register"),
    "other_name": N_("Other name of an organisation"),
    "partner_share": N_("Partner’s share"), "payment": N_("Payment"),
    "variation": N_("Variation"), "rationale": N_("Reason for the way chosen"),
    "agreement_answer": N_("Answer on value or fees"), "own_figure": N_("Figure of our own"),
    "spend_statement": N_("Statement of spend"), "spend_line": N_("Line of spend"),
    "spend_share": N_("Share of spend"),
    "agreement_review": N_("Review of an agreement"),
    "agreement_snapshot": N_("Figures of an agreement’s review"), "feedback": N_("Feedback"),
    "document": N_("Document"), "service_review": N_("Service review"),
    "service_element": N_("Element of a service review"),
    "reviewed_agreement": N_("Agreement in a service review"),
}  # fmt: skip
FIELDS = {
    "name": N_("Name"), "title": N_("Title"), "reference": N_("Reference"), "notes": N_("Notes"),
    "note": N_("Note"), "text": N_("Text"), "status": N_("Status"), "reason": N_("Reason"),
    "owner": N_("Owner"), "due": N_("Due"), "deleted": N_("Removed"), "sector": N_("Sector"),
    "kind": N_("Kind"), "managed": N_("Managed by"), "department": N_("Department"),
    "service": N_("Service"), "provider_id": N_("Provider"), "annual_pence": N_("Annual value"),
    "total_pence": N_("Whole value"), "starts": N_("Starts"), "ends": N_("Ends"),
    "months": N_("Months"), "risk": N_("Risk"), "risk_reason": N_("Reason for the risk"),
    "grade": N_("Grade"), "grade_reason": N_("Reason for the grade"), "value": N_("Value"),
    "graded_on": N_("Graded on"), "target": N_("Target"), "latest_end": N_("Latest end"),
    "held_on": N_("Date"), "place": N_("Place"), "quorum": N_("Quorum"),
    "minutes_status": N_("Minutes"), "agreed_on": N_("Agreed on"), "ended": N_("Ended"),
    "interest": N_("Interest"), "influence": N_("Influence"), "support_now": N_("Support we have"),
    "support_wanted": N_("Support we need"), "rated_on": N_("Rated on"), "lead": N_("Lead"),
    "purpose": N_("Purpose"), "minutes": N_("Minutes given"), "paper": N_("Paper"),
    "care_group": N_("Care group"), "partners": N_("Partners"), "outcome": N_("Outcome"),
    "done_on": N_("Done on"), "likelihood": N_("Likelihood"), "impact": N_("Impact"),
    "mitigation": N_("Mitigation"), "description": N_("Description"), "regime": N_("Regime"),
    "route": N_("Route"), "about": N_("About"), "heard": N_("What we heard"),
    "changed": N_("What changed"), "promised": N_("Promised"), "organisation": N_("Organisation"),
    "marking": N_("Marking"), "accent": N_("Colour"), "evaluated_on": N_("Evaluated on"),
    "nature": N_("Nature"), "raised_on": N_("Raised on"), "position": N_("Place in the list"),
    "required": N_("On every agenda"), "title_cy": N_("Title in Welsh"),
    "note_cy": N_("Note in Welsh"), "role": N_("Role"), "size": N_("Size"),
    "charity_number": N_("Charity number"), "company_number": N_("Company number"),
    "source_id": N_("Number in the source"), "source_rest": N_("Also in the source"),
    "template_id": N_("Agenda"), "quorum_note": N_("About the quorum"),
    "next_on": N_("Date of the next meeting"), "category": N_("Stakeholder group"),
    "language": N_("Language"), "contact_way": N_("How they wish to be contacted"),
    "contact_details": N_("How to reach them"),
    "keeping_reason": N_("Why we may keep their details"), "unit": N_("Unit"),
    "direction": N_("Better when"), "tolerance": N_("Tolerance"), "frequency": N_("How often"),
    "number": N_("Version"), "kept_on": N_("Kept on"), "kept_by": N_("Kept by"),
    "approved_by": N_("Approved by"), "approved_on": N_("Approved on"), "minute": N_("Minute"),
    "published_on": N_("Published on"), "fingerprint": N_("Fingerprint"),
    "languages": N_("Language"), "pdf": N_("PDF"), "said": N_("What it said"),
    "record": N_("Record"), "version_id": N_("Version"),
    "method": N_("How"), "stage": N_("Stage of the cycle"), "promised_by": N_("Promised by"),
    "annual_text": N_("A year, as written"), "total_text": N_("In all, as written"),
    "partner_pence": N_("Partners’ share of a year"), "vat_basis": N_("VAT"),
    "awarded": N_("Awarded"), "end_meaning": N_("What this end date is"),
    "end_text": N_("End, as written"), "notice_days": N_("Notice, in days"),
    "lead_days": N_("Lead time, in days"), "review_on": N_("Next review"),
    "current_end": N_("Current end"), "decide_by": N_("Decide by"),
    "grade_scale": N_("Scale of the grade"), "level": N_("Level"),
    "period_end": N_("Period that ended on"), "comment": N_("Comment"),
    "plan_id": N_("Plan"), "agreement_id": N_("Agreement"), "meeting_id": N_("Meeting"),
    "item_id": N_("Agenda item"), "measure_id": N_("Measure"), "engagement_id": N_("Contact"),
    "stakeholder_id": N_("Stakeholder"), "organisation_id": N_("Organisation"),
    "previous_id": N_("Meeting before"), "outline_id": N_("Outline"),
    "prompt_id": N_("Part of a plan"),
    "component": N_("Component"), "year": N_("Year"), "says": N_("What it says"),
    "source": N_("Source"), "breakdown": N_("Broken down by"), "measure": N_("Measure"),
    "baseline": N_("Now"), "provider": N_("Provider"), "capacity": N_("Places"),
    "used": N_("Used"), "quality": N_("Quality"), "pence": N_("Amount"),
    "funding": N_("Shared how"), "legal_basis": N_("Legal basis"), "rationale": N_("Why"),
    "readiness": N_("Readiness"), "need_id": N_("Need indicator"), "service_id": N_("Service"),
    "outcome_id": N_("Outcome"), "gap_id": N_("Gap"), "intention_id": N_("Intention"),
    "weight": N_("Weight"), "chosen_on": N_("Chosen on"), "option_id": N_("Option"),
    "criterion_id": N_("Criterion"), "criteria_agreed_on": N_("Criteria agreed on"),
    "criteria_agreed_by": N_("Criteria agreed by"),
    "replies_to": N_("Comment"), "quote": N_("Words it is about"),
    "before": N_("Words before it"), "after": N_("Words after it"), "said_by": N_("Said by"),
    "said_on": N_("Said on"), "said_at": N_("Said at"), "resolved_on": N_("Resolved on"),
    "resolved_by": N_("Resolved by"),
    "objective_id": N_("Objective"), "duty": N_("Duty"), "who": N_("By whom"),
    "about_cy": N_("About, in Welsh"), "based_on": N_("Based on"),
    "published_by": N_("Published by"), "help": N_("Help"), "help_cy": N_("Help in Welsh"),
    "covers": N_("What a good answer covers"),
    "covers_cy": N_("What a good answer covers, in Welsh"), "look": N_("Where to look"),
    "look_cy": N_("Where to look, in Welsh"), "example": N_("Worked example"),
    "example_cy": N_("Worked example in Welsh"), "section_id": N_("Section of an outline"),
    "tables": N_("Tables in this part"),
    "began_on": N_("Began on"), "since": N_("Looks back to"), "took_part": N_("Who took part"),
    "finished_on": N_("Finished on"), "finished_by": N_("Finished by"),
    "opened_on": N_("Next version opened on"), "question": N_("Question"),
    "topic": N_("Topic"), "review_id": N_("Review"),
    "total_covers": N_("What the whole value counts"), "importance": N_("Importance"),
    "tier": N_("Support needed"), "tier_reason": N_("Why this support"),
    "unreasoned": N_("Why there is no reason for the way chosen"),
    "tender_on": N_("Tender planned for"), "option_pence": N_("Value of the option"),
    "share_pence": N_("A year"), "basis": N_("Basis"), "budget_pence": N_("Budgeted"),
    "paid_pence": N_("Paid"),
    "new_end": N_("New end"), "months_counted": N_("Months of options counted"),
    "agreed_by": N_("Agreed by"), "decided_on": N_("Decided on"), "event": N_("Decided at"),
    "model": N_("Delivery model"), "considered": N_("Options considered"),
    "choice": N_("Choice"), "decided_by": N_("Decided by"), "moment": N_("Asked at"),
    "figure": N_("Figure"),
    "grade_set": N_("Grade set in the month"), "risk_set": N_("Risk set in the month"),
    "reason_set": N_("Reason written in the month"),
    "manager": N_("Contract manager"), "grade_word": N_("Grade in words"),
    "unit_pence": N_("Cost of a unit"), "unit_of": N_("What the unit is"),
    "start_value": N_("Baseline"), "given_by": N_("Given by"), "checked_by": N_("Checked by"),
    "checked_on": N_("Checked on"), "scale": N_("Scale"), "suggested": N_("Suggested"),
    "manager_view": N_("View of the service manager"),
    "provider_view": N_("View of the provider"), "rated_by": N_("Decided by"),
    "month": N_("Month"), "reader": N_("Written for"), "run_id": N_("Monthly run"),
    "action_id": N_("Action"), "improvement": N_("Improvement action"),
    "confirmed_on": N_("Confirmed on"), "confirmed_by": N_("Confirmed by"),
    "way": N_("How it was decided"), "key": N_("Number in the template"),
    "address": N_("Address"), "filters": N_("Filters"), "sort": N_("Sorted by"),
    "descending": N_("The other way round"),
    "columns": N_("Columns"), "grouping": N_("Grouped by"), "headings": N_("Headings"),
    "fields": N_("What the columns are"),
    "period": N_("Period"), "footnotes": N_("Footnotes"), "statement_id": N_("Statement of spend"),
    "activity": N_("Activity"), "value_text": N_("Value, as printed"),
    "value_pence": N_("Value"), "exact_text": N_("Exact amount, as written"),
    "exact_pence": N_("Exact amount"), "charities_text": N_("Charities, as written"),
    "charities_pence": N_("Charities"), "contracted_text": N_("Contracted, as written"),
    "contracted_pence": N_("Contracted"), "off_island_text": N_("Off-Island, as written"),
    "off_island_pence": N_("Off-Island"), "spot_text": N_("Spot, as written"),
    "spot_pence": N_("Spot"), "commissioned_text": N_("Commissioned, as printed"),
    "commissioned_pence": N_("Commissioned"),
    "percent_text": N_("Percentage, as printed"), "settled_pence": N_("Figure chosen"),
    "settled_from": N_("Chosen from"), "settled_reason": N_("Reason for the choice"),
    "settled_on": N_("Chosen on"), "provided_from": N_("Provided from"),


    "found": N_("What was found"), "changes": N_("What changes"),
    "evaluated": N_("With the yearly evaluation"), "configuration": N_("Configuration"),
    "efficiency": N_("Efficiency"), "expected": N_("Outcomes expected"),
    "actual": N_("Outcomes achieved"), "conclusion": N_("Conclusion"), "facts": N_("Figures"),
    "given_on": N_("Given on"), "gathered": N_("How it was gathered"),
    "people": N_("How many people"), "done": N_("What was done"), "dated": N_("Date"),
    "kept_at": N_("Where it is kept"), "file_name": N_("File"), "added_on": N_("Added on"),
    "data": N_("The file itself"), "services": N_("Services"),
    "agreement_review_id": N_("Review of an agreement"),
}  # fmt: skip
CHOICES = {
    ("organisation", "sector"): "sector", ("organisation", "size"): "organisation-size",
    ("stakeholder", "kind"): "stakeholder-kind",
    ("stakeholder", "category"): "stakeholder-category",
    ("stakeholder", "language"): "contact-language", ("stakeholder", "contact_way"): "contact-way",
    ("stakeholder", "keeping_reason"): "keeping-reason",
    ("engagement", "method"): "engagement-method", ("engagement", "stage"): "cycle-stage",
    ("plan", "level"): "plan-level", ("plan", "status"): "plan-status",
    ("answer", "status"): "answer-status", ("agreement", "kind"): "agreement-kind",
    ("agreement", "managed"): "managed", ("agreement", "regime"): "regime",
    ("agreement", "route"): "route", ("agreement", "vat_basis"): "vat-basis",
    ("agreement", "end_meaning"): "end-meaning",
    ("agreement", "provided_from"): "provided-from", ("spend_share", "settled_from"): "spend-table",
    ("term_option", "status"): "term-option-status",
    ("measure", "kind"): "measure-kind", ("measure", "direction"): "direction",
    ("measure", "frequency"): "frequency", ("risk", "status"): "risk-status",
    ("meeting", "kind"): "meeting-kind", ("meeting", "status"): "meeting-status",
    ("meeting", "minutes_status"): "minutes-status", ("agenda_item", "purpose"): "item-purpose",
    ("attendance", "role"): "meeting-role", ("attendance", "status"): "attendance-status",
    ("decision", "way"): "decision-way", ("action", "nature"): "action-class",
    ("action", "status"): "action-status", ("action", "outcome"): "action-outcome",
    ("evidence", "component"): "evidence-component", ("need", "breakdown"): "need-breakdown",
    ("outcome", "level"): "outcome-level", ("service", "sector"): "sector",
    ("resource", "funding"): "funding", ("gap", "kind"): "gap-kind",
    ("intention", "kind"): "intention-kind", ("plan_option", "way"): "delivery-way",
    ("plan_version", "status"): "plan-version", ("plan_review", "status"): "review-status",
    ("agreement", "total_covers"): "total-covers", ("agreement", "funding"): "funding",
    ("agreement", "importance"): "importance", ("agreement", "tier"): "triage-tier",
    ("rationale", "event"): "rationale-event", ("rationale", "model"): "delivery-model",
    ("agreement_answer", "moment"): "asked-at",
    ("monthly_run", "status"): "run-status", ("run_line", "nature"): "action-class",
    ("run_line", "managed"): "managed",
    ("agreement_review", "status"): "review-status",
    ("agreement_review", "conclusion"): "evaluation-conclusion",
    ("feedback", "source"): "feedback-source", ("feedback", "gathered"): "feedback-way",
    ("feedback", "kind"): "feedback-kind", ("document", "kind"): "document-kind",
    ("service_review", "status"): "service-review-status",
    ("service_element", "status"): "service-element-status",
    ("outline_section", "status"): "outline-part", ("outline_part", "status"): "outline-part",
}  # fmt: skip
SCALES = {
    ("agreement", "risk"): "rag", ("run_line", "risk"): "rag",
    ("risk", "likelihood"): "likelihood", ("risk", "impact"): "impact",
    ("stakeholder", "interest"): "interest", ("stakeholder", "influence"): "influence",
    ("stakeholder", "support_now"): "support", ("stakeholder", "support_wanted"): "support",
}  # fmt: skip
RICH = {("answer", "text"), ("agenda_item", "notes"), ("version_record", "text")}


def kind_words(kind: str) -> str:
    """Return what a kind of record is called."""
    return _(KINDS.get(kind, kind))


def field_words(field: str) -> str:
    """Return what a field is called; without a name of its own, its words."""
    return _(FIELDS[field]) if field in FIELDS else field.replace("_", " ").capitalize()


def value_words(kind: str, field: str, value: Any) -> str:
    """Return a field's stored value as people read it; empty for none, and for an id."""
    if value is NOT_KEPT:
        return _("no longer kept")
    if (kind, field) == ("plan", "outline_id") and value:
        own = str(value).startswith("own.")  # whose name is in the desk
        return _("One of our own") if own else outline_or_none(str(value)).title.text(language())
    if value in (None, "") or field.endswith("_id"):
        return ""
    if (words := _choice_words(kind, field, value)) is not None:
        return words
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if (kind, field) in RICH:
        return from_json(value).plain
    if field.endswith("_pence"):
        return format_money(value, language())
    if isinstance(value, str) and _is_day(value):
        return short_date(date.fromisoformat(value))
    return str(value)


def _choice_words(kind: str, field: str, value: Any) -> str | None:
    """Return what a choice or a point of a scale is called, or None where the field has neither."""
    here, named = (kind, field), dict[str, Label]()
    if here in CHOICES:
        named = {each.id: each.label for each in choices(CHOICES[here])}
    elif here in SCALES:
        named = {point.value: point.grade for point in scale(SCALES[here]).points}
    found = named.get(str(value))
    return found.text(language()) if found else None


def _is_day(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return len(value) == len("2026-11-24")
