import logging
import logging.config

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from filings.models import Filing
from tests.filings.factories import ENTITY, make_entity_draft

ANSWERS = {"officer_name": f"{ENTITY['officer_name']}\n2)."}


def written(record: logging.LogRecord) -> str:
    """The record as the settings have it written."""
    line = logging.config.DictConfigurator(settings.LOGGING).configure_formatter(settings.LOGGING["formatters"]["line"])
    return line.format(record)


@pytest.mark.django_db
def test_the_answers_of_a_row_that_was_refused_do_not_get_into_the_log(caplog):
    filing = make_entity_draft()
    try:
        with transaction.atomic():
            Filing.objects.filter(pk=filing.pk).update(answers=ANSWERS, status="submitted")
    except IntegrityError:
        logging.getLogger("portal").exception("Not saved.")

    log = written(caplog.records[-1])
    assert "filing_submitted_has_time" in log
    assert (ENTITY["officer_name"] in log, filing.reference in log) == (False, False)
    assert log.endswith("Failing row left out.")


def test_other_lines_are_written_as_they_are():
    record = logging.LogRecord("portal", logging.INFO, "", 0, "Row (1) is in.", None, None)

    assert written(record).endswith(" INFO portal: Row (1) is in.")
