"""The same page in the other language."""

from dataclasses import dataclass

from django.conf import settings
from django.urls import LocalePrefixPattern, translate_url
from django.utils import translation

# What each language calls itself: nobody has to read another language to find their own.
OWN_NAMES = {"en": "English", "zh-hans": "简体中文"}


@dataclass(frozen=True)
class LanguageLink:
    name: str
    tag: str  # as in lang="…", such as zh-Hans
    url: str
    current: bool


def language_tag(code: str) -> str:
    """Return Django's language code as HTML writes it: zh-hans -> zh-Hans."""
    return translation.to_locale(code).replace("_", "-")


def links_to(address: str) -> list[LanguageLink]:
    """Return one link for each language to the page at ``address`` (path and query)."""
    here = translation.get_language()
    return [
        LanguageLink(OWN_NAMES[code], language_tag(code), in_language(address, code), code == here)
        for code, _name in settings.LANGUAGES
    ]


def in_language(address: str, code: str) -> str:
    """Return ``address`` in another language. An address of no page at all changes its prefix only, so that
    "page not found" can be read in the other language too."""
    known = translate_url(address, code)
    if known != address or code == translation.get_language():
        return known
    prefix = LocalePrefixPattern(prefix_default_language=False)
    rest = address.removeprefix(f"/{prefix.language_prefix}")
    with translation.override(code):
        return f"/{prefix.language_prefix}{rest.removeprefix('/')}"
