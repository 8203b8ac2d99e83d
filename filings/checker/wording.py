"""Text that says nothing: blank, left over from a template, or copied."""

import re
from collections import defaultdict
from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from filings.checker.rule import OF_ALL_KINDS, Found, Severity, rule
from filings.checker.subject import Subject, Text
from registry.spelling import key_of

BECAUSE = _("Known reason for a return: blank, template or copied text.")
LEFT_OVER = re.compile(
    r"[x×╳＊*]{3,}|待填写|待补充|请填写|请输入|在此填写|此处填写|（填写[^）]*）|_{3,}|lorem ?ipsum|\bt(?:odo|bd)\b",
    re.IGNORECASE,
)
LONG = 15  # characters from which two people do not write the same by chance
PAPERS = {"self_assessment": _("The self-assessment report"), "publication": _("The content to be published")}


@rule(
    "blank-text",
    Severity.STOPS,
    asks=_("A text consists of words, and not of punctuation or one character again and again."),
    because=BECAUSE,
    kinds=OF_ALL_KINDS,
)
def blank_text(subject: Subject) -> Iterator[Found]:
    for text in subject.written:
        letters = re.sub(r"[\W_]", "", text.said)
        if not letters or (len(letters) > 3 and len(set(letters)) == 1):
            yield Found(text.key, _("This says nothing. Write an answer in words."), text.row)


@rule(
    "left-over",
    Severity.STOPS,
    # These words are what the rule looks for.
    asks=_("Nothing is left over from a template, such as XXX, 待填写, 请填写 or lorem ipsum."),
    because=BECAUSE,
    kinds=OF_ALL_KINDS,
)
def left_over(subject: Subject) -> Iterator[Found]:
    for text in subject.written:
        if match := LEFT_OVER.search(text.said):
            words = _("“{words}” looks left over from a template. Write what belongs there.")
            yield Found(text.key, format_lazy(words, words=match[0]), text.row)


@rule(
    "left-over-in-papers",
    Severity.WARNS,
    asks=_("Nothing in report and published content is left over from a template."),
    because=BECAUSE,
    about=PAPERS,
)
def left_over_in_papers(subject: Subject) -> Iterator[Found]:
    for key, called in PAPERS.items():
        if match := LEFT_OVER.search(subject.texts.get(key) or ""):
            words = _("{paper} contains “{words}”, which looks left over from a template. Compare it.")
            yield Found(key, format_lazy(words, paper=called, words=match[0]))


@rule(
    "copied-example",
    Severity.STOPS,
    asks=_("An answer is not the example that stands beside its question."),
    because=BECAUSE,
    kinds=OF_ALL_KINDS,
)
def copied_example(subject: Subject) -> Iterator[Found]:
    for text in subject.written:
        if is_long(text) and key_of(text.said) == key_of(text.example):
            yield Found(text.key, _("This is the example. Write your own answer."), text.row)


@rule(
    "copied-text",
    Severity.WARNS,
    asks=_("No long text answers two questions at once."),
    because=BECAUSE,
    kinds=OF_ALL_KINDS,
)
def copied_text(subject: Subject) -> Iterator[Found]:
    alike: dict[str, list[Text]] = defaultdict(list)
    for text in subject.written:
        if is_long(text):
            alike[key_of(text.said)].append(text)
    for texts in alike.values():
        if len({text.key for text in texts}) > 1:
            for text in texts:
                words = _("The same text answers another question too. Answer each in its own words.")
                yield Found(text.key, words, text.row)


def is_long(text: Text) -> bool:
    return len(key_of(text.said)) >= LONG
