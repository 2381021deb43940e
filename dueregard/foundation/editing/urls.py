"""Addresses of editing."""

from django.urls import path

from dueregard.foundation.editing import views

urlpatterns = [path("desk/notices/<int:pk>/away/", views.put_away, name="put_notice_away")]
