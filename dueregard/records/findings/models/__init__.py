"""Questions, answers, findings and what bodies say about them."""

from dueregard.records.findings.models.answer import Answer, Finding, Source
from dueregard.records.findings.models.in_network import NetworkClaim
from dueregard.records.findings.models.question import Question
from dueregard.records.findings.models.reply import ReplyLink, Statement

__all__ = ["Answer", "Finding", "NetworkClaim", "Question", "ReplyLink", "Source", "Statement"]
