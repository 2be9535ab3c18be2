"""JSON-LD of authors and reviews."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from wagtail_therapy.authors.languages import language_tag
from wagtail_therapy.authors.models import Author
from wagtail_therapy.authors.prefetching import fetch_bios
from wagtail_therapy.content.caching import cached_many, request_key
from wagtail_therapy.content.metadata.json_ld import (
    image_object,
    node,
    reference,
    with_page_properties,
)
from wagtail_therapy.content.metadata.meta_tags import PageMeta, iso
from wagtail_therapy.content.metadata.publisher import Node, publisher_id, root_url
from wagtail_therapy.content.pictures.renditions import preview_image


def person_nodes(
    authors: Iterable[Any], request: Any, url_of: Callable[[Any], str] | None = None
) -> list[Node]:
    """Return the nodes of several authors, each once, in a fixed number of queries.

    ``url_of`` returns the absolute URL of an author's profile.
    """
    distinct: dict[str, Any] = {}
    for author in authors:
        # The first is used. The same person may be author and reviewer in different languages.
        distinct.setdefault(person_id(author, request), author)
    around_them = (url_of is not None, *request_key(request))
    cache_keys = {
        key: (key, one.pk, one.live, one.last_published_at, *around_them)
        for key, one in distinct.items()
    }

    def build(missing: list[str]) -> list[tuple[str, Node]]:
        ones = {key: distinct[key] for key in missing}
        fetch_bios(ones.values())
        urls = {key: url_of(one) if url_of else "" for key, one in ones.items()}
        return [(key, person(one, request, urls[key])) for key, one in ones.items()]

    found = cached_many(cache_keys, build, request)
    return [found[key] for key in distinct]


def person_id(author: Any, request: Any) -> str:
    """Return the id of a person's nodes, which is the same in all languages."""
    return f"{root_url(request)}/#person-{author.translation_key}"


def person(author: Any, request: Any, url: str = "") -> Node:
    """Return the node of an author. Without a published bio, it has only the byline's facts."""
    root = root_url(request)
    identity = node(
        "Person",
        person_id(author, request),
        # Without titles, which Google expects only in prefix and suffix.
        name=author.name,
        honorificPrefix=author.honorific_prefix,
        honorificSuffix=author.post_nominals,
        worksFor={"@id": publisher_id(root)},
        url=url,
    )
    return identity | (_bio(author, root) if author.live else {})


def certification(row: Any) -> Node:
    """Return the node of a licence, registration or certification."""
    return node(
        "Certification",
        name=row.title,
        certificationIdentification=row.number,
        issuedBy=node("Organization", name=row.issuer) if row.issuer else None,
        validIn=node("AdministrativeArea", name=row.jurisdiction) if row.jurisdiction else None,
        expires=iso(row.expires_date),
        url=row.register_url,
    )


def credential(row: Any) -> Node:
    """Return the node of a degree. It isn't a permission to practise."""
    return node(
        "EducationalOccupationalCredential",
        name=row.title,
        credentialCategory="degree",
        recognizedBy=node("Organization", name=row.institution) if row.institution else None,
    )


def with_profile(nodes: Sequence[Node], author: Any, meta: PageMeta, request: Any) -> list[Node]:
    """Return the nodes of an author's page: a ProfilePage with the author."""
    fetch_bios([author])
    about = person(author, request, meta.canonical)
    dates = {"dateCreated": iso(meta.published_at), "dateModified": iso(meta.modified_at)}
    page = with_page_properties(nodes, meta, "ProfilePage", mainEntity=reference(about), **dates)
    return [*page, about]


def reviewers(page: Any) -> list[Any]:
    """Return the page's reviewer, unless they wrote it: a list of one person or none."""
    reviewer = page.get_other_reviewer()
    return [reviewer] if reviewer else []


def review_properties(page: Any, request: Any) -> Node:
    """Return the properties of a WebPage about its review, if it has one.

    A reviewer who wrote the page isn't included, as on the page itself. Add the nodes of
    ``reviewers()`` to the graph.
    """
    day = page.get_reviewed_date()
    if day is None:
        return {}
    people_here = [{"@id": person_id(one, request)} for one in reviewers(page)]
    return {"lastReviewed": iso(day), "reviewedBy": people_here}


def _language(name: str) -> Any:
    # In schema.org, a text has to be a BCP 47 tag.
    return language_tag(name) or node("Language", name=name)


def _bio(author: Author, root: str) -> dict[str, Any]:
    portrait = preview_image(author.photo, root, use="portrait")
    properties = {
        "pronouns": author.pronouns,
        "jobTitle": author.job_title,
        "description": author.short_bio,
        "image": image_object(portrait),
        "knowsLanguage": [_language(name) for name in author.get_languages()],
        "sameAs": [link.url for link in author.links.all()],
        "hasCertification": [certification(row) for row in author.get_licenses()],
        "hasCredential": [credential(row) for row in author.degrees.all()],
    }
    return {name: value for name, value in properties.items() if value}
