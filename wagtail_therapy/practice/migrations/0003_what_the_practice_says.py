import django.core.validators
import wagtail.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_therapy_practice", "0002_what_search_engines_are_told"),
    ]

    operations = [
        migrations.AddField(
            model_name="practicesettings",
            name="booking_name",
            field=models.CharField(
                blank=True,
                help_text="For example Jane. The link then says “Book at Jane (opens jane.example)”.",
                max_length=100,
                verbose_name="name of the booking service",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="booking_url",
            field=models.URLField(
                blank=True,
                help_text="A plain link: nothing of that company is loaded into your pages.",
                max_length=500,
                verbose_name="web address for booking",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="crisis_lines",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="Shown after those of the country above, as links that dial.",
                verbose_name="crisis lines",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="crisis_preset",
            field=models.CharField(
                blank=True,
                choices=[("us", "United States"), ("ca", "Canada"), ("england", "England")],
                help_text="Fills in the emergency number and the crisis lines of that country. For another one leave this empty and enter yours below.",
                max_length=20,
                verbose_name="numbers for",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="disclaimer_full",
            field=models.TextField(
                blank=True,
                help_text="Unfolded by whoever wants to read on. For example that nobody should stop or change a treatment because of your pages, and whom to ask instead.",
                verbose_name="disclaimer in full",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="emergency_number",
            field=models.CharField(
                blank=True,
                help_text="For example 112. When empty, that of the country above.",
                max_length=30,
                verbose_name="emergency number",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="exit_advice_url",
            field=models.URLField(
                blank=True,
                help_text="Linked beside the button: how to hide which pages one has read.",
                max_length=500,
                verbose_name="advice on staying safe online",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="exit_url",
            field=models.URLField(
                default="https://www.bbc.com/weather",
                help_text="A page that anybody might be looking at. Nothing of your own, and nothing that greets people by name.",
                max_length=500,
                verbose_name="where the button to leave leads",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="legal_links",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="Which of them you need depends on where you are. We cannot tell you.",
                verbose_name="legal texts",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="other_languages",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="The numbers of a country are translated by us.",
                verbose_name="in other languages",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="portal_name",
            field=models.CharField(
                blank=True, max_length=100, verbose_name="name of the client portal"
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="portal_url",
            field=models.URLField(
                blank=True, max_length=500, verbose_name="web address of the client portal"
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="registrations",
            field=wagtail.fields.StreamField(
                [],
                blank=True,
                block_lookup={},
                help_text="Company, registration and VAT numbers. Licences belong to their authors.",
                verbose_name="numbers of the practice",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="regulator_notice",
            field=models.TextField(
                blank=True,
                help_text="Where your regulator wants one: with whom complaints can be lodged, with name, address and telephone, or the words for practice from another state.",
                verbose_name="regulator notice",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="review_every_months",
            field=models.PositiveSmallIntegerField(
                default=24,
                help_text="After that time a post or approach is due to be reviewed again.",
                validators=[django.core.validators.MinValueValidator(1)],
                verbose_name="months between reviews",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="served_regions",
            field=models.TextField(
                blank=True,
                help_text="The states or countries in which your licences hold, by video too. One on each line.",
                verbose_name="where you may see clients",
            ),
        ),
        migrations.AlterField(
            model_name="practicesettings",
            name="crisis_checked_date",
            field=models.DateField(
                blank=True,
                help_text="When somebody of you last made sure that all of these numbers are right. Readers see it. Numbers change: after six months we remind you.",
                null=True,
                verbose_name="numbers checked on",
            ),
        ),
        migrations.AlterField(
            model_name="practicesettings",
            name="crisis_notice",
            field=models.TextField(
                blank=True,
                help_text="That you are no emergency service and nobody watches your inbox at night. When empty, and there are numbers, we say so for you.",
                verbose_name="crisis notice",
            ),
        ),
        migrations.AlterField(
            model_name="practicesettings",
            name="disclaimer",
            field=models.TextField(
                blank=True,
                help_text="One or two sentences, for example: “This page is general information. It is not advice about you, and reading it or joining our list does not make you a client.”",
                verbose_name="disclaimer",
            ),
        ),
        migrations.AlterField(
            model_name="practicesettings",
            name="kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("Organization", "An organisation without a place that clients come to"),
                    ("LocalBusiness", "A business with a place that clients come to"),
                    ("MedicalBusiness", "A health care business with such a place"),
                    ("MedicalClinic", "A clinic"),
                ],
                help_text="What search engines are told. When empty, a health care business if there is an address above, else an organisation.",
                max_length=30,
                verbose_name="kind",
            ),
        ),
    ]
