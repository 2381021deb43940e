"""The front door's addresses."""

from django.urls import path

from dueregard.website.views import complaints, gallery, health, home, pages

urlpatterns = [
    path("", home.home, name="home"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("complaint/", complaints.complain, name="complain"),
    path("complaint/received/", complaints.received, name="complaint_received"),
    path("desk/complaints/", complaints.complaints, name="complaints"),
    path("desk/complaints/<uuid:pk>/", complaints.complaint, name="complaint"),
    path("desk/complaints/<uuid:pk>/acknowledged/", complaints.acknowledged, name="complaint_acknowledged"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
]
