"""Choices that the law made and will unmake: offered as they stood when an agreement was made."""

from datetime import date

from commission_desk.content.choices import choices_on
from commission_desk.i18n import _, language
from commission_desk.operations.agreement_detail import AgreementView
from commission_desk.ui.kit.fields import ChoiceField, Field


def offer_dated(field: Field, list_id: str, view: AgreementView, kept: str) -> None:
    """Offer the choices there were when an agreement was awarded, or else when it starts.

    Without either, those there are today. What the agreement says already is always offered.
    """
    assert isinstance(field, ChoiceField)
    today = date.today()  # noqa: DTZ011 - the person's own day
    day = view.awarded or view.row.start or today
    offered = choices_on(list_id, day, kept)
    words = [(each.id, each.label.text(language())) for each in offered]
    field.set_choices([("", _("Not stated")), *words])
