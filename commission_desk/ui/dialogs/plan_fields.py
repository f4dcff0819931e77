"""What a plan says about itself: the fields shared by a new plan and a plan's details."""

import re
from datetime import date
from typing import Any

from commission_desk.content.choices import choices
from commission_desk.content.thresholds import threshold
from commission_desk.domain.dates import typed_date
from commission_desk.domain.errors import UserError
from commission_desk.i18n import _, language
from commission_desk.ui.kit.dates import DateField
from commission_desk.ui.kit.fields import ChoiceField, Field, LineField, TextField
from commission_desk.ui.kit.layout import hbox
from commission_desk.ui.kit.problems import Banner

YEAR_BEGINS = (4, 1)  # month and day of a public body's financial year
YEAR_ENDS = (3, 31)
DAYS = 365.25  # of a year


class PlanFields:
    """The fields in their order; a period that is not the usual length is said, never refused."""

    def __init__(self, **now: Any) -> None:
        self.title = LineField(_("Title"), now.get("title", ""))
        self.care_group = LineField(
            _("Care group"), now.get("care_group", ""),
            hint=_("Whom the plan is for, such as “Children with disabilities”"),
        )  # fmt: skip
        self.starts = DateField(
            _("Starts"), lambda words: typed_year(words, YEAR_BEGINS), now.get("starts"),
            hint=_("A date, or a year: 2026 is 1 April 2026"),
        )  # fmt: skip
        self.ends = DateField(
            _("Ends"), lambda words: typed_year(words, YEAR_ENDS), now.get("ends"),
            hint=_("A date, or a year: 2030 is 31 March 2030"),
        )  # fmt: skip
        levels = [(one.id, one.label.text(language())) for one in choices("plan-level")]
        self.level = ChoiceField(_("Level"), levels, now.get("level", levels[0][0]))
        self.lead = LineField(_("Lead"), now.get("lead", ""))
        self.partners = TextField(
            _("Partners"), "\n".join(now.get("partners", ())), _("One a line"), least=2
        )
        self.period = hbox(self.starts, self.ends, gap=12)
        self.warning = Banner("", "note")
        self.warning.hide()
        for field in (self.starts, self.ends):
            field.committed.connect(self._tidy)

    def values(self) -> dict[str, Any]:
        """Return the fields as operations take them; raises UserError, the reason also beside."""
        fields: dict[str, Field] = {
            "title": self.title, "care_group": self.care_group, "starts": self.starts,
            "ends": self.ends, "level": self.level, "lead": self.lead, "partners": self.partners,
        }  # fmt: skip
        return {name: _value(field) for name, field in fields.items()}

    def warn(self) -> None:
        """Say beside the two dates when the period is not of the usual length."""
        try:
            self.warning.say(unusual_period(self.starts.value(), self.ends.value()))
        except (UserError, ValueError):  # said beside the field
            self.warning.say("")

    def _tidy(self) -> None:
        for field in (self.starts, self.ends):
            try:
                field.tidy()
            except (UserError, ValueError) as problem:
                field.complain(str(problem))
        self.warn()


def unusual_period(starts: date | None, ends: date | None) -> str:
    """Return what to say of a period of an unusual length, nothing of a usual or unknown one."""
    least, most = threshold("plan-years-least"), threshold("plan-years-most")
    if starts is None or ends is None or ends <= starts:
        return ""
    years = round((ends - starts).days / DAYS, 1)
    if least.value <= years <= most.value:
        return ""
    return _(
        "This plan covers {years} years; {least} to {most} is usual ({source}). "
        "You may keep it: say why in the plan."
    ).format(years=f"{years:g}", least=least.value, most=most.value, source=least.source)


def typed_year(words: str, day: tuple[int, int]) -> date:
    """Read a date, or a year alone, which is its ``day`` (month, day); raises ValueError."""
    words = words.strip()
    if re.fullmatch(r"(19|20|21)\d\d", words):
        return date(int(words), *day)
    found = typed_date(words)
    if found is None:
        raise ValueError(_("Write a date, such as 1 April 2026, or a year."))
    return found


def _value(field: Field) -> Any:
    try:
        return field.value()
    except (UserError, ValueError) as problem:
        field.complain(str(problem))
        raise UserError(f"{field.name}: {problem}") from problem
