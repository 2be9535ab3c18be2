"""What is brought is a draft, which readers don't see until an editor has published it."""

from bs4 import BeautifulSoup
from django.urls import resolve, reverse
from wagtail.images import get_image_model

from tests.wordpress_import.author_profiles.people import BIO, GRAVATAR, imported, listed, told
from tests.wordpress_import.media.pictures import picture
from wagtail_therapy.authors.bios import byline_html
from wagtail_therapy.authors.models import Author


def portraits():
    """Return the portraits of the byline, which names authors whose bios aren't published."""
    html = byline_html([Author.objects.get()], None)
    return [one["alt"] for one in BeautifulSoup(html, "html.parser").find_all("img")]


def test_picture_and_bio_are_not_public_until_they_are_published(blog, old_server, rf, admin_user):
    listed(old_server, told())
    old_server.files[GRAVATAR] = picture()
    imported(blog)
    author = Author.objects.get()
    assert (author.short_bio, author.photo, portraits()) == ("", None, [])
    address = reverse(author.snippet_viewset.get_url_name("edit"), args=[author.pk])
    request = rf.get(address)
    request.user = admin_user
    form = resolve(address).func(request, str(author.pk)).context_data["form"]
    image = get_image_model().objects.get()
    assert (form["short_bio"].value(), form["photo"].value()) == (BIO, image.pk)
    author.get_latest_revision().publish()
    author.refresh_from_db()
    assert (author.short_bio, author.photo) == (BIO, image)
