"""People, companies and offices, for administrators to look at. They are changed on the portal's own pages."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Membership, Office, Posting, User
from audit.admin import ReadOnlyAdmin

admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])
admin.site.site_header = admin.site.site_title = _("Administration")
admin.site.index_title = _("People, companies and offices")


class ReadOnlyInline(admin.TabularInline):
    extra = 0

    def has_view_permission(self, request, obj=None):
        return True

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class PostingInline(ReadOnlyInline):
    model = Posting


class MembershipInline(ReadOnlyInline):
    model = Membership


@admin.register(User)
class PersonAdmin(ReadOnlyAdmin):
    fields = ("email", "name", "language", "is_active", "date_joined", "last_login")
    list_display = ("email", "name", "language", "is_active")
    list_filter = ("is_active", "postings__role")
    search_fields = ("email", "name")
    ordering = ("email",)
    inlines = [PostingInline, MembershipInline]


@admin.register(Company)
class CompanyAdmin(ReadOnlyAdmin):
    list_display = ("name", "credit_code")
    search_fields = ("name", "credit_code")
    inlines = [MembershipInline]


@admin.register(Office)
class OfficeAdmin(ReadOnlyAdmin):
    list_display = ("__str__", "province", "requires_passkey")
    inlines = [PostingInline]
