from .claim_changes import ClaimChange
from .concerns import Concern, ConcernGuideline, asked_notices
from .families import ApproachFamily
from .guidelines import Guideline

__all__ = [
    "ApproachFamily",
    "ClaimChange",
    "Concern",
    "ConcernGuideline",
    "Guideline",
    "asked_notices",
]
