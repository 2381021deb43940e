"""The addresses of what people do to a waiting thing. The list itself is the desk's page."""

from django.urls import path

from dueregard.records.todo.views import things

app_name = "todo"
urlpatterns = [
    path("desk/todo/<slug:kind>/<slug:key>/", things.thing, name="thing"),
    path("desk/todo/<slug:kind>/<slug:key>/take/", things.take, name="take"),
    path("desk/todo/<slug:kind>/<slug:key>/back/", things.back, name="back"),
    path("desk/todo/<slug:kind>/<slug:key>/away/", things.away, name="away"),
]
