from django.apps import AppConfig


class BaseHostConfig(AppConfig):
    name = "tests.basehost"
    label = "basehost"
    default_auto_field = "django.db.models.BigAutoField"
