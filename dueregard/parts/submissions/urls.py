"""Addresses of the sealed inbox. Those below /sealed/ are answered by the door in `middleware.py`: no session."""

from django.urls import URLPattern, path

from dueregard.parts.submissions.views import about, coming_back, delivered, desk, keyholder_api, sending

app_name = "submissions"
SOURCE: list[URLPattern] = [
    path("sealed/<slug:slug>/api/challenge", sending.challenge, name="challenge"),
    path("sealed/<slug:slug>/api/start", sending.start, name="start"),
    path("sealed/<slug:slug>/api/uploads/<str:upload>/finish", sending.finish, name="finish"),
    path("sealed/<slug:slug>/api/uploads/<str:upload>/<str:part>/<str:index>", sending.chunk, name="chunk"),
    path("sealed/<slug:slug>/api/lookup", coming_back.lookup, name="lookup"),
    path("sealed/<slug:slug>/api/delete", coming_back.delete, name="delete"),
    path("sealed/<slug:slug>/api/plain", sending.plain, name="plain"),
]
PROGRAM: list[URLPattern] = [
    path("sealed/<slug:slug>/keyholder/api/threads", keyholder_api.threads_by_key, name="threads_by_key"),
    path(
        "sealed/<slug:slug>/keyholder/api/messages/<str:message>", keyholder_api.message_by_key, name="message_by_key"
    ),
    path(
        "sealed/<slug:slug>/keyholder/api/messages/<str:message>/files/<int:number>",
        keyholder_api.file_by_key,
        name="file_by_key",
    ),
    path("sealed/<slug:slug>/keyholder/api/messages/<str:message>/read", keyholder_api.read_by_key, name="read_by_key"),
    path(
        "sealed/<slug:slug>/keyholder/api/threads/<str:thread>/replies", keyholder_api.reply_by_key, name="reply_by_key"
    ),
    path(
        "sealed/<slug:slug>/keyholder/api/threads/<str:thread>/delete",
        keyholder_api.delete_by_key,
        name="delete_by_key",
    ),
]
STATIC: list[URLPattern] = [
    path("sealed/<slug:slug>/", delivered.file, name="source"),
    path("sealed/<slug:slug>/<path:name>", delivered.file, name="delivered"),
]
KEYHOLDER: list[URLPattern] = [
    path("desk/sealed/<slug:slug>/api/hello", keyholder_api.hello, name="hello"),
    path("desk/sealed/<slug:slug>/api/threads", keyholder_api.threads, name="threads"),
    path("desk/sealed/<slug:slug>/api/messages/<str:message>", keyholder_api.message, name="message"),
    path("desk/sealed/<slug:slug>/api/messages/<str:message>/files/<int:number>", keyholder_api.file, name="file"),
    path("desk/sealed/<slug:slug>/api/messages/<str:message>/read", keyholder_api.read, name="read"),
    path("desk/sealed/<slug:slug>/api/threads/<str:thread>/replies", keyholder_api.reply, name="reply"),
    path("desk/sealed/<slug:slug>/api/threads/<str:thread>/delete", keyholder_api.delete, name="delete_thread"),
    path("desk/sealed/<slug:slug>/", keyholder_api.page, name="keyholder"),
    path("desk/sealed/<slug:slug>/<path:name>", keyholder_api.page, name="keyholder_file"),
]
OPEN: list[URLPattern] = [*SOURCE, *PROGRAM, *STATIC]  # all that the door answers
urlpatterns: list[URLPattern] = [
    *OPEN,
    *KEYHOLDER,
    path("inboxes/", about.inboxes, name="inboxes"),
    path("inboxes/<slug:slug>/", about.who_reads, name="who_reads"),
    path("desk/inboxes/", desk.inboxes, name="desk"),
    path("desk/inboxes/<slug:slug>/", desk.inbox, name="inbox"),
    path("desk/inboxes/<slug:slug>/list/", desk.take_list, name="take_list"),
    path("desk/inboxes/<slug:slug>/keyholders/", desk.name, name="name_keyholder"),
    path("desk/inboxes/<slug:slug>/keyholders/<int:pk>/remove/", desk.remove, name="remove_keyholder"),
    path("desk/inboxes/<slug:slug>/access-key/", desk.make_key, name="make_access_key"),
    path("desk/inboxes/<slug:slug>/access-key/revoke/", desk.revoke_key, name="revoke_access_key"),
    path("desk/inboxes/<slug:slug>/unfinished/drop/", desk.drop, name="drop_unfinished"),
    path("desk/inboxes/<slug:slug>/exercise/", desk.exercise, name="record_exercise"),
]
