"""Fuzzed forms by the thousand: whatever is posted to a page of the form is saved or answered with a sentence."""

import random
import time
from urllib.parse import urlencode

import pytest

from filings import rows, sections
from filings.models import Filing
from tests.faults.conftest import SEED, SOAK
from tests.filings.factories import make_entity_draft, make_filing
from tests.filings.second import make_second
from tests.filings.views.pages import address

URLENCODED = "application/x-www-form-urlencoded"
PATIENCE = 10  # seconds for a page
ODD = [
    "",
    " ",
    "\x00",
    "0",
    "-1",
    "1e309",
    "٣",
    "9" * 400,
    "长" * 3_000,
    "‮cba",
    "<script>alert(1)</script>",
    "%(limit)d {field} #{1}",
    "2026-02-30",
    "2026",
    "[]",
    '{"row": "0e000001"}',
    "yes",
    "provider",
    "00000000",
    "../../etc/passwd",
    "\u2028\r\n\t",
    "𠮷野家",
]


def filings_to_fuzz():
    return [make_second(), make_second(role=Filing.Role.SUPPORTER), make_filing(), make_entity_draft()]


def names_of(section):
    """What a page of the section would send, and some of what it would not."""
    boxes = [f"{key}_{box}" for key in section.form.base_fields for box in ("year", "month", "day")]
    return [*section.form.base_fields, *boxes, "row", "edition", "next", "page", "turn", "comment-1-answer", "role"]


def garbage(section, edition, chance):
    names = names_of(section)
    posted = {
        chance.choice(names): [chance.choice(ODD) for _ in range(chance.randint(0, 3))]
        for _ in range(chance.randint(0, 12))
    }
    return posted | ({"edition": [str(edition)]} if chance.random() < 0.7 else {})


def urlencode_oddly(posted, chance):
    """As a browser would, but for some bytes that are no UTF-8."""
    return urlencode(posted, doseq=True) + chance.choice(
        ["", "", "", "&purpose=%ED%A0%BD%FF", "&name=%C3%28", "&%00=%"]
    )


@pytest.mark.django_db
def test_fuzzed_forms_are_saved_or_answered_with_a_sentence(client, report):
    count, chance = 20_000 if SOAK else 1_000, random.Random(SEED)
    client.raise_request_exception = False
    slowest, answers = 0.0, {}
    fuzzed = filings_to_fuzz()

    for n in range(count):
        filing = Filing.objects.get(pk=chance.choice(fuzzed).pk)
        client.force_login(filing.applicant)
        section = chance.choice(sections.asked(filing))
        there = address("section", filing, section.key)
        if isinstance(section, sections.ListSection) and chance.random() < 0.8:
            kept = [row["row"] for row in rows.of(filing.answers, section.name)]
            there = address("row", filing, section.key, chance.choice([*kept[:3], f"{n:08x}"]))
        accept = {"accept": "application/json"} if chance.random() < 0.3 else {}
        began = time.monotonic()
        answer = client.post(
            there, urlencode_oddly(garbage(section, filing.edition, chance), chance), URLENCODED, headers=accept
        )
        slowest = max(slowest, time.monotonic() - began)
        answers[answer.status_code] = answers.get(answer.status_code, 0) + 1
        assert answer.status_code < 500, (there, SEED, n)
        if n % 50 == 0:  # what was saved can be read again
            for view in ("detail", "check"):
                assert client.get(address(view, filing)).status_code < 500, (view, SEED, n)

    report(f"{count} fuzzed forms: {dict(sorted(answers.items()))}; slowest page {slowest:.1f} s")
    assert answers.keys() <= {200, 302, 404, 409}
    assert slowest < PATIENCE
