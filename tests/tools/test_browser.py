import pytest

from tools import Trouble, browser


@pytest.fixture(autouse=True)
def machine_without_a_browser(monkeypatch, tmp_path):
    """An ordinary user's machine: no browser, and programs only where a test puts them."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "playwright_own", lambda: None)
    monkeypatch.setattr(browser, "is_root_on_debian", lambda: False)
    monkeypatch.setattr(browser, "install", lambda *commands: None)


def put_program(folder, name):
    (folder / name).touch(mode=0o755)
    return str(folder / name)


def test_the_browser_of_the_system_is_found(tmp_path):
    chromium = put_program(tmp_path, "chromium")

    assert browser.find_or_install() == chromium


def test_a_browser_that_is_named_comes_first(tmp_path, monkeypatch):
    put_program(tmp_path, "chromium")
    monkeypatch.setenv("CHROMIUM", put_program(tmp_path, "another"))

    assert browser.find_or_install() == str(tmp_path / "another")


def test_a_name_that_is_no_program_is_refused(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")

    with pytest.raises(Trouble, match="CHROMIUM names /nowhere/chromium, which is no program"):
        browser.find_or_install()


def test_playwright_installs_its_own_where_there_is_none(monkeypatch):
    installed = []
    monkeypatch.setattr(browser, "install", lambda *commands: installed.extend(commands))
    monkeypatch.setattr(browser, "playwright_own", lambda: "/cache/chrome" if installed else None)

    assert browser.find_or_install() == "/cache/chrome"
    assert [command[1:] for command in installed] == [["-m", "playwright", "install", "chromium"]]


def test_root_on_debian_gets_the_browser_and_the_chinese_font_as_packages(tmp_path, monkeypatch):
    installed = []

    def install(*commands):
        installed.extend(commands)
        put_program(tmp_path, "chromium")

    monkeypatch.setattr(browser, "is_root_on_debian", lambda: True)
    monkeypatch.setattr(browser, "install", install)

    assert browser.find_or_install() == str(tmp_path / "chromium")
    assert installed == [
        ["apt-get", "update"],
        ["apt-get", "install", "--yes", "chromium", "fonts-noto-cjk"],
    ]


def test_a_machine_where_none_can_be_had_is_told_what_to_do():
    with pytest.raises(Trouble, match="Debian: apt-get install chromium fonts-noto-cjk"):
        browser.find_or_install()
