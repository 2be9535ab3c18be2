from django.db import models
from wagtail.fields import RichTextField
from wagtail.models import Page


class HomePage(Page):
    pass


class TeamPage(Page):
    intro = RichTextField(blank=True)


class ApproachIndexPage(Page):
    intro = RichTextField(blank=True)


class ApproachPage(Page):
    summary = models.TextField(blank=True)
    concerns = models.ManyToManyField("approaches.Concern", blank=True)
