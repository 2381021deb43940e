"""Addresses of marking and publishing: all on the desk of the group that keeps the document."""

from django.urls import path

from dueregard.records.redaction.views import looking, marking, publication, second_look

app_name = "redaction"
urlpatterns = [
    path("desk/documents/second-look/", second_look.second_look, name="second_look"),
    path("desk/documents/<uuid:pk>/publication/looked/", second_look.looked, name="look_again"),
    path("desk/documents/<uuid:pk>/publication/", publication.publication, name="publication"),
    path("desk/documents/<uuid:pk>/publication/make/", publication.prepare, name="prepare_copy"),
    path("desk/documents/<uuid:pk>/publication/check/", publication.check, name="check_copy"),
    path("desk/documents/<uuid:pk>/publication/drop/", publication.drop, name="drop_copy"),
    path("desk/documents/<uuid:pk>/publication/withdraw/", publication.withdraw, name="withdraw_copy"),
    path("desk/documents/<uuid:pk>/marks/", marking.find, name="find_words"),
    path("desk/documents/<uuid:pk>/marks/places/", looking.places, name="look_at_places"),
    path("desk/documents/<uuid:pk>/marks/proposed/", marking.proposed, name="mark_proposed"),
    path("desk/documents/<uuid:pk>/marks/sound/", marking.span, name="mark_span"),
    path("desk/documents/<uuid:pk>/marks/page/<int:number>/", marking.page, name="mark_page"),
    path("desk/documents/<uuid:pk>/marks/<int:mark>/remove/", marking.remove, name="remove_mark"),
]
