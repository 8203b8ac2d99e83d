"""People, companies and offices, for administrators."""

from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts.models import Company, Membership, Office, Posting, User

admin.site.unregister([Group, EmailAddress])
admin.site.site_header = admin.site.site_title = _("Administration")
admin.site.index_title = _("People, companies and offices")


class PostingInline(admin.TabularInline):
    model = Posting
    extra = 0


class MembershipInline(admin.TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


class PersonCreationForm(AdminUserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name", "language")


@admin.register(User)
class PersonAdmin(UserAdmin):
    add_form = PersonCreationForm
    add_fieldsets = ((None, {"fields": ("email", "name", "language", "usable_password", "password1", "password2")}),)
    fieldsets = (
        (None, {"fields": ("email", "password", "name", "language")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser")}),
    )
    list_display = ("email", "name", "language", "is_active", "is_staff")
    list_filter = ("is_active", "is_staff", "postings__role")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    inlines = [PostingInline]

    def has_delete_permission(self, request, obj=None):
        """People stay on the record of what they did; they are made inactive instead."""
        return False


@admin.register(Company)
class CompanyAdmin(admin.ModelAdmin):
    search_fields = ("name",)
    inlines = [MembershipInline]

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Office)
class OfficeAdmin(admin.ModelAdmin):
    list_display = ("__str__", "province")
    inlines = [PostingInline]
    readonly_fields = ("province",)

    def has_add_permission(self, request):
        """There is one for each province and one for the country, from the first migration on."""
        return False

    def has_delete_permission(self, request, obj=None):
        return False
