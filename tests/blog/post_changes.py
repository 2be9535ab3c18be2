"""A world of two blogs, and all that changes what they list."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale, PageViewRestriction

from tests.pages import rows
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostCategory, BlogPostPage

JANUARY = datetime(2026, 1, 15, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 15, 12, tzinfo=UTC)


def build(site):
    orla, mateo = rows.author("Orla"), rows.author("Mateo")
    grief = rows.category("Grief")
    loss = rows.category("Loss", parent=grief)
    blog, other = rows.blog(site), rows.blog(site, title="Other")
    post = rows.post(
        blog, orla, categories=[loss], tags=["sleep"], first_published_at=JANUARY, title="First"
    )
    rows.post(blog, orla, mateo, categories=[grief, loss], first_published_at=MARCH)
    draft = rows.post(blog, orla, categories=[grief], live=False, title="Draft")
    original = rows.post(other, mateo, title="Original", first_published_at=MARCH)
    aliases = [original.create_alias(parent=blog, update_slug=f"alias-{one}") for one in "ab"]
    return SimpleNamespace(
        site=site,
        orla=orla,
        mateo=mateo,
        grief=grief,
        loss=loss,
        blog=blog,
        other=other,
        post=post,
        draft=draft,
        original=original,
        alias=aliases[0],
    )


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def publish(world):
    rows.publish(fresh(world.draft))


def publish_scheduled(world):
    fresh(world.draft).save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled", verbosity=0)


def unpublish(world):
    fresh(world.post).unpublish()


def expire(world):
    BlogPostPage.objects.filter(pk=world.post.pk).update(
        expire_at=timezone.now() - timedelta(hours=1)
    )
    call_command("publish_scheduled", verbosity=0)


def delete(world):
    fresh(world.post).delete()


def delete_original_of_two_aliases(world):
    fresh(world.original).delete()


def delete_other_blog(world):
    fresh(world.other).delete()


def move(world):
    fresh(world.post).move(fresh(world.other), pos="last-child")


def move_into_private_section(world):
    section = world.site.root_page.add_child(instance=BlogIndexPage(title="Private"))
    PageViewRestriction.objects.create(page=section, restriction_type="login")
    fresh(world.other).move(section, pos="last-child")


def restrict_post(world):
    PageViewRestriction.objects.create(page=world.post, restriction_type="login")


def restrict_blog(world):
    PageViewRestriction.objects.create(page=world.blog, restriction_type="login")


def restrict_site(world):
    PageViewRestriction.objects.create(page=world.site.root_page, restriction_type="login")


def change_date(world):
    post = fresh(world.post)
    post.first_published_at = MARCH
    rows.publish(post)


def change_category(world):
    post = fresh(world.post)
    post.post_categories = [BlogPostCategory(category=world.grief)]
    rows.publish(post)


def change_tags(world):
    post = fresh(world.post)
    post.tags.set(["dreams", "sleep"])
    rows.publish(post)


def change_authors(world):
    post = fresh(world.post)
    row = post.post_authors.first()
    row.author = world.mateo
    post.post_authors = [row]
    rows.publish(post)


def add_row(world):
    BlogPostCategory.objects.create(
        page_id=world.post.pk, category=world.grief.__class__.objects.create(name="New")
    )


def delete_row(world):
    BlogPostCategory.objects.get(page=world.post).delete()


def delete_tag(world):
    world.post.get_tags()[0].delete()


def delete_category(world):
    fresh(world.loss).delete()


def take_category_out(world):
    loss = fresh(world.loss)
    loss.parent = None
    loss.save()


def copy_post(world):
    page = fresh(world.post).copy(update_attrs={"slug": "copy"}, keep_live=True)
    assert page.live


def alias(world):
    fresh(world.post).create_alias(parent=fresh(world.other))


def copy_blog(world):
    fresh(world.blog).copy(recursive=True, update_attrs={"slug": "copy"}, keep_live=True)


def change_locale(world):
    blog = fresh(world.blog)
    blog.locale = Locale.objects.create(language_code="de")
    blog.save()


def postdate(world):
    post = fresh(world.post)
    post.first_published_at = timezone.now() + timedelta(days=1)
    # As a script does: forms refuse it.
    post.save(clean=False)


DOORS = [
    publish,
    publish_scheduled,
    unpublish,
    expire,
    delete,
    delete_original_of_two_aliases,
    delete_other_blog,
    move,
    move_into_private_section,
    restrict_post,
    restrict_blog,
    restrict_site,
    change_date,
    change_category,
    change_tags,
    change_authors,
    add_row,
    delete_row,
    delete_tag,
    delete_category,
    take_category_out,
    copy_post,
    alias,
    copy_blog,
    change_locale,
    postdate,
]
