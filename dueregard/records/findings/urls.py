"""Addresses of questions and findings."""

from django.urls import path

from dueregard.records.findings.views import answers, findings, questions

app_name = "findings"
urlpatterns = [
    path("desk/questions/", questions.questions, name="questions"),
    path("desk/questions/new/", questions.ask, name="ask"),
    path("desk/questions/<uuid:pk>/", questions.question, name="question"),
    path("desk/questions/<uuid:pk>/publish/", questions.publish, name="publish"),
    path("desk/questions/<uuid:pk>/bodies/<slug:slug>/", answers.cell, name="cell"),
    path("desk/questions/<uuid:pk>/bodies/<slug:slug>/anew/", answers.anew, name="anew"),
    path("desk/findings/<slug:slug>/", questions.grid, name="grid"),
    path("desk/findings/<slug:slug>.csv", questions.table, name="table"),
    path("desk/passages/<uuid:pk>/questions/", findings.from_passage, name="from_passage"),
    path("findings/<uuid:pk>/", findings.finding, name="finding"),
    path("questions/<uuid:pk>/", findings.answers, name="answers"),
]
