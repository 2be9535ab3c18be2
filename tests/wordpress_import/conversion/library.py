"""A site with two images, and what becomes of content there."""

from tests.wordpress_import.conversion.words import words_in
from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Attachment, Source

A, B = "https://old.example/a.jpg", "https://old.example/b.jpg"
LIBRARY = Source(
    "https://old.example/blog/x/",
    attachments={
        1: Attachment(A, alt="One", caption="First <em>one</em>"),
        2: Attachment(B, title="Second"),
    },
    attached=(2, 1),
)


def blocks(content, source=LIBRARY):
    return convert(content, source).blocks


def words(content, source=LIBRARY):
    return " ".join(words_in(blocks(content, source)))


def addresses(content):
    return [one.address for one in convert(content, LIBRARY).images]
