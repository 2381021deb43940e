"""Addresses of motions and letters. Writing needs no account, and what is typed is never part of an address.

What a group sent is on its desk.
"""

from django.urls import path

from dueregard.parts.letters.views import sending, writing

app_name = "letters"
urlpatterns = [
    path("letters/", writing.index, name="index"),
    path("desk/letters/", sending.all_sent, name="all_sent"),
    path("desk/letters/send/<slug:slug>/", sending.send, name="send"),
    path("desk/letters/<uuid:pk>/", sending.sent, name="sent"),
    path("desk/letters/<uuid:pk>/undo/", sending.undo, name="undo"),
    path("desk/letters/<uuid:pk>/settle/", sending.settle, name="settle"),
    path("desk/letters/<uuid:pk>/answer/", sending.answer, name="answer"),
    path("desk/letters/<uuid:pk>/close/", sending.close, name="close"),
    path("desk/letters/<uuid:pk>/reopen/", sending.reopen, name="reopen"),
    path("desk/letters/<uuid:pk>/read/", sending.read, name="read"),
    path("letters/<slug:slug>/", writing.write, name="write"),
    path("letters/<slug:slug>/<slug:ending>/", writing.file, name="file"),
]
