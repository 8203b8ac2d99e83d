import pytest

from filings import comparison
from tests.reviews.factories import make_filing, make_revision

pytestmark = pytest.mark.django_db


def document(name, sha256, key="self_assessment"):
    return {"key": key, "uuid": f"00000000-0000-0000-0000-{sha256:>012}", "name": name, "size": 1, "sha256": sha256}


def test_a_first_revision_has_no_changes():
    parts = comparison.compared(make_filing().revisions.get(), None)

    assert (comparison.changed(parts), {answer.before for part in parts for answer in part.answers}) == (0, {None})


def test_changed_answers_show_the_earlier_value():
    filing = make_filing()
    second = make_revision(
        filing, purpose="应用于视频编辑场景，根据用户上传的老照片，生成修复后的图像。", domain=["video"]
    )

    parts = comparison.compared(second, filing.revisions.get(number=1))

    assert comparison.changed(parts) == 2
    assert {answer.key: answer.before for part in parts for answer in part.answers if answer.before is not None} == {
        "domain": "Images",
        "purpose": "应用于图像编辑场景，根据用户上传的老照片，生成修复后的图像。",
    }


def test_answers_that_are_no_longer_asked_for_are_shown_as_gone():
    filing = make_filing()
    filing.role = "supporter"
    second = make_revision(filing)

    parts = comparison.compared(second, filing.revisions.get(number=1))

    assert [(answer.key, answer.value, answer.before) for answer in parts[-1].answers] == [
        ("products.1", "", "Product name: 澜亭相册\nForm: App, Website")
    ]
    assert comparison.changed(parts) == 2  # the role, and the products


def test_what_is_new_in_an_answer_is_marked():
    assert comparison.marked("根据照片生成图像。", "根据老照片，生成 4K 图像。") == [
        comparison.Piece("根据", False),
        comparison.Piece("老", True),
        comparison.Piece("照片", False),
        comparison.Piece("，", True),
        comparison.Piece("生成", False),
        comparison.Piece(" 4K ", True),
        comparison.Piece("图像。", False),
    ]


@pytest.mark.parametrize(("before", "value", "pieces"), [("", "", []), ("x", "", []), ("", "x", [("x", True)])])
def test_an_empty_answer_has_nothing_to_mark(before, value, pieces):
    assert [(piece.text, piece.is_new) for piece in comparison.marked(before, value)] == pieces


def test_a_replaced_document_shows_the_earlier_one():
    filing = make_filing()
    first = make_revision(filing, documents=[document("a.pdf", "1")])
    second = make_revision(filing, documents=[document("b.pdf", "2")])
    third = make_revision(filing, documents=[document("b.pdf", "2")])

    def seen(revision, previous):
        return [
            (each.current.label, each.current.name, each.before and each.before.name)
            for each in comparison.documents(revision, previous)
        ]

    assert seen(first, None) == [("Self-assessment report", "a.pdf", None)]
    assert seen(second, first) == [("Self-assessment report", "b.pdf", "a.pdf")]
    assert seen(third, second) == [("Self-assessment report", "b.pdf", None)]
