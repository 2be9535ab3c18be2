import pytest

from wagtail_therapy.wordpress_import.conversion.results import Attachment
from wagtail_therapy.wordpress_import.media.failures import Failure, MediaError
from wagtail_therapy.wordpress_import.media.originals import Originals

BASE = "https://www.old.example"
FOLDER = f"{BASE}/wp-content/uploads/2020/11"
PATH = "/wp-content/uploads/2020/11"
KNOWN = {
    1: Attachment(f"{FOLDER}/couch.jpg"),
    2: Attachment(f"{FOLDER}/office-scaled.jpg"),
    3: Attachment(f"{FOLDER}/phone-rotated.jpg"),
    4: Attachment(f"{FOLDER}/crowd-e1606000000000.jpg"),
    5: Attachment(f"{FOLDER}/Mein Bild ä (1).jpg"),
    6: Attachment(f"{FOLDER}/poster-800x600.jpg"),
    7: Attachment(f"{FOLDER}/poster.jpg"),
    8: Attachment("https://old.files.wordpress.com/2020/11/desk.jpg?w=1024"),
    9: Attachment("file:///etc/passwd"),
}


def of(address, known=KNOWN):
    return Originals(BASE, known).of(address)


@pytest.mark.parametrize(
    ("address", "number"),
    [
        (f"{FOLDER}/couch.jpg", 1),
        (f"{FOLDER}/couch-300x200.jpg", 1),
        (f"{FOLDER}/couch-300x200@2x.jpg", 1),
        (f"{FOLDER}/couch.jpg.webp", 1),
        (f"{FOLDER}/couch-300x200.jpg.webp", 1),
        (f"{FOLDER}/couch-e1606000000-300x200.jpg", 1),
        (f"{FOLDER}/couch.jpg?w=300#top", 1),
        (f"http://old.example{PATH}/couch.jpg", 1),
        (f"http://old.example:8080{PATH}/couch.jpg", 1),
        (f"//www.OLD.example{PATH}/couch.jpg", 1),
        (f"{PATH}/couch-300x200.jpg", 1),
        (f"https://i0.wp.com/www.old.example{PATH}/couch.jpg?resize=300%2C200&ssl=1", 1),
        (f"https://i3.wp.com/old.example{PATH}/couch-150x150.jpg", 1),
        (f"https://cdn.old.example{PATH}/couch.jpg", 1),
        (f"https://old-1a2b.kxcdn.com{PATH}/couch-300x200.jpg", 1),
        (f"{FOLDER}/office.jpg", 2),
        (f"{FOLDER}/office-2048x1152.jpg", 2),
        (f"{FOLDER}/office-scaled.jpg", 2),
        (f"{FOLDER}/office-scaled-300x200.jpg", 2),
        (f"{FOLDER}/phone.jpg", 3),
        (f"{FOLDER}/phone-768x1024.jpg", 3),
        (f"{FOLDER}/crowd.jpg", 4),
        (f"{FOLDER}/crowd-300x200.jpg", 4),
        (f"{FOLDER}/crowd-e1606000000000-300x200.jpg", 4),
        (f"{FOLDER}/Mein%20Bild%20%c3%a4%20(1)-300x200.jpg", 5),
        (f"{FOLDER}/Mein Bild a\u0308 (1).jpg", 5),
        (f"{FOLDER}/poster-800x600.jpg", 6),
        (f"{FOLDER}/poster-300x200.jpg", 7),
        ("https://old.files.wordpress.com/2020/11/desk.jpg?w=300&h=200", 8),
    ],
)
def test_variant_means_the_file_that_the_export_knows(address, number):
    found = of(address)
    assert (found.attachment_id, found.attachment) == (number, KNOWN[number])
    assert found.address == found.places[0] == Originals(BASE, KNOWN).attached(number).address


def test_known_file_may_be_replaced_by_the_variant_that_was_asked_for():
    assert of(f"{FOLDER}/couch-300x200.jpg").places == (
        f"{FOLDER}/couch.jpg",
        f"{FOLDER}/couch-300x200.jpg",
    )


@pytest.mark.parametrize(
    ("name", "original", "places"),
    [
        ("a.jpg", "a.jpg", ["a.jpg"]),
        ("a-300x200.jpg", "a.jpg", ["a.jpg", "a-scaled.jpg", "a-300x200.jpg"]),
        ("a-scaled.jpg", "a.jpg", ["a-scaled.jpg", "a.jpg"]),
        ("a.png.avif", "a.png", ["a.png", "a-scaled.png", "a.png.avif"]),
        ("a-e1606000000.jpg", "a-e1606000000.jpg", ["a-e1606000000.jpg"]),
        (
            "a-e1606000000-300x200.jpg",
            "a-e1606000000.jpg",
            ["a-e1606000000.jpg", "a-e1606000000-scaled.jpg", "a-e1606000000-300x200.jpg"],
        ),
        ("-300x200.jpg", "-300x200.jpg", ["-300x200.jpg", "-300x200-scaled.jpg"]),
        ("form.pdf", "form.pdf", ["form.pdf"]),
    ],
)
def test_file_that_the_export_lists_nowhere_is_looked_for_beside(name, original, places):
    found = of(f"{FOLDER}/{name}", {})
    assert found.address == f"{FOLDER}/{original}"
    assert list(found.places) == [f"{FOLDER}/{one}" for one in places]


@pytest.mark.parametrize(
    "address",
    [
        "https://images.example.org/wp-content/uploads/2020/11/couch.jpg",
        "https://images.example.org/a-300x200.jpg?v=2",
        "https://www.old.example.evil.org/wp-content/uploads/2020/11/couch.jpg",
        "https://d1.cloudfront.net/couch.jpg",
    ],
)
def test_file_of_another_site_is_itself(address):
    found = of(address)
    assert (found.address, found.places, found.is_own) == (address, (address,), False)
    assert found.attachment is None


def test_images_in_data_urls_are_distinguished_by_a_digest():
    first, second = of("data:image/png;base64,AAAA"), of("data:image/png;base64,AAAB")
    assert first.address != second.address
    assert (len(first.address), first.name, first.is_file) == (69, "", False)
    assert first.places == ("data:image/png;base64,AAAA",)


def test_number_that_the_export_has_not_is_missing():
    with pytest.raises(MediaError) as raised:
        Originals(BASE, KNOWN).attached(99)
    assert raised.value.failure == Failure.MISSING


def test_name_is_that_of_the_file():
    assert of(f"{FOLDER}/Mein%20Bild%20%c3%a4%20(1)-300x200.jpg").name == "Mein Bild ä (1).jpg"
