"""The question "Email this to subscribers?" in the editor of each page type that may be mailed."""

from typing import Any

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel
from wagtail.models import Site

from wagtail_therapy.content.admin.panels import AdvicePanel

from ..composing import emails
from ..models import MailedPart, Mailing, NewsletterSettings, PostMailIntent, Subscriber
from ..sending import mailed_pages
from .mailing_summary import is_running, link_text, sentence_of
from .publish_messages import Announcement, announcement_of_schedule

Choice = PostMailIntent.Choice


class MailChoiceForm(WagtailAdminPageForm):
    """Sets the answer on the page, whose next save stores it in a row of its own.

    Wagtail's create view saves, publishes and sends the signal in one request, so any later hook is
    too late. Its preview calls ``save()`` here too, and must store nothing. A draft or autosave
    with an answer sends nothing: only publishing does.

    A user who may publish the page sees another user's wish beside the question, and no answer.
    """

    mail_choice = forms.ChoiceField(
        label=_("Email this to subscribers?"),
        choices=[(choice.value, choice.label) for choice in PostMailIntent.ANSWERS],
        required=False,
        widget=forms.RadioSelect,
    )
    mail_note = forms.CharField(
        label=_("A note to your readers"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "Only in the email, above the post: why you wrote it, or what is new with you. Leave "
            "an empty line between paragraphs."
        ),
    )
    mail_preheader = forms.CharField(
        label=_("Line behind the subject"),
        required=False,
        max_length=120,
        help_text=_(
            "Inboxes and lock screens show it, and other people may see it there. If you leave it "
            "empty, it says that there is a new post, and how long it takes to read."
        ),
    )
    mail_part = forms.ChoiceField(
        label=_("What the email has"), choices=MailedPart.choices, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.may_decide_mail = mailed_pages.may_decide(
            self.for_user, self.instance, self.parent_page
        )
        intent = mailed_pages.intent_for(self.instance)
        self.mail_wish = intent if intent and intent.is_wish_for(self.instance) else None
        self.initial["mail_choice"] = self._given_answer(intent)
        words = (intent or PostMailIntent()).words
        self.initial |= {f"mail_{name}": value for name, value in words.items()}

    def _given_answer(self, intent: PostMailIntent | None) -> Any:
        if self.mail_wish:
            return None if self.may_decide_mail else Choice.SEND
        return intent and intent.choice

    def save(self, commit: bool = True) -> Any:
        choice = self.cleaned_data.get("mail_choice")
        if choice == self.initial["mail_choice"]:
            choice = ""
        words = self._changed_words()
        if choice or words:
            answer = mailed_pages.FormAnswer(choice or "", words, self.for_user)
            self.instance.mail_answer = answer
        return super().save(commit=commit)

    def _changed_words(self) -> dict[str, str]:
        """Return what was changed among the words that the form asked for."""
        names = [name for name in PostMailIntent.WORDS if f"mail_{name}" in self.changed_data]
        return {name: self.cleaned_data[f"mail_{name}"] for name in names if self._asked(name)}

    def _asked(self, name: str) -> bool:
        return self.add_prefix(f"mail_{name}") in self.data


class MailChoicePanel(Panel):
    """Asks whether to email a post, and afterwards says what happened."""

    def __init__(self, heading: str = "", icon: str = "mail", **kwargs: Any):
        super().__init__(heading=heading or _("Email to subscribers"), icon=icon, **kwargs)

    def get_form_options(self) -> dict[str, Any]:
        # Claims the fields: Wagtail shows fields that no panel claims at the end.
        return {"fields": ["mail_choice", *(f"mail_{name}" for name in PostMailIntent.WORDS)]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtail_therapy/newsletter/admin/mail_choice_panel.html"

        @cached_property
        def mailing(self) -> Mailing | None:
            if self.instance.pk is None:
                return None
            mailing = mailed_pages.for_page(self.instance)
            return None if mailing and mailing.is_withdrawn else mailing

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            context = super().get_context_data(parent_context)
            site, mailing = self._site(), self.mailing
            readers = site and Subscriber.objects.filter(site=site).mailable().count()
            self.form.fields["mail_choice"].choices = _answers(readers)
            self.form.fields["mail_part"].choices = _parts(site)
            words = [self.form[f"mail_{name}"] for name in PostMailIntent.WORDS]
            plan = self._plan()
            return context | {
                "sentence": mailing and sentence_of(mailing),
                "is_running": mailing and is_running(mailing),
                "link_text": mailing and link_text(mailing),
                "field": self.form["mail_choice"],
                "mailing": mailing,
                "plan": plan,
                "wish": self.form.mail_wish,
                "may_decide": self.form.may_decide_mail,
                "may_schedule": self.form.may_decide_mail and self._has_schedule(),
                "problem": site and emails.problem(site),
                "words": words if self._may_change_words() and not plan else [],
                "has_words": any(word.value() for word in words),
            }

        def _plan(self) -> Announcement | None:
            """Return what becomes of a scheduled page, in whose form Wagtail saves no answer."""
            return announcement_of_schedule(self.instance) if self.instance.pk else None

        def _may_change_words(self) -> bool:
            return self.mailing is None or (self.mailing.is_held and self.form.may_decide_mail)

        def _has_schedule(self) -> bool:
            """Whether the form has Wagtail's window to set a schedule. A lock hides it."""
            is_locked = self.instance.pk and self.instance.get_lock()
            return self.form.show_schedule_publishing_toggle and not is_locked

        def _site(self) -> Site | None:
            place = self.instance if self.instance.pk else self.form.parent_page
            return place and place.get_site()


def _answers(readers: int | None) -> list[tuple[str, Any]]:
    """Return the answers as the form shows them; without a number if the page has no site."""
    if readers is None:
        return [(choice.value, choice.label) for choice in PostMailIntent.ANSWERS]
    send = ngettext(
        "Yes, email it to %(number)d reader when it is published",
        "Yes, email it to %(number)d readers when it is published",
        readers,
    )
    yes, no = PostMailIntent.ANSWERS
    return [(yes.value, send % {"number": readers}), (no.value, no.label)]


def _parts(site: Site | None) -> list[tuple[str, Any]]:
    """Return the choices, with what the site has chosen for its posts."""
    settings = NewsletterSettings.read(site) if site else NewsletterSettings()
    as_set = _("As in the settings: %(part)s") % {"part": settings.get_part_display()}
    return [("", as_set), *MailedPart.choices]


def attach_to_mailed_models() -> None:
    """Add the question to each page type in ``MAILED_PAGE_MODELS``.

    A page type with its own ``edit_handler`` keeps it unchanged, and a check asks for a
    MailChoicePanel.
    """
    for model in mailed_pages.mailed_models():
        # Wagtail's admin sets the default in its own ``ready()``, which may run after ours.
        form_class = getattr(model, "base_form_class", WagtailAdminPageForm)
        if not issubclass(form_class, MailChoiceForm):
            bases = (MailChoiceForm, form_class)
            model.base_form_class = type(f"{model.__name__}MailChoiceForm", bases, {})
            model.content_panels = _with_question(model.content_panels)


def _with_question(content_panels: list[Any]) -> list[Any]:
    """Put the question after the page's own advice, or at the end."""
    advice = [n for n, one in enumerate(content_panels, 1) if isinstance(one, AdvicePanel)]
    place = advice[0] if advice else len(content_panels)
    return [*content_panels[:place], MailChoicePanel(), *content_panels[place:]]
