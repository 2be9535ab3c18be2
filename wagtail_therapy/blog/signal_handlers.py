from django.apps import apps

from wagtail_therapy.content import kept

from . import posts
from .mixins import BlogIndexMixin
from .models import Category

ROWS = ["post_authors", "post_categories", "post_tags"]


def register_signal_handlers():
    blogs = [model for model in apps.get_models() if issubclass(model, BlogIndexMixin)]
    rows = [row for name in ROWS for row in posts.rows(name)]
    kept.forget_with(Category, *posts.models(), *blogs, *rows)
