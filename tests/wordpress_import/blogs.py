"""A blog of the practice, and imports into it."""

import io

from tests.wordpress_import.wxr.exports import export
from wagtail_therapy.pages.models import BlogIndexPage, BlogPostPage
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import WordPressImport
from wagtail_therapy.wordpress_import.options import Options


def add_blog(site, model=BlogIndexPage, **fields):
    return site.root_page.add_child(instance=model(title="Blog", slug="blog", **fields))


def new_run(blog, **options):
    """Return an import that fetches nothing."""
    chosen = Options(**{"fetch_media": False} | options)
    return WordPressImport.objects.create(
        site=blog.get_site(), parent=blog, file_name="export.xml", options=chosen.to_json()
    )


def opened(*items):
    return io.BytesIO(export(*items).encode())


def imported(blog, *items, **options):
    """Import an export with these items, and return the stored import."""
    run = new_run(blog, **options)
    importing.run_whole(run, opened(*items))
    run.refresh_from_db()
    return run


def previewed(blog, *items, **options):
    return importing.preview(new_run(blog, **options), opened(*items))


def the_post(**lookup):
    return BlogPostPage.objects.get(**lookup)


def slugs_below(blog):
    blog.refresh_from_db()
    return [page.slug for page in blog.get_children()]


def lines(run):
    return [(line.kind, line.reason, line.title) for line in run.lines.all()]
