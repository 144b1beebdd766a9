"""Data-quality questions: what a child's facts say that cannot well be so (measures.md §4.3)."""

from milestones.quality.asking import questions_of
from milestones.quality.question import Asked

__all__ = ["Asked", "questions_of"]
