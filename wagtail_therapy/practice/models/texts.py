from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from wagtail_therapy.content.fields import TherapyStreamField
from wagtail_therapy.practice.blocks import LanguagesBlock, LegalLinksBlock
from wagtail_therapy.practice.crisis.blocks import CrisisLinesBlock
from wagtail_therapy.practice.crisis.presets import Country


class Texts(models.Model):
    """The notices on every page and in every email of the practice. See ``notices.Notices``."""

    crisis_preset = models.CharField(
        _("lines for"),
        max_length=20,
        choices=[("", _("None of these")), *Country.choices],
        blank=True,
        help_text=_(
            "Fills in the emergency number and the crisis lines of that country. If yours isn’t "
            "here, choose “None of these” and add your own lines below."
        ),
    )
    crisis_notice = models.TextField(
        _("crisis notice"),
        blank=True,
        help_text=_(
            "Say that you aren’t an emergency service. If you leave this empty and there are "
            "lines, we say so for you."
        ),
    )
    crisis_words = models.TextField(
        _("words of a crisis"),
        blank=True,
        help_text=_(
            "If a reader searches for one of them, the crisis lines come first. One word or phrase "
            "on each line. suicid* means every word that begins with suicid. If you leave this "
            "empty, we use our own list."
        ),
    )
    similar_words = models.TextField(
        _("words that mean the same"),
        blank=True,
        help_text=_(
            "A search for one of them also finds the others: “fees, cost, insur*”. One group on "
            "each line, with commas between the words. insur* means every word that begins with "
            "insur, and isn’t searched for itself. If you leave this empty, we use our own list."
        ),
    )
    emergency_number = models.CharField(
        _("emergency number"),
        max_length=30,
        blank=True,
        help_text=_("For example 112. Leave it empty to use the number for the country above."),
    )
    crisis_lines = TherapyStreamField(
        CrisisLinesBlock(),
        verbose_name=_("your own crisis lines"),
        blank=True,
        help_text=_("Shown after those of the country above."),
    )
    # By the key of each line: the day it was checked, and what it then showed.
    confirmed_lines = models.JSONField(default=dict, blank=True, editable=False)
    disclaimer = models.TextField(
        _("disclaimer"),
        blank=True,
        help_text=_(
            "One or two sentences, for example: “This is general information, not personal advice. "
            "Reading it or joining our list doesn’t make you a client.”"
        ),
    )
    disclaimer_full = models.TextField(
        _("disclaimer in full"),
        blank=True,
        help_text=_(
            "Shown when a reader unfolds it. For example: no one should stop or change a "
            "treatment because of your pages, and who to ask instead."
        ),
    )
    regulator_notice = models.TextField(
        _("regulator notice"),
        blank=True,
        help_text=_(
            "If your regulator requires one: who takes complaints, with name, address and "
            "telephone, or the notice for practice from another state."
        ),
    )
    not_sure = models.TextField(
        _("not sure?"),
        blank=True,
        help_text=_(
            "For readers who don’t know what they need: how little it takes to ask you. If you "
            "leave this empty, we write a sentence or two."
        ),
    )
    way_on = models.TextField(
        _("where else to turn"),
        blank=True,
        help_text=_(
            "Shown if everyone on a page is full and no one else here accepts new clients: a "
            "public service, a directory or other practices."
        ),
    )
    legal_links = TherapyStreamField(
        LegalLinksBlock(),
        verbose_name=_("legal texts"),
        blank=True,
        help_text=_("Which of them you need depends on where you are. We can’t tell you."),
    )
    other_languages = TherapyStreamField(
        LanguagesBlock(),
        verbose_name=_("in other languages"),
        blank=True,
        help_text=_("We translate the crisis lines of each country for you."),
    )
    exit_url = models.URLField(
        _("where the quick-exit button leads"),
        max_length=500,
        default="https://www.bbc.com/weather",
        help_text=_(
            "A page that anyone might look at. Not one of your own, and none that greets people by "
            "name."
        ),
    )
    exit_advice_url = models.URLField(
        _("advice on staying safe online"),
        max_length=500,
        blank=True,
        help_text=_("Linked beside the button: how to cover your tracks online."),
    )
    review_every_months = models.PositiveSmallIntegerField(
        _("months between reviews"),
        default=24,
        validators=[MinValueValidator(1)],
        help_text=_("After that time a post or approach is due for another review."),
    )
    shows_archived_comments = models.BooleanField(
        _("show comments from your old site"),
        default=True,
        help_text=_(
            "Folded below each post that has some. They can be read but not answered, and no one "
            "can add others."
        ),
    )

    class Meta:
        abstract = True
