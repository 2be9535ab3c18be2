"""What an editor's browser sends to the pages of an import."""

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.newsletter import editors
from tests.newsletter.readers.import_rows import listed
from wagtail_therapy.newsletter.models import SubscriberImport

IMPORTS = "/admin/therapy/imports/"
CHANGE, ADDRESS = "change_subscriber", "view_subscriber_address"
PAGES = ["", "columns/", "consent/", "report/", "undo/"]
LIST = listed(("ada@mail.example", "active"), ("bo@mail.example", "unsubscribed"))


def uploaded(client, content, name="list.csv", **data):
    raw = content.encode() if isinstance(content, str) else content
    file = SimpleUploadedFile(name, raw)
    return client.post(f"{IMPORTS}add/", {"file": file} | data)


def errors(response):
    shown = editors.parsed(response).select(".error-message")
    return [" ".join(one.get_text(" ").split()) for one in shown]


def brought():
    return SubscriberImport.objects.get()


def send(client, step, **data):
    return client.post(f"{IMPORTS}{brought().pk}/{step}/", data)


def columns(client, **data):
    """Send the form for the columns of a file that has one table, and return the import."""
    fields = {"address": "0", "state": "", "consented": ""} | data
    send(client, "columns", **{f"table0-{name}": value for name, value in fields.items()})
    return brought()
