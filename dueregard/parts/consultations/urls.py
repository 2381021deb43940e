"""Addresses of consultations: a group's desk, and the pages for members, who need no account."""

from django.urls import path

from dueregard.parts.consultations.views import closing, drafting, preparing, voting

app_name = "consultations"
urlpatterns = [
    path("desk/votes/", preparing.consultations, name="all"),
    path("desk/votes/new/", preparing.new, name="new"),
    path("desk/votes/<uuid:pk>/", preparing.one, name="one"),
    path("desk/votes/<uuid:pk>/change/", drafting.change, name="change"),
    path("desk/votes/<uuid:pk>/questions/", drafting.add, name="add_question"),
    path("desk/votes/<uuid:pk>/questions/<int:number>/remove/", drafting.drop, name="drop_question"),
    path("desk/votes/<uuid:pk>/slips.pdf", preparing.slips, name="slips"),
    path("desk/votes/<uuid:pk>/open/", preparing.confirm, name="open"),
    path("desk/votes/<uuid:pk>/throw-away/", preparing.discard, name="discard"),
    path("desk/votes/<uuid:pk>/paper/", closing.paper, name="paper"),
    path("desk/votes/<uuid:pk>/count/", closing.count, name="count"),
    path("votes/<uuid:pk>/", voting.vote, name="vote"),
    path("votes/<uuid:pk>/cast/", voting.cast, name="cast"),
    path("votes/<uuid:pk>/result.json", voting.result, name="result"),
]
