import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from accounts.models import Company
from design.errors import problems_of
from filings.forms import CertificateForm, CompanyForm, LegalRepresentativeForm, OfficerForm, UndertakingsForm
from filings.models import Filing
from filings.sections import of_key
from tests.filings.factories import ENTITY, PAPERS, make_attachment, make_entity_draft, make_entity_filing, make_upload

FORMS = [CompanyForm, CertificateForm, LegalRepresentativeForm, OfficerForm, UndertakingsForm]
UNTIL = {"certificate_until_year": "2036", "certificate_until_month": "3", "certificate_until_day": "27"}
CODE = "91999999MA2CFGHJ1W"
RESIDENT = {"legal_id_type": "resident"}


def filing_of(**fields):
    return Filing(kind="entity", role="", reference="F-2026-000001", company=Company(name="澜亭", **fields))


def posted(data):
    query = QueryDict(mutable=True)
    for key, value in data.items():
        query[key] = str(value)
    return query


def sent(form, filing=None, **changed):
    """The form as it is posted with everything right but what has ``changed``."""
    files = MultiValueDict({key: [make_upload()] for key in form.documents_asked()})
    return form.sent(filing or filing_of(credit_code=CODE), {}, posted(ENTITY | UNTIL | changed), files)


def problems(form):
    return [(problem.target.removeprefix("id_"), problem.text) for problem in problems_of(form)]


@pytest.mark.parametrize("form", FORMS)
def test_right_answers_are_taken(form):
    assert problems(sent(form)) == []


@pytest.mark.django_db
def test_each_empty_answer_is_asked_for_by_name():
    empty = [problem for form in FORMS for problem in problems(form.sent(filing_of(), {}, posted({}), None))]

    assert empty == [
        ("company_name", "Enter the company name"),
        ("credit_code", "Enter the unified social credit code"),
        ("entity_type_0", "Select what the filer is"),
        ("division", "Enter the code of the registered division"),
        ("address", "Enter the address of the company"),
        ("monthly_active_users", "Enter the number of monthly active users; 0 if there are none"),
        ("certificate_type_0", "Select the type of certificate"),
        ("certificate_address", "Enter the address on the certificate"),
        ("certificate_term_0", "Select how long the certificate is valid"),
        ("certificate_scan", "Upload the scan of the certificate"),
        ("legal_name", "Enter the name of the legal representative"),
        ("legal_id_type_0", "Select the identity document of the legal representative"),
        ("legal_id_number", "Enter the number of the legal representative's identity document"),
        ("officer_is_legal_0", "Select whether the legal representative is the algorithm security officer"),
        ("officer_mobile", "Enter the mobile number of the algorithm security officer"),
        ("officer_email", "Enter the e-mail address of the algorithm security officer"),
        ("officer_title", "Enter the position of the algorithm security officer"),
        ("officer_employment", "Upload the proof of employment of the algorithm security officer"),
        ("commitment", "Upload the commitment"),
        ("duty_statement", "Upload the duty statement"),
    ]


REAL_DATE = "Last day of validity must be a real date, such as 2026 3 27"


@pytest.mark.parametrize(
    ("form", "wrong", "sentence"),
    [
        (CompanyForm, {"company_name": "长" * 101}, "The company name must be 100 characters or fewer"),
        (CompanyForm, {"company_name": "澜\x00亭"}, "Null characters are not allowed."),
        (CompanyForm, {"entity_type": "club"}, "Select what the filer is"),
        (CompanyForm, {"division": "33010"}, "The code of the registered division must have 6 digits"),
        (CompanyForm, {"division": "33010a"}, "The code of the registered division must have 6 digits"),
        (
            CompanyForm,
            {"division": "810000"},
            "The registered division must begin with the code of a province, such as 33 for Zhejiang",
        ),
        (CompanyForm, {"address": "长" * 201}, "The address must be 200 characters or fewer"),
        (CompanyForm, {"website": "not a site"}, "Enter a web address, like https://example.cn"),
        (CompanyForm, {"website": "ftp://example.cn"}, "Enter a web address, like https://example.cn"),
        (CompanyForm, {"website": "javascript:alert(1)"}, "Enter a web address, like https://example.cn"),
        (
            CompanyForm,
            {"website": "https://example.cn/" + "a" * 200},
            "The web address must be 200 characters or fewer",
        ),
        (
            CompanyForm,
            {"monthly_active_users": "many"},
            "The number of monthly active users must be a whole number, such as 12000",
        ),
        (
            CompanyForm,
            {"monthly_active_users": "9" * 5000},
            "The number of monthly active users must be a whole number, such as 12000",
        ),
        (CompanyForm, {"monthly_active_users": "-1"}, "The number of monthly active users must be 0 or more"),
        (
            CompanyForm,
            {"monthly_active_users": "10000000001"},
            "The number of monthly active users must be 10,000,000,000 or less",
        ),
        (CertificateForm, {"certificate_type": "poem"}, "Select the type of certificate"),
        (
            CertificateForm,
            {"certificate_address": "长" * 201},
            "The address on the certificate must be 200 characters or fewer",
        ),
        (CertificateForm, {"certificate_term": "soon"}, "Select how long the certificate is valid"),
        (CertificateForm, {"certificate_until_month": "13"}, REAL_DATE),
        (CertificateForm, {"certificate_until_day": "x"}, REAL_DATE),
        (
            CertificateForm,
            dict.fromkeys(UNTIL, ""),
            "Enter the last day of validity of the certificate",
        ),
        (
            LegalRepresentativeForm,
            {"legal_name": "长" * 61},
            "The name of the legal representative must be 60 characters or fewer",
        ),
        (
            LegalRepresentativeForm,
            {"legal_id_type": "library"},
            "Select the identity document of the legal representative",
        ),
        (
            LegalRepresentativeForm,
            {"legal_id_number": "999999199003070013"},
            "The identity card number must match its check digit: compare each digit with the card",
        ),
        (
            LegalRepresentativeForm,
            {"legal_id_number": "9" * 61},
            "The number of the document must be 60 characters or fewer",
        ),
        (OfficerForm, {"officer_is_legal": "perhaps"}, "Select whether the legal representative is the algorithm"),
        (
            OfficerForm,
            {"officer_name": "长" * 61},
            "The name of the algorithm security officer must be 60 characters or fewer",
        ),
        (
            OfficerForm,
            {"officer_id_number": "1"},
            "The passport number must be 5 to 12 letters and digits, as on its first page",
        ),
        (OfficerForm, {"officer_mobile": "12345"}, "The mobile number must have 11 digits and begin with 13 to 19"),
        (OfficerForm, {"officer_mobile": "1" * 41}, "The mobile number must have 11 digits and begin with 13 to 19"),
        (OfficerForm, {"officer_email": "zhou@"}, "Enter an e-mail address in the correct format, like name@example"),
        (OfficerForm, {"officer_title": "长" * 61}, "The position must be 60 characters or fewer"),
    ],
)
def test_each_wrong_answer_is_told_in_a_sentence_and_kept_as_it_was_typed(form, wrong, sentence):
    refused = sent(form, **wrong)

    assert [text.startswith(sentence) for _target, text in problems(refused)] == [True]
    kept = refused.answers()
    for key, value in wrong.items():
        if key in kept:
            assert kept[key] == value.replace("\x00", "")


def test_answers_are_kept_tidy():
    company = sent(CompanyForm, division="３３０１ ０６", website="lanting.example", monthly_active_users="１2,000")
    legal = sent(LegalRepresentativeForm, legal_id_number="999999 19900307 0012")
    officer = sent(OfficerForm, officer_id_number="ｅx-4471902", officer_mobile="+86 139-0000-9876")

    assert company.answers() == {key: ENTITY[key] for key in company.answers()}
    assert legal.answers() == {key: ENTITY[key] for key in legal.answers()}
    assert officer.answers() == {key: ENTITY[key] for key in officer.answers()}


def test_a_website_may_be_left_out_and_a_company_may_have_no_users_yet():
    form = sent(CompanyForm, website="", monthly_active_users="0")

    assert problems(form) == []
    assert (form.answers()["website"], form.answers()["monthly_active_users"]) == ("", 0)


# --- The credit code -------------------------------------------------------------------------------------


def test_the_credit_code_is_the_companys_own_and_is_not_asked():
    form = sent(CompanyForm, credit_code="91110000802100433B")

    assert "credit_code" not in form.fields
    assert form.answers()["credit_code"] == CODE


@pytest.mark.django_db
def test_a_company_without_a_code_is_asked_for_it():
    assert problems(sent(CompanyForm, filing_of())) == []
    assert problems(sent(CompanyForm, filing_of(), credit_code="91110000802100433C")) == [
        ("credit_code", "The credit code must match its check character: compare each character with the licence")
    ]


@pytest.mark.django_db
def test_the_code_of_another_company_is_refused():
    Company.objects.create(name="云阙", credit_code=CODE)

    assert problems(sent(CompanyForm, filing_of())) == [
        ("credit_code", "Another company here has this credit code. Ask its owners to let you in.")
    ]


def test_the_name_that_the_company_was_opened_with_is_offered():
    filing = filing_of(credit_code=CODE)
    assert CompanyForm.blank(filing, {})["company_name"].value() == "澜亭"

    filing.answers = {"company_name": ""}
    assert CompanyForm.blank(filing, {})["company_name"].value() == ""


# --- The certificate -------------------------------------------------------------------------------------


def test_a_certificate_without_an_end_is_not_asked_for_its_last_day():
    form = sent(CertificateForm, certificate_term="no_end", certificate_until_month="13")

    assert problems(form) == []
    assert form.answers()["certificate_until"] == ""


def test_the_last_day_is_kept_as_iso_8601_and_shown_in_its_boxes():
    filing = filing_of(credit_code=CODE)
    filing.answers = sent(CertificateForm).answers()

    assert filing.answers["certificate_until"] == "2036-03-27"
    boxes = CertificateForm.blank(filing, {})["certificate_until"].subwidgets[0].data["subwidgets"]
    assert [box["value"] for box in boxes] == ["2036", "03", "27"]


def test_a_last_day_that_is_none_is_kept_as_it_was_typed_and_stays_wrong():
    filing = filing_of(credit_code=CODE)
    filing.answers = sent(CertificateForm, certificate_until_day="32").answers()

    assert filing.answers["certificate_until"] == ["2036", "3", "32"]
    again = CertificateForm.saved(filing, {"certificate_scan": object()})
    assert problems(again) == [("certificate_until_0", REAL_DATE)]


# --- The officer -----------------------------------------------------------------------------------------


def test_an_officer_who_is_the_legal_representative_is_not_asked_who_they_are():
    form = sent(OfficerForm, officer_is_legal="yes", officer_id_number="wrong", officer_name="", officer_id_type="")

    assert problems(form) == []
    assert [form.answers()[key] for key in OfficerForm.asked_if] == ["", "", ""]


def test_an_officer_who_is_somebody_else_is_asked_who_they_are():
    form = sent(OfficerForm, officer_is_legal="no", officer_id_number="", officer_name="", officer_id_type="")

    assert problems(form) == [
        ("officer_name", "Enter the name of the algorithm security officer"),
        ("officer_id_type_0", "Select the identity document of the algorithm security officer"),
        ("officer_id_number", "Enter the number of the algorithm security officer's identity document"),
    ]


# --- What is kept of a person ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", [LegalRepresentativeForm, OfficerForm])
def test_a_sensitive_answer_that_is_kept_is_never_put_back_into_its_input(form):
    filing = filing_of(credit_code=CODE)
    filing.answers = dict(ENTITY)

    page = form.blank(filing, {}).as_p()

    for key in form.base_fields:
        if key in ENTITY and key not in ("legal_name", "officer_is_legal", "legal_id_type", "officer_id_type"):
            assert ENTITY[key] not in page
    assert "checked" not in page.replace('value="no" required id="id_officer_is_legal_1" checked', "")


def test_the_page_says_that_it_is_kept_and_how_to_replace_it():
    filing = filing_of(credit_code=CODE)
    filing.answers = dict(ENTITY)

    form = LegalRepresentativeForm.blank(filing, {})

    assert form["legal_id_type"].help_text == "Kept: ••••••••. Select it again only to replace it."
    assert form["legal_id_number"].help_text == "Kept: 9999••••••••0012. Enter it again only to replace it."


def test_a_sensitive_answer_left_empty_is_kept_and_another_replaces_it():
    filing = filing_of(credit_code=CODE)
    filing.answers = dict(ENTITY)

    left = sent(LegalRepresentativeForm, filing, legal_id_type="", legal_id_number=" ")
    replaced = sent(LegalRepresentativeForm, filing, legal_id_type="", legal_id_number="999999197501010021")

    assert left.answers() == {key: ENTITY[key] for key in left.answers()}
    assert replaced.answers()["legal_id_number"] == "999999197501010021"


def test_a_kept_answer_that_is_wrong_stays_wrong_and_unseen():
    filing = filing_of(credit_code=CODE)
    filing.answers = ENTITY | {"legal_id_number": "999999199003070013"}

    form = sent(LegalRepresentativeForm, filing, legal_id_type="", legal_id_number="")

    assert [target for target, _text in problems(form)] == ["legal_id_number"]
    assert "999999199003070013" not in form.as_p()


def test_what_was_just_typed_is_shown_until_it_is_saved_and_then_only_what_is_wrong_of_it():
    form = sent(OfficerForm, officer_mobile="123", officer_title="")
    before = form.as_p()
    form.now_saved()
    after = form.as_p()

    assert [ENTITY["officer_name"] in before, 'value="123"' in before] == [True, True]
    assert [ENTITY["officer_name"] in after, ENTITY["officer_id_number"] in after] == [False, False]
    assert 'value="123"' in after
    assert "Kept: EX••••••••02. Enter it again only to replace it." in after


def test_no_answer_gets_into_a_hint_as_markup():
    filing = filing_of(credit_code=CODE)
    filing.answers = ENTITY | {"officer_mobile": "<b>1</b>" * 9}

    assert OfficerForm.blank(filing, {})["officer_mobile"].help_text.startswith("Kept: &lt;b&gt;1••••••••")


# --- Documents -------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_document_that_is_kept_is_not_asked_for_again():
    filing = make_entity_draft()
    for key in PAPERS:
        make_attachment(filing, key)

    assert UndertakingsForm.sent(filing, filing.documents(), posted({})).is_valid()


@pytest.mark.django_db
def test_every_section_of_a_complete_registration_is_complete():
    filing = make_entity_filing()
    documents = filing.documents()

    parts = [of_key(filing, key) for key in ("company", "certificate", "officer")]
    assert [part.is_complete(filing, documents) for part in parts] == [True] * 3


@pytest.mark.parametrize(
    ("form", "field", "attributes"),
    [
        (CompanyForm, "company_name", {"autocomplete": "organization"}),
        (CompanyForm, "address", {"autocomplete": "street-address"}),
        (CompanyForm, "website", {"type": "url", "inputmode": "url", "autocomplete": "url"}),
        (CompanyForm, "monthly_active_users", {"inputmode": "numeric"}),
        (LegalRepresentativeForm, "legal_id_number", {"autocomplete": "off"}),
        (OfficerForm, "officer_mobile", {"type": "tel", "inputmode": "tel", "autocomplete": "off"}),
        (OfficerForm, "officer_email", {"type": "email", "inputmode": "email", "autocomplete": "off"}),
    ],
)
def test_a_keyboard_and_a_browser_are_told_what_is_asked(form, field, attributes):
    drawn = str(form.blank(filing_of(credit_code=CODE), {})[field])

    assert [f'{name}="{value}"' in drawn for name, value in attributes.items()] == [True] * len(attributes)
