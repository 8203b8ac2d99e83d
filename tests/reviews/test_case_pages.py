from datetime import date

import pytest
from django.urls import reverse

from filings import documents
from filings.models import Attachment
from reviews import determination
from reviews.models import Case, Decision
from tests.factories import NOON, make_applicant, make_publisher, make_reviewer
from tests.reviews.factories import days_later, make_case, make_filing, make_revision

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_noon")]


@pytest.fixture
def chen(client):
    person = make_reviewer("33", name="Chen Yu")
    client.force_login(person)
    return person


@pytest.fixture
def national(client):
    person = make_reviewer("", name="Zhou Min")
    client.force_login(person)
    return person


def address(name, case, *more):
    return reverse(f"reviews:{name}", args=[case.filing.reference, *more])


def keep(filing, name, content, **fields) -> dict:
    """A document of ``filing`` with its file on the disk, as a revision remembers it."""
    sha256 = f"{len(content):064}"
    path = documents.path_of(sha256)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    kept = Attachment.objects.create(
        filing=filing,
        key="self_assessment",
        name=name,
        size=len(content),
        sha256=sha256,
        uploaded_by=filing.applicant,
        uploaded_at=NOON,
        **fields,
    )
    return {"key": kept.key, "uuid": str(kept.uuid), "name": name, "size": kept.size, "sha256": sha256}


# --- Reading ---------------------------------------------------------------------------------------------


def test_the_case_shows_what_the_company_submitted_and_what_has_happened(client, chen):
    case = make_case(assignee=chen, due_on=date(2026, 3, 4))

    page = client.get(address("case", case))

    assert [part.title for part in page.context["parts"]] == [
        "Company details",
        "Name, role and purpose",
        "Products that use it",
    ]
    assert page.context["days_left"] == 2
    assert [line.label for line in page.context["lines"]] == ["Case opened", "Revision 1 submitted"]
    for words in ("澜亭老照片修复算法", "杭州澜亭影像科技有限公司", "2 working days left", "In review", "Chen Yu"):
        assert words in page.text


def test_a_corrected_case_shows_both_revisions_and_marks_what_changed(client, chen):
    case = make_case(assignee=chen)
    make_revision(case.filing, purpose="应用于视频编辑场景。", at=days_later(1))

    latest = client.get(address("case", case))
    first = client.get(address("case", case), {"revision": 1})

    assert (latest.context["shown"].number, latest.context["changed"]) == (2, 1)
    assert "1 answer changed since the revision before." in latest.text
    assert case.filing.answers["purpose"] in latest.text
    assert (first.context["shown"].number, first.context["changed"]) == (1, 0)
    assert client.get(address("case", case), {"revision": 3}).status_code == 404


def test_reasons_and_opinions_stand_in_the_timeline(client, national):
    chen = make_reviewer("33", name="Chen Yu")
    case = make_case(assignee=chen)
    determination.pass_on(case, opinion="材料齐全。", version=0, by=chen, at=days_later(1))

    newest = client.get(address("case", case)).context["lines"][0]

    assert (newest.label, newest.by, newest.detail) == ("Passed to national review", "Chen Yu", "材料齐全。")


@pytest.mark.parametrize(
    ("status", "choices"),
    [
        ("provincial", ["passed", "returned", "refused"]),
        ("national", ["approved", "handed_back", "refused"]),
    ],
)
def test_the_reviewer_of_the_case_has_the_choices_of_the_office(client, status, choices):
    reviewer = make_reviewer("33" if status == "provincial" else "")
    client.force_login(reviewer)

    page = client.get(address("case", make_case(status=status, assignee=reviewer)))

    assert [value for value, _label in page.context["form"].fields["outcome"].choices] == choices


def test_who_does_not_have_the_case_can_read_and_take_it_but_not_decide(client, chen):
    page = client.get(address("case", make_case()))

    assert (page.context["form"], page.context["may_take"]) == (None, True)
    assert "Take this case" in page.text


def test_a_case_of_a_colleague_is_only_read(client, chen):
    page = client.get(address("case", make_case(assignee=make_reviewer("33"))))

    assert (page.context["form"], page.context["may_take"], page.context["may_give_back"]) == (None, False, False)


def test_the_province_goes_on_reading_what_it_passed_on(client, chen):
    page = client.get(address("case", make_case(status="national")))

    assert (page.status_code, page.context["form"], page.context["may_take"]) == (200, None, False)


@pytest.fixture
def _disk(tmp_path, settings):
    settings.DOCUMENTS_DIR = tmp_path


PLACES = ["case", "take", "give_back", "decide", "document"]


@pytest.mark.usefixtures("_disk")
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(
    "make", [lambda: make_reviewer("44"), lambda: make_reviewer(""), make_applicant, make_publisher]
)
def test_for_everybody_else_there_is_no_such_case(client, place, make):
    filing = make_filing()
    case = make_case(filing=filing)
    kept = keep(filing, "报告.pdf", b"%PDF-1")
    make_revision(filing, documents=[kept])
    client.force_login(make())
    foreign = address(place, case, *([kept["uuid"]] if place == "document" else []))
    ask = client.get if place in ("case", "document") else client.post

    there, nowhere = ask(foreign), ask(foreign.replace(filing.reference, "F-2026-999999"))

    assert (there.status_code, nowhere.status_code) == (404, 404)
    assert there.text.replace(filing.reference, "") == nowhere.text.replace("F-2026-999999", "")


def test_nobody_sees_a_case_of_their_own_company(client, chen):
    case = make_case()
    case.filing.company.memberships.create(user=chen, role="editor")

    assert client.get(address("case", case)).status_code == 404


@pytest.mark.parametrize("place", ["take", "give_back", "decide"])
def test_what_changes_a_case_is_asked_by_post_and_with_a_token(client, chen, place):
    case = make_case(assignee=chen)
    client.handler.enforce_csrf_checks = True

    assert client.get(address(place, case)).status_code == 405
    assert client.post(address(place, case)).status_code == 403


def test_visitors_are_asked_to_sign_in(client):
    case = make_case()

    assert client.get(address("case", case)).headers["Location"] == f"/account/login/?next={address('case', case)}"


def test_a_case_that_is_decided_shows_its_number_or_when_it_was_closed(client, national):
    approved = make_case(status="national", assignee=national)
    determination.approve(approved, holder_code=None, version=0, by=national, at=NOON)
    refused = make_case(status="refused")

    number = client.get(address("case", approved)).context["approval"].number

    assert number in client.get(address("case", approved)).text
    assert "2 March 2026" in client.get(address("case", refused)).text
    assert "Decide by" not in client.get(address("case", approved)).text + client.get(address("case", refused)).text


# --- Documents -------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("_disk")
def test_documents_of_every_revision_are_downloaded_under_their_own_names(client, chen):
    filing = make_filing()
    case = make_case(filing=filing)
    old, new = keep(filing, "旧.pdf", b"%PDF-old", replaced_at=NOON), keep(filing, "新.pdf", b"%PDF-new1")
    make_revision(filing, documents=[old])
    make_revision(filing, documents=[new])

    answers = [client.get(address("document", case, kept["uuid"])) for kept in (old, new)]

    assert [answer.getvalue() for answer in answers] == [b"%PDF-old", b"%PDF-new1"]
    assert {answer.headers["Content-Type"] for answer in answers} == {"application/pdf"}
    assert [answer.headers["Content-Disposition"] for answer in answers] == [
        "attachment; filename*=utf-8''%E6%97%A7.pdf",
        "attachment; filename*=utf-8''%E6%96%B0.pdf",
    ]


@pytest.mark.usefixtures("_disk")
def test_a_document_that_was_not_submitted_is_not_for_reviewers(client, chen):
    filing = make_filing()
    case = make_case(filing=filing)
    draft = keep(filing, "报告.pdf", b"%PDF-1")

    assert client.get(address("document", case, draft["uuid"])).status_code == 404


# --- Taking and giving back ------------------------------------------------------------------------------


def test_a_case_is_taken_and_given_back(client, chen):
    case = make_case()

    taken = client.post(address("take", case), follow=True)
    assert [str(message) for message in taken.context["messages"]] == ["The case is yours."]
    assert Case.objects.get().assignee == chen

    given = client.post(address("give_back", case), follow=True)
    assert [str(message) for message in given.context["messages"]] == ["The case waits in the queue again."]
    assert Case.objects.get().assignee is None


def test_who_takes_or_gives_back_too_late_is_told_why(client, chen):
    case = make_case()
    client.force_login(wu := make_reviewer("33", name="Wu Di"))
    client.post(address("take", case), follow=True)
    client.force_login(chen)

    taken = client.post(address("take", case), follow=True)
    given = client.post(address("give_back", case), follow=True)

    assert [str(message) for message in taken.context["messages"]] == ["Wu Di took this case on 2 March 2026, 12:00."]
    assert [str(message) for message in given.context["messages"]] == ["Only its reviewer can give a case back."]
    assert Case.objects.get().assignee == wu


# --- Deciding --------------------------------------------------------------------------------------------


def post(client, case, outcome, reason="材料不齐", version=0, **more):
    return client.post(address("decide", case), {"outcome": outcome, "reason": reason, "version": version, **more})


def confirm(client, case, outcome, reason="材料不齐", **more):
    return post(client, case, outcome, reason, confirmed="yes", **more)


OUTCOMES = {
    "passed": ("provincial", "national"),
    "returned": ("provincial", "returned"),
    "refused": ("provincial", "refused"),
    "handed_back": ("national", "provincial"),
    "approved": ("national", "approved"),
}


@pytest.mark.parametrize(("outcome", "road"), OUTCOMES.items())
def test_a_decision_is_asked_for_once_more_and_then_made(client, outcome, road):
    reviewer = make_reviewer("33" if road[0] == "provincial" else "")
    make_reviewer("")
    client.force_login(reviewer)
    case = make_case(status=road[0], assignee=reviewer)

    asked = post(client, case, outcome)
    assert (asked.status_code, asked.templates[0].name, Decision.objects.count()) == (200, "reviews/confirm.html", 0)

    done = confirm(client, case, outcome)
    assert done.headers["Location"] == address("case", case)
    case.refresh_from_db()
    assert (case.status, Decision.objects.get().outcome, Decision.objects.get().reason) == (
        road[1],
        outcome,
        "材料不齐",
    )


def test_after_a_pass_the_reviewer_reads_that_it_is_done(client, chen):
    case = make_case(assignee=chen)
    make_reviewer("")

    page = client.get(confirm(client, case, "passed").headers["Location"])

    assert [str(message) for message in page.context["messages"]] == ["The case is with national review now."]


@pytest.mark.parametrize(
    ("sent", "errors"),
    [
        ({"outcome": "", "reason": "x"}, {"outcome": ["Select your decision"]}),
        ({"outcome": "approved", "reason": "x"}, {"outcome": ["Select your decision"]}),
        ({"outcome": "returned", "reason": " "}, {"reason": ["Enter the reason"]}),
        ({"outcome": "refused", "reason": ""}, {"reason": ["Enter the reason"]}),
        ({"outcome": "refused", "reason": "长" * 4001}, {"reason": ["The reason must be 4,000 characters or fewer"]}),
    ],
)
def test_a_decision_that_lacks_something_comes_back_with_what_was_written(client, chen, sent, errors):
    case = make_case(assignee=chen)

    page = confirm(client, case, **sent)

    assert (page.status_code, page.context["form"].errors) == (200, errors)
    assert page.context["form"]["reason"].value() == sent["reason"]
    assert Decision.objects.count() == 0
    assert "<title>Error: " in page.text


def test_the_way_back_from_the_confirm_page_keeps_what_was_written(client, chen):
    case = make_case(assignee=chen)

    page = confirm(client, case, "returned", "请补充第三章。", change="yes")

    assert (page.templates[0].name, page.context["form"]["reason"].value()) == ("reviews/case.html", "请补充第三章。")
    assert Decision.objects.count() == 0


@pytest.mark.parametrize("step", [post, confirm])
def test_on_a_stale_page_the_decision_is_not_made_and_the_text_is_kept(client, chen, step):
    case = make_case(assignee=chen)
    determination.return_to_company(case, reason="材料不齐", version=0, by=chen, at=NOON)

    page = step(client, case, "refused", "不属于<深度合成>服务。")

    assert page.status_code == 409
    assert "Chen Yu returned it to the company on 2 March 2026, 12:00." in page.text
    assert "不属于&lt;深度合成&gt;服务。</textarea>" in page.text
    assert [decision.outcome for decision in Decision.objects.all()] == ["returned"]


@pytest.mark.parametrize("version", ["", "x", "-1", "９", "99999999999999999999", "1"])
def test_a_page_of_no_version_is_stale(client, chen, version):
    assert post(client, make_case(assignee=chen), "passed", version=version).status_code == 409


def test_a_case_of_a_colleague_is_not_decided(client, chen):
    page = confirm(client, make_case(assignee=make_reviewer("33")), "passed")

    assert (page.status_code, page.context["said"]) == (409, "Only its reviewer decides on a case. Take it first.")


def test_an_approval_offers_the_holders_of_exactly_this_name(client, national):
    first = make_case(status="national", assignee=national)
    confirm(client, first, "approved", "")
    second = make_case(status="national", assignee=national)

    asked = post(client, second, "approved", "")
    code = asked.context["form"].fields["holder"].choices[0][0]
    unanswered = confirm(client, second, "approved", "")
    done = confirm(client, second, "approved", "", holder=code)

    assert [label for _value, label in asked.context["form"].fields["holder"].choices] == [
        f"杭州澜亭影像科技有限公司, code {code}, numbers so far: 1",
        "None of these: draw a new code",
    ]
    assert unanswered.context["form"].errors == {"holder": ["Select whose the number will be"]}
    assert done.status_code == 302
    assert Case.objects.get(pk=second.pk).status == "approved"


@pytest.mark.parametrize("cases", [1, 3])
def test_a_case_takes_as_many_queries_with_one_revision_as_with_three(client, chen, django_assert_num_queries, cases):
    case = make_case(assignee=chen)
    for _n in range(cases):
        make_revision(case.filing)
        case.events.create(act="taken", from_status="provincial", to_status="provincial", by=make_reviewer(), at=NOON)

    with django_assert_num_queries(15):
        client.get(address("case", case))
