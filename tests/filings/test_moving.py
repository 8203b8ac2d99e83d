"""Going over to the newer form: what is new, what is taken over, and that nothing is lost."""

import pytest

from filings import drafting, moving, sections
from filings.models import Filing
from filings.permissions import NotEditable
from tests.factories import NOON
from tests.filings.factories import ALGORITHM, make_entity_filing, make_filing
from tests.filings.second import make_second
from tests.filings.views.pages import address, text_of

pytestmark = pytest.mark.django_db


def move(filing):
    moving.move_over(filing, by=filing.applicant, at=NOON)
    filing.refresh_from_db()
    return filing


@pytest.mark.parametrize(
    ("domain", "technology"),
    [
        (["video", "image"], ["image"]),
        (["audio"], ["sound"]),
        (["text", "speech", "biometric", "scene"], ["text", "speech", "biometric", "scene"]),
    ],
)
def test_what_was_generated_is_told_in_the_classes_of_the_law(domain, technology):
    assert move(make_filing(domain=domain)).answers["technology"] == technology


@pytest.mark.parametrize("status", [Filing.Status.DRAFT, Filing.Status.RETURNED])
def test_every_answer_and_document_is_there_afterwards(status):
    filing = make_filing(status)
    before = {"answers": dict(filing.answers), "documents": filing.documents()}

    move(filing)

    assert filing.version == 2
    assert {key: filing.answers[key] for key in before["answers"]} == before["answers"]
    assert filing.documents() == before["documents"]


def test_the_event_keeps_for_good_what_is_asked_in_other_words():
    event = move(make_filing()).events.get(act="moved_over")

    assert event.detail == {"before": 1, "now": 2, "answers": {"domain": ["image"]}}


def test_what_is_new_is_told_section_by_section():
    told = {part.title: part.labels for part in moving.news(make_filing())}

    assert told["Name, role and launch"] == [
        "Has the service been launched?",
        "Day of the launch",
        "Why the filing comes late",
    ]
    assert told["Technology and fields"] == ["In which fields is it applied?"]
    assert "Purpose" in told
    assert "How the technology is supplied" not in told


def test_the_labels_of_what_is_new_are_those_of_the_sections_that_will_be_asked():
    faces = make_filing(domain=["biometric"])

    assert "Faces and voices" in {part.title for part in moving.news(faces)}
    assert "Faces and voices" not in {part.title for part in moving.news(make_filing())}


@pytest.mark.parametrize("make", [make_second, make_entity_filing])
def test_a_filing_on_the_newest_form_is_not_moved(make):
    with pytest.raises(moving.NotBehind, match=r"^The filing is on the newest form already\.$"):
        move(make())


def test_a_filing_with_the_office_is_not_moved():
    with pytest.raises(NotEditable):
        move(make_filing(Filing.Status.SUBMITTED))


def test_a_page_of_the_older_form_that_is_still_open_does_not_overwrite():
    filing = make_filing()
    old = filing.edition
    move(filing)

    with pytest.raises(drafting.SavedElsewhere):
        drafting.save_answers(
            filing, section="algorithm", answers={"algorithm_name": "旧"}, edition=old, by=filing.applicant, at=NOON
        )
    row = ALGORITHM["products"][0]["row"]
    with pytest.raises(drafting.SavedElsewhere):
        drafting.save_row(
            filing, section="products", row=row, answers={"name": "旧"}, edition=old, by=filing.applicant, at=NOON
        )


# --- On its pages ----------------------------------------------------------------------------------------------
@pytest.fixture
def filing(client):
    found = make_filing(domain=["video"])
    client.force_login(found.applicant)
    return found


def test_the_task_list_tells_of_the_newer_form_until_the_filing_is_moved(client, filing):
    there = address("newer_form", filing)
    assert f'href="{there}"' in client.get(address("detail", filing)).content.decode()

    moved = client.post(there, follow=True)

    assert "The filing is on the newest form now. Nothing that you had answered is lost." in text_of(moved)
    assert there not in moved.content.decode()


def test_the_page_lists_what_is_new_and_what_is_taken_over(client, filing):
    page = text_of(client.get(address("newer_form", filing)))

    assert "Day of the launch" in page
    assert "澜亭老照片修复算法" in page
    assert "Images and video without biometric features" in page


def test_the_old_answer_stands_beside_the_new_question(client, filing):
    move(filing)

    page = client.get(address("section", filing, "technology"))

    assert "What you had answered Video" in text_of(page)
    assert 'aria-describedby="id_technology_helptext id_technology_note_1"' in page.content.decode()


def test_a_filing_that_began_with_the_newest_form_has_no_such_page_and_no_old_answers(client):
    filing = make_second()
    client.force_login(filing.applicant)

    assert client.get(address("newer_form", filing)).url == address("detail", filing)
    assert "What you had answered" not in text_of(client.get(address("section", filing, "technology")))
    assert "newer form" not in text_of(client.get(address("detail", filing)))


def test_a_filing_that_was_moved_asks_only_for_what_is_new(client, filing):
    move(filing)

    complete = [section.key for section in sections.asked(filing) if section.is_complete(filing, filing.documents())]
    assert complete == ["evidence"]
    assert client.get(address("section", filing, "algorithm")).context["form"].initial["algorithm_name"] == (
        "澜亭老照片修复算法"
    )
