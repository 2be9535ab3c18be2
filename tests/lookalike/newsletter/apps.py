from django.apps import AppConfig


class NewsletterConfig(AppConfig):
    name = "tests.lookalike.newsletter"
    label = "newsletter"
    default_auto_field = "django.db.models.BigAutoField"
