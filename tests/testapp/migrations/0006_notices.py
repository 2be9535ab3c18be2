from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("testapp", "0005_posts_in_full"),
    ]

    operations = [
        migrations.AddField(
            model_name="journalentry",
            name="crisis_notice",
            field=models.CharField(
                choices=[
                    ("inherit", "As on other pages"),
                    ("always", "Above the text, too"),
                    ("never", "Not on this page"),
                ],
                default="inherit",
                help_text="It stands at the foot of every page, and also above the text where the topic asks for it.",
                max_length=10,
                verbose_name="crisis notice",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="disclaimer",
            field=models.CharField(
                choices=[
                    ("inherit", "As on other pages"),
                    ("always", "Above the text, too"),
                    ("never", "Not on this page"),
                ],
                default="inherit",
                help_text="It stands at the foot of every page.",
                max_length=10,
                verbose_name="disclaimer",
            ),
        ),
        migrations.AddField(
            model_name="journalentry",
            name="exit_button",
            field=models.CharField(
                choices=[
                    ("inherit", "Where the topic asks for it"),
                    ("always", "On this page"),
                    ("never", "Not on this page"),
                ],
                default="inherit",
                help_text="Only for pages that could bring somebody into danger when seen by the wrong person, such as those on abuse at home. It puts others off, and erases no history.",
                max_length=10,
                verbose_name="button to leave quickly",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="crisis_notice",
            field=models.CharField(
                choices=[
                    ("inherit", "As on other pages"),
                    ("always", "Above the text, too"),
                    ("never", "Not on this page"),
                ],
                default="inherit",
                help_text="It stands at the foot of every page, and also above the text where the topic asks for it.",
                max_length=10,
                verbose_name="crisis notice",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="disclaimer",
            field=models.CharField(
                choices=[
                    ("inherit", "As on other pages"),
                    ("always", "Above the text, too"),
                    ("never", "Not on this page"),
                ],
                default="inherit",
                help_text="It stands at the foot of every page.",
                max_length=10,
                verbose_name="disclaimer",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="exit_button",
            field=models.CharField(
                choices=[
                    ("inherit", "Where the topic asks for it"),
                    ("always", "On this page"),
                    ("never", "Not on this page"),
                ],
                default="inherit",
                help_text="Only for pages that could bring somebody into danger when seen by the wrong person, such as those on abuse at home. It puts others off, and erases no history.",
                max_length=10,
                verbose_name="button to leave quickly",
            ),
        ),
    ]
