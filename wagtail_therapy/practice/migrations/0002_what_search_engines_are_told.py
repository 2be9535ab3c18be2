import django.db.models.deletion
from django.db import migrations, models
from wagtail.images import get_image_model_string


class Migration(migrations.Migration):
    dependencies = [
        ("wagtail_therapy_practice", "0001_initial"),
        # The host's image model, which is not Django's idea of swappable.
        migrations.swappable_dependency(get_image_model_string()),
    ]

    operations = [
        migrations.AddField(
            model_name="practicesettings",
            name="country",
            field=models.CharField(
                blank=True,
                help_text="Best its two letters, such as GB.",
                max_length=100,
                verbose_name="country",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="email",
            field=models.EmailField(blank=True, max_length=254, verbose_name="email address"),
        ),
        migrations.AddField(
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
                help_text="What search engines are told. When empty, a health care business if there is an address below, else an organisation.",
                max_length=30,
                verbose_name="kind",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="links",
            field=models.TextField(
                blank=True,
                help_text="Web addresses of the practice’s own pages on other sites, one on each line.",
                verbose_name="your pages elsewhere",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="locality",
            field=models.CharField(blank=True, max_length=255, verbose_name="town"),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="logo",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=get_image_model_string(),
                verbose_name="logo",
            ),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="postal_code",
            field=models.CharField(blank=True, max_length=30, verbose_name="postal code"),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="region",
            field=models.CharField(blank=True, max_length=255, verbose_name="state or region"),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="street_address",
            field=models.CharField(blank=True, max_length=255, verbose_name="street and number"),
        ),
        migrations.AddField(
            model_name="practicesettings",
            name="telephone",
            field=models.CharField(blank=True, max_length=50, verbose_name="telephone"),
        ),
    ]
