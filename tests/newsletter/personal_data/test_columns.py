"""Each column that is about readers has its words, and each model of ours says which it is."""

import re
from pathlib import Path

from django.apps import apps
from django.utils import translation

from wagtail_therapy.newsletter.models import (
    Delivery,
    ImportFilePart,
    ImportReportPart,
    Subscriber,
)
from wagtail_therapy.newsletter.personal_data.categories import CATEGORIES
from wagtail_therapy.newsletter.personal_data.columns import PERSONAL_COLUMNS, Columns

PAGE = Path(__file__).parents[3] / "docs/concepts/privacy.md"
# What the practice writes, who works there, and how its emails are sent. What people wrote on an
# old site is listed separately: they aren't readers of the list.
NOT_OF_READERS = {
    "approaches": {"ApproachFamily", "ClaimChange", "Concern", "ConcernGuideline", "Guideline"},
    "authors": {
        *("Author", "AuthorDegree", "AuthorLicense", "AuthorLink"),
        *("Review", "ReviewReminder", "ReviewSettings"),
    },
    "blog": {
        *("ArchivedComment", "Category", "ErasedComment"),
        *("CountedBlog", "PostCount", "UncountedChange"),
    },
    "content": {"ContentNote", "DuePictures", "FormerSlug", "Generation"},
    "newsletter": {
        *("Announcement", "ConsentText", "DigestRun", "LeavingReason"),
        *("Mailing", "Mailing_posts"),
        *("NewsletterSettings", "PostMailIntent"),
        *("Heartbeat", "Lease", "RateBucket", "SendingPlace", "SubscriberImport", "WeeklyNote"),
    },
    "practice": {"PracticeSettings"},
    # An export has what people wrote on the old site; docs/concepts/privacy.md says how long it's
    # kept.
    "wordpress_import": {
        *("ImportPart", "ImportedAuthor", "ImportedFile", "ImportedItem", "ImportedTerm"),
        *("OldAddress", "OldSite", "ReportLine", "WordPressImport"),
    },
}
HASHES = {"address_hash", "email_hash"}


def our_models():
    for config in apps.get_app_configs():
        if config.name.startswith("wagtail_therapy."):
            yield from config.get_models(include_auto_created=True)


def is_page_or_part_of_one(model):
    return model._meta.app_label == "wagtail_therapy_pages"


def test_each_model_of_ours_is_known_to_be_about_readers_or_not():
    labels = {
        *(
            f"wagtail_therapy_{app}.{name}"
            for app, names in NOT_OF_READERS.items()
            for name in names
        ),
        *(model._meta.label for model in PERSONAL_COLUMNS),
    }
    models = {model._meta.label for model in our_models() if not is_page_or_part_of_one(model)}
    assert models == labels


def test_what_names_a_reader_is_about_readers():
    naming = {
        model
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.related_model in (Subscriber, Delivery) or field.name in HASHES
    }
    brought = {ImportFilePart, ImportReportPart}
    assert naming | brought | {Subscriber} == set(PERSONAL_COLUMNS)


def test_each_column_about_readers_has_its_words():
    for model, groups in PERSONAL_COLUMNS.items():
        columns = [field.name for field in model._meta.concrete_fields]
        assert sorted(name for one in groups for name in one.names) == sorted(columns)


def test_each_category_is_that_of_a_column():
    used = {one.category.name for groups in PERSONAL_COLUMNS.values() for one in groups}
    assert used == {category.name for category in CATEGORIES}


def documented():
    """Return what the page says of each column, by model."""
    sections = re.split(r"^### (\w+)$", PAGE.read_text(), flags=re.MULTILINE)[1:]
    rows = [re.findall(r"^\| (`.+?) \| (.+?) \|$", text, re.MULTILINE) for text in sections[1::2]]
    return {
        name: [(re.findall(r"`(\w+)`", columns), words) for columns, words in found]
        for name, found in zip(sections[::2], rows, strict=True)
    }


def test_page_says_the_same_of_each_column():
    with translation.override("en"):
        expected = {
            model.__name__: [(one.names, str(one.words)) for one in columns]
            for model, columns in PERSONAL_COLUMNS.items()
        }
    assert documented() == expected


def test_names_break_after_underscores():
    columns = Columns(["id", "created_at"], CATEGORIES[0], "")
    assert columns.breakable_names() == ["id", "created_<wbr>at"]
