"""Names this app for Django."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "dueregard.foundation.accounts"
    label = "accounts"
