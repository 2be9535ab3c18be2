"""Files of the old site, in each size, and only those that everyone may have."""

from wagtail.models import Collection, CollectionViewRestriction

from wagtail_therapy.pages.models import BlogPostPage
from wagtail_therapy.wordpress_import.models import ImportedFile

from .old_sites import UPLOADS

FOLDER = "/wp-content/uploads/2020/11"


# What the export has, and what is asked for.
NAMES = [
    ("walk.jpg", "walk.jpg"),
    ("walk.jpg", "walk-300x200.jpg"),
    ("walk-scaled.jpg", "walk.jpg"),
    ("walk-scaled.jpg", "walk-1024x768.jpg"),
    ("walk-rotated.jpg", "walk-300x200.jpg"),
    ("walk-300x200.jpg", "walk-300x200.jpg"),
    ("Ein Bild ä (1).jpg", "Ein%20Bild%20%C3%A4%20%281%29.jpg"),
    ("Ein%20Bild%20%C3%A4%20(1).jpg", "Ein%20Bild%20%c3%a4%20(1)-300x200.jpg"),
]


def test_image_is_found_in_each_size(moved, leads_to):
    found = []
    for stored, asked in NAMES:
        exported(f"{UPLOADS}/{stored}")
        found.append(leads_to(f"{FOLDER}/{asked}"))
    assert found == [moved.image.file.url] * len(NAMES)


def test_image_is_found_however_the_export_writes_its_host(moved, leads_to):
    for base in ("http://old.example", "https://old.example", "http://www.old.example"):
        exported(f"{base}{FOLDER}/couch-1.jpg")
        assert leads_to(f"{FOLDER}/couch-1-300x200.jpg") == moved.image.file.url


def exported(address):
    ImportedFile.objects.filter(attachment_id=10).update(address=address)


def test_document_and_its_page_lead_to_wagtails_address(moved, leads_to):
    address = moved.document.url
    assert leads_to(f"{FOLDER}/intake%20form.pdf") == address
    assert leads_to("/intake-form-pdf/") == address
    assert leads_to("/?attachment_id=15") == address


def test_private_file_is_not_redirected_to(moved, leads_to):
    club = Collection.get_first_root_node().add_child(name="Club")
    CollectionViewRestriction.objects.create(collection=club, password="open")
    inner = club.add_child(name="Inner")
    for one, collection in ((moved.document, club), (moved.image, inner)):
        one.collection = collection
        one.save()
    addresses = [f"{FOLDER}/intake%20form.pdf", "/intake-form-pdf/", f"{FOLDER}/couch-1.jpg"]
    assert {leads_to(one) for one in [*addresses, "/couch-one/"]} == {404}


def test_file_used_only_by_hidden_posts_is_not_redirected_to(
    moved, leads_to, reference_index, django_capture_on_commit_callbacks
):
    addresses = [f"{FOLDER}/couch-1-300x200.jpg", "/couch-one/"]
    hidden, public = (BlogPostPage.objects.get(pk=moved.pages[one].pk) for one in (43, 58))
    hidden.lead_image = moved.image
    with django_capture_on_commit_callbacks(execute=True):
        hidden.save()
    assert {leads_to(one) for one in addresses} == {404}
    public.body = [("image", {"image": moved.image})]
    with django_capture_on_commit_callbacks(execute=True):
        public.save()
    assert {leads_to(one) for one in addresses} == {moved.image.file.url}
    public.unpublish()
    assert {leads_to(one) for one in addresses} == {404}


def test_page_of_a_file_that_is_not_stored_is_what_it_belonged_to(moved, leads_to):
    assert leads_to("/deleted-from-server/") == "/notes/what-is-therapy/"
    assert leads_to("/of-case-notes/") == 404


def test_deleted_file_leads_nowhere(moved, leads_to):
    moved.image.delete()
    assert {leads_to("/couch-one/"), leads_to(f"{FOLDER}/couch-1.jpg")} == {404}
