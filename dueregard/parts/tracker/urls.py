"""Addresses of demands and decisions: a group's desk, and what it published."""

from django.urls import path

from dueregard.parts.tracker.views import decisions, demands, importing, public, publishing
from dueregard.rules.tracker.decisions import Turn
from dueregard.rules.tracker.terms import Kind

app_name = "tracker"
urlpatterns = [
    path("desk/demands/", demands.demands, name="demands"),
    path("desk/demands/new/", demands.new, name="new_demand"),
    path("desk/demands/import/", importing.bring, name="import_demands"),
    path("desk/demands/<uuid:pk>/", demands.demand, name="demand"),
    path("desk/demands/<uuid:pk>/edit/", demands.edit, name="edit_demand"),
    path("desk/demands/<uuid:pk>/action/", demands.add, {"kind": Kind.ACTION}, name="add_action"),
    path("desk/demands/<uuid:pk>/answer/", demands.add, {"kind": Kind.RESPONSE}, name="add_response"),
    path("desk/demands/<uuid:pk>/outcome/", demands.add, {"kind": Kind.OUTCOME}, name="add_outcome"),
    path("desk/demands/<uuid:pk>/publish/", publishing.publish_demand, name="publish_demand"),
    path("desk/demands/<uuid:pk>/publish/undo/", publishing.undo_demand, name="undo_demand"),
    path("desk/demands/<uuid:pk>/withdraw/", publishing.withdraw_demand, name="withdraw_demand"),
    path("desk/demands/<uuid:pk>/throw-away/", demands.throw_demand_away, name="throw_demand_away"),
    path("desk/demand-lines/<int:pk>/cross-out/", demands.strike, name="strike_demand_line"),
    path("desk/bodies/<slug:slug>/size/", demands.size, name="size"),
    path("desk/decisions/", decisions.decisions, name="decisions"),
    path("desk/decisions/new/", decisions.new, name="new_decision"),
    path("desk/decisions/<uuid:pk>/", decisions.decision, name="decision"),
    path("desk/decisions/<uuid:pk>/edit/", decisions.edit, name="edit_decision"),
    path("desk/decisions/<uuid:pk>/reviewed/", decisions.add, {"kind": Turn.REVIEWED}, name="reviewed"),
    path("desk/decisions/<uuid:pk>/changed/", decisions.add, {"kind": Turn.CHANGED}, name="changed"),
    path("desk/decisions/<uuid:pk>/ended/", decisions.add, {"kind": Turn.ENDED}, name="ended"),
    path("desk/decisions/<uuid:pk>/reply/", decisions.add, {"kind": Turn.REPLY}, name="reply"),
    path("desk/decisions/<uuid:pk>/publish/", publishing.publish_decision, name="publish_decision"),
    path("desk/decisions/<uuid:pk>/publish/undo/", publishing.undo_decision, name="undo_decision"),
    path("desk/decisions/<uuid:pk>/withdraw/", publishing.withdraw_decision, name="withdraw_decision"),
    path("desk/decisions/<uuid:pk>/throw-away/", decisions.throw_decision_away, name="throw_decision_away"),
    path("desk/decision-lines/<int:pk>/cross-out/", decisions.strike, name="strike_decision_line"),
    path("demands/", public.demands, name="public_demands"),
    path("demands/feed.xml", public.demands_feed, name="demands_feed"),
    path("demands/all.csv", public.demands_csv, name="demands_csv"),
    path("demands/all.json", public.demands_json, name="demands_json"),
    path("demands/all.geojson", public.demands_geojson, name="demands_geojson"),
    path("demands/worked/", public.worked, name="worked"),
    path("demands/<uuid:pk>/", public.demand, name="public_demand"),
    path("demands/<uuid:pk>.json", public.demand_json, name="public_demand_json"),
    path("decisions/", public.decisions, name="public_decisions"),
    path("decisions/feed.xml", public.decisions_feed, name="decisions_feed"),
    path("decisions/all.csv", public.decisions_csv, name="decisions_csv"),
    path("decisions/all.json", public.decisions_json, name="decisions_json"),
    path("decisions/<uuid:pk>/", public.decision, name="public_decision"),
    path("decisions/<uuid:pk>.json", public.decision_json, name="public_decision_json"),
]
