"""The links to the pages on which readers manage their subscription, and what is seen there."""

from datetime import timedelta

from tests.newsletter import visitors
from wagtail_therapy.content.dates import local_dates
from wagtail_therapy.newsletter import tokens

INVALID = (404, "This link isn’t working")
PAGE = (200, "Your emails from Foreign Practice")
LEFT = (200, "You’ve unsubscribed")
NEW = "new@mail.example"


def link(reader):
    """The link in every email."""
    return f"/newsletter/manage/{tokens.unsubscribe_token(reader)}/"


def own_link(reader):
    """The fresh link."""
    return f"/newsletter/manage-all/{tokens.manage_token(reader)}/"


def new_link(reader):
    return f"/newsletter/new-address/{tokens.new_address_token(reader)}/"


LINKS = [link, own_link]


def seen(response):
    return response.status_code, visitors.heading(response)


def status(response):
    """Return what the page says has been done, or what is wrong."""
    found = visitors.parsed(response).select_one("[role=status], [role=alert]")
    return found and found.get_text(" ", strip=True)


def acts(response):
    return [button["value"] for button in visitors.parsed(response).select("button[name=act]")]


def chosen(response):
    [found] = visitors.parsed(response).select("input[name=frequency][checked]")
    return found["value"]


def in_days(number):
    return local_dates.today() + timedelta(days=number)
