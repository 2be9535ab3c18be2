"""Wagtail add-ons that send what editors write to another company, drafts included."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from wagtail_therapy.conf import conf
from wagtail_therapy.content.content_checks.registry import ContentCheck

COMPANIES = {
    "anthropic": "Anthropic",
    "azure": "Microsoft",
    "azureopenai": "Microsoft",
    "bedrock": "Amazon",
    "cohere": "Cohere",
    "deepl": "DeepL",
    "deepseek": "DeepSeek",
    "gemini": "Google",
    "google": "Google",
    "groq": "Groq",
    "mistral": "Mistral AI",
    "openai": "OpenAI",
    "vertexai": "Google",
    "xai": "xAI",
}
# The provider of a model by the start of its name, for settings that name no provider.
PROVIDERS_BY_MODEL = {
    "claude": "anthropic",
    "command": "cohere",
    "deepseek": "deepseek",
    "gemini": "gemini",
    "gpt": "openai",
    "mistral": "mistral",
    "o1": "openai",
    "o3": "openai",
    "o4": "openai",
    "text-embedding": "openai",
}
# These run the model on the practice's own machine, unless a setting names another host.
LOCAL_PROVIDERS = {"echo", "llamacpp", "llamafile", "lmstudio", "ollama", "vllm"}
LOCAL_HOSTS = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True)
class Addon:
    """An installed add-on and the companies it sends texts to, if these are known."""

    name: str
    recipients: tuple[str, ...] = ()

    @property
    def recipient(self) -> str:
        return get_text_list(self.recipients, _("and")) or _("another company")

    def fill_in(self, text: str) -> str:
        """Return a text with the names of both."""
        return text % {"addon": self.name, "recipient": self.recipient}


def installed_addons() -> list[Addon]:
    """Return the add-ons that send drafts away, without those whose model runs here."""
    return [*_language_models(), *_translators()]


def content_checks() -> dict[ContentCheck, list[str]]:
    """Return a content check for each add-on, for the page as a whole."""
    title = _("%(addon)s sends drafts to %(recipient)s")
    advice = _("When you use it, your text leaves this site. Don’t use it on texts about clients.")
    return {
        ContentCheck(f"ai-addon-{number}", addon.fill_in(title), advice): [""]
        for number, addon in enumerate(installed_addons())
    }


def _language_models() -> Iterator[Addon]:
    index = conf.wagtail_vector_index
    for app, name, configured in (
        ("wagtail_ai", "Wagtail AI", [*_providers(), *_backends(conf.wagtail_ai, "BACKENDS")]),
        (
            "wagtail_vector_index",
            "Wagtail Vector Index",
            [*_backends(index, "CHAT_BACKENDS"), *_backends(index, "EMBEDDING_BACKENDS")],
        ),
        ("wagtail_localize_ai", "Wagtail Localize AI", _localize_providers()),
    ):
        if apps.is_installed(app):
            found = [_recipient(one) for one in configured]
            recipients = [one for one in found if one != ""]
            if recipients or not found:
                yield Addon(name, _named(recipients))


def _translators() -> Iterator[Addon]:
    """Yield wagtail-localize's machine translator, by the name of its class."""
    path = conf.machine_translator.get("CLASS", "")
    is_other = path and not path.endswith("DummyTranslator") and "localize_ai" not in path
    if is_other and apps.is_installed("wagtail_localize"):
        companies = [name for key, name in COMPANIES.items() if key in path.lower()]
        yield Addon("Wagtail Localize", _named(companies))


def _providers() -> Iterator[dict[str, Any]]:
    yield from conf.wagtail_ai.get("PROVIDERS", {}).values()


def _localize_providers() -> list[dict[str, Any]]:
    return [
        one | {"provider": one.get("_provider", key)}
        for key, one in conf.localize_ai_providers.items()
    ]


def _backends(settings: dict[str, Any], name: str) -> Iterator[dict[str, Any]]:
    for one in settings.get(name, {}).values():
        is_echo = one.get("CLASS", "").endswith("EchoBackend")
        provider = {"provider": "echo"} if is_echo else {}
        yield {"model": one.get("CONFIG", {}).get("MODEL_ID", "")} | provider


def _recipient(configured: dict[str, Any]) -> str | None:
    """Return a company or host; "" if nothing leaves the machine, None if it isn't known."""
    host = urlsplit(str(configured.get("api_base") or "")).hostname
    if host:
        return "" if host in LOCAL_HOSTS else host
    provider = str(configured.get("provider") or _provider_of(str(configured.get("model", ""))))
    if provider.lower() in LOCAL_PROVIDERS:
        return ""
    return COMPANIES.get(provider.lower().replace("_", ""), provider) or None


def _provider_of(model: str) -> str:
    return next((name for start, name in PROVIDERS_BY_MODEL.items() if model.startswith(start)), "")


def _named(recipients: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, recipients)))
