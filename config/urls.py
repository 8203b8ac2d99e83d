"""English at the root, Chinese below /zh-hans/: an address says its language, and no cookie does."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from config import views
from filings.views import colleagues, guide, receipts
from reviews.views import progress

handler500 = "config.views.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    *i18n_patterns(
        path("", views.home, name="home"),
        path("account/", include("accounts.urls")),
        path("account/companies/<uuid:company>/people/<uuid:uuid>/role/", colleagues.change_role, name="company_role"),
        path("account/companies/<uuid:company>/people/<uuid:uuid>/remove/", colleagues.remove, name="company_remove"),
        path("filings/", views.my_filings, name="my_filings"),
        path("filings/<slug:reference>/progress/", progress.progress, name="progress"),
        path("filings/", include("filings.urls")),
        path("guide/", guide.guide, name="guide"),
        path("receipts/<slug:code>/", receipts.verify, name="receipt"),
        path("reviews/", include("reviews.urls")),
        path("registry/", include("registry.urls")),
        path("offices/", include("accounts.office_urls")),
        path("admin/", admin.site.urls),
        prefix_default_language=False,
    ),
]
if settings.DEMONSTRATION:
    urlpatterns += i18n_patterns(path("mailbox/", include("notifications.urls")), prefix_default_language=False)
