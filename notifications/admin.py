"""The mail log, for administrators: to be read only, and without the text, which is the recipient's."""

from django.contrib import admin

from notifications.models import Notification


@admin.register(Notification)
class NotificationAdmin(admin.ModelAdmin):
    list_display = ("subject", "address", "status", "attempts", "created_at", "sent_at")
    list_filter = ("status", "event")
    search_fields = ("address", "key")
    date_hierarchy = "created_at"
    ordering = ("-id",)
    show_full_result_count = False
    fields = (
        ("subject", "address", "language"),
        ("event", "key", "message_id"),
        ("status", "attempts", "last_error"),
        ("created_at", "next_attempt_at", "sent_at"),
    )

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
