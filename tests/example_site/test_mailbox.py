import json

import pytest

from tests.example_site.demo_process import manage

pytestmark = pytest.mark.slow

SEND_AND_LOOK = """
import json
import re
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse

mail = EmailMultiAlternatives(
    "Grüße <b>", "Plain: http://localhost:8000/a/", "from@example.org", ["to@example.com"],
    headers={
        "List-Unsubscribe": "<https://elsewhere.example/u/>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    },
)
mail.attach_alternative("<!doctype html><p>Rich</p>", "text/html")
mail.send()
browser = Client(headers={"host": "localhost:8000"})

def get(view, *args):
    return browser.get(reverse(f"mailbox:{view}", args=args))

listed = get("list").content.decode()
name, = re.findall('href="/mailbox/([^/"]+)/"', listed)
html = get("html", name)
answer = browser.post(reverse("mailbox:one_click", args=[name]), follow=True).content.decode()
print(json.dumps({
    "listed": "Grüße &lt;b&gt;" in listed,
    "text": '<a href="http://localhost:8000/a/"' in get("email", name).content.decode(),
    # Django 6.0 ends a part with a line break of its own.
    "html": html.content.decode().replace("\\n", ""),
    "policy": html["Content-Security-Policy"].split("; "),
    "framed by": html["X-Frame-Options"],
    "one-click elsewhere": "has no one-click unsubscribe link to this site" in answer,
    "missing": get("email", "20260101T000000.000000+0000-000000000000").status_code,
}))
"""


def test_mailbox_shows_a_mail_and_gives_it_no_rights(directory):
    seen = json.loads(manage(directory, "shell", "--no-imports", "-c", SEND_AND_LOOK))
    assert seen == {
        "listed": True,
        "text": True,
        "html": '<!doctype html><p>Rich</p><base target="_blank">',
        "policy": [
            "sandbox allow-popups allow-popups-to-escape-sandbox",
            "default-src 'none'",
            "style-src 'unsafe-inline'",
            "img-src 'self' data:",
            "form-action 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ],
        "framed by": "SAMEORIGIN",
        "one-click elsewhere": True,
        "missing": 404,
    }
