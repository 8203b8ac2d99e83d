from datetime import date

import pytest

from deadlines.calendar import OFFICIAL
from filings import duty, technology
from filings.duty import Outcome, Situation


def found(**changed):
    said = {
        "classes": frozenset({"text"}),
        "in_china": True,
        "part": "provider",
        "has_opinion_attributes": True,
        "stage": "offered",
        "generative": False,
        "on": None,
    }
    return duty.find(Situation(**said | changed), calendar=OFFICIAL)


def articles(finding):
    return [str(each.article) for each in finding.remarks]


def test_a_provider_with_opinion_attributes_files():
    finding = found()

    assert (finding.outcome, finding.roles, finding.days) == (Outcome.FILE, ("provider",), 10)
    assert str(finding.why.article) == "DSP art. 19; SAR art. 2"


def test_a_supporter_files_without_the_test_of_opinion_attributes():
    finding = found(part="supporter", has_opinion_attributes=False)

    assert (finding.outcome, finding.roles) == (Outcome.FILE, ("supporter",))
    assert str(finding.why.article) == "DSP art. 19"


@pytest.mark.parametrize(("opinion", "roles"), [(True, ("provider", "supporter")), (False, ("supporter",))])
def test_who_is_both_files_in_the_roles_that_are_due(opinion, roles):
    assert found(part="both", has_opinion_attributes=opinion).roles == roles


@pytest.mark.parametrize(
    ("changed", "article"),
    [
        ({"classes": frozenset()}, "DSP art. 23; ARP art. 2"),
        ({"in_china": False}, "DSP art. 2"),
        ({"part": "user"}, "DSP art. 19 and 23"),
        ({"has_opinion_attributes": False}, "DSP art. 19; SAR art. 2"),
    ],
)
@pytest.mark.parametrize("stage", ["planned", "offered", "changed", "ended"])
def test_who_need_not_file_is_told_why(changed, article, stage):
    finding = found(**changed, stage=stage, on=date(2026, 3, 2))

    assert (finding.outcome, str(finding.why.article)) == (Outcome.NEED_NOT, article)
    assert (finding.roles, finding.days, finding.due, finding.remarks) == ((), 0, None, ())


@pytest.mark.parametrize(
    ("stage", "outcome", "on", "due"),
    [
        ("planned", "file", date(2026, 9, 18), date(2026, 10, 9)),
        ("offered", "file", date(2026, 2, 10), date(2026, 3, 2)),
        ("changed", "change", date(2026, 9, 18), date(2026, 10, 9)),
        ("ended", "cancel", date(2026, 9, 18), date(2026, 10, 22)),
    ],
)
def test_the_last_day_is_counted_by_the_official_calendar(stage, outcome, on, due):
    finding = found(stage=stage, on=on)

    assert (finding.outcome, finding.due.on, finding.due.provisional) == (outcome, due, False)
    assert str(finding.period.article) == "ARP art. 24"


def test_beyond_the_calendar_the_last_day_is_provisional():
    assert found(on=date(2026, 12, 28)).due.provisional


def test_without_a_day_the_period_alone_is_told():
    finding = found(stage="ended")

    assert (finding.days, finding.due) == (20, None)


def test_generative_services_are_told_of_their_own_filing():
    assert "GAI art. 17" in articles(found(generative=True))
    assert "GAI art. 17" not in articles(found())
    assert "GAI art. 17" not in articles(found(generative=True, part="supporter"))


def test_a_service_that_ends_has_no_further_duties():
    assert found(stage="ended").remarks == ()


@pytest.mark.parametrize(
    ("classes", "expected"),
    [
        ([], []),
        (["text"], ["DSP art. 17"]),
        (["speech"], ["DSP art. 14", "DSP art. 15", "DSP art. 17"]),
        (["sound"], ["DSP art. 17"]),
        (["biometric"], ["DSP art. 14", "DSP art. 15", "DSP art. 17"]),
        (["image"], ["DSP art. 15", "DSP art. 17"]),
        (["scene"], ["DSP art. 15", "DSP art. 17"]),
        (["speech", "biometric"], ["DSP art. 14", "DSP art. 15", "DSP art. 17", "DSP art. 17"]),
    ],
)
def test_each_class_has_its_duties_once(classes, expected):
    for_all = ["DSP art. 16; LBL art. 5 and 9", "LBL art. 12"] if classes else []

    assert [str(each.article) for each in technology.duties(classes)] == expected + for_all


def test_the_papers_are_those_that_the_form_asks_for():
    assert duty.documents("supporter", ["text"])[-2:] == ["Self-assessment report", "Commitment for this algorithm"]
    assert "Duty statement" in duty.documents("provider", ["text"])
    assert set(duty.documents("provider", ["speech"])) - set(duty.documents("provider", ["text"])) == {
        "Evidence of the security assessment"
    }
