"""Error reports to the host, by email or from a service: they name no reader."""

import ast
import logging
import re

import pytest
from django.db import IntegrityError
from django.utils.log import AdminEmailHandler

from tests.newsletter import rows, visitors
from tests.newsletter.visitors import SUBSCRIBE
from tests.test_style import package_files, place
from wagtail_therapy.newsletter import tokens
from wagtail_therapy.newsletter.models import Subscriber

ADDRESS = "secret.reader@mail.example"
SECRET = re.compile(r"secret[.]reader|mail[.]example", re.IGNORECASE)
# What a function calls an address that it has, or a part of one.
NAMES = {"address", "email", "recipient", "send_to", "unsubscribe_url"}
# These have the address of a computer, or of who tries the mail from a terminal.
HARMLESS = {"_client_address", "_findings", "_network"}


class Mails(AdminEmailHandler):
    """Django's handler, with what it would send."""

    def __init__(self):
        super().__init__(include_html=True)
        self.sent = []

    def send_mail(self, subject, message, *args, html_message=None, **kwargs):
        self.sent.append("\n".join([subject, message, html_message or ""]))


@pytest.fixture
def mails():
    handler = Mails()
    logging.getLogger("django.request").addHandler(handler)
    yield handler.sent
    logging.getLogger("django.request").removeHandler(handler)


def refuse(*args, **kwargs):
    """Fail as PostgreSQL does, which says the row."""
    raise IntegrityError(f"Key (email_key)=({ADDRESS}) already exists.")


def cause(*args, **kwargs):
    try:
        refuse()
    except IntegrityError as error:
        raise RuntimeError(f"Nothing became of {ADDRESS}") from error


BREAKS = {
    "reading the site": "views.subscribe.Site.find_for_request",
    "the request": "views.subscribe.subscriptions.request",
    "confirming": "views.subscribe.subscriptions.confirm",
    "unsubscribing": "views.unsubscribe.subscriptions.unsubscribe",
    "the page": "views.page_responses.TemplateResponse",
    "the queue": "views.subscribe.tasks.enqueue",
    "counting": "views.subscribe.subscribe_throttle.refusal",
    "the form": "views.subscribe.forms.SubscribeForm.clean_email",
    "reading the reader": "views.unsubscribe.subscriber_of",
    "choosing": "views.manage.acts.frequencies.choose",
    "a new address": "views.manage.acts.address_changes.request",
    "confirming a new address": "views.manage.views.address_changes.confirm",
    "asking for a link": "views.manage.link_views.manage_links.request",
}


@pytest.mark.parametrize("fault", [refuse, cause])
@pytest.mark.parametrize("broken", BREAKS)
def test_mail_to_the_admins_holds_no_address(client, site, monkeypatch, mails, broken, fault):
    requests = requests_of(site)
    client.raise_request_exception = False
    client.cookies["remembered"] = ADDRESS
    monkeypatch.setattr(f"wagtail_therapy.newsletter.{BREAKS[broken]}", fault)

    for method, url, data, _token in requests:
        client.generic(
            method,
            f"{url}?email={ADDRESS}",
            data,
            content_type="application/x-www-form-urlencoded",
            headers={"referer": f"https://host.example{url}?email={ADDRESS}"},
        )

    mailed = "\n".join(mails)
    assert "Internal Server Error" in mailed
    assert [line for line in mailed.splitlines() if SECRET.search(line)] == []
    assert [token for *_rest, token in requests if token and token in mailed] == []


def test_mail_to_the_admins_says_where_it_was(client, site, monkeypatch, mails):
    client.raise_request_exception = False
    monkeypatch.setattr("wagtail_therapy.newsletter.views.subscribe.subscriptions.request", refuse)

    client.post(SUBSCRIBE, visitors.filled_in(site, ADDRESS))

    (mail,) = mails
    expected = [
        "/newsletter/subscribe/",
        "IntegrityError",
        "in refuse",
        "wagtail_therapy/newsletter",
    ]
    assert [one for one in expected if one not in mail] == []


@pytest.mark.parametrize("name", ["confirm", "unsubscribe"])
def test_not_found_names_no_token(client, site, caplog, name):
    client.get(f"/newsletter/{name}/forged-token/")
    assert [record.getMessage() for record in caplog.records] == [
        f"Not Found: /newsletter/{name}/hidden/"
    ]


def test_server_that_logs_the_address_afterwards_has_no_token(client, site):
    reader = rows.subscriber(site, ADDRESS)
    token = tokens.unsubscribe_token(reader)
    response = client.get(f"/newsletter/unsubscribe/{token}/", RAW_URI=f"/x/{token}/?a")
    meta = response.wsgi_request.META
    assert (meta["RAW_URI"], meta["PATH_INFO"]) == (
        "/x/hidden/?a",
        "/newsletter/unsubscribe/hidden/",
    )


def test_functions_that_have_an_address_hide_their_variables():
    telling = [
        f"{place(path, function.lineno)} {function.name}"
        for path in package_files()
        if "newsletter" in path.parts
        for function in ast.walk(ast.parse(path.read_text()))
        if isinstance(function, ast.FunctionDef)
        and function.name not in HARMLESS
        and names_of(function) & NAMES
        and "sensitive_variables()" not in map(ast.unparse, function.decorator_list)
    ]
    assert telling == []


def names_of(function):
    arguments = [*function.args.args, *function.args.kwonlyargs]
    assigned = (
        node.id
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    )
    return {argument.arg for argument in arguments} | set(assigned)


def requests_of_page(site):
    """Return each kind of request to the pages on which readers manage their subscription."""
    reader = rows.subscriber(site, f"another.{ADDRESS}", new_email=f"new.{ADDRESS}")
    link = "&".join(f"{name}={value}" for name, value in visitors.link_form(site, ADDRESS).items())
    some, all_, new = (
        tokens.unsubscribe_token(reader),
        tokens.manage_token(reader),
        tokens.new_address_token(reader),
    )
    return [
        (f"/newsletter/manage/{some}/", "act=frequency&frequency=weekly", some),
        (f"/newsletter/manage-all/{all_}/", f"act=new-address&new_email={ADDRESS}", all_),
        (f"/newsletter/new-address/{new}/", "", new),
        ("/newsletter/manage-link/", link, ""),
    ]


def requests_of(site):
    """Return each kind of request to our public pages: method, address, body, token."""
    reader = Subscriber.objects.filter(email=ADDRESS).first()
    reader = reader or rows.subscriber(site, ADDRESS, "pending")
    fields = visitors.filled_in(site, ADDRESS)
    body = "&".join(f"{name}={value.replace('@', '%40')}" for name, value in fields.items())
    confirm, unsubscribe = tokens.confirm_token(reader), tokens.unsubscribe_token(reader)
    early = "&".join(
        f"{name}={value}" for name, value in visitors.filled_in(site, ADDRESS, age=0).items()
    )
    more = requests_of_page(site)
    return [
        (method, url, data, token)
        for method in ("POST", "GET")
        for url, data, token in [
            (SUBSCRIBE, body, ""),
            (SUBSCRIBE, early, ""),
            (SUBSCRIBE, f"email={ADDRESS}&token=forged", ""),
            (f"/newsletter/confirm/{confirm}/", "", confirm),
            (f"/newsletter/unsubscribe/{unsubscribe}/", "List-Unsubscribe=One-Click", unsubscribe),
            (f"/u/{unsubscribe}", "List-Unsubscribe=One-Click", unsubscribe),
            *more,
        ]
    ]
