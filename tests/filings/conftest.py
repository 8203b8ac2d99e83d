import pytest


@pytest.fixture(autouse=True)
def documents_dir(settings, tmp_path):
    """A place of its own for the documents of each test, with a space in its name as a user's may have."""
    settings.DOCUMENTS_DIR = tmp_path / "kept documents"
    return settings.DOCUMENTS_DIR
