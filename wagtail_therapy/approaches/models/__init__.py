from .claim_changes import ClaimChange
from .concerns import Concern, ConcernGuideline
from .families import ApproachFamily
from .guidelines import Guideline

__all__ = ["ApproachFamily", "ClaimChange", "Concern", "ConcernGuideline", "Guideline"]
