"""Invented papers for the tests of documents."""

from datetime import date, time

from commission_desk.domain.charts import Series
from commission_desk.domain.papers import (
    ActionLine,
    AgendaLine,
    AgendaPaper,
    House,
    MeetingFacts,
    MinuteEntry,
    MinuteLine,
    MinutesPaper,
    PlanPaper,
    PlanPart,
    PlanSection,
    PlanTableRows,
)
from commission_desk.domain.richtext import Block, RichText, Run, from_plain

HOUSE = House("Cyngor Enghraifft / Example County Council", "Children’s commissioning", "Official")
FACTS = MeetingFacts(
    "Contract review: Tŷ Ŵyn short breaks (C-0147)",
    "Contract review C-0147",
    date(2026, 11, 24),
    time(10, 0),
    time(11, 55),
    "Room 2, County Hall, and by video",
    "Tidewater Family Support",
    "4 members, the provider among them",
)
NOTE = "Inputs, activities and outcomes for quarter 2; grade proposed"
LINES = (
    AgendaLine("1", "Welcome, apologies and declarations of interest", "", "Chair", "information",
               "", time(10, 0)),
    AgendaLine("2", "Minutes of 12 August 2026 and matters arising", "", "Chair", "decision",
               "Enc 1", time(10, 5)),
    AgendaLine("3", "Service performance and key performance indicators", NOTE, "Provider",
               "discussion", "Enc 2, 3", time(10, 15)),
    AgendaLine("3.1", "Waiting times by district", "", "Provider", "discussion"),
    AgendaLine("4", "Feedback from families and from the provider", "", "Parent carer forum",
               "discussion", "Enc 4", time(10, 40)),
    AgendaLine("5", "Contract and finance: £1,234,567.89 of £2,000,000 & rising", "",
               "Finance partner", "discussion", "Enc 5", time(10, 55)),
    AgendaLine("6", "Risk register", "", "Commissioning officer", "discussion", "Enc 6",
               time(11, 10)),
    AgendaLine("7", "Any other business", "", "Chair", "", "", time(11, 50)),
)  # fmt: skip
PEOPLE = ("Commissioning officer (chair)", "service manager", "operations director, Tidewater",
          "parent carer forum (2)")  # fmt: skip


def agenda() -> AgendaPaper:
    return AgendaPaper(HOUSE, FACTS, PEOPLE, LINES, date(2027, 2, 16))


def rich() -> RichText:
    """One of every kind of block."""

    def said(words: str, **kwargs) -> tuple[Run, ...]:
        return (Run(words, **kwargs),)

    return RichText((
        Block("paragraph", (
            Run("The provider reported 1,104 sessions against a target of 1,200. See "),
            Run("the yearly evaluation", bold=True),
            Run(", "),
            Run("Lle mae ŵ ac ŷ", italic=True),
            Run(" and "),
            Run("the framework for commissioning plans, a link long enough to break over the end "
                "of a line", link="https://www.example.org/plans?a=1&b=2"),
            Run(" after."),
        )),
        Block("heading", said("What families said")),
        Block("quote", said("We waited nine weeks, and nobody told us why. " * 3)),
        Block("bullet", said("First item")),
        Block("bullet", said("A nested item with a good deal to say for itself. " * 4), 1),
        Block("number", said("A numbered item beneath"), 2),
        Block("number", said("Another"), 2),
        Block("bullet", said("Second item")),
        Block("number", said("A list of its own")),
        Block("number", said("in two steps")),
        Block("table", rows=(
            (said("Measure"), said("Quarter 1"), said("Quarter 2"), said("Target")),
            (said("Sessions delivered"), said("1,050"), said("1,104"), said("1,200")),
            (said("Families reporting improved coping, from the questionnaire at review"),
             said("79.5%"), said("81%"), said("80%", bold=True)),
            (said("Ŵyn"), (), said("Nil")),
        )),
        Block("paragraph", said("After the table.")),
    ))  # fmt: skip


def minutes(*, draft: bool = True) -> MinutesPaper:
    finding = from_plain(
        "The provider reported 1,104 sessions against a target of 1,200. Recruitment of two "
        "weekend leaders is complete. Families reported improved coping (81%, target 80%)."
    )
    return MinutesPaper(
        HOUSE,
        FACTS,
        PEOPLE,
        ("Quality officer",),
        ("Finance partner",),
        quorate=True,
        draft=draft,
        agreed_on=None if draft else date(2027, 2, 16),
        lines=(
            MinuteLine("3", "Service performance and key performance indicators", finding, (
                MinuteEntry("decision", "3.1", "The target for starts within ten days stays at "
                            "90%. A recovery plan replaces the financial remedy for quarter 2.",
                            "by consensus"),
                MinuteEntry("action", "3.2", "Send the recovery plan for placement starts",
                            owner="Operations director, Tidewater", due=date(2026, 12, 8)),
                MinuteEntry("risk", "3.3", "Two leaders leave in March."),
            )),
            MinuteLine("7", "Opportunities to improve or adapt the service", rich(), (
                MinuteEntry("action", "7.1", "Ask families.", due=date(2026, 12, 8)),
            )),
        ),
        actions=(
            ActionLine("3.2", "Recovery plan for placement starts", "Operations director",
                       date(2026, 12, 8), "New"),
            ActionLine("3.3", "Cancellations by district", "Commissioning officer",
                       date(2027, 2, 16), "New"),
            ActionLine("Aug 5.1", "Agree transport rates", "Finance partner", date(2026, 9, 30),
                       "Open", 56),
        ),
    )  # fmt: skip


def figures(rows: int = 3) -> PlanTableRows:
    """A table of a plan with figures, and the chart of the first row."""
    years = tuple(str(year) for year in range(2023, 2031))
    line = tuple(f"{702 + 17 * n:,}" for n in range(len(years)))
    series = Series(tuple((year, 702.0 + 17 * n) for n, year in enumerate(years)), 4)
    return PlanTableRows(
        "Need indicators",
        ("Indicator", "Unit", *years, "Source"),
        tuple(
            (f"Children in Ynys Ŵyth who need planned support, district {n}", "children", *line,
             "Council & health board <records>")
            for n in range(rows)
        ),
        (False, False, *(True for _year in years), False),
        (("Children in Ynys Ŵyth", series),),
    )  # fmt: skip


def plan(sections: int = 4, parts: int = 5) -> PlanPaper:
    """A plan; of each section's parts one is not applicable and one not yet written."""

    def part(section: int, place: int) -> PlanPart:
        number = f"{section}.{place}"
        if place == 2:
            return PlanPart(number, "Population not served elsewhere", not_applicable=True,
                            reason="no such service is commissioned in Ynys Ŵyth")  # fmt: skip
        if place == 3:
            return PlanPart(number, "Resources of partners")
        if place == 4:
            return PlanPart(number, "Figures", rich(), tables=(figures(),))
        return PlanPart(
            number, f"What we know about need, part {place} of section {section}", rich()
        )

    return PlanPaper(
        HOUSE,
        "Commissioning plan for disabled children",
        "Disabled children and young people",
        "2026 to 2031",
        "Commissioning officer",
        ("Health board", "Housing"),
        "In review",
        printed_on=date(2026, 11, 24),
        sections=tuple(
            PlanSection(str(s), f"Section {s} on needs and services",
                        tuple(part(s, p) for p in range(1, parts + 1)))
            for s in range(1, sections + 1)
        ),
        written=12,
        total=20,
    )  # fmt: skip
