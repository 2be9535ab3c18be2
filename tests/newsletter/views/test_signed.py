"""The token of a signed address is the whole authority: nothing else in a request stops it."""

import http.client
from urllib.parse import urlsplit

import pytest

from tests.newsletter import rows, visitors
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber

Status = Subscriber.Status

URLENCODED = "application/x-www-form-urlencoded"
ONE_CLICK = b"List-Unsubscribe=One-Click"
PART = b'--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click'

# Body and type of what programs and people in between send, or break.
BODIES = {
    "nothing": (b"", ""),
    "no type": (ONE_CLICK, ""),
    "another type": (b"{}", "application/json"),
    "no type that there is": (ONE_CLICK, "one/click; charset=none; boundary"),
    "one click": (ONE_CLICK, URLENCODED),
    "one click in another charset": (ONE_CLICK, f"{URLENCODED}; charset=utf-16"),
    "a charset that there is not": (ONE_CLICK, f"{URLENCODED}; charset=nonesuch"),
    "bytes that are no text": (b"List-Unsubscribe=\xff\xfe%FF", URLENCODED),
    "fields without end": (b"&".join(b"a=b" for _ in range(1001)), URLENCODED),
    "a huge body": (b"a=" + b"b" * 2_700_000, URLENCODED),
    "one click in parts": (PART + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"),
    "parts that break off": (PART, "multipart/form-data; boundary=b"),
    "parts without a boundary": (PART, "multipart/form-data"),
    "parts with another boundary": (PART, "multipart/form-data; boundary=c"),
    "parts with a boundary that is none": (PART, "multipart/form-data; boundary=\xfc"),
    "a part of another kind": (
        PART.replace(b"name=", b"nam=") + b"\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
    "parts that are no base64": (
        PART.replace(b"\r\n\r\n", b"\r\nContent-Transfer-Encoding: base64\r\n\r\n")
        + b"\r\n--b--\r\n",
        "multipart/form-data; boundary=b",
    ),
}

# Each signed address, the state in which its reader begins, and the state afterwards.
ADDRESSES = {
    "unsubscribe": (tokens.unsubscribe_token, Status.ACTIVE, Status.UNSUBSCRIBED),
    "confirm": (tokens.confirm_token, Status.PENDING, Status.ACTIVE),
    "never-again": (tokens.never_again_token, Status.PENDING, Status.SUPPRESSED),
}


@pytest.fixture(params=ADDRESSES)
def name(request):
    return request.param


@pytest.fixture(params=["/", ""], ids=["slash", "no slash"])
def link(request, site, name):
    """A signed address of a reader, with its last slash and without it."""
    token, state, _after = ADDRESSES[name]
    reader = rows.subscriber(site, status=state)
    return f"/newsletter/{name}/{token(reader)}{request.param}"


def is_done(name):
    return Subscriber.objects.get().status == ADDRESSES[name][2]


@pytest.mark.parametrize("body", BODIES)
def test_signed_address_acts_whatever_the_body(client, link, name, body):
    content, content_type = BODIES[body]
    answer = client.generic("POST", link, content, content_type=content_type)
    assert (answer.status_code, is_done(name)) == (200, True)


@pytest.mark.parametrize("is_appended", [True, False])
def test_signed_address_acts_without_its_last_slash(client, link, name, settings, is_appended):
    settings.APPEND_SLASH = is_appended
    assert client.get(link).status_code == 200
    assert not is_done(name)
    assert (client.post(link).status_code, is_done(name)) == (200, True)


@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase])
def test_signed_address_in_other_letters_is_invalid(client, link, name, change):
    head, token = link[: len(f"/newsletter/{name}/")], link[len(f"/newsletter/{name}/") :]
    assert client.post(head + change(token)).status_code == 404
    assert not is_done(name)


class Unreadable:
    """A body whose sender is gone before its end."""

    def read(self, *args):
        raise OSError("connection reset by peer")

    readline = read


def test_signed_address_acts_when_the_body_cannot_be_read(client, link, name):
    sent = {"wsgi.input": Unreadable(), "CONTENT_LENGTH": "26", "CONTENT_TYPE": URLENCODED}
    answer = client.generic("POST", link, b"", **sent)
    assert (answer.status_code, is_done(name)) == (200, True)


def test_unsubscribe_in_one_click_needs_no_last_slash(client, site):
    reader = rows.subscriber(site)
    url = f"/newsletter/unsubscribe/{tokens.unsubscribe_token(reader)}"
    answer = client.post(url, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"", "text/plain")


def test_page_without_its_last_slash_has_a_form_that_works(client, link, name):
    form = visitors.parsed(client.get(link)).select_one("main form[method=post]")
    client.post(form.get("action") or link)
    assert is_done(name)


@pytest.mark.slow
@pytest.mark.parametrize("end", ["/", ""], ids=["slash", "no slash"])
def test_signed_address_acts_over_the_wire(live_site, name, end):
    token, before, after = ADDRESSES[name]
    done = {}
    for number, (body, (content, kind)) in enumerate(BODIES.items()):
        reader = rows.subscriber(live_site, f"reader-{number}@mail.example", before)
        headers = {"Content-Type": kind.encode("latin-1")} if kind else {}
        path = f"/newsletter/{name}/{token(reader)}{end}"
        status = posted(live_site, path, content, headers)
        reader.refresh_from_db()
        done[body] = status, reader.status
    assert done == dict.fromkeys(BODIES, (200, after))


@pytest.mark.slow
def test_signed_address_acts_over_the_wire_when_the_body_breaks_off(live_site, link, name):
    headers = {"Content-Type": URLENCODED, "Content-Length": "4000"}
    assert posted(live_site, link, ONE_CLICK, headers, breaks_off=True) == 200
    assert is_done(name)


def posted(site, path, content, headers, *, breaks_off=False):
    """Post as a mail program does, and return the status of the answer."""
    server = urlsplit(site.root_url)
    connection = http.client.HTTPConnection(server.hostname, server.port, timeout=60)
    try:
        connection.putrequest("POST", path)
        for field, value in ({"Content-Length": str(len(content))} | headers).items():
            connection.putheader(field, value)
        connection.endheaders(content)
        if breaks_off:
            connection.sock.shutdown(1)
        return connection.getresponse().status
    finally:
        connection.close()
