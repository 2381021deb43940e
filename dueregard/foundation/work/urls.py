"""Addresses of work: the administrator's, and the page of an act on many things, for whoever began it."""

from django.urls import path

from dueregard.foundation.work import views

urlpatterns = [
    path("desk/work/", views.standing, name="work_standing"),
    path("desk/work/<uuid:task_id>/retry/", views.retry, name="retry_task"),
    path("desk/under-way/<uuid:pk>/", views.long_act, name="long_act"),
    path("desk/under-way/<uuid:pk>/go-on/", views.go_on, name="go_on_with_act"),
    path("desk/under-way/<uuid:pk>/end/", views.end, name="end_act"),
]
