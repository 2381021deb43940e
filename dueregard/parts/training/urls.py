"""Addresses of records of training: advice and public records for everybody, the desk of a group."""

from django.urls import path

from dueregard.parts.training.views import claims, desk, material, publishing, reading, statements

app_name = "training"
urlpatterns = [
    path("training/", reading.sessions, name="sessions"),
    path("training/before/", reading.recording, name="recording"),
    path("training/<uuid:pk>/", reading.session, name="session"),
    path("desk/training/", desk.sessions, name="all"),
    path("desk/training/new/", desk.new, name="new"),
    path("desk/training/claims/", claims.claims, name="claims"),
    path("desk/training/claims/<uuid:pk>/", claims.claim, name="claim"),
    path("desk/training/claims/<uuid:pk>/words/", claims.words, name="name_claim"),
    path("desk/training/<uuid:pk>/", desk.one, name="one"),
    path("desk/training/<uuid:pk>/correct/", desk.correct, name="correct"),
    path("desk/training/<uuid:pk>/material/", material.add, name="add_material"),
    path("desk/training/material/<int:pk>/take-off/", material.take_off, name="take_off"),
    path("desk/training/material/<int:pk>/straighten/", material.straighten, name="straighten"),
    path("desk/training/<uuid:pk>/quote/", statements.quote, name="quote"),
    path("desk/training/statements/<uuid:pk>/", statements.correct, name="correct_statement"),
    path("desk/training/statements/<uuid:pk>/drop/", statements.drop, name="drop_statement"),
    path("desk/training/<uuid:pk>/ask/", publishing.ask, name="ask"),
    path("desk/training/<uuid:pk>/publish/", publishing.publish, name="publish"),
    path("desk/training/<uuid:pk>/withdraw/", publishing.withdraw, name="withdraw"),
    path("desk/training/<uuid:pk>/throw-away/", desk.throw_away, name="throw_away"),
]
