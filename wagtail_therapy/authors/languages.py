"""Language tags for the languages in which authors work."""

from functools import cache

from django.conf.locale import LANG_INFO

# Django only lists languages for translations.
SIGNED = {
    "american sign language": "ase",
    "auslan": "asf",
    "bsl": "bfi",
    "british sign language": "bfi",
    "deutsche gebärdensprache": "gsg",
    "irish sign language": "isg",
    "new zealand sign language": "nzs",
}


def language_tag(name: str) -> str:
    """Return the BCP 47 tag for a language's name, in English or in that language, or "".

    A code that Django knows is also accepted.
    """
    return _tags().get(name.strip().casefold(), "")


@cache
def _tags() -> dict[str, str]:
    tags = dict(SIGNED)
    for code, info in LANG_INFO.items():
        names = [info[key] for key in ("name", "name_local") if key in info]
        for name in [code, *names]:
            # English comes before Australian English, whose own name is also "English".
            tags.setdefault(name.casefold(), _as_bcp47(code))
    return tags


def _as_bcp47(code: str) -> str:
    language, *rest = code.split("-")
    # A region has two letters, a script has four.
    return "-".join([language, *(one.upper() if len(one) == 2 else one.title() for one in rest)])
