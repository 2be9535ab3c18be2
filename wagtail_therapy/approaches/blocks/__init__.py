"""The blocks of a page about an approach. Each has its own template."""

from .base import SectionBlock, SectionValue
from .body import ApproachBodyBlock, is_empty, starting_body, without_empty_sections
from .links import ApproachChooserBlock, ApproachTeaserBlock, DifferencesBlock, RelatedBlock
from .lists import (
    FAQSectionBlock,
    FitBlock,
    KeyPointsBlock,
    MythsBlock,
    QuestionsToAskBlock,
    TechniquesBlock,
    TrainingBlock,
)
from .texts import (
    EvidenceBlock,
    GlossaryTermBlock,
    HistoryBlock,
    HowItWorksBlock,
    IfItDoesNotHelpBlock,
    RisksBlock,
    WhatToExpectBlock,
)

__all__ = [
    "ApproachBodyBlock",
    "ApproachChooserBlock",
    "ApproachTeaserBlock",
    "DifferencesBlock",
    "EvidenceBlock",
    "FAQSectionBlock",
    "FitBlock",
    "GlossaryTermBlock",
    "HistoryBlock",
    "HowItWorksBlock",
    "IfItDoesNotHelpBlock",
    "KeyPointsBlock",
    "MythsBlock",
    "QuestionsToAskBlock",
    "RelatedBlock",
    "RisksBlock",
    "SectionBlock",
    "SectionValue",
    "TechniquesBlock",
    "TrainingBlock",
    "WhatToExpectBlock",
    "is_empty",
    "starting_body",
    "without_empty_sections",
]
