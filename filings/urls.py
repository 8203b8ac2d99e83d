from django.urls import path

from filings.views import changing, company, detail, disclosure, documents, rows, section, start, submission, withdrawal

app_name = "filings"
urlpatterns = [
    path("new/", start.start, name="start"),
    path("company/", company.company, name="company"),
    path("<slug:reference>/", detail.detail, name="detail"),
    path("<slug:reference>/revisions/<int:number>/", detail.revision, name="revision"),
    path("<slug:reference>/revisions/<int:number>/reveal/<slug:key>/", disclosure.reveal, name="reveal_submitted"),
    path("<slug:reference>/reveal/<slug:key>/", disclosure.reveal, name="reveal"),
    path("<slug:reference>/check/", submission.check, name="check"),
    path("<slug:reference>/withdraw/", withdrawal.withdraw, name="withdraw"),
    path("<slug:reference>/change/", changing.change, name="change"),
    path("<slug:reference>/cancel/", changing.cancel, name="cancel"),
    path("<slug:reference>/submitted/", submission.submitted, name="submitted"),
    path("<slug:reference>/documents/<uuid:uuid>/", documents.download, name="document"),
    path("<slug:reference>/documents/<slug:key>/remove/", documents.remove, name="remove_document"),
    path("<slug:reference>/<slug:key>/", section.section, name="section"),
    path("<slug:reference>/<slug:key>/<slug:row>/", rows.row, name="row"),
    path("<slug:reference>/<slug:key>/<slug:row>/remove/", rows.remove, name="remove_row"),
]
