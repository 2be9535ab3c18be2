from wagtail.models import Locale

from example_site.willowmere import accounts, demo_objects, pictures, text_files
from example_site.willowmere.markdown import paragraphs
from example_site.willowmere.publishing import publish_changes
from example_site.willowmere.text_files import TextFile, names
from wagtail_therapy.authors.models import (
    Author,
    AuthorDegree,
    AuthorLicense,
    AuthorLink,
)


def load_authors(locale: Locale) -> dict[str, Author]:
    """Return the therapists by slug."""
    return {text.slug: load_author(text, locale) for text in text_files.load("authors")}


def load_author(text: TextFile, locale: Locale) -> Author:
    key = f"author:{text.slug}"
    author = demo_objects.find(key) or demo_objects.record(
        key, Author.objects.create(name=text["Name"], slug=text.slug, locale=locale, live=False)
    )
    with publish_changes(author):
        author.name = text["Name"]
        author.user = accounts.of_person(text["Name"])
        author.honorific_prefix = text["Title"]
        author.post_nominals = text["Post-Nominals"]
        author.pronouns = text["Pronouns"]
        author.job_title = text["Job-Title"]
        author.location = text["Location"]
        author.accepting_clients = text["New-Clients"]
        author.delivery = names(text["Ways-To-Meet"])
        author.languages = text["Languages"]
        author.photo = pictures.load(text.slug, f"Portrait of {text['Name']} (drawn)")
        author.short_bio = text["Short-Bio"]
        author.long_bio = paragraphs(text.body.split("\n\n"))
        set_degrees(author, text.rows("Degree"))
        set_licenses(author, text.rows("License"))
        set_links(author, text.rows("Link"))
    return author


def set_degrees(author: Author, rows: list[list[str]]) -> None:
    degrees = [(title, institution, int(year)) for title, institution, year in rows]
    fields = ("title", "institution", "year")
    if list(author.degrees.values_list(*fields)) != degrees:
        author.degrees = [AuthorDegree(**dict(zip(fields, row, strict=True))) for row in degrees]


def set_licenses(author: Author, rows: list[list[str]]) -> None:
    fields = ("kind", "title", "number", "jurisdiction", "register_url", "issuer")
    if list(author.licenses.values_list(*fields)) != [tuple(row) for row in rows]:
        author.licenses = [AuthorLicense(**dict(zip(fields, row, strict=True))) for row in rows]


def set_links(author: Author, rows: list[list[str]]) -> None:
    if list(author.links.values_list("label", "url")) != [tuple(row) for row in rows]:
        author.links = [AuthorLink(label=label, url=url) for label, url in rows]
