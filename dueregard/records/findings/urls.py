"""Addresses of questions and findings."""

from django.urls import path

from dueregard.records.findings.views import (
    answers,
    claims,
    copies,
    findings,
    questions,
    replies,
    right_of_reply,
    tables,
)

app_name = "findings"
urlpatterns = [
    path("desk/questions/", questions.questions, name="questions"),
    path("desk/questions/new/", questions.ask, name="ask"),
    path("desk/questions/<uuid:pk>/", questions.question, name="question"),
    path("desk/questions/<uuid:pk>/publish/", questions.publish, name="publish"),
    path("desk/questions/<uuid:pk>/table/", tables.bring, name="bring"),
    path("desk/questions/<uuid:pk>/throw-away/", questions.throw_away, name="throw_away"),
    path("desk/questions/<uuid:pk>/bodies/<slug:slug>/", answers.cell, name="cell"),
    path("desk/questions/<uuid:pk>/bodies/<slug:slug>/anew/", answers.anew, name="anew"),
    path("desk/findings/<slug:slug>/", questions.grid, name="grid"),
    path("desk/findings/<slug:slug>.csv", questions.table, name="table"),
    path("desk/findings/<slug:slug>/ready-made/", questions.shipped, name="shipped"),
    path("desk/sources/<int:pk>/copy/", copies.copy, name="copy"),
    path("desk/right-of-reply/", right_of_reply.replies, name="replies"),
    path("desk/right-of-reply/bodies/<slug:slug>/", right_of_reply.send_link, name="ask_for_reply"),
    path("desk/right-of-reply/links/<uuid:pk>/", right_of_reply.withdraw, name="withdraw_link"),
    path("desk/right-of-reply/statements/<uuid:pk>/", right_of_reply.see, name="see"),
    path("right-of-reply/<str:secret>/", replies.reply, name="reply"),
    path("right-of-reply/<str:secret>/done/", replies.reply_done, name="reply_done"),
    path("right-of-reply/<str:secret>/<uuid:pk>/", replies.reply_claim, name="reply_claim"),
    path("claims.csv", claims.claims_csv, name="claims_csv"),
    path("claims.json", claims.claims_json, name="claims_json"),
    path("claims.atom", claims.claims_feed, name="claims_feed"),
    path("desk/passages/<uuid:pk>/questions/", findings.from_passage, name="from_passage"),
    path("findings/<uuid:pk>/", findings.finding, name="finding"),
    path("questions/<uuid:pk>/", findings.answers, name="answers"),
]
