"""Somebody who uses the portal in a browser. Every page they see is examined."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe

from tests.factories import TOTP_SECRET

PASSWORD = "correct horse battery"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}


def code_of(secret):
    """What an app shows at this moment."""
    return format_hotp_value(hotp_value(secret.replace(" ", ""), int(time.time()) // 30))


class Visitor:
    """``page`` is Playwright's. The content security policy is in force: what it forbids is a complaint."""

    def __init__(self, browser, address, *, language, script):
        self.context = browser.new_context(viewport=WIDE, java_script_enabled=script)
        self.page = self.context.new_page()
        self.address = address
        self.root = "/zh-hans" if language == "zh-hans" else ""
        self.script = script
        self.complaints = []
        self.page.on(
            "console", lambda message: self.complaints.append(message.text) if message.type == "error" else None
        )
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path):
        self.page.goto(f"{self.address}{self.root}{path}")
        self.look()

    def sign_in(self, email):
        self.go("/account/login/")
        self.page.locator("input[name=login]").fill(email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.press(self.page.locator("main button[type=submit]").first)
        if "/factors/authenticate/" in self.page.url:
            self.enter_code(TOTP_SECRET)

    def enter_code(self, secret):
        """Enter the code of the app; once more, should its half minute have ended on the way."""
        for _attempt in range(2):
            self.page.locator("input[name=code]").fill(code_of(secret))
            self.press(self.page.locator("main button[type=submit]").first)
            if self.page.locator("input[name=code]").count() == 0:
                return

    def bring_passkey(self):
        """Give the browser a device that holds passkeys and finds its owner present."""
        devtools = self.context.new_cdp_session(self.page)
        devtools.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        devtools.send("WebAuthn.addVirtualAuthenticator", {"options": options})

    def click(self, words, *, role="button", exact=True):
        self.press(self.page.get_by_role(role, name=words, exact=exact).first)

    def press(self, control):
        """Click what leads to another page, and look at it."""
        with self.page.expect_navigation():
            control.click()
        self.look()

    def look(self):
        """Examine the page: no violation, no sideways scroll on a telephone, no complaint in the console."""
        self.page.wait_for_load_state()
        for size in (WIDE, NARROW):
            self.page.set_viewport_size(size)
            where = f"{self.page.url} at {size['width']}"
            if self.script:
                violations = Axe().run(self.page, options=RULES).response["violations"]
                found = [(each["id"], [node["html"] for node in each["nodes"]]) for each in violations]
                assert found == [], f"{where}: {found}"
                width = self.page.evaluate("document.documentElement.scrollWidth")
                assert width <= size["width"], f"{where} scrolls sideways: {width}"
        self.page.set_viewport_size(WIDE)
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"

    def leave(self):
        self.context.close()

    @property
    def text(self):
        return self.page.locator("main").inner_text()
