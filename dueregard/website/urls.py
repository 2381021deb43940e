"""The front door's addresses."""

from django.urls import path

from dueregard.website.views import complaints, desk, gallery, health, home, pages, search, sitemap, status, thread

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search, name="search"),
    path("search/feed.xml", search.feed, name="search_feed"),
    path("search/kept.xml", search.kept_feed, name="kept_feed"),
    path("search/keep/", search.keep, name="keep_search"),
    path("desk/", desk.desk, name="desk"),
    path("desk/reply-address/", pages.reply_address, name="reply_address"),
    path("desk/searches/", search.searches, name="searches"),
    path("desk/searches/<uuid:pk>/drop/", search.drop, name="drop_search"),
    path("desk/searches/<uuid:pk>/renew/", search.renew, name="renew_search"),
    path("desk/searches/<uuid:pk>/close/", search.close, name="close_search"),
    path("do/", thread.act, name="act"),
    path("do/<slug:role>/", thread.act_as, name="act_as"),
    path("bodies/<slug:slug>/thread/", thread.thread, name="thread"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap/<slug:name>-<int:number>.xml", sitemap.part, name="sitemap_part"),
    path("about/", pages.about, name="about"),
    path("privacy/", pages.privacy, name="privacy"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("status/", status.status, name="status"),
    path("desk/troubles/", status.troubles, name="troubles"),
    path("desk/troubles/<uuid:pk>/over/", status.trouble_over, name="trouble_over"),
    path("complaint/", complaints.complain, name="complain"),
    path("complaint/received/", complaints.received, name="complaint_received"),
    path("desk/complaints/", complaints.complaints, name="complaints"),
    path("desk/complaints/<uuid:pk>/", complaints.complaint, name="complaint"),
    path("desk/complaints/<uuid:pk>/acknowledged/", complaints.acknowledged, name="complaint_acknowledged"),
    path("robots.txt", pages.robots, name="robots"),
    path("healthz", health.healthz, name="healthz"),
    path("gallery/", gallery.gallery, name="gallery"),
]
