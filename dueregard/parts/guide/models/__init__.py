"""The rows of the guide: versions of its sections, suggestions of readers, files for print."""

from dueregard.parts.guide.models.print_file import PrintFile
from dueregard.parts.guide.models.revision import Revision
from dueregard.parts.guide.models.suggestion import Suggestion

__all__ = ["PrintFile", "Revision", "Suggestion"]
