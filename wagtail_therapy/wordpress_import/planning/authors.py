"""Our authors for people who wrote on the old site. No accounts are made."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from wagtail_therapy.authors.models import Author

from ..conversion.converting import plain_text
from ..models import ImportedAuthor, OldSite
from ..wxr import records
from ..wxr.records import Item, Site

# Taxonomy and prefix of the plugin Co-Authors Plus.
CO_AUTHOR, PREFIX = "author", "cap-"
LONGEST = 255


class Authors:
    """The authors of an old site, by their logins, each found or made once.

    ``chosen`` says who they are here. Others are found by their name, or made. ``on_made`` is
    called in the transaction of each.
    """

    def __init__(
        self,
        old_site: OldSite,
        site: Site,
        locale: Any,
        chosen: dict[str, int],
        fallback: int | None = None,
        *,
        on_made: Callable[[], None],
        is_dry: bool = False,
    ):
        self.old_site = old_site
        self.site = site
        self.locale = locale
        self.on_made = on_made
        self.is_dry = is_dry
        self.fallback = Author.objects.filter(pk=fallback).first() if fallback else None
        self._known = self._imported() | self._chosen(chosen)
        # Those that a dry run would have made.
        self._foreseen: list[Author] = []

    @property
    def foreseen(self) -> int:
        """How many a dry run would have made."""
        return len(self._foreseen)

    @sensitive_variables()
    def of(self, item: Item) -> list[Author]:
        """Return the authors of an item: several with a plugin, and none if the file has none."""
        several = [
            self._author(term.slug.removeprefix(PREFIX), term.name)
            for term in item.terms_of(CO_AUTHOR)
        ]
        found = several or ([self._author(item.author)] if item.author else [])
        return list(dict.fromkeys(found))

    def fallback_author(self) -> Author:
        """Return the author of posts without one: the chosen one, or one named like the site."""
        if self.fallback is None:
            name = plain_text(self.site.title) or self.site.base_url
            self.fallback = self._by_name(name) or self._new(records.Author("", display_name=name))
        return self.fallback

    def _imported(self) -> dict[str, Author]:
        if not self.old_site.pk:
            return {}
        rows = self.old_site.authors.select_related("author")
        return {row.login: row.author for row in rows}

    def _chosen(self, chosen: dict[str, int]) -> dict[str, Author]:
        authors = Author.objects.in_bulk(chosen.values())
        return {login: authors[pk] for login, pk in chosen.items() if pk in authors}

    @sensitive_variables()
    def _author(self, login: str, name: str = "") -> Author:
        if login not in self._known:
            told = self._told(login, name)
            author = self._by_name(told.display_name) or self._by_name(_whole_name(told))
            author = author or (None if told.display_name else self.fallback_author())
            with transaction.atomic():
                self._known[login] = author or self._new(told)
                self._remember(login, is_made=author is None)
        return self._known[login]

    @sensitive_variables()
    def _told(self, login: str, name: str) -> records.Author:
        """Return what the export says. Some sign in with their address, which isn't a name."""
        told = self.site.authors.get(login) or records.Author(login, display_name=name or login)
        if "@" not in told.display_name:
            return told
        whole = _whole_name(told)
        return replace(told, display_name="" if "@" in whole else whole)

    @sensitive_variables()
    def _by_name(self, name: str) -> Author | None:
        """Return our author of that name, if there is one only."""
        named = list(Author.objects.filter(name__iexact=name)) if name else []
        named += [one for one in self._foreseen if one.name.lower() == name.lower()]
        here = [one for one in named if one.locale_id == self.locale.pk]
        is_one = len({one.translation_key for one in named}) == 1
        return (here or named)[0] if is_one else None

    @sensitive_variables()
    def _new(self, told: records.Author) -> Author:
        author = Author(
            name=told.display_name[:LONGEST],
            short_bio=plain_text(told.description),
            locale=self.locale,
            # Named at their posts, and on no team page: they may have written drafts only.
            live=False,
            has_unpublished_changes=True,
        )
        if self.is_dry:
            self._foreseen.append(author)
            author.pk = -self.foreseen
        else:
            with transaction.atomic():
                author.save()
                self.on_made()
        return author

    def _remember(self, login: str, *, is_made: bool) -> None:
        if not self.is_dry:
            ImportedAuthor.objects.update_or_create(
                old_site=self.old_site,
                login=login[:LONGEST],
                defaults={"author": self._known[login], "is_made": is_made},
            )


def _whole_name(told: records.Author) -> str:
    return f"{told.first_name} {told.last_name}".strip()
