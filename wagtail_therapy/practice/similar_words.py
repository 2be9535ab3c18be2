"""Words of readers who search, and other words for the same."""

from collections.abc import Iterable

from . import phrases


def default_groups(language: str) -> list[str]:
    """Return our groups of words of a language, or else the English ones."""
    return phrases.in_language(__package__, "similar_words.toml", language)


def similar_words(text: str, groups: Iterable[str]) -> list[str]:
    """Return the other words of each group, such as “fees, cost*”, that has words of the text.

    Words with a star and phrases are found in the text, but not returned.
    """
    split = ([one.strip() for one in group.split(",")] for group in groups)
    others = [word for group in split if phrases.mentions(text, group) for word in group]
    return [
        one for one in dict.fromkeys(others) if one.isalnum() and not phrases.mentions(text, [one])
    ]
