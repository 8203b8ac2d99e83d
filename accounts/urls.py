"""What people may do about their own account. Of django-allauth's pages only these are open, each in our words; their
names are allauth's, by which its steps find them."""

from allauth.account import views as allauth
from allauth.mfa.recovery_codes.views import download_recovery_codes
from allauth.mfa.webauthn.views import list_webauthn
from django.urls import include, path, re_path

from accounts.views import account, companies, factors, invitations, people, sign_in, sign_up

signing_in = [
    path("login/", sign_in.SignIn.as_view(), name="account_login"),
    path("logout/", allauth.logout, name="account_logout"),
    path("inactive/", allauth.account_inactive, name="account_inactive"),
    path("reauthenticate/", sign_in.PasswordAgain.as_view(), name="account_reauthenticate"),
]
signing_up = [
    path("signup/", sign_up.ask_for_account, name="account_signup"),
    path("signup/sent/", sign_up.account_asked, name="account_signup_sent"),
    path("signup/<str:token>/", sign_up.open_account, name="account_open"),
]
password = [
    path("change/", sign_in.ChangePassword.as_view(), name="account_change_password"),
    path("reset/", sign_up.ask_for_password, name="account_reset_password"),
    path("reset/done/", sign_up.password_asked, name="account_reset_password_done"),
    path("reset/key/done/", allauth.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>[^/]+)/$",
        sign_in.NewPassword.as_view(),
        name="account_reset_password_from_key",
    ),
]
second_factors = [
    path("", factors.Index.as_view(), name="mfa_index"),
    path("authenticate/", sign_in.SecondFactor.as_view(), name="mfa_authenticate"),
    path("reauthenticate/", sign_in.CodeAgain.as_view(), name="mfa_reauthenticate"),
    path("app/add/", factors.AddCodeApp.as_view(), name="mfa_activate_totp"),
    path("app/remove/", factors.RemoveCodeApp.as_view(), name="mfa_deactivate_totp"),
    path("codes/", factors.RecoveryCodes.as_view(), name="mfa_view_recovery_codes"),
    path("codes/new/", factors.NewRecoveryCodes.as_view(), name="mfa_generate_recovery_codes"),
    path("codes/download/", download_recovery_codes, name="mfa_download_recovery_codes"),
    path("passkeys/", list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", factors.AddPasskey.as_view(), name="mfa_add_webauthn"),
    path("passkeys/login/", sign_in.PasskeyAlone.as_view(), name="mfa_login_webauthn"),
    path("passkeys/reauthenticate/", sign_in.PasskeyAgain.as_view(), name="mfa_reauthenticate_webauthn"),
    path("passkeys/<int:pk>/remove/", factors.RemovePasskey.as_view(), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/rename/", factors.RenamePasskey.as_view(), name="mfa_edit_webauthn"),
]

of_companies = [
    path("new/", companies.new, name="company_new"),
    path("ask/", companies.ask, name="company_ask"),
    path("<uuid:company>/acting/", companies.act_for, name="company_act_for"),
    path("<uuid:company>/people/", people.people, name="company_people"),
    path("<uuid:company>/people/invite/", people.invite, name="company_invite"),
    path("<uuid:company>/people/hand-over/", people.hand_over, name="company_hand_over"),
    path("<uuid:company>/invitations/<uuid:uuid>/resend/", people.resend, name="company_resend"),
    path("<uuid:company>/invitations/<uuid:uuid>/revoke/", people.revoke, name="company_revoke"),
    path("<uuid:company>/requests/<uuid:uuid>/", people.answer, name="company_answer"),
]

urlpatterns = [
    path("", account.account, name="account"),
    path("details/", account.change_details, name="account_details"),
    path("email/", account.change_address, name="account_email"),
    path("email/<str:token>/", account.confirm_address, name="account_confirm_email"),
    *signing_in,
    *signing_up,
    path("password/", include(password)),
    path("factors/", include(second_factors)),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("companies/", include(of_companies)),
    path("sessions/", account.list_sessions, name="usersessions_list"),
]
