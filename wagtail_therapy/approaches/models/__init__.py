from .claim_changes import ClaimChange
from .concerns import Concern, ConcernGuideline, required_notices
from .families import ApproachFamily
from .guidelines import Guideline

__all__ = [
    "ApproachFamily",
    "ClaimChange",
    "Concern",
    "ConcernGuideline",
    "Guideline",
    "required_notices",
]
