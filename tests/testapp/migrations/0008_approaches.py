import django.core.validators
import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("testapp", "0007_reviews"),
        ("wagtail_therapy_approaches", "0001_initial"),
        ("wagtail_therapy_authors", "0002_profiles"),
        ("wagtail_therapy_content", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="methodpage",
            name="review_every_months",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="Leave it empty to do as your practice does with all pages.",
                null=True,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(120),
                ],
                verbose_name="review every … months",
            ),
        ),
        migrations.CreateModel(
            name="MethodAuthor",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="MethodConcern",
            fields=[
                (
                    "id",
                    models.AutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sort_order", models.IntegerField(blank=True, editable=False, null=True)),
                (
                    "strength",
                    models.CharField(
                        choices=[
                            ("recommended", "Recommended in a named guideline"),
                            ("supported", "Supported by several trials or a meta-analysis"),
                            ("some", "Some research"),
                            ("little", "Used in practice; little research"),
                            ("not_recommended", "Not recommended"),
                        ],
                        help_text="For this concern, not for the approach as a whole. A recommendation needs its guideline, research needs its reference.",
                        max_length=20,
                        verbose_name="what research says",
                    ),
                ),
                (
                    "guideline_name",
                    models.CharField(
                        blank=True,
                        help_text="Who recommends it, in what, and when. For example: NICE NG222, 2022",
                        max_length=255,
                        verbose_name="guideline",
                    ),
                ),
                (
                    "guideline_url",
                    models.URLField(
                        blank=True, max_length=500, verbose_name="web address of the guideline"
                    ),
                ),
                (
                    "reference_keys",
                    models.CharField(
                        blank=True,
                        help_text="Keys from this page’s list of references, with commas between them.",
                        max_length=255,
                        verbose_name="references",
                    ),
                ),
                (
                    "note",
                    models.CharField(
                        blank=True,
                        help_text="What readers should know beside that. For example: in adults only",
                        max_length=255,
                        verbose_name="note",
                    ),
                ),
            ],
            options={
                "ordering": ["sort_order"],
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="methodpage",
            name="abbreviation",
            field=models.CharField(
                blank=True, help_text="For example: CBT", max_length=20, verbose_name="abbreviation"
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="age_groups",
            field=models.JSONField(blank=True, default=list, verbose_name="age groups"),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="also_known_as",
            field=models.CharField(
                blank=True,
                help_text="Other names that people search for, with commas between them.",
                max_length=500,
                verbose_name="also known as",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="between_session_work",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("none", "None"),
                    ("sometimes", "Sometimes"),
                    ("usually", "Usually"),
                ],
                default="",
                max_length=20,
                verbose_name="work between sessions",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="change_note",
            field=models.CharField(
                blank=True,
                help_text="In one sentence; readers see it beside the date.",
                max_length=255,
                verbose_name="what has changed",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="content_notes",
            field=modelcluster.fields.ParentalManyToManyField(
                blank=True,
                help_text="Topics that readers may want to know of before they read.",
                related_name="+",
                to="wagtail_therapy_content.contentnote",
                verbose_name="content notes",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="delivery",
            field=models.JSONField(blank=True, default=list, verbose_name="ways to meet"),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="disclosure",
            field=models.TextField(
                blank=True,
                help_text="Tells readers that you earn money with it. When empty, and it is offered here, a sentence of ours does.",
                verbose_name="disclosure",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="family",
            field=models.ForeignKey(
                blank=True,
                help_text="Lists of approaches may be grouped by it.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_therapy_approaches.approachfamily",
                verbose_name="family",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="formats",
            field=models.JSONField(blank=True, default=list, verbose_name="formats"),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="frequency",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("more_than_weekly", "More than once a week"),
                    ("weekly", "Once a week"),
                    ("fortnightly", "Every two weeks"),
                    ("varies", "It varies"),
                ],
                default="",
                max_length=20,
                verbose_name="how often",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="heading",
            field=models.CharField(
                blank=True,
                help_text="For example: What is psychodynamic therapy? When empty, the title.",
                max_length=255,
                verbose_name="heading",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="length_note",
            field=models.CharField(
                blank=True,
                help_text="For example: longer for trauma that happened more than once",
                max_length=255,
                verbose_name="note on the length",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="not_to_be_confused_with",
            field=wagtail.fields.RichTextField(
                blank=True,
                help_text="Another approach of a similar name, and how they differ.",
                verbose_name="not to be confused with",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="offered_here",
            field=models.BooleanField(
                default=False,
                help_text="Somebody of the practice works this way.",
                verbose_name="offered here",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="open_ended",
            field=models.BooleanField(
                default=False,
                help_text="It may go on for as long as it helps.",
                verbose_name="open-ended",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="references",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="What the page rests on. To cite one in the text, write [ref:key].",
                verbose_name="references",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="session_minutes_max",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="minutes of a session, to"
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="session_minutes_min",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="minutes of a session, from"
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="sessions_max",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="sessions, to"
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="sessions_min",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="sessions, from"
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="structure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("structured", "Structured: sessions follow a plan"),
                    ("partly", "Partly structured"),
                    ("open_ended", "Open: you begin with what is on your mind"),
                ],
                default="",
                max_length=20,
                verbose_name="structure",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="talks_about_past_in_detail",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("usually", "Usually"),
                    ("sometimes", "Sometimes"),
                    ("not_needed", "Not needed"),
                ],
                default="",
                help_text="Who looks for help after something terrible asks this first.",
                max_length=20,
                verbose_name="talking about the past in detail",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="therapist_style",
            field=models.CharField(
                blank=True,
                help_text="For example: active, explains and suggests",
                max_length=120,
                verbose_name="style of the therapist",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="time_focus",
            field=models.CharField(
                blank=True,
                choices=[
                    ("", "Not stated"),
                    ("present", "The present"),
                    ("past_and_present", "The past and the present"),
                    ("past", "Mainly the past"),
                    ("varies", "It varies"),
                ],
                default="",
                max_length=20,
                verbose_name="focus in time",
            ),
        ),
        migrations.AddField(
            model_name="methodpage",
            name="updated_date",
            field=models.DateField(
                blank=True,
                help_text="When what it says last changed. Mending a typo is no update.",
                null=True,
                verbose_name="updated on",
            ),
        ),
        migrations.AddField(
            model_name="methodauthor",
            name="author",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_therapy_authors.author",
                verbose_name="author",
            ),
        ),
        migrations.AddField(
            model_name="methodauthor",
            name="page",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approach_authors",
                to="testapp.methodpage",
            ),
        ),
        migrations.AddField(
            model_name="methodconcern",
            name="concern",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="wagtail_therapy_approaches.concern",
                verbose_name="concern",
            ),
        ),
        migrations.AddField(
            model_name="methodconcern",
            name="page",
            field=modelcluster.fields.ParentalKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="approach_concerns",
                to="testapp.methodpage",
            ),
        ),
    ]
