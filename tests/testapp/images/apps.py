from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "tests.testapp.images"
    label = "host_images"
    default_auto_field = "django.db.models.AutoField"
