import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [
        migrations.CreateModel(
            name="PracticeSettings",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="As your clients know it. When empty, the name of the site is used.",
                        max_length=255,
                        verbose_name="name of the practice",
                    ),
                ),
                (
                    "postal_address",
                    models.TextField(
                        blank=True,
                        help_text="Printed under every mail to subscribers; the law asks for it. Without it no mail is sent.",
                        verbose_name="postal address",
                    ),
                ),
                (
                    "sender_name",
                    models.CharField(
                        blank=True,
                        help_text="Whom mails come from. When empty, the name of the practice is used.",
                        max_length=255,
                        verbose_name="sender name",
                    ),
                ),
                (
                    "sender_email",
                    models.EmailField(
                        blank=True,
                        help_text="An address at your own domain. Without it no mail is sent.",
                        max_length=254,
                        verbose_name="sender address",
                    ),
                ),
                (
                    "crisis_notice",
                    models.TextField(
                        blank=True,
                        help_text="Whom to call in an emergency, and that nobody watches your inbox at night. Shown under every post and approach.",
                        verbose_name="crisis notice",
                    ),
                ),
                (
                    "crisis_checked_date",
                    models.DateField(
                        blank=True,
                        help_text="When somebody last made sure that the numbers above are right.",
                        null=True,
                        verbose_name="numbers checked on",
                    ),
                ),
                (
                    "disclaimer",
                    models.TextField(
                        blank=True,
                        help_text="That your texts are general information and no advice to one person.",
                        verbose_name="disclaimer",
                    ),
                ),
                (
                    "site",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "verbose_name": "practice",
                "verbose_name_plural": "practices",
            },
        ),
    ]
