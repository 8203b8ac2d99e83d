import pytest
from django.db import transaction
from django.test import override_settings

from tests.matrix.asking import Asker
from tests.matrix.people import PEOPLE, VISITOR
from tests.matrix.world import LETTER, World


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all questions. What a question changes is undone to a savepoint, and all of it in the end."""
    folder = tmp_path_factory.mktemp("matrix")
    (folder / f"{LETTER}.eml").write_bytes(b"To: lin@lanting.example\n\nA letter.")
    settings = {"DOCUMENTS_DIR": folder, "MAILBOX_DIR": folder}
    with django_db_blocker.unblock(), override_settings(**settings), transaction.atomic():
        yield World()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def askers(world):
    return {name: Asker(None if name == VISITOR else world.session(name)) for name in PEOPLE}
