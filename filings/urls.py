from django.urls import path

from filings.views import (
    company,
    corrections,
    detail,
    disclosure,
    documents,
    newer_form,
    receipts,
    rows,
    rules,
    schema,
    section,
    start,
    submission,
)

app_name = "filings"
urlpatterns = [
    path("new/", start.start, name="start"),
    path("company/", company.company, name="company"),
    path("rules/", rules.rules, name="rules"),
    path("schema/", schema.index, name="schemas"),
    path("schema/<str:name>.json", schema.schema, name="schema"),
    path("<slug:reference>/", detail.detail, name="detail"),
    path("<slug:reference>/revisions/<int:number>/", detail.revision, name="revision"),
    path("<slug:reference>/revisions/<int:number>/reveal/<slug:key>/", disclosure.reveal, name="reveal_submitted"),
    path("<slug:reference>/revisions/<int:number>/receipt.json", receipts.as_json, name="receipt_json"),
    path("<slug:reference>/revisions/<int:number>/receipt.pdf", receipts.as_pdf, name="receipt_pdf"),
    path("<slug:reference>/reveal/<slug:key>/", disclosure.reveal, name="reveal"),
    path("<slug:reference>/copy/", start.copy, name="copy"),
    path("<slug:reference>/newer-form/", newer_form.newer_form, name="newer_form"),
    path("<slug:reference>/corrections/", corrections.comments, name="corrections"),
    path("<slug:reference>/corrections/<int:number>/", corrections.answer, name="answer"),
    path("<slug:reference>/check/", submission.check, name="check"),
    path("<slug:reference>/submitted/", submission.submitted, name="submitted"),
    path("<slug:reference>/documents/<uuid:uuid>/", documents.download, name="document"),
    path("<slug:reference>/documents/<slug:key>/remove/", documents.remove, name="remove_document"),
    path("<slug:reference>/<slug:key>/", section.section, name="section"),
    path("<slug:reference>/<slug:key>/<slug:row>/", rows.row, name="row"),
    path("<slug:reference>/<slug:key>/<slug:row>/remove/", rows.remove, name="remove_row"),
]
