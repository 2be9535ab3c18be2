"""What an editor's browser sends to the pages of an import from WordPress."""

from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import GroupCollectionPermission

from tests.newsletter import editors
from tests.testapp.models import JournalPage
from tests.wordpress_import.wxr.exports import export, item
from wagtail_therapy.wordpress_import.models import WordPressImport

IMPORTS = "/admin/therapy/wordpress/"
PUBLISH = ["add_page", "change_page", "publish_page"]
OPTIONS = {"author-0": "new", "pictures": "none", "pages": "drafts", "comments": "first"}
PRIVATE = "A note about one client"
EXPORT = export(
    item("<p>How a first session goes.</p>", id=1, slug="first-session", title="A first session"),
    item("<p>For us.</p>", id=2, slug="note", title=PRIVATE, status="private"),
    item("<p>Who we are.</p>", id=3, slug="about", title="About", type="page"),
)


def blog_on(site, slug="journal"):
    return site.root_page.add_child(instance=JournalPage(title=f"Blog {slug}", slug=slug))


def uploaded(client, content=EXPORT, name="export.xml", **data):
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, raw)
    return client.post(f"{IMPORTS}add/", {"file": file} | data)


def errors(response):
    shown = editors.parsed(response).select(".error-message")
    return [" ".join(one.get_text(" ").split()) for one in shown]


def brought():
    return WordPressImport.objects.latest("pk")


def send(client, step, **data):
    return client.post(f"{IMPORTS}{brought().pk}/{step}/", data)


def shown(client, step=""):
    """Return a page of the import as parsed HTML."""
    return editors.parsed(client.get(f"{IMPORTS}{brought().pk}/{step}"))


def text_of(page):
    return " ".join(page.select_one("main, #main").get_text(" ").split())


def checked(client, *args):
    uploaded(client, *args)
    send(client, "options", **OPTIONS)
    send(client, "work")
    return brought()


def imported(client, *args):
    checked(client, *args)
    send(client, "begin")
    send(client, "work")
    return brought()


def may_add_files(collection):
    for permission in Permission.objects.filter(codename__in=["add_image", "add_document"]):
        GroupCollectionPermission.objects.get_or_create(
            group=Group.objects.get(name="Members"), collection=collection, permission=permission
        )
