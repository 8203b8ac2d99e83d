"""The pictures of the README, taken from a running demonstration:

python -m tools.pictures [http://127.0.0.1:8000]
"""

import sys
from pathlib import Path

from playwright.sync_api import Page, ViewportSize, sync_playwright

from tools import ROOT, VAR, browser

PICTURES = ROOT / "docs" / "pictures"
SIZE = ViewportSize(width=1280, height=1000)


def main(address: str = "http://127.0.0.1:8000") -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.find_or_install(), args=["--no-sandbox"])
        for take in (filing, case, registry):
            page = chromium.new_context(viewport=SIZE, base_url=address).new_page()
            take(page, PICTURES / f"{take.__name__}.png")
        chromium.close()


def filing(page: Page, target: Path) -> None:
    sign_in(page, "lin@lanting.example")
    page.goto("/filings/")
    page.get_by_role("link", name="澜亭墨影生成算法").first.click()
    page.screenshot(path=target)


def case(page: Page, target: Path) -> None:
    sign_in(page, "chen@zhejiang.example")
    page.goto("/reviews/")
    page.get_by_role("link", name="澜亭人像风格迁移算法").first.click()
    page.screenshot(path=target)


def registry(page: Page, target: Path) -> None:
    page.goto("/registry/?q=语音")
    page.screenshot(path=target)


def sign_in(page: Page, email: str) -> None:
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(email)
    page.locator("input[name=password]").fill((VAR / "demonstration-password").read_text().strip())
    page.locator("main button[type=submit]").first.click()


if __name__ == "__main__":
    main(*sys.argv[1:])
