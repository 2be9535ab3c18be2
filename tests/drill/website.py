"""The website of the practice, as a visitor meets it: gunicorn behind nginx."""

import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from tests import parsed_html
from tests.drill.servers import Gunicorn, Nginx
from tests.newsletter.visitors import CHECK_INBOX, SUBSCRIBE
from wagtail_therapy.conf import conf


class Website:
    def __init__(self, folder: Path, host: str):
        self.gunicorn, self.nginx = Gunicorn(folder), Nginx(folder)
        self.host = host

    def sign_up(self, address: str) -> bool:
        """Get the form to subscribe, and send it with an address. False: no answer, or an error."""
        try:
            _location, page = self._ask("GET")
            fields = parsed_html.parsed(page).select("form.therapy-form input")
            form = {field["name"]: field.get("value", "") for field in fields}
            # Programs are faster, and are asked to press the button again.
            time.sleep(conf.form_min_seconds)
            _location, page = self._ask("POST", urlencode(form | {"email": address}))
        except (HTTPException, OSError):
            return False
        return parsed_html.parsed(page).h1.get_text(strip=True) == CHECK_INBOX

    def _ask(self, method: str, form: str = "") -> tuple[str | None, str]:
        headers = {"Host": self.host, "Content-Type": "application/x-www-form-urlencoded"}
        visitor = HTTPConnection(Nginx.address, Nginx.port, timeout=10)
        try:
            visitor.request(method, SUBSCRIBE, form, headers)
            response = visitor.getresponse()
            return response.getheader("Location"), response.read().decode()
        finally:
            visitor.close()

    def stop(self) -> None:
        self.nginx.stop()
        self.gunicorn.stop()
