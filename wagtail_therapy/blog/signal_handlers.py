from django.db.models.signals import post_delete, post_save
from wagtail.signals import page_published, page_unpublished, post_page_move

from wagtail_therapy.authors.mixins import TeamPageMixin
from wagtail_therapy.authors.models import Author
from wagtail_therapy.content.models import ContentNote

from . import kept, posts
from .authored import AuthoredMixin
from .models import Category


def register_signal_handlers():
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(forget_posts, dispatch_uid="wagtail_therapy_blog.kept")
    for model in (Author, Category, ContentNote):
        for signal in (post_save, post_delete):
            signal.connect(forget, model, dispatch_uid="wagtail_therapy_blog.kept")
    for model in posts.models():
        post_delete.connect(forget, model, dispatch_uid="wagtail_therapy_blog.kept")


def forget_posts(sender, instance, **kwargs):
    if isinstance(instance, AuthoredMixin | TeamPageMixin):
        kept.forget()


def forget(sender, **kwargs):
    kept.forget()
