import base64

import pytest
from wagtail.images import get_image_model

from tests.wordpress_import.media.file_server import BASE
from tests.wordpress_import.media.old_files import (
    COUCH,
    PATH,
    documents,
    failures,
    images,
    serve,
    shown,
)
from tests.wordpress_import.media.pictures import (
    HTML,
    MP3,
    PDF,
    PHP,
    PLACE,
    SVG,
    VTT,
    ftyp,
    phone_photo,
    picture,
)
from wagtail_therapy.wordpress_import.conversion.results import Attachment, ImageUse
from wagtail_therapy.wordpress_import.media.failures import Failure
from wagtail_therapy.wordpress_import.media.library import FailedFile
from wagtail_therapy.wordpress_import.models import ImportedFile


def test_all_variants_are_one_image(library, old_server):
    serve(old_server, couch_jpg=picture(size=(60, 40)))
    found = shown(
        library(),
        COUCH,
        f"{BASE}{PATH}/couch-300x200.jpg",
        f"https://www.old.example{PATH}/couch-1024x683.jpg?ver=2",
        f"https://i0.wp.com/old.example{PATH}/couch.jpg?resize=300%2C200&ssl=1",
        f"//old.example{PATH}/couch-scaled.jpg",
        f"{PATH}/couch.jpg",
        "",
    )
    image = images().get()
    assert found[:-1] == [image] * 6
    assert old_server.paths == [f"{PATH}/couch.jpg"]
    assert (image.title, image.description) == ("Our couch", "A couch")
    row = ImportedFile.objects.get()
    assert (row.address, row.attachment_id, row.image, row.failure) == (COUCH, 7, image, "")


def test_image_that_another_import_stores_meanwhile_is_used(library, old_server):
    serve(old_server, couch_jpg=picture())
    first, second = library(), library()
    assert shown(second, COUCH) == [images().get()]
    assert shown(first, COUCH, COUCH) == [images().get()] * 2


def test_number_alone_means_its_file(library, old_server):
    serve(old_server, couch_jpg=picture())
    files = library()
    assert files.image(ImageUse("", "", 7)) == images().get()
    assert files.image(ImageUse("", "", 8)) is None
    assert files.failures == [FailedFile("8", Failure.MISSING)]


def test_image_that_the_export_does_not_list_has_the_description_of_its_tag(library, old_server):
    serve(old_server, couch_jpg=picture())
    image = library({}).image(ImageUse(f"{BASE}{PATH}/couch-300x200.jpg", "Two chairs", 7))
    assert (image.description, image.title) == ("Two chairs", "couch")
    assert ImportedFile.objects.get().attachment_id is None


def test_variant_replaces_an_original_that_is_gone(library, old_server):
    serve(old_server, **{"couch-300x200_jpg": picture(size=(30, 20))})
    files = library()
    image = files.image(ImageUse(f"{BASE}{PATH}/couch-300x200.jpg", ""))
    assert (image.width, files.failures, files.image(ImageUse(COUCH, ""))) == (30, [], image)


def test_same_bytes_are_stored_once(library, old_server):
    serve(old_server, a_jpg=picture(), b_jpg=picture(), c_jpg=picture(color="blue"))
    files = library({})
    a, b, c = shown(files, *(f"{BASE}{PATH}/{one}.jpg" for one in "abc"))
    assert (a == b, a == c, images().count(), ImportedFile.objects.count()) == (True, False, 2, 3)


def test_photo_of_a_phone_is_turned_and_says_nothing_of_its_place(library, old_server):
    serve(old_server, couch_jpg=phone_photo(6))
    image = library().image(ImageUse(COUCH, ""))
    with image.open_file() as file:
        content = file.read()
    assert ((image.width, image.height), b"Houston" in content) == ((20, 40), False)


def test_film_of_a_phone_says_nothing_of_its_place(library, old_server):
    serve(old_server, film_mp4=ftyp(b"qt  ") + (8 + len(PLACE)).to_bytes(4) + b"udta" + PLACE)
    film = library({}).document(f"{BASE}{PATH}/film.mp4")
    with film.open_file() as file:
        content = file.read()
    assert (content.startswith(ftyp(b"qt  ")), b"Houston" in content) == (True, False)


def test_documents_are_stored_by_what_they_are(library, old_server):
    serve(old_server, form_pdf=PDF, talk_mp3=MP3, talk_vtt=VTT, poster_jpg=phone_photo(6))
    files = library({})
    names = ["form.pdf", "talk.mp3", "talk.vtt", "poster.jpg"]
    found = [files.document(f"{BASE}{PATH}/{one}") for one in names]
    assert [one.file.name for one in found] == [f"documents/{one}" for one in names]
    assert (files.failures, documents().count(), images().count()) == ([], 4, 0)
    with found[3].open_file() as file:
        assert b"Houston" not in file.read()
    # A post that shows it as well.
    assert files.image(ImageUse(f"{BASE}{PATH}/poster.jpg", "")) == images().get()
    assert ImportedFile.objects.count() == 5


def test_name_that_lies_gets_the_ending_of_its_kind(library, old_server):
    serve(old_server, shell_php_jpg=picture("png"), couch_php=picture())
    found = shown(library({}), f"{BASE}{PATH}/shell.php.jpg", f"{BASE}{PATH}/couch.php")
    assert [one.file.name for one in found] == [
        "original_images/shell-php.png",
        "original_images/couch.jpg",
    ]


def test_what_is_not_to_be_had_is_listed_once(library, old_server):
    serve(old_server, a_svg=SVG, b_jpg=PHP, c_jpg=HTML, d_jpg=PDF, e_jpg=picture()[:40], f_jpg=b"a")
    files = library({})
    names = ["a.svg", "b.jpg", "c.jpg", "d.jpg", "e.jpg", "f.jpg", "g.jpg"]
    for _time in range(2):
        assert shown(files, *(f"{BASE}{PATH}/{one}" for one in names)) == [None] * 7
    reasons = ["active_content"] * 3 + ["not_an_image", "damaged", "kind", "missing"]
    assert failures(files) == list(zip(names, reasons, strict=True))
    rows = ImportedFile.objects.order_by("pk").values_list("failure", flat=True)
    assert list(rows) == reasons
    assert (images().count(), documents().count()) == (0, 0)


@pytest.mark.parametrize(
    ("address", "failure"),
    [
        ("http://169.254.169.254/latest/meta-data/iam.jpg", Failure.OTHER_HOST),
        ("https://images.example.org/hotlinked.jpg", Failure.OTHER_HOST),
        ("file:///etc/passwd", Failure.ADDRESS),
        (f"{BASE}/wp-content/uploads/%2e%2e/%2e%2e/etc/passwd", Failure.ADDRESS),
        ("data:image/png;base64,AAAA", Failure.KIND),
    ],
)
def test_address_that_leads_elsewhere_is_not_asked(library, old_server, address, failure):
    files = library({1: Attachment(address)})
    assert (shown(files, address), files.image(ImageUse("", "", 1))) == ([None], None)
    assert ([one.failure for one in files.failures], old_server.asked) == ([failure], [])


def test_image_of_another_site_is_fetched_by_choice(library, old_server):
    old_server.files["/a-300x200.jpg?v=1"] = picture()
    address = "http://images.example.org/a-300x200.jpg?v=1"
    assert shown(library({}, others=True), address) == [images().get()]
    assert old_server.asked == [("images.example.org", "/a-300x200.jpg?v=1")]


def test_image_in_an_address_is_stored_once(library):
    address = "data:image/png;base64," + base64.b64encode(picture("png")).decode()
    first, second = shown(library({}), address, address)
    assert first == second == images().get()
    assert (first.title, first.file.name) == ("image", "original_images/image.png")


def test_second_run_asks_for_nothing_that_is_there_and_tries_the_rest_again(library, old_server):
    serve(old_server, couch_jpg=picture())
    missing = f"{BASE}{PATH}/desk.jpg"
    assert shown(library(), COUCH, missing) == [images().get(), None]
    serve(old_server, desk_jpg=picture(color="blue"))
    old_server.asked.clear()
    files = library()
    assert None not in shown(files, COUCH, missing)
    assert (old_server.paths, files.failures) == ([f"{PATH}/desk.jpg"], [])
    assert set(ImportedFile.objects.values_list("failure", flat=True)) == {""}


def test_image_that_was_deleted_here_does_not_come_back(library, old_server):
    """A person may have taken it off, because another is to be seen on it."""
    serve(old_server, couch_jpg=picture(), copy_jpg=picture())
    library().image(ImageUse(COUCH, "")).delete()
    for _run in range(2):
        files = library()
        assert shown(files, COUCH, f"{BASE}{PATH}/copy.jpg") == [None, None]
        assert failures(files) == [("couch.jpg", "deleted"), ("copy.jpg", "deleted")]
    assert images().count() == 0


def test_failure_names_the_image_field_that_a_host_requires(library, old_server, monkeypatch):
    serve(old_server, couch_jpg=picture())
    with monkeypatch.context() as patched:
        patched.setattr(get_image_model()._meta.get_field("credit"), "blank", False)
        files = library()
        assert shown(files, COUCH) == [None]
    assert files.failures == [FailedFile(COUCH, Failure.FIELDS, "credit")]
    assert shown(library(), COUCH) == [images().get()]


def test_queries_do_not_grow_with_the_files_that_are_there(
    library, old_server, django_assert_num_queries
):
    serve(old_server, **{f"a{one}_jpg": picture(size=(40 + one, 20)) for one in range(5)})
    addresses = [f"{BASE}{PATH}/a{one}.jpg" for one in range(5)]
    shown(library({}), *addresses)
    with django_assert_num_queries(1):
        files = library({})
        assert None not in shown(files, *addresses, *addresses)
