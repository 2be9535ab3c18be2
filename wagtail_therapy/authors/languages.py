"""The languages that people work in, as machines know them."""

from functools import cache

from django.conf.locale import LANG_INFO

# Django has languages to translate into only.
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
    """Return the BCP 47 tag of a language by its name, in English or in itself, or "".

    A tag that Django knows is returned as BCP 47 writes it.
    """
    return _tags().get(name.strip().casefold(), "")


@cache
def _tags() -> dict[str, str]:
    tags = dict(SIGNED)
    for code, told in LANG_INFO.items():
        names = [told[key] for key in ("name", "name_local") if key in told]
        for name in [code, *names]:
            # English comes before Australian English, which calls itself English too.
            tags.setdefault(name.casefold(), _as_bcp47(code))
    return tags


def _as_bcp47(code: str) -> str:
    language, *rest = code.split("-")
    # A region has two letters, a script has four.
    return "-".join([language, *(one.upper() if len(one) == 2 else one.title() for one in rest)])
