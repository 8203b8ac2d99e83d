import pytest


@pytest.fixture(autouse=True)
def documents_dir(settings, tmp_path):
    """A place of its own for the documents of each test."""
    settings.DOCUMENTS_DIR = tmp_path / "documents"
    return settings.DOCUMENTS_DIR
