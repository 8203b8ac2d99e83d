"""A Chromium for the browser tests: the one that is there, or else one that is installed now."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools import Trouble

NAMES = ("chromium", "chromium-browser", "google-chrome")
HOW_TO = (
    "The tests need a Chromium and none could be installed: install one with your system's packages"
    " (Debian: apt-get install chromium fonts-noto-cjk) or name it, as in CHROMIUM=/path/to/chrome make test."
)


def find_or_install() -> str:
    """Return the path of a Chromium. Raises Trouble, with what to do, when there is none and none can be had."""
    if is_root_on_debian() and (packages := missing_packages(found=find())):
        print(f"Installing {' and '.join(packages)} for the browser tests", flush=True)
        install(["apt-get", "update"], ["apt-get", "install", "--yes", *packages])
    if not find():
        print("Installing Playwright's Chromium for the browser tests", flush=True)
        install([sys.executable, "-m", "playwright", "install", "chromium"])
    if not (path := find()):
        raise Trouble(HOW_TO)
    return path


def find() -> str | None:
    """Return the Chromium that CHROMIUM names, or the system's, or Playwright's own."""
    if named := os.environ.get("CHROMIUM"):
        if not os.access(named, os.X_OK):
            raise Trouble(f"CHROMIUM names {named}, which is no program: correct it or leave it out.")
        return named
    return next((path for name in NAMES if (path := shutil.which(name))), None) or playwright_own()


def playwright_own() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = Path(playwright.chromium.executable_path)
    return str(path) if path.exists() else None


def missing_packages(*, found: str | None) -> list[str]:
    """Return the Debian packages still to be installed: pages in Chinese show boxes without a font for it."""
    return [*([] if found else ["chromium"]), *([] if has_chinese_font() else ["fonts-noto-cjk"])]


def has_chinese_font() -> bool:
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout.strip())


def is_root_on_debian() -> bool:
    return os.geteuid() == 0 and bool(shutil.which("apt-get"))


def install(*commands: list[str]) -> None:
    """Run the commands until one fails; whether there is a browser then is asked afterwards."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in commands:
        if subprocess.run(command, env=quiet, check=False).returncode:
            return
