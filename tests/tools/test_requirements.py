"""What is locked must still install on the day after a package has released something newer."""

import re
import tomllib
from importlib import metadata

import pytest

from tools import ROOT

WITH_EXTRAS = re.compile(r"^\s*([A-Za-z0-9._-]+\[[a-z0-9_,-]+\])")


def locked(name):
    return re.findall(r"^([A-Za-z0-9._-]+(?:\[[a-z0-9_,-]+\])?)==", (ROOT / "requirements" / name).read_text(), re.M)


def asked_with_extras(requirements):
    return {match[1] for requirement in requirements if (match := WITH_EXTRAS.match(requirement))}


@pytest.mark.parametrize("name", ["production.txt", "development.txt"])
def test_every_extra_that_is_asked_for_is_locked_by_name(name):
    """An older pip takes ``coverage[toml]`` for another package than ``coverage``, and the newest of it."""
    asked = asked_with_extras(tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"])
    for package in locked(name):
        plain = package.split("[")[0]
        try:
            asked |= asked_with_extras(
                line for line in metadata.requires(plain) or [] if "extra ==" not in line.replace("'", '"')
            )
        except metadata.PackageNotFoundError:  # one for another system
            continue

    assert asked - set(locked(name)) == set()
