import uuid

import django.db.models.deletion
import wagtail.search.index
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtail_therapy_content", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApproachFamily",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The end of the web address. Leave it empty to have it made from the name.",
                        max_length=255,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="For example: Psychodynamic therapies",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="What they have in common, in a sentence or two.",
                        verbose_name="description",
                    ),
                ),
                (
                    "sort_order",
                    models.IntegerField(
                        default=0,
                        help_text="Smaller numbers come first; equal ones by name.",
                        verbose_name="place",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "family of approaches",
                "verbose_name_plural": "families of approaches",
                "ordering": ["sort_order", "name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("locale", "slug"), name="therapy_family_slug")
                ],
                "unique_together": {("translation_key", "locale")},
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="Concern",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "slug",
                    models.SlugField(
                        allow_unicode=True,
                        blank=True,
                        help_text="The end of the web address. Leave it empty to have it made from the name.",
                        max_length=255,
                        verbose_name="slug",
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="In the words that people use for it.",
                        max_length=255,
                        verbose_name="name",
                    ),
                ),
                (
                    "description",
                    models.TextField(
                        blank=True,
                        help_text="In two or three plain sentences: what it is like, and that it is common.",
                        verbose_name="description",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("clinical", "A clinical condition"),
                            ("life", "A concern of life"),
                        ],
                        default="life",
                        help_text="Search engines are told of a medical condition only if it is a clinical one.",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "shows_crisis_notice",
                    models.BooleanField(
                        default=False,
                        help_text="For concerns whose readers may be in danger.",
                        verbose_name="show the crisis notice first",
                    ),
                ),
                (
                    "offers_exit",
                    models.BooleanField(
                        default=False,
                        help_text="A button that leaves the site at once. Only for concerns such as abuse at home; elsewhere it frightens. It does not erase where somebody has been.",
                        verbose_name="offer a quick exit",
                    ),
                ),
                (
                    "content_note",
                    models.ForeignKey(
                        blank=True,
                        help_text="What readers may want to know of before they read about it.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_therapy_content.contentnote",
                        verbose_name="content note",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "concern",
                "verbose_name_plural": "concerns",
                "ordering": ["name"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(fields=("locale", "slug"), name="therapy_concern_slug")
                ],
                "unique_together": {("translation_key", "locale")},
            },
            bases=(wagtail.search.index.Indexed, models.Model),
        ),
    ]
