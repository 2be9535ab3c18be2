from .imported_files import ImportedFile
from .imported_items import ImportedAuthor, ImportedItem, ImportedTerm
from .imports import ImportPart, ReportLine, WordPressImport
from .old_addresses import OldAddress
from .old_sites import OldSite

__all__ = [
    "ImportPart",
    "ImportedAuthor",
    "ImportedFile",
    "ImportedItem",
    "ImportedTerm",
    "OldAddress",
    "OldSite",
    "ReportLine",
    "WordPressImport",
]
