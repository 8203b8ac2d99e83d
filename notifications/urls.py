from django.urls import path

from notifications import views

app_name = "mailbox"
urlpatterns = [
    path("", views.mails, name="mails"),
    path("<slug:name>/", views.mail, name="mail"),
]
