from django.urls import path, re_path

from registry.views import batches, entry, search

app_name = "registry"
urlpatterns = [
    path("", search.results, name="search"),
    path("results.csv", search.results_csv, name="search_csv"),
    path("batches/", batches.batches, name="batches"),
    path("batches/<str:month>/", batches.batch, name="batch"),
    path("batches/<str:month>.csv", batches.batch_csv, name="batch_csv"),
    re_path(r"^(?P<number>[0-9]{21,22})/$", entry.entry, name="entry"),
]
