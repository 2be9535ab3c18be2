from .concerns import Concern, ConcernGuideline
from .families import ApproachFamily
from .guidelines import Guideline

__all__ = ["ApproachFamily", "Concern", "ConcernGuideline", "Guideline"]
