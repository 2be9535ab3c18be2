import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("taggit", "0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx"),
        ("testapp", "0002_pages"),
        ("wagtail_therapy_authors", "0001_initial"),
        ("wagtail_therapy_blog", "0001_initial"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="journalentry",
            name="categories",
        ),
        migrations.AddField(
            model_name="journalentry",
            name="lead_image",
            field=models.ForeignKey(
                blank=True,
                help_text="Shown above the post, in lists, and where somebody shares the post.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="testapp.hostimage",
                verbose_name="image",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="lead_image_alt",
            field=models.CharField(
                blank=True,
                help_text="For people who cannot see it. Leave it empty only if it merely decorates.",
                max_length=255,
                verbose_name="what the image shows",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="lead_image_caption",
            field=models.CharField(blank=True, max_length=500, verbose_name="caption"),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="opening",
            field=models.TextField(blank=True, editable=False),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="related_reading",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="Shown under the post. When empty, posts with the same categories and tags.",
                verbose_name="further reading",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="reviewed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_therapy_authors.author",
                verbose_name="reviewed by",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="reviewed_date",
            field=models.DateField(
                blank=True,
                help_text="When somebody last checked that all of it still holds.",
                null=True,
                verbose_name="reviewed on",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="updated_date",
            field=models.DateField(
                blank=True,
                help_text="When what it says last changed. Mending a typo is no update.",
                null=True,
                verbose_name="updated on",
            ),
        ),
        migrations.AddField(
            model_name="journalpage",
            name="pinned",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="These come first, whatever their date.",
                verbose_name="pinned posts",
            ),
        ),
        migrations.AddField(
            model_name="journalpage",
            name="sidebar",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="Stands beside this page, its archives and each post; on a phone below them.",
                verbose_name="beside the posts",
            ),
        ),
        migrations.CreateModel(
            name="JournalEntryCategory",
            fields=[
                (
                    "id",
                    models.AutoField(
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
                        to="testapp.journalentry",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="JournalEntryTag",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "content_object",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="post_tags",
                        to="testapp.journalentry",
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
            model_name="journalentry",
            name="tags",
            field=modelcluster.contrib.taggit.ClusterTaggableManager(
                blank=True,
                help_text="A comma-separated list of tags.",
                through="testapp.JournalEntryTag",
                to="taggit.Tag",
                verbose_name="Tags",
            ),
        ),
    ]
