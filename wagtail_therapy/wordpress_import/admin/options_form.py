"""The form for what is chosen before an import: who is who, pictures, pages and comments."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection

from wagtail_therapy.authors.models import Author
from wagtail_therapy.conf import conf

from ..media.failures import MediaError
from ..media.uploads import UploadsArchive
from ..models import ImportedAuthor, WordPressImport
from ..options import PAGES, Options
from .author_profiles_form import AuthorProfilesForm
from .forms import too_large

NEW = "new"
FETCH, ARCHIVE, NONE = "fetch", "archive", "none"
DEFAULT_NAMES = Options().comment_names
MAY_NOT_ADD = _("Leave them out: you may not add images and documents to this site")
INSTEAD_OF_ARCHIVE = _("Take them from the old site, or ask your developer.")


class OptionsForm(AuthorProfilesForm):
    """``stored`` is the import, and ``has_archive`` whether a ZIP of pictures was uploaded before.

    ``collections``: where the user may put pictures and other files. Without any, none are brought.
    ``may_add_authors``: whether the user may make new authors, who are shared by all sites.
    ``page_models``: what WordPress' pages may become, besides drafts of posts.
    """

    pictures = forms.ChoiceField(
        label=_("Pictures and other files"),
        widget=forms.RadioSelect,
        choices=[
            (FETCH, _("Get them from the old site, while it’s still there")),
            (ARCHIVE, _("Take them from a ZIP file of the folder wp-content/uploads")),
            (NONE, _("Leave them out for now")),
        ],
        error_messages={"required": _("Choose one of these.")},
    )
    uploads = forms.FileField(
        label=_("ZIP file of wp-content/uploads"),
        required=False,
        help_text=_("If you choose one, pictures and files are taken from it."),
        error_messages={"empty": _("This file is empty.")},
    )
    collection = forms.ModelChoiceField(
        Collection.objects.none(),
        label=_("Collection for them"),
        empty_label=None,
        required=False,
        help_text=_("Who may use and change pictures depends on their collection."),
    )
    other_hosts = forms.BooleanField(
        label=_("Also get pictures that the old site showed from other sites"),
        required=False,
        help_text=_("Only if you may use them: they may belong to other people."),
    )
    pages = forms.ChoiceField(
        label=_("Pages, such as “About” and “Contact”"),
        widget=forms.RadioSelect,
        choices=[
            ("drafts", _("Import them as drafts of posts, to move their text from there")),
            ("skip", _("Leave them out: only posts")),
        ],
        error_messages={"required": _("Choose one of these.")},
    )
    comments = forms.ChoiceField(
        label=_("Approved comments, to be read under the posts"),
        widget=forms.RadioSelect,
        choices=[
            ("first", _("Import them with first names: “Maria”")),
            ("initials", _("Import them with initials: “M. K.”")),
            ("whole", _("Import them with whole names, as on the old site")),
            (NONE, _("Leave them out")),
        ],
        error_messages={"required": _("Choose one of these.")},
    )
    overwrite_edited = forms.BooleanField(
        label=_("Overwrite posts that were edited here since an earlier import"),
        required=False,
    )

    use_required_attribute = False

    def __init__(
        self,
        *args: Any,
        stored: WordPressImport,
        has_archive: bool,
        collections: Any,
        may_add_authors: bool,
        page_models: list[Any],
        **kwargs: Any,
    ):
        super().__init__(*args, **kwargs)
        self.stored, self.has_archive = stored, has_archive
        self.fields["uploads"].widget.attrs["accept"] = ".zip"
        self.people = list(_people(stored))
        self._offer_collections(collections)
        self._offer_authors(may_add_authors)
        self.offer_author_profiles(may_add_authors, may_add_pictures=bool(self.first_collection))
        models = [(model._meta.label, _as_pages(model)) for model in page_models]
        self.fields["pages"].choices = [*models, *self.fields["pages"].choices]
        self._fill_in(Options.from_json(stored.options))
        if not stored.is_repeated:
            del self.fields["overwrite_edited"]

    def author_fields(self) -> list[forms.BoundField]:
        return [self[name] for name, _login in self.people]

    @property
    def archive(self) -> Any:
        """The ZIP of pictures, if one was uploaded now."""
        return self.cleaned_data["uploads"]

    @property
    def wants_archive(self) -> bool:
        return self.cleaned_data["pictures"] == ARCHIVE

    def chosen(self) -> Options:
        data = self.cleaned_data
        chosen = {login: data[name] for name, login in self.people if data[name] != NEW}
        return Options(
            authors={login: int(key) for login, key in chosen.items() if login},
            fallback_author=int(chosen[""]) if "" in chosen else None,
            fetch_media=data["pictures"] == FETCH,
            collection=getattr(data["collection"] or self.first_collection, "pk", None),
            other_hosts=data["pictures"] == FETCH and data["other_hosts"],
            **self.author_profile_options(may_add_pictures=bool(self.first_collection)),
            comments=data["comments"] != NONE,
            comment_names=DEFAULT_NAMES if data["comments"] == NONE else data["comments"],
            pages=data["pages"] if data["pages"] in PAGES else PAGES[0],
            page_model="" if data["pages"] in PAGES else data["pages"],
            overwrite_edited=data.get("overwrite_edited", False),
        )

    def clean_uploads(self) -> Any:
        file = self.cleaned_data["uploads"]
        if not file:
            return None
        if file.size > conf.wordpress_max_upload:
            raise forms.ValidationError(too_large(INSTEAD_OF_ARCHIVE))
        try:
            UploadsArchive(file)
        except MediaError:
            message = _("This is not a ZIP file, or it’s damaged.")
            raise forms.ValidationError(message) from None
        file.seek(0)
        return file

    def clean(self) -> None:
        if self.first_collection and self.cleaned_data.get("uploads"):
            # A file that was chosen and not used would only be missed after the import.
            self.cleaned_data["pictures"] = ARCHIVE
        is_missing = not (self.has_archive or self.cleaned_data.get("uploads"))
        is_wanted = self.cleaned_data.get("pictures") == ARCHIVE
        if is_wanted and is_missing and "uploads" not in self.errors:
            self.add_error("uploads", _("Choose the ZIP file."))

    def _offer_collections(self, collections: Any) -> None:
        field, self.first_collection = self.fields["collection"], collections.first()
        field.queryset = collections
        if not self.first_collection:
            self.fields["pictures"].choices = [(NONE, MAY_NOT_ADD)]

    @property
    def has_collections(self) -> bool:
        """Whether there is more than one, to choose from."""
        return self.fields["collection"].queryset.count() > 1

    def _offer_authors(self, may_add: bool) -> None:
        authors = Author.objects.filter(locale=self.stored.parent.locale).order_by("name")
        ours = [(str(author.pk), author.name) for author in authors]
        for (name, login), one in zip(self.people, self.stored.found["authors"], strict=True):
            # Without a login, an author is made that is called like the old site.
            name_here = one["name"] if login else self.stored.found["title"]
            new = [(NEW, _new_author(name_here))] if may_add else []
            self.fields[name] = forms.ChoiceField(
                label=_author_label(one),
                choices=[("", _("Choose an author")), *new, *ours],
                initial=_same(one, ours) or (NEW if new and login else ""),
                error_messages={"required": _("Choose an author.")},
            )

    def _fill_in(self, options: Options) -> None:
        """Show what was chosen before, or what we propose."""
        may_add = bool(self.first_collection)
        pictures = (
            FETCH if options.fetch_media and may_add else ARCHIVE if self.has_archive else NONE
        )
        shown = {
            "pictures": pictures if self.first_collection else NONE,
            "other_hosts": options.other_hosts,
            "author_profiles": options.author_bios,
            "collection": options.collection,
            "pages": options.page_model or options.pages,
            "comments": options.comment_names if options.comments else NONE,
            "overwrite_edited": options.overwrite_edited,
        }
        known = _known(self.stored) | dict(options.authors)
        if options.fallback_author:
            known[""] = options.fallback_author
        shown |= {name: str(known[login]) for name, login in self.people if login in known}
        self.initial: dict[str, Any] = shown


def _people(stored: WordPressImport) -> Iterator[tuple[str, str]]:
    """Yield the names of the fields, and the logins, which may hold anything."""
    for number, one in enumerate(stored.found["authors"]):
        yield f"author-{number}", one["login"]


def _known(stored: WordPressImport) -> dict[str, int]:
    """Return who was who in earlier imports from the same site."""
    known = ImportedAuthor.objects.filter(
        old_site__site=stored.site, old_site__base_url=stored.found["address"]
    )
    return dict(known.values_list("login", "author"))


def _same(one: dict[str, Any], ours: list[tuple[str, str]]) -> str:
    names = {name.casefold(): key for key, name in ours}
    return names.get(one["name"].casefold(), "")


def _new_author(name: str) -> str:
    return gettext("Make a new author: %(name)s") % {"name": name}


def _as_pages(model: Any) -> str:
    return gettext("Import them as pages of the type “%(type)s”") % {
        "type": model._meta.verbose_name
    }


def _author_label(one: dict[str, Any]) -> str:
    if not one["login"]:
        return gettext("Posts of deleted accounts (%(number)d)") % {"number": one["posts"]}
    return gettext("%(name)s (%(number)d)") % {"name": one["name"], "number": one["posts"]}
