import pytest

from accounts.permissions import rule
from tools import Trouble, permissions


def test_the_page_says_what_the_rules_say():
    assert permissions.main("check") == 0


def test_a_page_that_is_behind_the_rules_is_noticed(monkeypatch, tmp_path):
    old = tmp_path / "permissions.md"
    old.write_text(permissions.page().replace("**always**", "never", 1))
    monkeypatch.setattr(permissions, "PAGE", old)

    with pytest.raises(Trouble, match=r"docs/permissions\.md is behind the rules"):
        permissions.main("check")

    permissions.main()
    assert permissions.main("check") == 0


@pytest.mark.parametrize(("role", "said"), [("reviewer", "new, old (*own*)"), ("head", "new, old"), ("auditor", "")])
def test_a_cell_says_when_a_role_may_and_whether_only_with_what_is_its_own(role, said):
    asked = rule("reviewer", "head", statuses={"old", "new"}, own=["reviewer"])

    assert permissions.cell(asked, role, ["new", "old", "gone"]) == said


def test_what_may_always_be_done_is_said_so():
    assert permissions.cell(rule("owner"), "owner", ["draft"]) == "**always**"
