"""A company's registration on its way through the provincial office."""

import re
from contextlib import suppress
from threading import BrokenBarrierError

import pytest
from django.urls import reverse
from lxml import html

from filings import disclosure as owned
from filings import drafting, submission
from filings.models import Filing, Verification
from notifications.models import Notification
from registry.models import Approval
from reviews import (
    assignment,
    determination,
    disclosure,
    escalation,
    intake,
    progress,
    queue,
    reassignment,
    recusal,
    reminders,
    tiers,
)
from reviews.models import Case, Decision
from tests.factories import (
    NOON,
    make_all_offices,
    make_applicant,
    make_office,
    make_publisher,
    make_reviewer,
    make_staff,
)
from tests.filings.factories import ENTITY, FACTS, SENSITIVE, answer, make_pdf
from tests.reviews.factories import days_later, make_case, make_entity_case
from tests.reviews.test_determination import ACTS
from tests.together import at_once, meet

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]

WHY = "Compared with the card"
TOLD = ("", "progress/")


@pytest.fixture
def _noon(time_machine):
    time_machine.move_to(NOON, tick=False)


@pytest.fixture
def chen(client):
    person = make_reviewer("33", name="Chen Yu")
    client.force_login(person)
    return person


def address(name, case, *more):
    return reverse(f"reviews:{name}", args=[case.filing.reference, *more])


def verify(case, by):
    case.refresh_from_db()
    determination.verify(case, version=case.version, by=by, at=days_later(1))


def change_of(case, chen, **changed):
    """The verified company changes its details: the next case."""
    verify(case, chen)
    filing = drafting.start_entity(company=case.filing.company, by=case.filing.applicant, at=days_later(2))
    submission.submit(answer(filing, changed), revision=1, by=filing.applicant, at=days_later(2))
    intake.take_in(filing.pk, at=days_later(2))
    return Case.objects.get(filing=filing)


def pdf(response):
    return b"".join(response.streaming_content)


def found(page):
    return [value for value in SENSITIVE if value in page.content.decode()]


# --- The road --------------------------------------------------------------------------------------------


def test_a_registration_becomes_a_case_of_the_companys_province_without_an_algorithm():
    case = make_entity_case()

    assert (case.status, case.province.province, case.algorithm, case.company, case.title) == (
        "provincial",
        "33",
        "",
        FACTS["company_name"],
        "Company details",
    )


def test_a_provincial_reviewer_verifies_and_nothing_gets_a_number(chen):
    case = make_entity_case(assignee=chen)

    verify(case, chen)

    case.refresh_from_db()
    decision = Decision.objects.get()
    assert (case.status, case.closed_at, decision.outcome) == ("verified", days_later(1), "verified")
    assert [event.act for event in case.events.all()] == ["opened", "taken", "verified"]
    assert Verification.objects.get().revision == decision.revision
    assert (Filing.objects.get().status, Approval.objects.count()) == ("approved", 0)


@pytest.mark.parametrize("act", ["pass_on", "approve", "hand_back"])
def test_what_only_an_algorithm_goes_through_is_not_open_to_a_registration(chen, act):
    make_office("")
    case = make_entity_case(assignee=chen)
    Case.objects.filter(pk=case.pk).update(version=0)

    with pytest.raises(tiers.NotOnThisRoad, match="a case of the kind “Company details”"):
        ACTS[act](case, chen)

    case.refresh_from_db()
    assert (case.status, Decision.objects.count()) == ("provincial", 0)


def test_an_algorithm_is_not_verified(chen):
    case = make_case(assignee=chen)

    with pytest.raises(tiers.NotOnThisRoad, match="a case of the kind “First filing of an algorithm”"):
        determination.verify(case, version=0, by=chen, at=NOON)


@pytest.mark.parametrize("who", ["a colleague", "another province", "the nation", "a publisher", "the company"])
def test_nobody_but_its_reviewer_verifies(chen, who):
    case = make_entity_case(assignee=chen)
    people = {
        "a colleague": lambda: make_reviewer("33"),
        "another province": lambda: make_reviewer("44"),
        "the nation": lambda: make_reviewer(""),
        "a publisher": make_publisher,
        "the company": lambda: case.filing.applicant,
    }

    with pytest.raises(determination.trail.Refused):
        verify(case, people[who]())

    assert Verification.objects.count() == 0


def test_a_returned_registration_comes_back_and_is_verified(chen):
    case = make_entity_case(assignee=chen)
    determination.return_to_company(case, reason="请核对证件。", version=case.version, by=chen, at=NOON)
    filing = case.filing
    filing.refresh_from_db()
    submission.submit(answer(filing, {"address": "虚构路 9 号"}), revision=2, by=filing.applicant, at=days_later(1))
    intake.take_in(filing.pk, at=days_later(1))

    verify(case, chen)

    assert Verification.objects.get().revision.answers["address"] == "虚构路 9 号"


def test_a_refused_registration_is_closed_and_verifies_nothing(chen):
    case = make_entity_case(assignee=chen)

    determination.refuse(case, reason="主体不存在。", version=case.version, by=chen, at=NOON)

    case.refresh_from_db()
    assert (case.status, case.filing.status, Verification.objects.count()) == ("refused", "refused", 0)


def test_every_kind_of_filing_has_its_tiers():
    assert set(tiers.OUTCOMES) == set(Filing.Kind.values)
    assert [tiers.is_national(kind) for kind in ("entity", "initial")] == [False, True]


# --- Pages and letters -----------------------------------------------------------------------------------


def test_the_reviewer_is_offered_to_verify_return_or_refuse(client, chen):
    case = make_entity_case(assignee=chen)

    form = client.get(address("case", case)).context["form"]

    assert [value for value, _label in form.fields["outcome"].choices] == ["verified", "returned", "refused"]


def test_a_reviewer_verifies_on_the_page_after_one_question(client, chen):
    case = make_entity_case(assignee=chen)
    data = {"outcome": "verified", "reason": "Matches the licence.", "version": case.version}

    asked = client.post(address("decide", case), data)
    done = client.post(address("decide", case), data | {"confirmed": "yes"}, follow=True)

    assert "Verify the company's details?" in asked.text
    assert "The company&#x27;s details are verified, and the company is told." in done.text
    line = done.context["lines"][0]
    assert (line.label, line.detail) == ("Company details verified", "Matches the licence.")


def test_the_queue_shows_what_kind_of_case_it_is(client, chen):
    make_entity_case()
    make_case()

    page = client.get("/reviews/").text

    assert page.count(">Company details</a>") == 1
    assert page.count("First filing of an algorithm · ") == 1


@pytest.mark.parametrize(
    ("kind", "words"), [("entity", "Company details"), ("initial", "First filing of an algorithm")]
)
def test_the_queue_is_filtered_by_kind_and_says_so(client, chen, kind, words):
    make_entity_case()
    make_case()

    page = client.get("/reviews/", {"kind": kind, "q": "杭州"})

    assert [row.case.filing.kind for row in page.context["rows"]] == [kind]
    assert [(chip.label, "kind" in chip.url) for chip in page.context["chips"]] == [(words, False), ("“杭州”", True)]


def test_a_verified_case_is_found_by_its_stage(client, chen):
    case = make_entity_case(assignee=chen)
    verify(case, chen)

    page = client.get("/reviews/?status=verified")

    assert [row.stage for row in page.context["rows"]] == [queue.Stage.VERIFIED]


def test_personal_data_is_not_searched(client, chen):
    make_entity_case()

    assert [client.get("/reviews/", {"q": value}).context["count"] for value in SENSITIVE] == [0] * len(SENSITIVE)


@pytest.mark.parametrize(
    ("until", "words", "current"),
    [
        ("submitted", "It is with the provincial office. You need not do anything now.", "Provincial review"),
        ("verified", "Your company's details are verified.", ""),
    ],
)
def test_the_company_follows_its_registration_in_words_that_fit(client, chen, until, words, current):
    case = make_entity_case(assignee=chen)
    if until == "verified":
        verify(case, chen)
    client.force_login(case.filing.applicant)

    page = client.get(f"/filings/{case.filing.reference}/progress/")

    assert page.context["whose_turn"].startswith(words)
    road = [(stage.label, stage.state) for stage in page.context["stages"]]
    assert [label for label, _state in road] == ["Submitted", "Provincial review", "Company details verified"]
    assert [label for label, state in road if state == "current"] == ([current] if current else [])


def test_a_registration_is_verified_or_not_and_never_filed_or_refused_a_filing(client, chen):
    case = make_entity_case(assignee=chen)
    there = f"/zh-hans/reviews/{case.filing.reference}/"
    decision = {"outcome": "refused", "reason": "请核对证件。", "version": case.version}
    asked = client.post(f"{there}decide/", decision)
    determination.refuse(case, reason="请核对证件。", version=case.version, by=chen, at=NOON)
    client.force_login(case.filing.applicant)
    told = [client.get(f"/zh-hans/filings/{path}") for path in ("", *(f"{case.filing.reference}/{x}" for x in TOLD))]
    verified = make_entity_case(assignee=chen, by=make_applicant())
    determination.verify(verified, version=verified.version, by=chen, at=NOON)
    client.force_login(verified.filing.applicant)
    read = client.get(f"/zh-hans/filings/{verified.filing.reference}/")

    assert [page.status_code for page in (asked, *told, read)] == [200] * 5
    assert ["不予备案" in page.text for page in (asked, *told)] == [False] * 4
    assert ["已备案" in read.text, "已核验" in read.text] == [False, True]


def test_in_english_too_a_registration_is_verified_or_not(client, chen):
    filing = make_entity_case(assignee=chen).filing
    asked = client.get(address("case", filing.case)).context["form"]
    determination.refuse(filing.case, reason="请核对证件。", version=filing.case.version, by=chen, at=NOON)
    client.force_login(filing.applicant)

    groups = client.get("/filings/").context["groups"]
    road = client.get(f"/filings/{filing.reference}/progress/").context

    assert [label for _value, label in asked.fields["outcome"].choices] == [
        "Verify the company's details",
        "Return to the company",
        "Refuse to verify the company's details",
    ]
    assert [line.label for _need, lines in groups for line in lines] == ["Verification refused"]
    assert [stage.label for stage in road["stages"]] == ["Submitted", "Verification refused"]
    assert [each.label for each in road["answers"]] == ["Verification refused"]
    assert road["whose_turn"] == "Your company's details were not verified. The reason stands below."


def test_a_draft_of_a_registration_has_no_national_review_ahead(client):
    owner = make_applicant()
    filing = drafting.start_entity(company=owner.companies.get(), by=owner, at=NOON)

    assert [stage.label for stage in progress.stages(filing, None)] == [
        "Your answers",
        "Submitted",
        "Provincial review",
        "Company details verified",
    ]


def test_a_decided_registration_stands_among_the_decided_on_the_dashboard(client, chen):
    case = make_entity_case(assignee=chen)
    verify(case, chen)
    client.force_login(case.filing.applicant)

    groups = client.get("/filings/").context["groups"]

    assert [(need.label, [line.label for line in lines]) for need, lines in groups] == [
        ("Decided", ["Company details verified"])
    ]


def test_a_registration_lacks_no_filing_number_on_the_dashboard(client, chen):
    case = make_entity_case(assignee=chen)
    verify(case, chen)
    client.force_login(case.filing.applicant)

    row = html.fromstring(client.get("/filings/").content).xpath("//tbody/tr")[0]

    assert [" ".join(cell.text_content().split()) for cell in row.xpath("./td")][1:] == ["Company details verified", ""]


def test_reviewers_are_written_to_of_the_company_details(chen):
    case = make_entity_case()
    reminders.remind(at=days_later(60))

    letters = {letter.event: letter.body for letter in Notification.objects.filter(recipient=chen)}
    assert f"“Company details” of {FACTS['company_name']} waits for a reviewer" in letters["reviews/new_case"]
    assert f"“Company details” of {FACTS['company_name']} must be decided by" in letters["reviews/reminder"]
    assert case.title == "Company details"


def test_every_letter_about_a_registration_says_what_it_is(chen):
    head, intake_clerk, wu = make_staff("head"), make_staff("intake"), make_reviewer("33")
    case = make_entity_case(assignee=chen)
    escalation.escalate(at=days_later(60))
    assignment.assign(case, to=wu, reason="Leave", version=case.version, by=head, at=NOON)
    assignment.assign(case, to=None, reason="Leave", version=case.version, by=intake_clerk, at=NOON)
    assignment.take(case, by=wu, at=NOON)
    reassignment.hand_over(wu, [case.filing.reference], to=chen, reason="Leave", by=head, at=NOON)
    recusal.declare(case, reason="A cousin", by=chen, at=NOON)

    letters = Notification.objects.exclude(recipient=case.filing.applicant)
    assert {letter.event for letter in letters} == {
        f"reviews/{event}" for event in ("new_case", "late", "assigned", "handed_over", "back_in_queue")
    }
    assert [letter.event for letter in letters if "Company details" not in letter.body] == []


@pytest.mark.parametrize("page", ["assign", "conflict"])
def test_the_pages_around_a_registration_say_what_it_is(client, page):
    case = make_entity_case(assignee=make_reviewer("33"))
    client.force_login(make_staff("head"))

    assert f'<p class="pt-kicker">Company details · {FACTS["company_name"]}</p>' in client.get(address(page, case)).text


def test_a_registration_that_is_handed_over_is_called_by_what_it_is(client, chen):
    case, wu = make_entity_case(assignee=chen), make_reviewer("33")
    client.force_login(make_staff("head"))
    there = reverse("reviews:hand_over_of", args=[chen.uuid])
    reference = case.filing.reference

    asked = client.get(there)
    done = client.post(there, {"cases": [reference], "target": "person", "person": str(wu.uuid), "reason": "Leave"})

    assert f"Company details, {reference}, due " in asked.text
    assert re.search(rf'href="{address("case", case)}"\s*>Company details</a>', done.text)


# --- What changed ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("odd", "notes"),
    [
        ({}, []),
        (
            {"division": "330199", "certificate_until": "2020-01-27"},
            [
                "The registered division looks odd. Compare it with the licence.",
                "The certificate has ended. See whether the scan is of a newer one.",
            ],
        ),
    ],
)
def test_the_reviewer_is_shown_what_looks_odd(client, chen, odd, notes):
    case = make_entity_case(assignee=chen, **odd)

    page = html.fromstring(client.get(address("case", case)).content)

    assert [note.text_content().strip() for note in page.find_class("pt-note")] == notes


def test_a_change_of_details_is_read_beside_those_that_were_verified(client, chen):
    case = change_of(make_entity_case(assignee=chen), chen, address="虚构路 2 号", officer_mobile="13900001111")

    page = client.get(address("case", case))

    changed = [answer.label for part in page.context["parts"] for answer in part.answers if answer.before is not None]
    assert changed == ["Address", "Mobile number"]
    assert "2 answers changed since the details were last verified." in page.text
    assert "虚构路 1 号" in page.text
    assert [value in page.text for value in ("13900001111", ENTITY["officer_mobile"])] == [False, False]


def test_a_change_that_looks_alike_when_masked_is_a_change(client, chen):
    case = change_of(make_entity_case(assignee=chen), chen, officer_title="另一职务", officer_mobile="13911119976")

    page = client.get(address("case", case))

    changed = [answer.label for part in page.context["parts"] for answer in part.answers if answer.before is not None]
    assert changed == ["Mobile number", "Position in the company"]
    assert "13••••••••76" in page.text


def test_the_papers_of_before_are_read_too_except_sensitive_ones(client, chen):
    first = make_entity_case(assignee=chen)
    before = first.filing.documents()
    case = change_of(first, chen)

    assert pdf(client.get(address("document", case, before["commitment"].uuid))) == make_pdf()
    assert client.get(address("document", case, before["officer_employment"].uuid)).status_code == 404


# --- Personal data ---------------------------------------------------------------------------------------


def test_the_reviewer_of_the_case_reads_an_answer_by_saying_why_and_the_timeline_says_so(client, chen):
    case = make_entity_case(assignee=chen)
    there = address("reveal", case, 1, "officer_email")

    listed, asked, shown = client.get(address("case", case)), client.get(there), client.post(there, {"why": WHY})
    after = client.get(address("case", case))

    assert f'href="{there}"' in listed.text
    assert (found(listed), found(asked), found(shown)) == ([], [], [ENTITY["officer_email"]])
    assert "no-store" in shown["Cache-Control"]
    assert found(after) == []
    line = after.context["lines"][0]
    assert (line.label, line.by, line.at, line.detail) == (
        "Read in full – Algorithm security officer: E-mail address",
        "Chen Yu",
        NOON,
        WHY,
    )


def test_the_reviewer_of_the_case_downloads_the_proof_of_employment_by_saying_why(client, chen):
    case = make_entity_case(assignee=chen)
    paper = case.filing.documents()["officer_employment"]

    asked = client.get(address("document", case, paper.uuid))
    shown = client.post(address("document", case, paper.uuid), {"why": WHY})

    assert "This is personal data and is shown masked: PDF document" in asked.text
    assert pdf(shown) == make_pdf()
    event = case.filing.events.last()
    assert (event.act, event.by, event.detail) == (
        "revealed",
        chen,
        {"key": "officer_employment", "revision": 1, "why": WHY},
    )


@pytest.mark.parametrize(("role", "links"), [("approver", 1), ("intake", 0)])
def test_a_sensitive_paper_is_a_link_for_those_who_may_open_it(client, role, links):
    case = make_entity_case()
    client.force_login(make_staff(role))

    page = client.get(address("case", case))

    there = address("document", case, case.filing.documents()["officer_employment"].uuid)
    assert (page.text.count(f'href="{there}"'), page.text.count("PDF document")) == (links, 1)


@pytest.mark.parametrize("who", ["a colleague", "another province", "the nation", "a publisher", "the company"])
def test_personal_data_is_not_for_others(client, who):
    case = make_entity_case()
    people = {
        "a colleague": lambda: make_reviewer("33"),
        "another province": lambda: make_reviewer("44"),
        "the nation": lambda: make_reviewer(""),
        "a publisher": make_publisher,
        "the company": lambda: case.filing.applicant,
    }
    person = people[who]()
    client.force_login(person)

    sees_the_case = who == "a colleague"
    answer = client.post(address("reveal", case, 1, "officer_email"), {"why": WHY})
    assert answer.status_code == (403 if sees_the_case else 404)
    paper = client.post(address("document", case, case.filing.documents()["officer_employment"].uuid), {"why": WHY})
    assert paper.status_code == (403 if sees_the_case else 404)
    with pytest.raises(determination.trail.Refused):
        disclosure.reveal(case, case.filing.revisions.get(), key="officer_email", why=WHY, by=person, at=NOON)
    with pytest.raises(determination.trail.Refused):
        disclosure.hand_out(case, case.filing.documents()["officer_employment"], why=WHY, by=person, at=NOON)
    assert case.filing.events.filter(act="revealed").count() == 0


@pytest.mark.parametrize("what", ["answer", "paper"])
def test_who_may_no_longer_read_it_when_the_button_is_pressed_is_told_so(client, chen, monkeypatch, what):
    case = make_entity_case(assignee=chen)
    paper = case.filing.documents()["officer_employment"].uuid
    there = address("reveal", case, 1, "officer_email") if what == "answer" else address("document", case, paper)
    asked = iter([True, False])  # by the page, and by the act
    monkeypatch.setattr("reviews.permissions.may", lambda user, act, case: next(asked))

    page = client.post(there, {"why": WHY})

    assert "the approvers, the head of the office and its auditors." in page.text
    assert found(page) == []
    assert case.filing.events.filter(act="revealed").count() == 0


@pytest.mark.parametrize("readings", [1, 3])
def test_a_registration_takes_as_many_queries_however_often_it_was_read(
    client, chen, django_assert_num_queries, readings
):
    case = make_entity_case(assignee=chen)
    for _n in range(readings):
        client.post(address("reveal", case, 1, "officer_email"), {"why": WHY})

    with django_assert_num_queries(16):
        client.get(address("case", case))


@pytest.mark.django_db(transaction=True)
def test_who_reads_personal_data_while_the_case_is_resumed_holds_up_nobody(chen, monkeypatch):
    make_all_offices()
    case = make_entity_case(assignee=chen)
    determination.return_to_company(case, reason="请核对。", version=case.version, by=chen, at=NOON)
    filing = Filing.objects.get(pk=case.filing_id)
    submission.submit(filing, revision=2, by=filing.applicant, at=NOON)
    gate, read_out = meet(monkeypatch, intake, "_resume"), disclosure.disclosure.read_out

    def meet_and_read_out(*given, **more):
        with suppress(BrokenBarrierError):
            gate.wait()
        return read_out(*given, **more)

    monkeypatch.setattr(disclosure.disclosure, "read_out", meet_and_read_out)
    said = {"key": "officer_email", "why": WHY, "by": chen, "at": NOON}

    assert at_once(
        lambda: intake.take_in(filing.pk, at=NOON),
        lambda: disclosure.reveal(Case.objects.get(), filing.revisions.get(number=1), **said),
    ) == [True, ENTITY["officer_email"]]


def test_why_a_company_reads_its_own_data_is_not_told_to_the_office(client, chen):
    case = make_entity_case(assignee=chen)
    owned.reveal(case.filing, key="legal_id_number", why="Our own reason", by=case.filing.applicant, at=NOON)
    owned.reveal(
        case.filing.revisions.get(), key="officer_name", why="Our own reason", by=case.filing.applicant, at=NOON
    )
    disclosure.reveal(case, case.filing.revisions.get(), key="legal_id_number", why=WHY, by=chen, at=NOON)

    page = client.get(address("case", case)).text
    client.force_login(make_staff("auditor", "33"))
    trail = client.get(reverse("reviews:trail")).text

    assert [(WHY in told, "Our own reason" in told) for told in (page, trail)] == [(True, False), (True, False)]
