"""Addresses of groups, of the people in them, and of the links that let people in."""

from django.urls import path

from dueregard.records.groups.views import groups, join, people, places

urlpatterns = [
    path("join/<str:secret>/", join.join, name="join"),
    path("desk/groups/", groups.groups, name="groups"),
    path("desk/groups/new/", groups.found, name="found_group"),
    path("desk/groups/<slug:slug>/", groups.group, name="group"),
    path("desk/groups/<slug:slug>/edit/", groups.edit, name="edit_group"),
    path("desk/groups/<slug:slug>/invite/", places.invite, name="invite"),
    path("desk/groups/<slug:slug>/members/<int:pk>/", places.member, name="member"),
    path("desk/groups/<slug:slug>/members/<int:pk>/remove/", places.remove, name="remove_member"),
    path("desk/groups/<slug:slug>/links/<uuid:pk>/close/", places.withdraw, name="withdraw_invitation"),
    path("desk/people/", people.people, name="people"),
    path("desk/people/<uuid:pk>/way-back/", people.let_back_in, name="let_back_in"),
    path("desk/people/<uuid:pk>/<slug:change>/", people.change, name="change_person"),
]
