"""How an author is chosen, and made, while a post is written."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import ModelLogEntry

from tests.pages import rows
from wagtail_therapy.authors.models import Author

pytestmark = rows.MAKES_RENDITIONS

CHOOSE = "/admin/snippets/choose/wagtail_therapy_authors/author/"
CREATE = CHOOSE + "create/"


@pytest.fixture
def writer_client(db):
    """A client of a user who may add authors but not publish them."""
    user = get_user_model().objects.create_user("writer@host.example", "known to everybody")
    names = ["access_admin", "add_author", "change_author"]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def cells(html):
    table = BeautifulSoup(html, "html.parser").find("tbody")
    return [
        [" ".join(cell.text.split()) for cell in row.find_all("td")] for row in table.find_all("tr")
    ]


def test_chooser_distinguishes_namesakes(site, editor_client):
    rows.author("Orla", post_nominals="PsyD", job_title="Psychologist", photo=rows.image())
    rows.author("Orla", job_title="Counsellor", live=False)

    html = editor_client.get(CHOOSE).json()["html"]

    assert cells(html) == [
        ["Orla, PsyD", "", "Psychologist", "live"],
        ["Orla", "", "Counsellor", "draft"],
    ]
    assert html.count("<img ") == 1


def test_results_show_the_same_columns(site, editor_client, search_index):
    rows.author("Orla", job_title="Counsellor")

    html = editor_client.get(CHOOSE + "results/?q=orl").content.decode()

    assert cells(html) == [["Orla", "", "Counsellor", "live"]]


def test_chooser_has_a_short_form_for_a_new_author(site, editor_client):
    html = BeautifulSoup(editor_client.get(CHOOSE).json()["html"], "html.parser")

    form = html.find("form", action=CREATE)
    fields = form.find_all(["input", "textarea", "select"])
    names = [field["name"] for field in fields if field.get("type") not in ("hidden", "submit")]
    assert names == ["name", "post_nominals", "job_title", "short_bio"]


def created(client, **fields):
    data = {"name": "Orla", "post_nominals": "", "job_title": "", "short_bio": ""}
    return client.post(CREATE, data | fields).json()


def test_new_author_is_published(site, editor_client):
    answer = created(editor_client, post_nominals="PsyD")

    author = Author.objects.get()
    assert (author.live, author.slug, author.has_unpublished_changes) == (True, "orla", False)
    assert author.first_published_at is not None
    assert (answer["step"], answer["result"]["id"], answer["result"]["string"]) == (
        "chosen",
        str(author.pk),
        "Orla, PsyD",
    )
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions) == ["wagtail.create", "wagtail.publish"]


def test_author_created_without_permission_to_publish_is_a_draft(site, writer_client):
    answer = created(writer_client)

    author = Author.objects.get()
    assert (author.live, author.latest_revision is not None) == (False, True)
    assert answer["result"]["string"] == "Orla (draft)"


def test_new_author_needs_a_name(site, editor_client):
    answer = created(editor_client, name="")

    assert (answer["step"], Author.objects.count()) == ("reshow_creation_form", 0)
