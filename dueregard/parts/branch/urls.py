"""Addresses of the branch path: to read and print for everybody, a group's own, and the library of adopted texts."""

from django.urls import path

from dueregard.parts.branch.views import asks, desk, reading, texts

app_name = "branch"
urlpatterns = [
    path("branch/", reading.index, name="index"),
    path("branch/texts/", texts.texts, name="texts"),
    path("branch/texts/<uuid:pk>/", texts.text, name="text"),
    path("branch/<slug:kind>/", reading.read, name="read"),
    path("desk/branch/", desk.paths, name="all"),
    path("desk/branch/new/", desk.new, name="new"),
    path("desk/branch/<uuid:pk>/", desk.one, name="one"),
    path("desk/branch/<uuid:pk>/dates.ics", desk.dates, name="dates"),
    path("desk/branch/<uuid:pk>/steps/<slug:code>/", desk.step, name="step"),
    path("desk/branch/<uuid:pk>/throw-away/", desk.throw_away, name="throw_away"),
    path("desk/branch/<uuid:pk>/asked/", asks.add, name="add_asks"),
    path("desk/branch/<uuid:pk>/gaps/", asks.gaps, name="gaps"),
    path("desk/branch/asked/<int:pk>/", asks.ask, name="ask"),
    path("desk/branch/asked/<int:pk>/drop/", asks.drop, name="drop_ask"),
    path("desk/branch/texts/new/", texts.new, name="new_text"),
    path("desk/branch/texts/<uuid:pk>/", texts.correct, name="correct_text"),
    path("desk/branch/texts/<uuid:pk>/share/", texts.share, name="share"),
    path("desk/branch/texts/<uuid:pk>/unshare/", texts.unshare, name="unshare"),
]
