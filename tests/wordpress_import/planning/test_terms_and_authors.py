"""Who wrote a post, and what it is about."""

import io

import pytest

from tests.pages import rows
from tests.wordpress_import.blogs import add_blog, imported, new_run, previewed, the_post
from tests.wordpress_import.wxr.exports import AUTHOR, export, item
from wagtail_therapy.authors.models import Author
from wagtail_therapy.blog.models import Category
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import ImportedAuthor


@pytest.fixture
def blog(site):
    return add_blog(site)


def names(post):
    return [author.name for author in post.get_authors()]


def category(slug, name):
    return f'<category domain="category" nicename="{slug}"><![CDATA[{name}]]></category>'


def test_author_of_that_name_is_used(blog, django_user_model):
    author = Author.objects.create(name="ada bell", locale=blog.locale)
    imported(blog, item())
    assert the_post().get_authors() == [author]
    assert (Author.objects.count(), django_user_model.objects.count()) == (1, 0)


def test_author_is_made_once_and_stays_who_it_is(blog):
    imported(blog, item(), item(id=2, slug="b"))
    Author.objects.update(name="Ada Married")
    imported(blog, item(id=3, slug="c"))
    assert names(the_post(slug="c")) == ["Ada Married"]
    assert (Author.objects.count(), ImportedAuthor.objects.count()) == (1, 1)


def test_author_of_two_people_with_that_name_is_a_new_one(blog):
    for _number in range(2):
        Author.objects.create(name="Ada Bell", locale=blog.locale)
    imported(blog, item())
    assert Author.objects.count() == 3


def test_post_of_a_deleted_author_is_the_sites(blog):
    run = imported(blog, item().replace("<![CDATA[ada]]>", ""))
    assert (names(the_post()), the_post().live) == (["Old & wise"], True)
    assert run.counts["remark/no_author"] == 1


def test_new_author_is_on_no_team_page_before_an_editor_publishes_it(blog, site, client):
    imported(blog, item(), item(id=2, slug="b", status="private"))
    assert list(Author.objects.values_list("name", "live")) == [("Ada Bell", False)]
    assert "Ada Bell" not in client.get(rows.team(site).url).content.decode()
    assert "Ada Bell" in client.get("/blog/a-post/").content.decode()


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("", "Old & wise"),
        (AUTHOR.replace("[ada]", "[ada@mail.example]").replace("Ada Bell", ""), "Old & wise"),
        (AUTHOR.replace("[ada]", "[ada@mail.example]"), "Ada Bell"),
    ],
)
def test_address_that_someone_signed_in_with_is_no_name(blog, head, name):
    text = export(item().replace("[ada]", "[ada@mail.example]"), head=head)
    importing.run_whole(new_run(blog), io.BytesIO(text.encode()))
    assert names(the_post()) == [name]
    assert not Author.objects.filter(name__contains="@").exists()


def test_fallback_author_is_chosen(blog):
    author = Author.objects.create(name="Orla", locale=blog.locale)
    imported(blog, item().replace("<![CDATA[ada]]>", ""), fallback_author=author.pk)
    assert the_post().get_authors() == [author]


def test_several_authors_are_kept(blog):
    more = (
        '<category domain="author" nicename="cap-ada"><![CDATA[ada]]></category>'
        '<category domain="author" nicename="cap-guest"><![CDATA[A Guest]]></category>'
    )
    imported(blog, item(more=more))
    assert names(the_post()) == ["Ada Bell", "A Guest"]


def test_dry_run_counts_what_is_one_once(blog):
    tags = [f'<category domain="post_tag"><![CDATA[{name}]]></category>' for name in ("A", "a")]
    posts = [
        item(id=number, slug=login, more=tag).replace("[ada]", f"[{login}]")
        for number, login, tag in zip((1, 2), ("bo", "BO"), tags, strict=True)
    ]
    counts = previewed(blog, *posts).counts
    assert (counts["authors/made"], counts["tags/made"]) == (1, 1)
    assert dict(counts) == imported(blog, *posts).counts


def test_category_with_that_slug_is_used(blog):
    ours = Category.objects.create(name="For two", slug="couples", locale=blog.locale)
    imported(blog, item(more=category("couples", "Couples")))
    assert the_post().get_categories() == [ours]


def test_post_without_a_real_category_has_none(blog):
    imported(blog, item(more=category("uncategorized", "Uncategorized")))
    assert (the_post().get_categories(), Category.objects.count()) == ([], 0)


def test_primary_category_comes_first(blog):
    meta = (
        "<wp:postmeta><wp:meta_key>_yoast_wpseo_primary_category</wp:meta_key>"
        "<wp:meta_value>3</wp:meta_value></wp:postmeta>"
    )
    imported(blog, item(more=category("people", "People") + category("couples", "x") + meta))
    assert [one.slug for one in the_post().get_categories()] == ["couples", "people"]


def test_unused_categories_are_made_only_if_wanted(blog):
    imported(blog, item())
    assert Category.objects.count() == 0
    imported(blog, item(), drop_unused_terms=False)
    assert set(Category.objects.values_list("slug", flat=True)) == {"people", "couples"}
