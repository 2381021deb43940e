"""Addresses of work: the administrator's alone."""

from django.urls import path

from dueregard.foundation.work import views

urlpatterns = [
    path("desk/work/", views.standing, name="work_standing"),
    path("desk/work/<uuid:task_id>/retry/", views.retry, name="retry_task"),
]
