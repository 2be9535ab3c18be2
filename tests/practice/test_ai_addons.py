"""Who gets what editors write, by the settings of add-ons."""

import pytest
from django.apps import apps

from tests.pages import forms
from wagtail_therapy.practice import ai_addons
from wagtail_therapy.practice.ai_addons import Addon


@pytest.fixture
def install(monkeypatch):
    """Return a function that lets an app be installed. None of them has to be there for that."""

    def install(*names):
        real = apps.is_installed
        monkeypatch.setattr(apps, "is_installed", lambda name: name in names or real(name))

    return install


def test_drafts_stay_here_without_add_ons(settings):
    settings.WAGTAIL_AI = {"PROVIDERS": {"default": {"provider": "openai"}}}

    assert ai_addons.installed_addons() == []


def providers(**settings):
    return {"PROVIDERS": {"default": {"model": "a-model"} | settings}}


def backend(model, path="wagtail_ai.ai.llm.LLMBackend"):
    return {"BACKENDS": {"default": {"CLASS": path, "CONFIG": {"MODEL_ID": model}}}}


@pytest.mark.parametrize(
    ("configuration", "recipients"),
    [
        (providers(provider="openai"), ["OpenAI"]),
        (providers(provider="anthropic"), ["Anthropic"]),
        (providers(provider="openai", api_base="https://api.scaleway.ai/v1"), ["api.scaleway.ai"]),
        (providers(provider="a-new-one"), ["a-new-one"]),
        (providers(provider="ollama", api_base="https://models.example"), ["models.example"]),
        (backend("gpt-4"), ["OpenAI"]),
        (backend("claude-sonnet"), ["Anthropic"]),
        (providers(provider="mistral") | backend("gpt-4"), ["Mistral AI", "OpenAI"]),
        (backend("own-model"), []),
        ({}, []),
    ],
)
def test_wagtail_ai_names_who_its_settings_name(install, settings, configuration, recipients):
    install("wagtail_ai")
    settings.WAGTAIL_AI = configuration

    assert ai_addons.installed_addons() == [Addon("Wagtail AI", tuple(recipients))]


@pytest.mark.parametrize(
    "configuration",
    [
        providers(provider="ollama"),
        providers(provider="openai", api_base="http://localhost:8080/v1"),
        backend("any", "wagtail_ai.ai.echo.EchoBackend"),
    ],
)
def test_model_on_this_machine_is_no_recipient(install, settings, configuration):
    install("wagtail_ai")
    settings.WAGTAIL_AI = configuration

    assert ai_addons.installed_addons() == []


def test_indexes_and_translators_are_add_ons_too(install, settings):
    install("wagtail_vector_index", "wagtail_localize_ai", "wagtail_localize")
    config = {"CLASS": "x", "CONFIG": {"MODEL_ID": "text-embedding-3-small"}}
    settings.WAGTAIL_VECTOR_INDEX = {"EMBEDDING_BACKENDS": {"default": config}}
    settings.AI_PROVIDERS = {"anthropic": {}, "ours": {"_provider": "mistral"}}
    path = "wagtail_localize.machine_translators.deepl.DeepLTranslator"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": path}

    assert ai_addons.installed_addons() == [
        Addon("Wagtail Vector Index", ("OpenAI",)),
        Addon("Wagtail Localize AI", ("Anthropic", "Mistral AI")),
        Addon("Wagtail Localize", ("DeepL",)),
    ]


@pytest.mark.parametrize(
    ("recipients", "text"),
    [((), "another company"), (("OpenAI",), "OpenAI"), (("A", "B", "C"), "A, B and C")],
)
def test_recipients_are_in_words(recipients, text):
    assert Addon("Wagtail AI", recipients).recipient == text


def test_ai_notice_is_shown_in_the_editor_and_not_on_the_page(
    install, settings, site, editor_client
):
    install("wagtail_ai")
    settings.WAGTAIL_AI = providers(provider="openai")
    edit = f"/admin/pages/{site.root_page.pk}/edit/"
    preview = f"{edit}preview/?in_preview_panel=true"
    editor_client.post(preview, forms.page_form(editor_client, edit))

    shown = [editor_client.get(url).content.decode() for url in (edit, preview, "/")]

    sentence = "Wagtail AI sends drafts to OpenAI"
    assert [sentence in html for html in shown] == [True, True, False]
