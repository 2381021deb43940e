"""Addresses of the pledge: for everyone, for a signatory by its own link, and the desk."""

from django.urls import path

from dueregard.parts.pledge.views import asking, data, desk, own, public, showing
from dueregard.rules.pledge.terms import ProofKind

app_name = "pledge"
urlpatterns = [
    path("pledge/", public.index, name="index"),
    path("pledge/map/", public.on_map, name="map"),
    path("pledge/sign/", asking.ask, name="ask"),
    path("pledge/feed.xml", data.feed, name="feed"),
    path("pledge/all.csv", data.table, name="csv"),
    path("pledge/all.json", data.everything, name="json"),
    path("pledge/confirm/<str:token>/", own.confirm, name="confirm"),
    path("pledge/yours/<str:token>/", own.own, name="own"),
    path("pledge/yours/<str:token>/answer/", own.answer, name="answer"),
    path("pledge/yours/<str:token>/proof/link/", own.prove_link, name="prove_link"),
    path("pledge/yours/<str:token>/proof/file/", own.prove, {"kind": ProofKind.FILE}, name="prove_file"),
    path("pledge/yours/<str:token>/proof/dns/", own.prove, {"kind": ProofKind.DNS}, name="prove_dns"),
    path("pledge/yours/<str:token>/proof/mail/", own.prove_mail, name="prove_mail"),
    path("pledge/yours/<str:token>/look/", own.look, name="look"),
    path("pledge/yours/<str:token>/renew/", own.renew, name="renew"),
    path("pledge/yours/<str:token>/decided/", own.decide, name="decide"),
    path("pledge/yours/<str:token>/withdraw/", own.withdraw, name="withdraw"),
    path("pledge/yours/<str:token>/again/", own.again, name="again"),
    path("pledge/s/<slug:code>/", public.by_code, name="by_code"),
    path("pledge/by/<slug:slug>/", public.signatory, name="signatory"),
    path("pledge/by/<slug:slug>.json", data.one, name="signatory_json"),
    path("pledge/by/<slug:slug>/show/", showing.show, name="show"),
    path("pledge/by/<slug:slug>/badge.svg", showing.badge_svg, name="badge_svg"),
    path("pledge/by/<slug:slug>/badge.png", showing.badge_png, name="badge_png"),
    path("pledge/by/<slug:slug>/certificate.pdf", showing.certificate, name="certificate"),
    path("pledge/by/<slug:slug>/doubt/", public.doubt, name="doubt"),
    path("desk/signatories/", desk.signatories, name="desk"),
    path("desk/signatories/<uuid:pk>/", desk.signatory, name="desk_signatory"),
    path("desk/signatories/<uuid:pk>/list/", desk.list_it, name="list"),
    path("desk/signatories/<uuid:pk>/more/", desk.more, name="more"),
    path("desk/signatories/<uuid:pk>/refuse/", desk.refuse, name="refuse"),
    path("desk/signatories/<uuid:pk>/minute/", desk.minute, name="minute"),
    path("desk/signatory-decisions/<int:pk>/", desk.decision, name="decision"),
    path("desk/signatory-doubts/<int:pk>/", desk.doubt, name="settle_doubt"),
]
