"""Words of a search by which someone may be in danger."""

from wagtail_therapy.practice import phrases


def default_phrases(language: str) -> list[str]:
    """Return our phrases of a language, or else the English ones."""
    return phrases.in_language(__package__, "words.toml", language)
