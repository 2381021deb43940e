"""Addresses of documents: what a reader opens, and the desk of the group that keeps them."""

from django.urls import path

from dueregard.records.evidence.views import (
    desk,
    documents,
    embedding,
    exports,
    marking,
    passages,
    pictures,
    publication,
    sound,
)

app_name = "evidence"
urlpatterns = [
    path("desk/documents/", desk.documents, name="documents"),
    path("desk/documents/again/", desk.again, name="again"),
    path("desk/documents/exports/", exports.exports, name="exports"),
    path("desk/documents/exports/<uuid:pk>/", exports.export, name="export"),
    path("desk/documents/exports/<uuid:pk>/file/", exports.package, name="package"),
    path("desk/documents/upload/", desk.upload, name="upload"),
    path("documents/<uuid:pk>/", documents.document, name="document"),
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
    path("desk/documents/<uuid:pk>/publication/", publication.publication, name="publication"),
    path("desk/documents/<uuid:pk>/publication/make/", publication.prepare, name="prepare_copy"),
    path("desk/documents/<uuid:pk>/publication/check/", publication.check, name="check_copy"),
    path("desk/documents/<uuid:pk>/publication/drop/", publication.drop, name="drop_copy"),
    path("desk/documents/<uuid:pk>/publication/withdraw/", publication.withdraw, name="withdraw_copy"),
    path("desk/documents/<uuid:pk>/marks/", marking.find, name="find_words"),
    path("desk/documents/<uuid:pk>/marks/proposed/", marking.proposed, name="mark_proposed"),
    path("desk/documents/<uuid:pk>/marks/sound/", marking.span, name="mark_span"),
    path("desk/documents/<uuid:pk>/marks/page/<int:number>/", marking.page, name="mark_page"),
    path("desk/documents/<uuid:pk>/marks/<int:mark>/remove/", marking.remove, name="remove_mark"),
]
