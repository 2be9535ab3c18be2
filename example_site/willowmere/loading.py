"""Creates the practice, and records each object so that ``remove_demo`` can delete it."""

from datetime import date

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from example_site.willowmere import (
    accounts,
    demo_objects,
    pages,
    people,
    pictures,
    subscribers,
    text_files,
)
from example_site.willowmere.approaches import ApproachFiller
from example_site.willowmere.concerns import load_concerns, load_families, load_guidelines
from example_site.willowmere.posts import PostFiller
from wagtail_therapy.blog.models import Category
from wagtail_therapy.content.models import ContentNote
from wagtail_therapy.newsletter.models import NewsletterSettings
from wagtail_therapy.practice.crisis.confirmations import confirm
from wagtail_therapy.practice.crisis.practice_lines import all_lines
from wagtail_therapy.practice.models import PracticeSettings


@transaction.atomic
def load() -> None:
    """Create what is missing, and reset everything else to the content of our files."""
    tables = text_files.practice()
    locale = Locale.get_default()
    home = pages.load_home(tables["home"], locale)
    site = load_site(tables["site"], home)
    shared = {"share_image": pictures.load("boathouse", "The boathouse")}
    practice = load_settings(PracticeSettings, site, tables["practice"] | shared)
    check_crisis_lines(practice, tables["crisis_lines"]["checked"])
    load_settings(NewsletterSettings, site, tables["newsletter"])
    accounts.load()
    authors = people.load_authors(locale)
    categories = load_categories(tables["categories"], locale)
    notes = load_content_notes(tables["content_notes"], locale)
    guidelines = load_guidelines(tables["guidelines"], locale)
    concerns = load_concerns(tables["concerns"], notes, guidelines, locale)
    families = load_families(tables["families"], locale)
    approaches = ApproachFiller(authors, notes, concerns, families, guidelines)
    posts = PostFiller(authors, categories, notes, concerns)
    section = pages.SitePages(home, approaches, posts)
    section.load(tables)
    load_settings(PracticeSettings, site, {"legal_links": section.legal_links})
    subscribers.load(site, tables["subscribers"]["addresses"])


def load_site(table: dict, home: Page) -> Site:
    site = Site.objects.get(is_default_site=True)
    site.site_name = table["name"]
    site.hostname = "localhost"
    site.port = settings.PORT
    site.root_page = home
    site.save()
    return site


def load_settings(model, site: Site, values: dict):
    """Return the settings row of the site, with these values."""
    row, _created = model.objects.update_or_create(site=site, defaults=values)
    return demo_objects.record(f"settings:{model.__name__}", row)


def check_crisis_lines(practice: PracticeSettings, day: date) -> None:
    unchecked = [line for line in all_lines(practice) if line.confirmed_date != day]
    if unchecked:
        confirm(practice, unchecked, day, None)


def load_categories(table: dict, locale: Locale) -> dict[str, Category]:
    """Return the categories by slug. In the file, a category comes before those within it."""
    loaded: dict[str, Category] = {}
    for slug, (name, description, parent) in table.items():
        loaded[slug] = demo_objects.find_or_make(
            f"category:{slug}",
            Category.objects.create,
            slug=slug,
            name=name,
            description=description,
            parent=loaded.get(parent),
            locale=locale,
        )
    return loaded


def load_content_notes(table: dict, locale: Locale) -> dict[str, ContentNote]:
    return {
        key: demo_objects.find_or_make(
            f"content_note:{key}",
            ContentNote.objects.create,
            name=name,
            text=text,
            shows_crisis_notice=is_urgent,
            locale=locale,
        )
        for key, (name, text, is_urgent) in table.items()
    }
