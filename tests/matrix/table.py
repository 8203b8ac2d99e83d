"""Who gets what at each address: the table that the portal is held to.

A line names the verbs that the page knows, and for each the circles that get something; all that is not said is said
by ``page.Page``. "200" is the page itself, also where a form is sent back because nothing was filled in: each POST is
sent empty. Addresses are named as the code names them.
"""

from tests.matrix.page import ONWARD, SIGN_IN, Page
from tests.matrix.people import (
    COLLEAGUES,
    EDITOR,
    MEMBER_REVIEWER,
    NATIONAL,
    NO_FACTOR,
    NONE,
    OTHER_COMPANYS,
    OWN,
    OWNER,
    PEOPLE,
    SHARED,
    VIEWER,
    VISITOR,
    circle,
)

EVERYBODY = circle(PEOPLE)
VISITORS = circle(VISITOR)
SIGNED_IN = EVERYBODY - VISITORS

COMPANY_PEOPLE = [OWNER, EDITOR, VIEWER, MEMBER_REVIEWER]
OF_A_COMPANY = circle(COMPANY_PEOPLE)
THE_COMPANY = circle(COMPANY_PEOPLE, OWN, COLLEAGUES)  # whose the thing is

REVIEWERS = circle([MEMBER_REVIEWER, NO_FACTOR, "reviewer", "national reviewer"])
THE_REVIEWER = circle([NO_FACTOR, "reviewer", "national reviewer"], OWN)  # who has the case
# Who sees a case: its office; of their own company's filings nobody sees the case.
THE_OFFICE = (
    THE_REVIEWER
    | circle([NO_FACTOR, "reviewer", "national reviewer"], COLLEAGUES)
    | circle([NO_FACTOR, "reviewer", MEMBER_REVIEWER], OTHER_COMPANYS)
)

PUBLISHERS = circle("national publisher")
THE_PUBLISHERS = circle("national publisher", SHARED)
ADMINISTRATORS = circle("national administrator")
THE_ADMINISTRATORS = circle("national administrator", SHARED)

ALL_GET_IT = {EVERYBODY: 200}
ALL_ONWARD = {EVERYBODY: ONWARD}
IT_IS_THERE = {circle(PEOPLE, SHARED): 200}
ONLY_VISITORS = {SIGNED_IN: ONWARD, VISITORS: 200}


def public(of: str = "") -> Page:
    """Read by everybody."""
    return Page(of=of, GET=IT_IS_THERE if of else ALL_GET_IT, visitor=404, sign_in_first=False)


def looked_at(model: str, of: str) -> dict[str, Page]:
    """The pages of one model in the administration, which shows rows and changes none."""
    there, none = THE_ADMINISTRATORS, circle("national administrator", NONE)
    return {
        f"admin:{model}_changelist": administration({ADMINISTRATORS: 200}),
        f"admin:{model}_add": administration({ADMINISTRATORS: 403}),
        f"admin:{model}_change": administration({there: 200, none: ONWARD}, of),
        f"admin:{model}_history": administration({there: 200, none: ONWARD}, of),
        f"admin:{model}_delete": administration({there | none: 403}, of),
        f"admin/{model.replace('_', '/')}/<path:object_id>/": administration({there | none: ONWARD}, of),
    }


def form(get: dict, post: dict | None = None, options: dict | None = None, **more) -> Page:
    """A page of django-allauth's with a form, which takes PUT for POST and says so when it is asked for its verbs."""
    post = post or get
    return Page(GET=get, POST=post, PUT=post, OPTIONS=options or get, sign_in_first=False, **more)


def personal(post: dict | None = None) -> Page:
    """A page of django-allauth's about oneself: whoever has signed in has one."""
    return Page(GET={SIGNED_IN: 200}, POST=post or {SIGNED_IN: 200}, PUT=post or {SIGNED_IN: 200}, OPTIONS={SIGNED_IN: 200})


def leaf() -> Page:
    """A page of django-allauth's that only says something."""
    return Page(GET=ALL_GET_IT, OPTIONS=ALL_GET_IT, sign_in_first=False)


def administration(get: dict, of: str = "", **more) -> Page:
    """Whoever may not enter is sent to sign in as somebody who may; nothing but a look is answered to anybody."""
    return Page(of=of, GET=get, otherwise=SIGN_IN, sign_in_first=False, **more)


def publication(get: dict, post: dict | None = None) -> Page:
    """Shut to all but publishers, for whom a month without a batch is missing."""
    missing = {circle("national publisher", NONE): 404}
    return Page(of="draft batch", GET=missing | get, POST=post and missing | post, otherwise=403)


TABLE: dict[str, Page] = {
    "home": Page(GET=ONLY_VISITORS, visitor=405, sign_in_first=False),
    #
    # --- One's own account --------------------------------------------------------------------------------
    "account_login": form(ONLY_VISITORS, PATCH={SIGNED_IN: ONWARD}, DELETE={SIGNED_IN: ONWARD}, visitor=405),
    "account_logout": Page(GET={VISITORS: ONWARD, SIGNED_IN: 200}, POST=ALL_ONWARD, OPTIONS=ALL_GET_IT, visitor=405),
    "account_inactive": leaf(),
    "account_signup": form(ONLY_VISITORS, PATCH=ONLY_VISITORS, DELETE=ONLY_VISITORS),
    "account_change_password": personal(),
    "account_reset_password": form(ALL_GET_IT),
    "account_reset_password_done": leaf(),
    "account_reset_password_from_key": form(ALL_GET_IT, values={"uidb36": "1", "key": "no-such-key"}),
    "account_reset_password_from_key_done": leaf(),
    "usersessions_list": personal(post={SIGNED_IN: ONWARD}),
    #
    # --- A company's filings ------------------------------------------------------------------------------
    "my_filings": Page(GET={OF_A_COMPANY: 200}),
    "progress": Page(of="case", GET={THE_COMPANY: 200}),
    "filings:start": Page(GET={OF_A_COMPANY: 200}, POST={OF_A_COMPANY: 200}),
    "filings:detail": Page(of="case", GET={THE_COMPANY: 200}),
    "filings:revision": Page(of="case", GET={THE_COMPANY: 200}, values={"number": 1}),
    "filings:submitted": Page(of="case", GET={THE_COMPANY: 200}),
    "filings:check": Page(of="draft", GET={THE_COMPANY: ONWARD}, POST={THE_COMPANY: 200}),
    "filings:section": Page(of="draft", GET={THE_COMPANY: 200}, POST={THE_COMPANY: 200}, values={"key": "algorithm"}),
    "filings:documents": Page(of="draft", GET={THE_COMPANY: 200}, POST={THE_COMPANY: ONWARD}),
    "filings:document": Page(of="draft's document", GET={THE_COMPANY: 200}),
    "filings:remove_document": Page(
        of="draft", GET={THE_COMPANY: 200}, POST={THE_COMPANY: ONWARD}, values={"key": "self_assessment"}
    ),
    #
    # --- The office's cases -------------------------------------------------------------------------------
    "reviews:queue": Page(GET={REVIEWERS: 200}),
    "reviews:take_next": Page(POST={REVIEWERS: ONWARD}),
    "reviews:case": Page(of="case", GET={THE_OFFICE: 200}),
    "reviews:document": Page(of="case's document", GET={THE_OFFICE: 200}),
    "reviews:take": Page(of="case", POST={THE_OFFICE: ONWARD}),
    "reviews:give_back": Page(of="case", POST={THE_OFFICE: ONWARD}),
    "reviews:decide": Page(of="case", POST={THE_OFFICE: 409}),
    #
    # --- Publication --------------------------------------------------------------------------------------
    "reviews:publication": Page(GET={PUBLISHERS: 200}, POST={PUBLISHERS: 200}),
    "reviews:batch": publication({THE_PUBLISHERS: 200}),
    "reviews:change_batch": publication({THE_PUBLISHERS: 200}, {THE_PUBLISHERS: 200}),
    "reviews:publish": publication({THE_PUBLISHERS: 200}, {THE_PUBLISHERS: ONWARD}),
    #
    # --- The registry -------------------------------------------------------------------------------------
    "registry:search": public(),
    "registry:search_csv": public(),
    "registry:batches": public(),
    "registry:batch": public("published batch"),
    "registry:batch_csv": public("published batch"),
    "registry:entry": public("entry"),
    #
    # --- The administration -------------------------------------------------------------------------------
    "admin:index": administration({ADMINISTRATORS: 200}),
    "admin:app_list": administration({ADMINISTRATORS: 200}, values={"app_label": "accounts"}),
    "admin:login": Page(GET={SIGNED_IN: 403}, sign_in_first=False),
    "admin:logout": Page(POST={EVERYBODY: ONWARD}, sign_in_first=False),
    "admin:password_change": administration({ADMINISTRATORS: ONWARD}),
    "admin:password_change_done": administration({ADMINISTRATORS: 200}),
    "admin:autocomplete": administration({ADMINISTRATORS: 403}),
    "admin:jsi18n": administration({ADMINISTRATORS: 200}),
    "admin:view_on_site": administration({ADMINISTRATORS: 404}, values={"content_type_id": 0, "object_id": 0}),
    "admin/(?P<url>.*)$": administration({ADMINISTRATORS: 404}, values={"url": "no/such/page"}),
    **looked_at("accounts_user", "user by id"),
    **looked_at("accounts_company", "company by id"),
    **looked_at("accounts_office", "office by id"),
    **looked_at("notifications_notification", "notification by id"),
    **looked_at("registry_batch", "batch by id"),
    **looked_at("registry_entry", "entry by id"),
    **looked_at("registry_holder", "holder by id"),
    **looked_at("registry_approval", "approval by id"),
    **looked_at("reviews_case", "case by id"),
    #
    # --- Demonstrations alone -----------------------------------------------------------------------------
    "mailbox:mails": public(),
    "mailbox:mail": public("mail"),
}
