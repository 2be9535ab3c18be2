import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.contrib.routable_page.models
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("basehost", "0001_people"),
        ("basepage", "0003_finalize_basepage_model"),
        ("taggit", "0001_initial"),
        ("wagtail_therapy_authors", "0002_profiles"),
        ("wagtail_therapy_blog", "0001_initial"),
        ("wagtail_therapy_content", "0001_initial"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.CreateModel(
            name="Journal",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("intro", wagtail.fields.RichTextField(blank=True, verbose_name="introduction")),
                (
                    "pinned",
                    wagtail.fields.StreamField(
                        [],
                        blank=True,
                        block_lookup={},
                        help_text="These come first, whatever their date.",
                        verbose_name="pinned posts",
                    ),
                ),
                (
                    "sidebar",
                    wagtail.fields.StreamField(
                        [],
                        blank=True,
                        block_lookup={},
                        help_text="Stands beside this page, its archives and each post; on a phone below them.",
                        verbose_name="beside the posts",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=(
                wagtail.contrib.routable_page.models.RoutablePageMixin,
                "basepage.basepage",
                models.Model,
            ),
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                (
                    "basepage_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "updated_date",
                    models.DateField(
                        blank=True,
                        help_text="When what it says last changed. Mending a typo is no update.",
                        null=True,
                        verbose_name="updated on",
                    ),
                ),
                (
                    "reviewed_date",
                    models.DateField(
                        blank=True,
                        help_text="When somebody last checked that all of it still holds.",
                        null=True,
                        verbose_name="reviewed on",
                    ),
                ),
                (
                    "lead_image_alt",
                    models.CharField(
                        blank=True,
                        help_text="For people who cannot see it. Leave it empty only if it merely decorates.",
                        max_length=255,
                        verbose_name="what the image shows",
                    ),
                ),
                (
                    "lead_image_caption",
                    models.CharField(blank=True, max_length=500, verbose_name="caption"),
                ),
                (
                    "excerpt",
                    models.TextField(
                        blank=True,
                        help_text="What lists and mails show of the post. When empty, its first words.",
                        verbose_name="excerpt",
                    ),
                ),
                ("opening", models.TextField(blank=True, editable=False)),
                ("reading_minutes", models.PositiveSmallIntegerField(default=0, editable=False)),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [], blank=True, block_lookup={}, verbose_name="body"
                    ),
                ),
                (
                    "related_reading",
                    wagtail.fields.StreamField(
                        [],
                        blank=True,
                        block_lookup={},
                        help_text="Shown under the post. When empty, posts with the same categories and tags.",
                        verbose_name="further reading",
                    ),
                ),
                (
                    "references",
                    wagtail.fields.StreamField(
                        [],
                        blank=True,
                        block_lookup={},
                        help_text="What the post rests on. To cite one in the text, write [ref:key].",
                        verbose_name="references",
                    ),
                ),
                (
                    "content_notes",
                    modelcluster.fields.ParentalManyToManyField(
                        blank=True,
                        help_text="Topics that readers may want to know of before they read.",
                        related_name="+",
                        to="wagtail_therapy_content.contentnote",
                        verbose_name="content notes",
                    ),
                ),
                (
                    "lead_image",
                    models.ForeignKey(
                        blank=True,
                        help_text="Shown above the post, in lists, and where somebody shares the post.",
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailimages.image",
                        verbose_name="image",
                    ),
                ),
                (
                    "reviewed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_therapy_authors.author",
                        verbose_name="reviewed by",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
            bases=("basepage.basepage", models.Model),
        ),
        migrations.CreateModel(
            name="EntryAuthor",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_therapy_authors.author",
                        verbose_name="author",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="post_authors",
                        to="basehost.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EntryCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "category",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtail_therapy_blog.category",
                        verbose_name="category",
                    ),
                ),
                (
                    "page",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="post_categories",
                        to="basehost.entry",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EntryTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="post_tags",
                        to="basehost.entry",
                    ),
                ),
                (
                    "tag",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="%(app_label)s_%(class)s_items",
                        to="taggit.tag",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="basehost.EntryTag",
                to="taggit.Tag",
                verbose_name="Tags",
            ),
        ),
    ]
