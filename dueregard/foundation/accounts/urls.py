"""Addresses of a person's own account. Two stand before allauth's of the same name, so that ours answer."""

from django.urls import path

from dueregard.foundation.accounts.views import acts, keys, me

urlpatterns = [
    path("account/second-factor/", keys.second_factor, name="second_factor"),
    path("account/2fa/totp/activate/", keys.add_code_app, name="mfa_activate_totp"),
    path("account/2fa/webauthn/add/", keys.add_passkey, name="mfa_add_webauthn"),
    path("desk/account/", me.me, name="me"),
    path("desk/acts/", acts.acts, name="acts"),
]
