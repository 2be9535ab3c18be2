"""Runs in a project: checks, migrates and visits it, all in one process, and prints what it did.

A process of Django's takes seconds of a core to start; commands of their own would be four of them.
"""

import gc
import json
import os
import sys
from io import StringIO
from pathlib import Path

import django
from django.core.management import call_command

TEXT = "<p>Some words.</p>"


def main(shells: list[str]) -> None:
    # It ends before it would be worth the time.
    gc.disable()
    sys.path.insert(0, str(Path.cwd()))
    os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings.dev"
    django.setup()
    prepare()
    visited = Visit()
    visited.read()
    for shell in shells:
        exec(compile(shell, "<shell>", "exec"), {})
    visited.edit()
    sys.stdout.write(json.dumps(visited.report()))


def prepare() -> None:
    """Run what a developer runs after pasting. A warning of ``check`` is an error here."""
    quiet = {"stdout": StringIO(), "stderr": StringIO()}
    call_command("check", fail_level="WARNING", **quiet)
    call_command("makemigrations", "mysite", **quiet)
    call_command("migrate", run_syncdb=True, **quiet)
    call_command("makemigrations", check_changes=True, dry_run=True, **quiet)


class Visit:
    """What readers see of a page of each type and of our blog, and an editor of the pasted ones."""

    def __init__(self):
        from django.contrib.auth import get_user_model
        from django.test import Client
        from django.test.signals import template_rendered
        from django.test.utils import setup_test_environment

        setup_test_environment()
        self.rendered: set[str] = set()
        template_rendered.connect(self._remember)
        self.client = Client()
        self.admin = get_user_model().objects.create_superuser("a", "a@host.example", "known")
        self.pages = [*make_pages()]

    def _remember(self, template, **kwargs):
        self.rendered.add(template.name or "")

    def read(self) -> None:
        for page in self.pages:
            self._get(page.url)
            for path in own_routes(page):
                self._get(f"{page.url}{path}")
            if hasattr(page, "get_profiles"):
                self._get(page.get_profile_url(page.get_profiles().get()))
        assert self.client.get("/not-there/").status_code == 404

    def edit(self) -> None:
        self.client.force_login(self.admin)
        for page in self.pages:
            if page._meta.app_label == "mysite":
                self._get(f"/admin/pages/{page.pk}/edit/")
                if page.get_children_count():
                    self._get(f"/admin/pages/{page.pk}/")

    def _get(self, url):
        response = self.client.get(url)
        assert response.status_code == 200, (url, response.status_code)

    def report(self) -> dict:
        types = sorted({type(page).__name__ for page in self.pages})
        return {"types": types, "templates": sorted(self.rendered)}


def make_pages():
    """Publish a page of each type that is there, each post and approach below a list of its own."""
    from home.models import HomePage
    from wagtail.models import Locale, Page, Site, get_page_models

    Locale.objects.create(language_code="en")
    home = Page.add_root(title="Root", slug="root").add_child(
        instance=HomePage(title="Home", slug="home")
    )
    Site.objects.create(hostname="testserver", root_page=home, is_default_site=True)
    yield home
    lists = {}
    for model in sorted(filter(is_wanted, get_page_models()), key=is_below_a_list):
        page = make_page(model)
        kind = (model._meta.app_label, kind_of(model))
        parent = lists.get(kind, home) if is_below_a_list(model) else home
        parent.add_child(instance=page)
        page.save_revision().publish()
        if not is_below_a_list(model):
            lists.setdefault(kind, page)
        yield page.specific


def is_wanted(model) -> bool:
    return model._meta.app_label == "mysite" or model.__name__ in ("BlogIndexPage", "BlogPostPage")


def kind_of(model) -> str:
    from wagtail_therapy.approaches.mixins import ApproachIndexMixin, ApproachMixin
    from wagtail_therapy.blog.mixins import BlogIndexMixin, BlogPostMixin

    if issubclass(model, (BlogPostMixin, BlogIndexMixin)):
        return "posts"
    return "approaches" if issubclass(model, (ApproachMixin, ApproachIndexMixin)) else ""


def is_below_a_list(model) -> bool:
    from wagtail_therapy.authors.mixins.authored import AuthoredPageMixin

    return issubclass(model, AuthoredPageMixin)


def make_page(model):
    name = model.__name__.lower()
    page = model(title=name, slug=f"{model._meta.app_label}-{name}", live=False)
    for field in model._meta.fields:
        if field.name in ("short_definition", "fee_note"):
            setattr(page, field.name, "Some words.")
    if body := own_blocks(page):
        page.body = body
    for name, rows in rows_of(model).items():
        setattr(page, name, rows)
    return page


def own_routes(page):
    """Return the paths of the routes that were pasted and take no arguments."""
    routes = page.get_subpage_urls() if hasattr(page, "get_subpage_urls") else []
    pasted = [one for one in routes if one.callback.__module__ == "mysite.models"]
    return [str(one.pattern) for one in pasted]


def own_blocks(page):
    """Return a body of the blocks that were pasted."""
    blocks = page.body.stream_block.child_blocks if hasattr(page, "body") else {}
    pasted = {name: one for name, one in blocks.items() if type(one).__module__ == "mysite.blocks"}
    return [(name, dict.fromkeys(one.child_blocks, TEXT)) for name, one in pasted.items()]


def rows_of(model):
    from wagtail_therapy.approaches.models import Concern, Guideline
    from wagtail_therapy.authors.models import Author
    from wagtail_therapy.blog.models import Category

    author = {"author": Author.objects.get_or_create(name="Ada Example")[0]}
    concern = Concern.objects.get_or_create(name="Worry")[0]
    named = {"body": "NICE", "title": "Talking to people", "year": 2022}
    guideline = Guideline.objects.get_or_create(**named, url="https://nice.example/")[0]
    values = {
        "post_authors": author,
        "post_categories": {"category": Category.objects.get_or_create(name="Grief")[0]},
        "approach_authors": author,
        "approach_concerns": {"concern": concern},
        "approach_recommendations": {
            "concern": concern,
            "guideline": guideline,
            "recommendation": "considers",
        },
    }
    return {
        name: [getattr(model, name).rel.related_model(**row)]
        for name, row in values.items()
        if hasattr(model, name)
    }


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
