"""Words of a search by which someone may be in danger."""

from importlib.resources import files

from wagtail_therapy.practice import phrases

FILE = files(__package__).joinpath("words.toml")


def default_phrases(language: str) -> list[str]:
    """Return our phrases of a language, or else the English ones."""
    return phrases.in_language(FILE, language)
