"""Names this app for Django."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "dueregard.records.evidence"
    label = "evidence"
