from django.urls import path

from reviews.views import assignment, case, comment, decision, publication, queue, reassignment, trail

app_name = "reviews"
urlpatterns = [
    path("", queue.cases, name="queue"),
    path("next/", queue.take_next, name="take_next"),
    path("hand-over/", reassignment.holders, name="hand_over"),
    path("hand-over/<uuid:uuid>/", reassignment.hand_over, name="hand_over_of"),
    path("trail/", trail.trail, name="trail"),
    path("publication/", publication.desk, name="publication"),
    path("publication/<slug:month>/", publication.batch, name="batch"),
    path("publication/<slug:month>/change/", publication.change, name="change_batch"),
    path("publication/<slug:month>/publish/", publication.publish, name="publish"),
    path("<slug:reference>/", case.case, name="case"),
    path("<slug:reference>/take/", assignment.take, name="take"),
    path("<slug:reference>/give-back/", assignment.give_back, name="give_back"),
    path("<slug:reference>/assign/", assignment.assign, name="assign"),
    path("<slug:reference>/conflict/", assignment.conflict, name="conflict"),
    path("<slug:reference>/comments/<str:field>/", comment.comment, name="comment"),
    path("<slug:reference>/decide/", decision.decide, name="decide"),
    path("<slug:reference>/revisions/<int:number>/reveal/<slug:key>/", case.reveal, name="reveal"),
    path("<slug:reference>/documents/<uuid:uuid>/", case.document, name="document"),
]
