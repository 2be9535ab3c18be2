from typing import Any

from django import forms
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables
from swapper import load_model
from wagtail.models import Site

from wagtail_therapy.content.caching import cached, request_key
from wagtail_therapy.practice.models import PracticeSettings

from . import clock, email_addresses, tokens
from .models import ConsentText, NewsletterSettings
from .personal_data import consent_text
from .personal_data.consent_text import ConsentWording

TEMPLATE = "wagtail_therapy/newsletter/subscribe_form.html"
PLACEHOLDER = "therapy-token-here"


class AddressForm(forms.Form):
    """Asks for an address, and notices most of the programs that fill in every form."""

    # Longer than an address may be, so that our own message is shown and not the browser's silence.
    email = forms.CharField(
        label=_("Email address"),
        max_length=1000,
        error_messages={"required": _("Enter your email address.")},
        widget=forms.EmailInput(
            attrs={"class": "therapy-input", "autocomplete": "email", "inputmode": "email"}
        ),
    )
    # Only programs fill it in. Browsers have nothing stored for a field of this name.
    therapy_leave_empty = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )
    token = forms.CharField(widget=forms.HiddenInput)

    use_required_attribute = False

    def clean_email(self) -> str:
        return email_addresses.clean(self.cleaned_data["email"])

    @property
    def is_filled_by_program(self) -> bool:
        return bool(self.data.get(self.add_prefix("therapy_leave_empty")))


class SubscribeForm(AddressForm):
    """One address and nothing else: no name, no interests, no account."""

    @property
    def described_email(self) -> str:
        """The field, linked to its error and to the consent text for screen readers."""
        field = self["email"]
        ids = [f"{field.id_for_label}-error"] if field.errors else []
        described_by = " ".join([*ids, f"{field.id_for_label}-consent"])
        return field.as_widget(attrs={"aria-describedby": described_by})


def subscribe_form_context(
    request: HttpRequest | None,
    *,
    heading: str = "",
    introduction: str = "",
    form: SubscribeForm | None = None,
    page: Any = None,
) -> dict[str, Any]:
    """Return the context of ``subscribe_form.html`` for a block, a tag or a page.

    Writes nothing and sets no cookie, so the page around it stays cacheable.
    """
    if request is None or (site := Site.find_for_request(request)) is None:
        return {"site": None}
    settings = _settings(site, request)
    wording = _wording(settings, request)
    return {
        "site": site,
        # Other apps' templates ask it for the site.
        "request": request,
        "form": form or _form(request, site, wording, page_id=_page_id(page)),
        "heading": heading,
        "introduction": introduction or settings.introduction,
        "consent": wording,
    }


def newsletter_data_context(request: HttpRequest | None) -> dict[str, Any]:
    """Return the context of ``newsletter_data.html``: empty without a request or a site."""
    if request is None or (site := Site.find_for_request(request)) is None:
        return {"consent": None}
    return {"consent": _wording(_settings(site, request), request)}


def subscribe_form_html(
    request: HttpRequest | None, *, heading: str = "", introduction: str = "", page: Any = None
) -> str:
    """Return the empty form as HTML. Everything but its token is cached."""
    if request is None or (site := Site.find_for_request(request)) is None:
        return ""
    auto_id = next_auto_id(request)

    def make() -> tuple[str, str]:
        form = SubscribeForm(initial={"token": PLACEHOLDER}, auto_id=auto_id)
        context = subscribe_form_context(
            request, heading=heading, introduction=introduction, form=form
        )
        return render_to_string(TEMPLATE, context), _consent_hash(context["consent"])

    words = (heading, introduction)
    html, consent_hash = cached((TEMPLATE, auto_id, *words, *request_key(request)), make, request)
    now = clock.now().timestamp()
    token = _token(site, consent_hash, rendered_at=now, page_id=_page_id(page))
    # A signed token has no characters that are special in HTML.
    return mark_safe(html.replace(PLACEHOLDER, token))  # noqa: S308 -- see above


def _settings(site: Site, request: HttpRequest) -> NewsletterSettings:
    return cached(("newsletter", site.pk), lambda: NewsletterSettings.read(site), request)


def _wording(settings: NewsletterSettings, request: HttpRequest) -> ConsentWording:
    practice = PracticeSettings.read_for(request) or PracticeSettings.read(settings.site)
    return consent_text.of(settings, practice)


@sensitive_variables()
def fresh_form(
    request: HttpRequest,
    site: Site,
    *,
    email: str | None = None,
    age: float = 0.0,
    page_id: int | None = None,
) -> SubscribeForm:
    """Return a form with a new token, as if it had been rendered ``age`` seconds ago."""
    wording = _wording(_settings(site, request), request)
    return _form(request, site, wording, email=email, age=age, page_id=page_id)


@sensitive_variables()
def _form(
    request: HttpRequest,
    site: Site,
    wording: ConsentWording,
    *,
    email: str | None = None,
    age: float = 0.0,
    page_id: int | None = None,
) -> SubscribeForm:
    rendered_at = clock.now().timestamp() - age
    token = _token(site, _consent_hash(wording), rendered_at=rendered_at, page_id=page_id)
    initial = {"token": token, "email": email}
    return SubscribeForm(initial=initial, auto_id=next_auto_id(request))


def next_auto_id(request: HttpRequest) -> str:
    """Return a pattern for ids that no other form on the same page has."""
    request.therapy_forms = getattr(request, "therapy_forms", 0) + 1
    return f"therapy-subscribe-{request.therapy_forms}-%s"


def _consent_hash(wording: ConsentWording) -> str:
    return ConsentText.hash_of(str(wording), get_language() or "")


def _page_id(page: Any) -> int | None:
    # A template may call anything else a page.
    return page.pk if isinstance(page, load_model("wagtailcore", "Page")) else None


def _token(site: Site, consent_hash: str, *, rendered_at: float, page_id: int | None) -> str:
    return tokens.form_token(
        tokens.FormToken(
            site_id=site.pk,
            language=get_language() or "",
            consent_hash=consent_hash,
            rendered_at=rendered_at,
            page_id=page_id,
        )
    )
