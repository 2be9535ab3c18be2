"""A blog of the practice, and imports into it."""

import io

from wagtail_therapy.pages.models import BlogIndexPage
from wagtail_therapy.wordpress_import import importing
from wagtail_therapy.wordpress_import.models import WordPressImport
from wagtail_therapy.wordpress_import.options import Options


def add_blog(site, **fields):
    return site.root_page.add_child(
        instance=BlogIndexPage(**{"title": "Blog", "slug": "blog"} | fields)
    )


def new_run(blog, name="export.xml", **options):
    return WordPressImport.objects.create(
        site=blog.get_site(), parent=blog, file_name=name, options=Options(**options).to_json()
    )


def imported(blog, content, **options):
    """Import an export given as bytes, and return the run with its counts."""
    run = new_run(blog, **options)
    importing.run_whole(run, io.BytesIO(content))
    return run


def lines(run):
    return [(line.kind, line.reason, line.title, line.detail) for line in run.lines.all()]
