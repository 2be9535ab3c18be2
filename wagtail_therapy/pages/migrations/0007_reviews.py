from datetime import datetime, time

import django.core.validators
from django.db import migrations, models
from django.utils import timezone

TYPE = {"app_label": "wagtail_therapy_pages", "model": "blogpostpage"}


def carry_over(apps, schema_editor):
    """Make a review of each date that a post had, on noon of that day."""
    alias = schema_editor.connection.alias
    reviews = apps.get_model("wagtail_therapy_authors", "Review").objects.using(alias)
    posts = apps.get_model("wagtail_therapy_pages", "BlogPostPage").objects.using(alias)
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    for post in posts.filter(reviewed_date__isnull=False).select_related("reviewed_by"):
        # The content types of a new database come after its migrations; it has no posts either.
        content_type, _created = types.get_or_create(**TYPE)
        reviews.create(
            content_type=content_type,
            object_id=str(post.pk),
            reviewer=post.reviewed_by,
            reviewer_name=name_with_letters(post.reviewed_by) if post.reviewed_by else "",
            reviewed_at=noon(post.reviewed_date),
        )


def carry_back(apps, schema_editor):
    """Give each post the date of its latest review again, and delete its reviews."""
    alias = schema_editor.connection.alias
    reviews = apps.get_model("wagtail_therapy_authors", "Review").objects.using(alias)
    posts = apps.get_model("wagtail_therapy_pages", "BlogPostPage").objects.using(alias)
    types = apps.get_model("contenttypes", "ContentType").objects.using(alias)
    content_type = types.filter(**TYPE).first()
    if content_type is None:
        return
    of_posts = reviews.filter(content_type=content_type)
    for review in of_posts.order_by("reviewed_at", "pk"):
        values = {"reviewed_date": day(review.reviewed_at), "reviewed_by": review.reviewer_id}
        posts.filter(pk=int(review.object_id)).update(**values)
    of_posts.delete()


def name_with_letters(author):
    name = f"{author.honorific_prefix} {author.name}".strip()
    return ", ".join(part for part in (name, author.post_nominals) if part)


def noon(reviewed_date):
    moment = datetime.combine(reviewed_date, time(12))
    now = timezone.now()
    aware = timezone.make_aware(moment) if timezone.is_aware(now) else moment
    # An editor's tomorrow was allowed.
    return min(aware, now)


def day(moment):
    return timezone.localdate(moment) if timezone.is_aware(moment) else moment.date()


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtail_therapy_authors", "0003_reviews"),
        ("wagtail_therapy_pages", "0006_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="blogpostpage",
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
        migrations.RunPython(carry_over, carry_back),
        migrations.RemoveField(model_name="blogpostpage", name="reviewed_by"),
        migrations.RemoveField(model_name="blogpostpage", name="reviewed_date"),
    ]
