"""One try to show who one is, with a password or a code: counted before it is checked, and remembered when it fails."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from accounts import devices, history, limits, origin

LIMITED = "limited"


@contextmanager
def counted(request: HttpRequest, email: str) -> Iterator[None]:
    """Let one try for the account of ``email`` through, or raise ValidationError with the code LIMITED.

    A ValidationError inside says that the try has failed; without one it gets its place back.
    """
    at = timezone.now()
    try:
        place = limits.reserve_sign_in(
            email, device=devices.digest(request, email), address=origin.address(request), at=at
        )
    except limits.Limited as limited:
        history.remember_failure(email, "sign_in_limited", request=request, at=at)
        raise ValidationError(str(limited), code=LIMITED) from None
    try:
        yield
    except ValidationError:
        history.remember_failure(email, "sign_in_failed", request=request, at=at)
        raise
    limits.give_back(place)


@contextmanager
def counted_for_the_address(request: HttpRequest) -> Iterator[None]:
    """The same for a try that names no account."""
    try:
        place = limits.reserve_address(origin.address(request), at=timezone.now())
    except limits.Limited as limited:
        raise ValidationError(str(limited), code=LIMITED) from None
    yield
    limits.give_back(place)


def is_limited(form: object) -> bool:
    """Whether a form was refused because there were too many tries: its page answers 429."""
    errors = getattr(form, "errors", {})
    return any(error.code == LIMITED for field in errors.values() for error in field.as_data())
