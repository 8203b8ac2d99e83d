"""Files that are taken, and files that are refused, each with its sentence."""

import pytest

from filings import document_texts, documents, inspection, inspection_process, uploads
from tests.filings.factories import make_pdf, make_upload
from tests.filings.files import bad_files, blank, good_pdfs, image, mutated
from tests.filings.standing import StandingProcess

AGAIN = "and upload it again"
SENTENCES = {
    "empty": {"The file must not be empty"},
    "kind": {"The file must be a PDF", "The file must be a PNG or JPEG image"},
    "broken": {
        f"The file is damaged: save the PDF anew {AGAIN}",
        f"The image is damaged: save it anew {AGAIN}",
    },
    "encrypted": {f"The file must open without a password: remove the protection {AGAIN}"},
    "polyglot": {
        f"Something else is joined to the PDF: save the PDF anew {AGAIN}",
        f"Something else is joined to the image: save the image anew {AGAIN}",
    },
    "long": {"The file must have at most 500 pages"},
    "bomb": {
        "The file takes too much memory when opened: save it with smaller images",
        "The image must have at most 40 megapixels",
    },
    "animated": {"The image must not be animated"},
}
GOOD, BAD = good_pdfs(), bad_files()


@pytest.fixture(scope="module")
def process():
    process = StandingProcess()
    yield process
    process.end()


@pytest.fixture(autouse=True)
def _standing(process, monkeypatch):
    monkeypatch.setattr(inspection, "look_into", process.look_into)


def kind_of(name):
    return uploads.PDF if name.endswith((".pdf", ".docx", ".exe", "report")) else uploads.IMAGE


def refused(name, content):
    """The code and the sentence with which a file of this name is refused, as attaching does."""
    kind = kind_of(name)
    try:
        if uploads.ending_of(name) not in kind.endings:
            raise kind.refusal("kind")
        documents.store(make_upload(content, name), kind)
    except uploads.DocumentRefused as refusal:
        return refusal.code, str(refusal)
    return "taken", ""


def test_there_are_sixty_bad_files_and_forty_good_ones():
    assert (len({name for name, *_rest in BAD}), len({name for name, _content in GOOD})) == (60, 40)


@pytest.mark.parametrize(("name", "content", "code"), BAD, ids=[name for name, *_rest in BAD])
def test_a_bad_file_is_refused_with_its_sentence(name, content, code, process, documents_dir):
    said, sentence = refused(name, content)

    assert said == code
    assert sentence in SENTENCES[code]
    assert [path for path in documents_dir.rglob("*") if path.is_file() and path.name != "moves"] == []
    assert process.memory <= inspection_process.MEMORY


@pytest.mark.parametrize(("name", "content"), GOOD, ids=[name for name, _content in GOOD])
def test_a_good_pdf_is_taken(name, content):
    stored = documents.store(make_upload(content))

    assert stored.size == len(content)
    assert stored.facts.pages >= 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.png", image("PNG")),
        ("a.PNG", image("PNG", mode="RGBA")),
        ("a.jpg", image("JPEG")),
        ("a.jpeg", image("JPEG", progressive=True)),
        ("padded.jpg", image("JPEG") + b"\0\0"),
        ("largest.png", image("PNG", (8000, 5000))),
    ],
)
def test_a_good_screenshot_is_taken_and_has_no_text(name, content):
    assert documents.store(make_upload(content, name), uploads.IMAGE).facts is None


def test_a_screenshot_has_a_limit_of_its_own(settings):
    settings.IMAGE_MAX_BYTES = 1024 * 1024

    with pytest.raises(uploads.DocumentRefused, match="The file must be smaller than 1 MB"):
        documents.store(make_upload(image("PNG") + bytes(1024 * 1024), "a.png"), uploads.IMAGE)


def test_limits_are_told_before_anything_is_uploaded():
    assert uploads.PDF.told == "PDF without a password, smaller than 50 MB, with at most 500 pages."
    assert uploads.IMAGE.told == "PNG or JPEG, smaller than 10 MB, with at most 40 megapixels."
    assert uploads.IMAGE.accept == ".png,.jpg,.jpeg,image/png,image/jpeg"


def test_the_pages_and_the_text_of_a_pdf_are_read():
    assert documents.store(make_upload(make_pdf("Lanting Imaging"))).facts == inspection.Facts(1, "Lanting Imaging")
    assert documents.store(make_upload(blank(3))).facts == inspection.Facts(3, "")


def test_text_loses_what_the_database_does_not_store():
    assert inspection.fit_to_keep("a\0b\ud800c") == "abc"


@pytest.mark.django_db
def test_texts_are_kept_by_the_hash_once_and_none_is_there_of_an_image():
    document_texts.keep("a" * 64, inspection.Facts(1, "words"))
    document_texts.keep("a" * 64, inspection.Facts(1, "words"))
    document_texts.keep("b" * 64, inspection.Facts(2, ""))

    assert document_texts.of(["a" * 64, "b" * 64, "c" * 64]) == {"a" * 64: "words", "b" * 64: "", "c" * 64: None}


def test_a_look_that_is_ended_by_its_limit_is_told_from_a_verdict(monkeypatch, tmp_path):
    monkeypatch.setattr(inspection_process, "limit", lambda: 1 / 0)

    assert inspection_process.look("pdf", str(tmp_path / "any.pdf"))["verdict"] == "stopped"


def test_whatever_is_damaged_is_refused_with_a_sentence_or_taken(process):
    """The large figures are in tests/faults/test_uploads.py."""
    said = [refused(name, content) for name, content in mutated(100, seed=1)]

    assert {sentence for code, sentence in said if code != "taken"} <= {
        sentence for sentences in SENTENCES.values() for sentence in sentences
    }
    assert {code for code, _sentence in said} >= {"taken", "kind", "broken", "polyglot"}
