"""Addresses of documents: what a reader opens, and the desk of the group that keeps them."""

from django.urls import path

from dueregard.records.evidence.views import (
    correcting,
    desk,
    documents,
    embedding,
    passages,
    pictures,
    sound,
    straightening,
)

app_name = "evidence"
urlpatterns = [
    path("desk/documents/", desk.documents, name="documents"),
    path("desk/documents/again/", desk.again, name="again"),
    path("desk/documents/upload/", desk.upload, name="upload"),
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/correct/", correcting.correct, name="correct"),
    path("documents/<uuid:pk>/straighten/", straightening.straighten, name="straighten"),
    path("documents/<uuid:pk>/straightened/<slug:shape>/<str:corners>/", straightening.preview, name="straightened"),
    path("documents/<uuid:pk>.json", documents.document_json, name="document_json"),
    path("documents/<uuid:pk>/original/", documents.original, name="original"),
    path("documents/<uuid:pk>/sound/", sound.sound, name="sound"),
    path("documents/<uuid:pk>/pages/<int:number>/", documents.page, name="page"),
    path("documents/<uuid:pk>/pages/<int:number>/picture/", pictures.picture, name="picture"),
    path("documents/<uuid:pk>/pages/<int:number>/keep/", passages.mark, name="mark"),
    path("passages/<uuid:pk>/", passages.passage, name="passage"),
    path("passages/<uuid:pk>/embed/", embedding.embed, name="embed"),
    path("passages/<uuid:pk>/history/", passages.claim, name="claim"),
    path("passages/<uuid:pk>/under/", passages.put_under, name="put_under"),
    path("passages/<uuid:pk>/drop/", passages.drop, name="drop_passage"),
    path("passages/history/<int:pk>/withdraw/", passages.unclaim, name="unclaim"),
    path("oembed/", embedding.oembed, name="oembed"),
]
