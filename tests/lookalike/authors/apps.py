from django.apps import AppConfig


class AuthorsConfig(AppConfig):
    name = "tests.lookalike.authors"
    label = "authors"
    default_auto_field = "django.db.models.BigAutoField"
