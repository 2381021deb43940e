"""Addresses of the guide."""

from django.urls import path

from dueregard.parts.guide.views import desk, history, printing, reading, suggesting

app_name = "guide"

urlpatterns = [
    path("guide/", reading.index, name="index"),
    path("guide/in/<slug:language>/", reading.index, name="index_in"),
    path("guide/<slug:slug>/in/<slug:language>/", reading.translation, name="translation"),
    path("guide/changes/", history.changes, name="changes"),
    path("guide/changes.atom", history.feed, name="feed"),
    path("guide/remix.zip", printing.remix, name="remix"),
    path("guide/print/<slug:sha256>/<str:name>", printing.print_file, name="print_file"),
    path("guide/suggestions/", suggesting.suggestions, name="suggestions"),
    path("guide/suggestions/<str:token>/", suggesting.sent, name="sent"),
    path("guide/<slug:slug>/suggest/", suggesting.choose, name="suggest"),
    path("guide/<slug:slug>/suggest/<slug:passage>/", suggesting.passage, name="suggest_passage"),
    path("guide/<slug:slug>/", reading.section, name="section"),
    path("guide/<slug:slug>/changes.atom", history.section_feed, name="section_feed"),
    path("guide/<slug:slug>/changes/", history.compare, name="compare"),
    path("guide/<slug:slug>/versions/", history.versions, name="versions"),
    path("guide/<slug:slug>/versions/<int:number>/", history.version, name="version"),
    path("desk/guide/", desk.desk, name="desk"),
    path("desk/guide/suggestions/<int:pk>/", desk.suggestion, name="answer"),
    path("desk/guide/<slug:slug>/", desk.edit, name="edit"),
    path("desk/guide/<slug:slug>/proposal/", desk.decide, name="decide"),
]
