from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from . import counts, posts
from .authored import AuthoredMixin
from .models import Category


def register_signal_handlers():
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_counts_of_posts, dispatch_uid="wagtail_therapy_blog.counts")
    for signal in (post_save, post_delete):
        signal.connect(forget_counts, Category, dispatch_uid="wagtail_therapy_blog.counts")
    for model in posts.models():
        post_delete.connect(forget_counts, model, dispatch_uid="wagtail_therapy_blog.counts")


def forget_counts_of_posts(sender, instance, **kwargs):
    if isinstance(instance, AuthoredMixin):
        counts.forget()


def forget_counts(sender, **kwargs):
    counts.forget()
