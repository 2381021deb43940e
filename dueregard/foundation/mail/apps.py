"""Names this app for Django."""

from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "dueregard.foundation.mail"
    label = "mail"
