"""The offices and their people, for administrators; heads and auditors read. ``place`` is ``Office.place``."""

from django.urls import path

from accounts.views import offices, staff, teams

app_name = "offices"
urlpatterns = [
    path("", offices.offices, name="offices"),
    path("<slug:place>/", offices.people, name="people"),
    path("<slug:place>/history/", offices.past, name="history"),
    path("<slug:place>/passkeys/", offices.passkeys, name="passkeys"),
    path("<slug:place>/invite/", staff.invite, name="invite"),
    path("<slug:place>/invitations/<uuid:uuid>/resend/", staff.resend, name="resend"),
    path("<slug:place>/invitations/<uuid:uuid>/revoke/", staff.revoke, name="revoke"),
    path("<slug:place>/people/<uuid:uuid>/", staff.person, name="person"),
    path("<slug:place>/people/<uuid:uuid>/close/", staff.close, name="close"),
    path("<slug:place>/people/<uuid:uuid>/reopen/", staff.reopen, name="reopen"),
    path("<slug:place>/teams/new/", teams.form, name="new_team"),
    path("<slug:place>/teams/<int:pk>/", teams.arrange, name="team"),
    path("<slug:place>/teams/<int:pk>/dissolve/", teams.dissolve, name="dissolve_team"),
]
