"""Many tries to sign in at once, as they come from the network."""

import re
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from urllib.parse import urlencode

from tools.embedded import HOST

AT_ONCE = 16


class Door:
    """The sign-in page of the web server on ``port``. One page is opened: its token serves for all that is sent."""

    def __init__(self, port: int) -> None:
        self.port = port
        page = self.ask("GET", "", {})
        self.token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page.text).group(1)
        self.cookie = page.cookies

    def ask(self, method, body, headers):
        with closing(HTTPConnection(HOST, self.port, timeout=60)) as line:
            line.request(method, "/account/login/", body, headers)
            return Answer(line.getresponse())

    def sign_in(self, email, password, *, address, cookies=""):
        form = urlencode({"login": email, "password": password, "csrfmiddlewaretoken": self.token})
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": "; ".join(filter(None, [self.cookie, cookies])),
            "X-Forwarded-For": address,
        }
        return self.ask("POST", form, headers)

    def storm(self, tries, meanwhile=lambda: None):
        """Send all ``tries`` (e-mail, password, address) at once; return how often each status came."""
        with ThreadPoolExecutor(AT_ONCE) as threads:
            answers = [threads.submit(self.sign_in, email, word, address=address) for email, word, address in tries]
            meanwhile()
            return Counter(each.result().status for each in answers)


class Answer:
    def __init__(self, response) -> None:
        self.text = response.read().decode()
        self.status = response.status
        self.cookies = "; ".join(
            value.partition(";")[0] for name, value in response.getheaders() if name.lower() == "set-cookie"
        )

    @property
    def device(self) -> str:
        """The cookie by which the browser is known."""
        return next(each for each in self.cookies.split("; ") if each.startswith("portal_device="))
