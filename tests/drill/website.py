"""The website of the practice, as a visitor meets it: gunicorn behind nginx."""

from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

from django.db import connection

from tests.drill.servers import Gunicorn, Nginx
from tests.newsletter import visitors


class Website:
    def __init__(self, folder: Path):
        self.gunicorn, self.nginx = Gunicorn(folder), Nginx(folder)

    def sign_up(self, site, address: str) -> bool:
        """Fill in the form to subscribe. False: no answer, or an error."""
        # The database may have been restarted.
        connection.close()
        headers = {"Host": site.hostname, "Content-Type": "application/x-www-form-urlencoded"}
        form = urlencode(visitors.filled_in(site, address))
        visitor = HTTPConnection(Nginx.address, Nginx.port, timeout=10)
        try:
            visitor.request("POST", visitors.SUBSCRIBE, form, headers)
            return visitor.getresponse().getheader("Location") == visitors.CHECK_INBOX
        except (HTTPException, OSError):
            return False
        finally:
            visitor.close()

    def stop(self) -> None:
        self.nginx.stop()
        self.gunicorn.stop()
