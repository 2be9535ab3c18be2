"""The references of a page: papers, books and guidelines. See ``citations`` for citing them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError

from wagtail_therapy.content.streamfield import text_blocks

from ..streamfield.localize import UntranslatedMixin
from .anchors import make_unique, slug

DOI = re.compile(r"10\.\d{4,9}/\S+")
DOI_PREFIX = re.compile(r"^(?:https?://)?(?:(?:dx\.|www\.)?doi\.org/|doi:)\s*", re.IGNORECASE)
PMID_PREFIX = re.compile(r"^(?:pmid:?|https?://pubmed\.ncbi\.nlm\.nih\.gov/)", re.IGNORECASE)
FIRST_AUTHOR = re.compile(r"[,;&(]| and | et al", re.IGNORECASE)
MAX_KEY_LENGTH = 60


class ReferenceValue(blocks.StructValue):
    """A reference, with the parts that a list prints. Each is "" if it is unknown."""

    @property
    def authors_and_year(self) -> str:
        """Return the authors and the year."""
        year = f"({year})" if (year := self.text("year")) else ""
        return _sentence(" ".join(filter(None, [self.text("authors"), year])))

    @property
    def title_sentence(self) -> str:
        return _sentence(self.text("title"))

    @property
    def source(self) -> str:
        """Return where it was published: journal, volume and issue, pages."""
        issue = f"({issue})" if (issue := self.text("issue")) else ""
        parts = [self.text("container"), self.text("volume") + issue, self.text("pages")]
        return _sentence(", ".join(filter(None, parts)))

    @property
    def doi_url(self) -> str:
        doi = bare_doi(self.text("doi"))
        return f"https://doi.org/{doi}" if DOI.fullmatch(doi) else ""

    @property
    def pubmed_url(self) -> str:
        pmid = bare_pmid(self.text("pmid"))
        return f"https://pubmed.ncbi.nlm.nih.gov/{pmid}/" if pmid.isdecimal() else ""

    @property
    def kind_label(self) -> str:
        """The label of its kind for readers, or "" if it has none."""
        kind = self.text("kind")
        return "" if kind == "other" else dict(KINDS).get(kind, "")

    def text(self, name: str) -> str:
        return (self.get(name) or "").strip()


KINDS = [
    ("meta_analysis", _("Meta-analysis or systematic review")),
    ("trial", _("Trial")),
    ("guideline", _("Guideline")),
    ("review", _("Review")),
    ("book", _("Book")),
    ("other", _("Other")),
]


class ReferenceBlock(UntranslatedMixin, blocks.StructBlock):
    authors = text_blocks.CharBlock(
        label=_("Authors"), required=False, max_length=500, help_text=_("Family name first.")
    )
    year = text_blocks.CharBlock(label=_("Year"), required=False, max_length=20)
    title = text_blocks.CharBlock(label=_("Title"), max_length=500)
    container = text_blocks.CharBlock(
        label=_("Journal, book or publisher"), required=False, max_length=255
    )
    volume = text_blocks.CharBlock(label=_("Volume"), required=False, max_length=20)
    issue = text_blocks.CharBlock(label=_("Issue"), required=False, max_length=20)
    pages = text_blocks.CharBlock(label=_("Pages"), required=False, max_length=40)
    doi = text_blocks.CharBlock(
        label=_("DOI"),
        required=False,
        max_length=255,
        help_text=_("Such as 10.1037/a0018378. You may paste the whole address."),
    )
    url = blocks.URLBlock(label=_("Web address"), required=False)
    accessed_date = blocks.DateBlock(label=_("Read there on"), required=False)
    pmid = text_blocks.CharBlock(label=_("PubMed number"), required=False, max_length=20)
    kind = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("", _("Not stated")), *KINDS],
        required=False,
        search_index=False,
        help_text=_(
            "What an approach can say about research depends on the kinds of sources it cites."
        ),
    )
    open_access = blocks.BooleanBlock(label=_("Everyone can read it for free"), required=False)
    key = text_blocks.CharBlock(
        label=_("Key"),
        required=False,
        max_length=MAX_KEY_LENGTH,
        search_index=False,
        help_text=_(
            "What you write in the text to cite it: [ref:shedler-2010]. Leave it empty to have it "
            "made from the first author and the year, the title or the DOI."
        ),
    )

    def clean(self, value: Any) -> Any:
        """Return the reference, with bare numbers instead of URLs.

        :raises StructBlockValidationError: the DOI or PubMed number is invalid.
        """
        value = super().clean(value)
        value["doi"] = bare_doi(value.text("doi"))
        value["pmid"] = bare_pmid(value.text("pmid"))
        errors = dict(self._number_errors(value))
        if errors and not self.is_deferred_validation:
            raise StructBlockValidationError(block_errors=errors)
        return value

    def _number_errors(self, value: Any) -> Iterator[tuple[str, ValidationError]]:
        if value["doi"] and not DOI.fullmatch(value["doi"]):
            message = _("This isn’t a DOI. A DOI starts with 10. and has a slash.")
            yield "doi", ValidationError(message)
        if value["pmid"] and not value["pmid"].isdecimal():
            yield "pmid", ValidationError(_("A PubMed number has digits only."))

    class Meta:
        icon = "doc-full"
        label = _("Reference")
        group = _("References")
        description = _("A paper, book or guideline that the text refers to")
        value_class = ReferenceValue
        template = "wagtail_therapy/content/reference.html"
        preview_template = "wagtail_therapy/content/block_preview.html"
        form_layout = blocks.BlockGroup(
            children=["authors", "year", "title", "container", "kind", "doi", "url"],
            settings=[
                "volume",
                "issue",
                "pages",
                "accessed_date",
                "pmid",
                "open_access",
                "key",
            ],
        )
        label_format = "{authors} {year}"
        preview_value = {
            "authors": "Penhallow, O., & Quill, M.",
            "year": "2024",
            "title": _("What people remember of a first session"),
            "container": _("Journal of Imagined Practice"),
            "volume": "12",
            "issue": "3",
            "pages": "45–61",
        }


class ReferencesBlock(blocks.StreamBlock):
    """The references of a page. Readers see them in the order in which the text cites them."""

    reference = ReferenceBlock()

    def clean(self, value: Any) -> Any:
        """Return the references, each with a key.

        :raises StreamBlockValidationError: two have the same key. Drafts may be saved.
        """
        value = super().clean(value)
        if not self.is_deferred_validation:
            self._check_keys([slug(child.value.text("key")) for child in value])
        for child, key in zip(value, reference_keys([child.value for child in value]), strict=True):
            # The key of an empty draft would never change later.
            child.value["key"] = key if _is_filled_in(child.value) else child.value.text("key")
        return value

    def _check_keys(self, typed: list[str]) -> None:
        message = _("Another reference has this key.")
        repeated = {
            number: StructBlockValidationError(block_errors={"key": ValidationError(message)})
            for number, key in enumerate(typed)
            if key and key in typed[:number]
        }
        if repeated:
            raise blocks.StreamBlockValidationError(block_errors=repeated)

    class Meta:
        icon = "list-ol"
        required = False
        collapsed = True


def listed_references(references: Iterable[Any] | None) -> list[tuple[str, ReferenceValue]]:
    """Return keys and values of the references that aren't empty, in their order."""
    values = [child.value for child in references or () if _is_filled_in(child.value)]
    return list(zip(reference_keys(values), values, strict=True))


def reference_keys(values: list[ReferenceValue]) -> list[str]:
    """Return a key for each reference. If two are the same, the one an editor wrote stays."""
    typed = [slug(value.text("key")) for value in values]
    order = sorted(range(len(values)), key=lambda number: not typed[number])
    named = make_unique(typed[number] or _generated_key(values[number]) for number in order)
    return [key for _number, key in sorted(zip(order, named, strict=True))]


def bare_doi(text: str) -> str:
    return DOI_PREFIX.sub("", text.strip())


def bare_pmid(text: str) -> str:
    return PMID_PREFIX.sub("", text.strip()).strip("/ ")


def _is_filled_in(value: ReferenceValue) -> bool:
    return any(value.text(name) for name in ("authors", "title", "container", "doi", "url"))


def _generated_key(value: ReferenceValue) -> str:
    author = slug(FIRST_AUTHOR.split(value.text("authors"))[0])
    title = " ".join(value.text("title").split()[:3])
    start = author or slug(title) or slug(_doi_suffix(value.text("doi"))) or "reference"
    parts = [start[: MAX_KEY_LENGTH - 20].strip("-"), slug(value.text("year"))]
    return "-".join(filter(None, parts))


def _doi_suffix(doi: str) -> str:
    """Return the publisher's part of a DOI: "a0018378" in 10.1037/a0018378."""
    return bare_doi(doi).partition("/")[2]


def _sentence(text: str) -> str:
    return text if not text or text.endswith((".", "?", "!", "…", "。")) else f"{text}."
