import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_therapy_authors", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="author",
            name="accepting_clients",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("yes", "Accepting new clients"),
                    ("waiting_list", "Waiting list for new clients"),
                    ("no", "Not accepting new clients"),
                ],
                default="",
                help_text="“Not stated” shows nothing. Change it when your practice fills up.",
                max_length=20,
                verbose_name="new clients",
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="honorific_prefix",
            field=models.CharField(
                blank=True,
                help_text="For example: Dr",
                max_length=50,
                verbose_name="title before the name",
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="languages",
            field=models.CharField(
                blank=True,
                help_text="Those you work in, with commas between them. For example: English, Deutsch",
                max_length=255,
                verbose_name="languages",
            ),
        ),
        migrations.AddField(
            model_name="author",
            name="pronouns",
            field=models.CharField(
                blank=True, help_text="For example: she/her", max_length=50, verbose_name="pronouns"
            ),
        ),
        migrations.AlterField(
            model_name="author",
            name="name",
            field=models.CharField(
                help_text="First and last name, without titles.",
                max_length=255,
                verbose_name="name",
            ),
        ),
        migrations.AlterField(
            model_name="authorlicense",
            name="expires_date",
            field=models.DateField(
                blank=True,
                help_text="After this day it is no longer shown, until you enter a new date.",
                null=True,
                verbose_name="valid until",
            ),
        ),
        migrations.AlterField(
            model_name="authorlink",
            name="label",
            field=models.CharField(
                help_text="For example: Book a first session with me",
                max_length=255,
                verbose_name="label",
            ),
        ),
        migrations.CreateModel(
            name="AuthorDegree",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "title",
                    models.CharField(
                        help_text="For example: Doctor of Psychology",
                        max_length=255,
                        verbose_name="title",
                    ),
                ),
                ("institution", models.CharField(blank=True, max_length=255, verbose_name="where")),
                (
                    "year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year"),
                ),
                (
                    "author",
                    modelcluster.fields.ParentalKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="degrees",
                        to="wagtail_therapy_authors.author",
                    ),
                ),
            ],
            options={
                "verbose_name": "degree",
                "verbose_name_plural": "degrees",
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
    ]
