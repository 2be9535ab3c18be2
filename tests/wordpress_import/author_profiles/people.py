"""Exports with several authors, and an old site that lists them."""

import io
import json

from tests.wordpress_import.blogs import new_run
from tests.wordpress_import.media.file_server import BASE, HOST
from tests.wordpress_import.wxr.exports import AUTHOR, export, item
from wagtail_therapy.authors.models import Author
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.author_profiles import asking, avatars, needs
from wagtail_therapy.wordpress_import.media import hosts

PAGE_1 = "/wp-json/wp/v2/users?per_page=100&page=1"
PAGE_2 = PAGE_1.replace("&page=1", "&page=2")
PLAIN = "/?rest_route=/wp/v2/users&per_page=100&page=1"
HASH = "0123456789abcdef" * 2
GRAVATAR = f"/avatar/{HASH}?s=512&d=404"
BIO = "Ada sees couples. She likes rivers."
GRAVATAR_HOST = "secure.gravatar.com"
WANTED = {"author_bios": True, "author_pictures": True}


def lead_to(server, monkeypatch):
    """Let a server be the old site and Gravatar. Subdomains of the old site are private."""
    public_addresses = hosts.public_addresses

    def connect_to(host, port):
        if host in {HOST, GRAVATAR_HOST}:
            return server.connect_to(host, port)
        return public_addresses("10.0.0.1", port)

    monkeypatch.setattr(hosts, "public_addresses", connect_to)
    # It has no certificate.
    monkeypatch.setattr(avatars, "GRAVATAR", f"http://{GRAVATAR_HOST}")
    monkeypatch.setattr(asking, "OTHERS", (f"http://{GRAVATAR_HOST}",))


def person(slug="ada", name="Ada Bell", bio=BIO, picture=f"https://0.gravatar.com/avatar/{HASH}"):
    """Return a person as the REST API lists them."""
    avatars = {"24": f"{picture}?s=24", "96": f"{picture}?s=96&d=mm&r=g"} if picture else {}
    return {"id": 2, "slug": slug, "name": name, "description": bio, "avatar_urls": avatars}


def listed(server, *people, path=PAGE_1):
    server.files[path] = json.dumps(people).encode()


def account(login, name):
    return AUTHOR.replace("[ada]", f"[{login}]").replace("Ada Bell", name)


def export_by(**names):
    """Return an export with a post of each login."""
    head = "".join(account(login, name) for login, name in names.items())
    posts = (
        item(id=number, slug=f"post-{number}").replace("[ada]", f"[{login}]")
        for number, login in enumerate(names, start=1)
    )
    text = export(*posts, head=head)
    return text.replace("https://old.example", BASE).encode()


NOTHING = [("Ada Bell", "", "")]
TWO = export_by(ada="Ada Bell", bo="Bo")


def imported(blog, content=None, **options):
    """Import a site, and return what its report says about authors."""
    run = new_run(blog, **WANTED | options)
    importing.run_whole(run, io.BytesIO(content or export_by(ada="Ada Bell")))
    return remarks(run)


def remarks(run):
    return [(line.reason, line.detail) for line in run.lines.filter(title="").order_by("pk")]


def drafts():
    """Return authors as editors see them."""
    return [needs.draft_of(one) for one in Author.objects.order_by("pk")]


def bios():
    return [(one.name, one.short_bio, one.long_bio) for one in drafts()]


def photos():
    shown = [(one.photo.title, one.photo.description) if one.photo else None for one in drafts()]
    return [one or (None, None) for one in shown]
