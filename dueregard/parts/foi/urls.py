"""Addresses of requests: the desk of a group, and what it published."""

from django.urls import path

from dueregard.parts.foi.views import campaigns, case, desk, messages, outbox, pen, sending, write

app_name = "foi"

urlpatterns = [
    path("desk/", desk.today, name="today"),
    path("desk/requests/", desk.cases, name="cases"),
    path("desk/requests/chase/", desk.chase_chosen, name="chase"),
    path("desk/campaigns/", campaigns.campaigns, name="campaigns"),
    path("desk/campaigns/new/", campaigns.choose_template, name="choose_template"),
    path("desk/campaigns/new/letter/", campaigns.start, name="start"),
    path("desk/campaigns/<uuid:pk>/", campaigns.campaign, name="campaign"),
    path("desk/campaigns/<uuid:pk>/letter/", campaigns.change_letter, name="letter"),
    path("desk/campaigns/<uuid:pk>/bodies/", campaigns.bodies, name="bodies"),
    path("desk/campaigns/<uuid:pk>/check/", sending.check, name="check"),
    path("desk/campaigns/<uuid:pk>/sending/", sending.sending, name="sending"),
    path("desk/campaigns/<uuid:pk>/undo/", sending.undo, name="undo"),
    path("desk/campaigns/<uuid:pk>/leave-now/", sending.leave_now, name="leave_now"),
    path("desk/cases/<uuid:pk>/", case.case, name="case"),
    path("desk/cases/<uuid:pk>/take-out/", campaigns.take_out, name="take_out"),
    path("desk/cases/<uuid:pk>/write/<slug:step>/", write.write, name="write"),
    path("desk/cases/<uuid:pk>/new-address/", write.new_address, name="new_address"),
    path("desk/cases/<uuid:pk>/record/", case.record, name="record"),
    path("desk/cases/<uuid:pk>/post/", case.post, name="post"),
    path("desk/cases/<uuid:pk>/close/", case.close, name="close"),
    path("desk/cases/<uuid:pk>/law/", case.change_law, name="change_law"),
    path("desk/cases/<uuid:pk>/publish/", case.publish, name="publish"),
    path("desk/events/<int:pk>/strike/", case.strike, name="strike"),
    path("desk/messages/<uuid:pk>/", messages.message, name="message"),
    path("desk/messages/<uuid:pk>/sort/", messages.sort, name="sort"),
    path("desk/messages/<uuid:pk>/hide/", case.hide, name="hide"),
    path("desk/messages/<uuid:pk>/undo/", write.undo_one, name="undo_one"),
    path("desk/messages/<uuid:pk>/leave-now/", write.leave_one_now, name="leave_one_now"),
    path("desk/messages/<uuid:pk>/settle/", outbox.settle, name="settle"),
    path("desk/files/<uuid:pk>/", messages.file, name="file"),
    path("desk/holding-pen/", pen.pen, name="pen"),
    path("desk/holding-pen/<int:pk>/", pen.held, name="held"),
    path("desk/holding-pen/<int:pk>/file/", pen.file_it, name="file_held"),
    path("desk/holding-pen/<int:pk>/aside/", pen.put_aside, name="set_aside"),
    path("desk/holding-pen/<int:pk>/back/", pen.back, name="bring_back"),
    path("desk/outbox/", outbox.outbox, name="outbox"),
]
