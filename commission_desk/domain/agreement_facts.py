"""Figures of an agreement at one review, kept as JSON, and what moved since the one before."""

import json
from dataclasses import dataclass, field
from datetime import date
from math import isfinite
from typing import Any, Literal

Way = Literal["better", "worse", ""]


@dataclass(frozen=True, slots=True)
class MeasureFact:
    """A measure at a review; the figure is None where there is no data."""

    title: str
    latest: float | None = None
    target: float | None = None
    higher: bool = True
    standing: str = "no-data"


@dataclass(frozen=True, slots=True)
class AgreementFacts:
    """What can be held against the review before; ``said`` counts feedback by kind."""

    annual_pence: int | None = None
    total_pence: int | None = None
    end: date | None = None
    grade: str = ""  # the point on its scale, a figure or a word
    grade_scale: str = ""
    risk: str = ""
    open_risks: int = 0
    said: dict[str, int] = field(default_factory=dict)
    measures: dict[str, MeasureFact] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """Something that differs from the review before: a field, or a measure by its title.

    ``was`` and ``now`` are raw values; ``way`` says whether it is better or worse, where it can.
    """

    what: str
    was: Any
    now: Any
    title: str = ""
    way: Way = ""


RISK = {"green": 0, "amber": 1, "red": 2}


def moved(before: AgreementFacts, now: AgreementFacts) -> tuple[Moved, ...]:
    """Return what moved between two reviews; grades on different scales are never compared."""
    found = []
    if (before.grade, before.grade_scale) != (now.grade, now.grade_scale):
        same = before.grade_scale == now.grade_scale
        way = _way(_score(before.grade), _score(now.grade)) if same else ""
        was = (before.grade, before.grade_scale), (now.grade, now.grade_scale)
        found.append(Moved("grade", *was, way=way))
    if before.risk != now.risk:
        way = _way(RISK.get(now.risk), RISK.get(before.risk))
        found.append(Moved("risk", before.risk, now.risk, way=way))
    if before.open_risks != now.open_risks:
        found.append(Moved("open_risks", before.open_risks, now.open_risks))
    plain = ("annual_pence", "total_pence", "end")
    found += [Moved(name, getattr(before, name), getattr(now, name)) for name in plain]
    found += [
        Moved("said", before.said.get(kind, 0), now.said.get(kind, 0), kind)
        for kind in sorted({*before.said, *now.said})
    ]
    differing = (each for each in found if each.was != each.now)
    return (*differing, *_measures_moved(before, now))


def _measures_moved(before: AgreementFacts, now: AgreementFacts) -> list[Moved]:
    found = []
    for record, fact in now.measures.items():
        was = before.measures.get(record)
        if was is None:
            found.append(Moved("measure-new", None, fact.latest, fact.title))
        elif was.latest != fact.latest:
            low, high = (was.latest, fact.latest) if fact.higher else (fact.latest, was.latest)
            found.append(Moved("measure", was.latest, fact.latest, fact.title, _way(low, high)))
        elif was.target != fact.target:
            found.append(Moved("target", was.target, fact.target, fact.title))
    gone = (fact for record, fact in before.measures.items() if record not in now.measures)
    return [*found, *(Moved("measure-gone", fact.latest, None, fact.title) for fact in gone)]


def _way(low: float | None, high: float | None) -> Way:
    if low is None or high is None or low == high:
        return ""
    return "better" if high > low else "worse"


def write_facts(facts: AgreementFacts) -> str:
    """Return figures as JSON."""
    said = {
        "annual_pence": facts.annual_pence, "total_pence": facts.total_pence,
        "end": facts.end.isoformat() if facts.end else None, "grade": facts.grade,
        "grade_scale": facts.grade_scale, "risk": facts.risk, "open_risks": facts.open_risks,
        "said": facts.said,
        "measures": {
            record: [one.title, one.latest, one.target, one.higher, one.standing]
            for record, one in facts.measures.items()
        },
    }  # fmt: skip
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"))


def read_facts(text: str) -> AgreementFacts | None:
    """Return the figures that were kept; None for none, and for what is none of ours."""
    try:
        said = json.loads(text)
        end = said["end"]
        return AgreementFacts(
            _whole(said["annual_pence"]), _whole(said["total_pence"]),
            date.fromisoformat(end) if end is not None else None, _point(said["grade"]),
            _word(said["grade_scale"]), _word(said["risk"]), _whole(said["open_risks"]) or 0,
            {_word(kind): _whole(count) or 0 for kind, count in said["said"].items()},
            {_word(record): _measure(one) for record, one in said["measures"].items()},
        )  # fmt: skip
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return None


def _measure(said: Any) -> MeasureFact:
    title, latest, target, higher, standing = said
    return MeasureFact(
        _word(title), _figure(latest), _figure(target), bool(higher), _word(standing)
    )


def _point(value: Any) -> str:
    """Return a grade; some were kept as figures, and none as nothing."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return str(value or "")
    return _word(value)


def _score(value: str) -> int | None:
    return int(value) if value.isdecimal() else None


def _word(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("not a text")
    return value


def _whole(value: Any) -> int | None:
    if value is not None and (not isinstance(value, int) or isinstance(value, bool)):
        raise TypeError("not a whole number")
    return value


def _figure(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise TypeError("not a figure")
    return float(value)
