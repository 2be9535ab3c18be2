"""JSON-LD of posts."""

from collections.abc import Callable, Sequence
from typing import Any

from wagtail_therapy.authors.json_ld import person_id, person_nodes, review_properties, reviewers
from wagtail_therapy.content.metadata.json_ld import (
    citations,
    image_object,
    node,
    reference,
    web_page_id,
    with_page_properties,
)
from wagtail_therapy.content.metadata.meta_tags import PageMeta, iso
from wagtail_therapy.content.metadata.publisher import Node, publisher_id, root_url


def with_post(
    nodes: Sequence[Node],
    post: Any,
    meta: PageMeta,
    request: Any,
    url_of: Callable[[Any], str] | None = None,
) -> list[Node]:
    """Return the nodes of a post's page with the post and its people.

    A reviewed page is a MedicalWebPage, because in schema.org a review belongs to a page, and an
    author to a post. ``url_of`` returns the URL of an author's profile.
    """
    authors = post.get_authors()
    posting = blog_posting(post, authors, meta, request)
    page = with_page_properties(nodes, meta, mainEntity=reference(posting))
    review = review_properties(post, request)
    if not review:
        return [*page, posting, *person_nodes(authors, request, url_of)]
    page = with_page_properties(
        page, meta, "MedicalWebPage", medicalAudience=node("Patient"), **review
    )
    return [*page, posting, *person_nodes([*authors, *reviewers(post)], request, url_of)]


def blog_posting(post: Any, authors: Sequence[Any], meta: PageMeta, request: Any) -> Node:
    return node(
        "BlogPosting",
        f"{meta.canonical}#post",
        headline=post.title,
        description=post.get_excerpt(),
        url=meta.canonical,
        mainEntityOfPage={"@id": web_page_id(meta)},
        author=[{"@id": person_id(author, request)} for author in authors],
        publisher={"@id": publisher_id(root_url(request))},
        datePublished=iso(post.first_published_at),
        dateModified=iso(post.modified_at),
        image=image_object(meta.image),
        inLanguage=meta.language_code,
        articleSection=[category.name for category in post.get_categories()],
        keywords=[tag.name for tag in post.get_tags()],
        citation=citations(post.get_references()),
    )
