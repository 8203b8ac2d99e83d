"""Who gets what at each address: the table that the portal is held to.

A line names the verbs that the page knows, and for each the circles that get something; all that is not said is said
by ``page.Page``. 200 is the page itself, also where a form comes back because nothing was filled in: each POST is sent
empty. Addresses are named as the code names them.
"""

from tests.matrix.page import CONFIRM, DONE, ONWARD, SIGN_IN, Answers, Outcome, Page
from tests.matrix.people import (
    COLLEAGUES,
    CROSSED,
    EDITOR,
    MEMBER_REVIEWER,
    NATIONAL,
    NO_FACTOR,
    NONE,
    OF_A_COMPANY,
    OTHER_COMPANYS,
    OTHER_PROVINCES,
    OWN,
    OWNER,
    PEOPLE,
    PERSON,
    SHARED,
    VIEWER,
    VISITOR,
    Circle,
    circle,
)

# --- Circles: who, in which relation to the thing --------------------------------------------------------------
EVERYBODY = circle(PEOPLE)
VISITORS = circle(VISITOR)
SIGNED_IN = EVERYBODY - VISITORS
IN_OWN = circle(PEOPLE, OWN)
NOTHING = circle(PEOPLE, NONE)

MEMBERS = circle(OF_A_COMPANY)
WRITERS = circle([OWNER, EDITOR, MEMBER_REVIEWER])
OWNERS = circle(OWNER)
OF_THE_COMPANY = circle(PEOPLE, OWN, COLLEAGUES)  # the thing is one of the company's
THE_MEMBERS = MEMBERS & OF_THE_COMPANY
THE_WRITERS = WRITERS & OF_THE_COMPANY
THE_OWNERS = OWNERS & OF_THE_COMPANY

# Cases are seen by those who work on them and by auditors: those of their province, or which the nation has, and never
# those of their own company.
READS = ["intake", "reviewer", "approver", "head", "auditor"]
READERS = circle([MEMBER_REVIEWER, *READS, *(f"national {role}" for role in READS)])
IN_THE_PROVINCE = circle(READS, OWN, COLLEAGUES, OTHER_COMPANYS) | circle(MEMBER_REVIEWER, OTHER_COMPANYS)
IN_THE_NATION = circle([f"national {role}" for role in READS], OWN, COLLEAGUES)
EVERYWHERE = circle("national auditor", OWN, COLLEAGUES, OTHER_COMPANYS, OTHER_PROVINCES)
THE_READERS = IN_THE_PROVINCE | IN_THE_NATION | EVERYWHERE
TAKERS = circle([MEMBER_REVIEWER, "reviewer", "national reviewer"])
HEADS = circle(["head", "national head"])
THE_REVIEWER = THE_READERS & TAKERS & IN_OWN  # who has the case
REVEALS = ["approver", "head", "auditor"]
THE_REVEALERS = THE_READERS & circle([*REVEALS, *(f"national {role}" for role in REVEALS)]) | THE_REVIEWER
NOBODYS = circle(PEOPLE, OTHER_COMPANYS)  # no reviewer has the case
WHERE_IT_IS = IN_THE_PROVINCE | IN_THE_NATION
GIVERS = WHERE_IT_IS & circle(["intake", "head", "national intake", "national head"])
UNBIASED = (THE_READERS & circle([MEMBER_REVIEWER, *READS, *NATIONAL])) - circle(["auditor", "national auditor"])

PUBLISHERS = circle("national publisher")
NATIONAL_ADMINISTRATORS = circle("national administrator")


def at_the_office(role: str) -> frozenset:
    """Those with the role there; the national office's may do the same in each."""
    return circle(role, OWN, COLLEAGUES) | circle(f"national {role}", OWN, COLLEAGUES, OTHER_PROVINCES)


OFFICE_ADMINISTRATORS = at_the_office("administrator")
OFFICE_READERS = OFFICE_ADMINISTRATORS | at_the_office("head") | at_the_office("auditor")
OFFICE_HISTORIANS = OFFICE_ADMINISTRATORS | at_the_office("auditor")

OFFICE_LOOKS = ["head", "auditor", "national head", "national auditor"]
NOT_ONESELF = circle(PEOPLE, COLLEAGUES, OTHER_PROVINCES)
WITH_CODE_APP = SIGNED_IN - circle([PERSON, OWNER, EDITOR, VIEWER, NO_FACTOR])
WITHOUT_CODE_APP = SIGNED_IN - WITH_CODE_APP
WITH_PASSKEY = SIGNED_IN - circle(NO_FACTOR)

ALL_GET_IT = {EVERYBODY: 200}
ONLY_VISITORS = {SIGNED_IN: ONWARD, VISITORS: 200}
NO_SUCH_VERB = {SIGNED_IN: ONWARD, VISITORS: 405}
THERE = {circle(PEOPLE, SHARED): 200}
FORM: dict[str, Outcome] = {"GET": 200, "POST": 200, "PUT": 200, "OPTIONS": 200}  # django-allauth's


# --- Lines that many pages have in common ----------------------------------------------------------------------
def public(of: str = "", without_factor: bool = True, **values: str) -> Page:
    """Read by everybody."""
    get = THERE if of else ALL_GET_IT
    return Page(of=of, GET=get, visitor=404, sign_in_first=False, without_factor=without_factor, values=values)


def door(get: Answers | None = None, post: Answers | None = None, **more) -> Page:
    """A page on the way in or out, open to everybody."""
    return Page(**{"GET": get, "POST": post, "sign_in_first": False, "without_factor": True} | more)


def own(post: Answers | None = None, get: Answers | None = None, **more) -> Page:
    """A page about oneself: whoever has signed in has one."""
    return Page(**{"GET": get or {SIGNED_IN: 200}, "POST": post, "without_factor": True} | more)


def allauth(post: Answers | None = None, get: Answers | None = None, **more) -> Page:
    """The same, made by django-allauth: it takes PUT for POST, and tells its verbs."""
    return own(post, get, **{"PUT": post, "OPTIONS": {SIGNED_IN: 200}} | more)


def part(here: Circle, answers: dict[str, Outcome], others: Circle, elsewhere: Outcome) -> Page:
    """A page about oneself for a part of the people; the others learn where else to go before the verb is looked at."""
    verbs = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]
    return own(**{verb: {others: elsewhere, here: answers.get(verb, 405)} for verb in verbs})


def whichever(answers: Answers) -> dict[str, Answers]:
    """The same for each verb: somebody is sent on before the verb is looked at."""
    return dict.fromkeys(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"], answers)


def below_the_company(of: str, owners: Answers, get: bool = True) -> Page:
    """For owners: another of the company's people is told so (403), to anybody else nothing is there."""
    rest = {THE_MEMBERS | circle([EDITOR, VIEWER, MEMBER_REVIEWER], CROSSED): 403}
    return Page(of=of, GET=rest | {THE_OWNERS: 200} if get else None, POST=rest | owners)


def below_the_office(of: str, administrators: Answers, get: bool = True) -> Page:
    """For administrators: whoever else sees the office is told so (403), to anybody else nothing is there."""
    rest = {OFFICE_READERS | circle(OFFICE_LOOKS, CROSSED): 403}
    return Page(of=of, GET=rest | {OFFICE_ADMINISTRATORS: 200} if get else None, POST=rest | administrators)


def administration(get: Answers, of: str = "", **more) -> Page:
    """Whoever may not enter is sent to sign in as somebody who may; nothing but a look is answered to anybody."""
    return Page(of=of, GET=get, otherwise=SIGN_IN, sign_in_first=False, **more)


def looked_at(model: str, of: str, row: Outcome = 200) -> dict[str, Page]:
    """The pages of one model in the administration, which shows rows and changes none."""
    there, none = circle("national administrator", SHARED), circle("national administrator", NONE)
    return {
        f"admin:{model}_changelist": administration({NATIONAL_ADMINISTRATORS: 200}),
        f"admin:{model}_add": administration({NATIONAL_ADMINISTRATORS: 403}),
        f"admin:{model}_change": administration({there: row, none: ONWARD}, of),
        f"admin:{model}_history": administration({there: row, none: ONWARD}, of),
        f"admin:{model}_delete": administration({there | none: 403}, of),
        f"admin/{model.replace('_', '/')}/<path:object_id>/": administration({there | none: ONWARD}, of),
    }


def publication(post: Answers | None = None) -> Page:
    """Shut to all but publishers, for whom a month without a batch is missing."""
    there, none = circle("national publisher", SHARED), {circle("national publisher", NONE): 404}
    return Page(of="draft batch", GET=none | {there: 200}, POST=post and none | post, otherwise=403)


THE_BATCH = circle("national publisher", SHARED)

TABLE: dict[str, Page] = {
    "home": door(ONLY_VISITORS, visitor=405),
    #
    # --- The ways in --------------------------------------------------------------------------------------
    "account_login": door(
        **whichever({SIGNED_IN: ONWARD}) | dict.fromkeys(["GET", "POST", "PUT", "OPTIONS"], ONLY_VISITORS), visitor=405
    ),
    "account_logout": door({VISITORS: ONWARD, SIGNED_IN: 200}, {VISITORS: ONWARD, SIGNED_IN: DONE}, OPTIONS=ALL_GET_IT),
    "account_inactive": door(ALL_GET_IT, OPTIONS=ALL_GET_IT),
    "account_signup": door(ONLY_VISITORS, ONLY_VISITORS),
    "account_signup_sent": door(ALL_GET_IT),
    "account_open": door(THERE, THERE, of="letter to a newcomer", otherwise=410, visitor=410),
    "account_reset_password": door(ALL_GET_IT, ALL_GET_IT),
    "account_reset_password_done": door(ALL_GET_IT),
    "account_reset_password_from_key": door(**whichever(ALL_GET_IT), values={"uidb36": "1", "key": "no-such-key"}),
    "account_reset_password_from_key_done": door(ALL_GET_IT, OPTIONS=ALL_GET_IT),
    "mfa_authenticate": door(**whichever({SIGNED_IN: ONWARD})),
    "mfa_login_webauthn": door(
        **whichever({SIGNED_IN: ONWARD}) | {"OPTIONS": ONLY_VISITORS, "PATCH": NO_SUCH_VERB, "DELETE": NO_SUCH_VERB}
    ),
    "invitation": Page(
        of="invitation to oneself",
        GET={EVERYBODY: 403, IN_OWN: 200, VISITORS: 200, NOTHING: 404},
        POST={EVERYBODY: 403, IN_OWN: DONE, VISITORS: 200, NOTHING: 404},
        sign_in_first=False,
    ),
    #
    # --- One's own account --------------------------------------------------------------------------------
    "account": own(),
    "account_details": own({SIGNED_IN: 200}),
    "account_email": own({SIGNED_IN: 200}),
    "account_confirm_email": own(
        {SIGNED_IN: 200, NOTHING - VISITORS: 410, IN_OWN: DONE},
        {SIGNED_IN: 200, NOTHING - VISITORS: 410},
        of="letter to oneself",
    ),
    "account_change_password": allauth({SIGNED_IN: 200}),
    "account_reauthenticate": allauth({SIGNED_IN: 200}),
    "usersessions_list": own({SIGNED_IN: 404}),
    "mfa_index": allauth(),
    "mfa_reauthenticate": part(WITH_CODE_APP, FORM, WITHOUT_CODE_APP, CONFIRM),
    "mfa_activate_totp": part(WITHOUT_CODE_APP, FORM, WITH_CODE_APP, ONWARD),
    "mfa_deactivate_totp": part(WITH_CODE_APP, FORM | {"POST": DONE, "PUT": DONE}, WITHOUT_CODE_APP, 404),
    "mfa_view_recovery_codes": allauth(get={SIGNED_IN: 404}),
    "mfa_generate_recovery_codes": allauth({WITH_PASSKEY: DONE, circle(NO_FACTOR): 200}),
    "mfa_download_recovery_codes": own(**whichever({SIGNED_IN: 404})),
    "mfa_list_webauthn": allauth(),
    "mfa_add_webauthn": allauth({SIGNED_IN: 200}),
    "mfa_reauthenticate_webauthn": part(
        WITH_PASSKEY, FORM | {"POST": CONFIRM, "PUT": CONFIRM}, circle(NO_FACTOR), CONFIRM
    ),
    "mfa_remove_webauthn": allauth({IN_OWN: DONE}, {IN_OWN: 200}, of="passkey", PUT=None, DELETE={IN_OWN: DONE}),
    "mfa_edit_webauthn": allauth({IN_OWN: 200}, {IN_OWN: 200}, of="passkey"),
    #
    # --- A company and its people -------------------------------------------------------------------------
    "company_new": Page(GET={SIGNED_IN: 200}, POST={SIGNED_IN: 200}),
    "company_ask": Page(GET={SIGNED_IN: ONWARD}, POST={SIGNED_IN: ONWARD}),
    "company_act_for": Page(of="company", POST={THE_MEMBERS: ONWARD}),
    "company_people": Page(of="company", GET={THE_MEMBERS: 200}),
    "company_invite": below_the_company("company", {THE_OWNERS: 200}),
    "company_hand_over": below_the_company("company", {THE_OWNERS: 200}),
    "company_resend": below_the_company("company's invitation", {THE_OWNERS: DONE}, get=False),
    "company_revoke": below_the_company("company's invitation", {THE_OWNERS: DONE}, get=False),
    "company_answer": below_the_company("request", {THE_OWNERS: 200}),
    "company_role": Page(
        of="member", GET={THE_MEMBERS: 403, THE_OWNERS: 200}, POST={THE_MEMBERS: 403, THE_OWNERS: 200}
    ),
    "company_remove": Page(  # one's own membership: to leave, which the only owner cannot
        of="member",
        GET={THE_MEMBERS: 403, THE_OWNERS | MEMBERS & IN_OWN: 200},
        POST={THE_MEMBERS: 403, THE_OWNERS | MEMBERS & IN_OWN: DONE, OWNERS & IN_OWN: 200},
    ),
    #
    # --- A company's filings ------------------------------------------------------------------------------
    "my_filings": Page(GET={MEMBERS: 200, circle(PERSON): ONWARD}),
    "progress": Page(of="case", GET={THE_MEMBERS: 200}),
    "filings:company": Page(GET={MEMBERS: 200}, POST={MEMBERS: 200, OWNERS: ONWARD}),
    "filings:start": Page(GET={WRITERS: 200}, POST={WRITERS: 200}),
    "filings:detail": Page(of="case", GET={THE_MEMBERS: 200}),
    "filings:revision": Page(of="case", GET={THE_MEMBERS: 200}, values={"number": 1}),
    "filings:receipt_json": Page(of="case", GET={THE_MEMBERS: 200}, values={"number": 1}),
    "filings:receipt_pdf": Page(of="case", GET={THE_MEMBERS: 200}, values={"number": 1}),
    "filings:reveal_submitted": Page(
        of="registration",
        GET={THE_MEMBERS: 403, THE_WRITERS: 200},
        POST={THE_MEMBERS: 403, THE_WRITERS: 200},
        values={"number": 1, "key": "legal_id_number"},
    ),
    "filings:reveal": Page(
        of="registration",
        GET={THE_MEMBERS: 403, THE_WRITERS: 200},
        POST={THE_MEMBERS: 403, THE_WRITERS: 200},
        values={"key": "legal_id_number"},
    ),
    "filings:newer_form": Page(
        of="draft", GET={THE_MEMBERS: 403, THE_WRITERS: 200}, POST={THE_MEMBERS: 200, THE_WRITERS: DONE}
    ),
    "filings:corrections": Page(of="comment", GET={THE_MEMBERS: 200}),
    "filings:answer": Page(of="comment", POST={THE_MEMBERS: 403, THE_WRITERS: 200}),
    "filings:submitted": Page(of="case", GET={THE_MEMBERS: 200}),
    "filings:copy": Page(
        of="case", GET={THE_MEMBERS: 403, THE_WRITERS: 200}, POST={THE_MEMBERS: 403, THE_WRITERS: 200}
    ),
    "filings:check": Page(of="draft", GET={THE_MEMBERS: 403, THE_WRITERS: 200}, POST={THE_MEMBERS: 200}),
    "filings:section": Page(
        of="draft",
        GET={THE_MEMBERS: 403, THE_WRITERS: 200},
        POST={THE_MEMBERS: 200, THE_WRITERS: DONE},
        values={"key": "algorithm"},
    ),
    "filings:row": Page(
        of="draft",
        GET={THE_MEMBERS: 403, THE_WRITERS: 200},
        POST={THE_MEMBERS: 200, THE_WRITERS: DONE},
        values={"key": "products", "row": "5c1e77d0"},
    ),
    "filings:remove_row": Page(
        of="draft",
        GET={THE_MEMBERS: 403, THE_WRITERS: 200},
        POST={THE_MEMBERS: 200, THE_WRITERS: DONE},
        values={"key": "products", "row": "5c1e77d0"},
    ),
    **dict.fromkeys(  # which is not published, so that there is nothing to change or cancel
        ["filings:change", "filings:cancel"],
        Page(of="case", GET={THE_MEMBERS: 403, THE_WRITERS: ONWARD}, POST={THE_MEMBERS: 403, THE_WRITERS: ONWARD}),
    ),
    "filings:withdraw": Page(of="case", GET={THE_MEMBERS: 403, THE_WRITERS: 200}, POST={THE_MEMBERS: 200}),
    "filings:document": Page(of="draft's document", GET={THE_MEMBERS: 200}, POST={THE_MEMBERS: 200}),
    "filings:remove_document": Page(
        of="draft",
        GET={THE_MEMBERS: 403, THE_WRITERS: 200},
        POST={THE_MEMBERS: 200, THE_WRITERS: DONE},
        values={"key": "self_assessment"},
    ),
    #
    # --- The office's cases -------------------------------------------------------------------------------
    "reviews:queue": Page(GET={READERS: 200}),
    "reviews:take_next": Page(POST={TAKERS: DONE, circle("national reviewer"): ONWARD}),
    "reviews:case": Page(of="case", GET={THE_READERS: 200}),
    "reviews:document": Page(of="case's document", GET={THE_READERS: 200}, POST={THE_READERS: 200}),
    "reviews:reveal": Page(
        of="registration",
        GET={THE_READERS: 403, THE_REVEALERS: 200},
        POST={THE_READERS: 403, THE_REVEALERS: 200},
        values={"number": 1, "key": "legal_id_number"},
    ),
    "reviews:comment": Page(
        of="case",
        GET={THE_READERS: 403, THE_REVIEWER: 200},
        POST={THE_READERS: 403, THE_REVIEWER: 200},
        values={"field": "purpose"},
    ),
    "reviews:take": Page(of="case", POST={THE_READERS: ONWARD, THE_READERS & TAKERS & NOBODYS: DONE}),
    "reviews:give_back": Page(of="case", POST={THE_READERS: ONWARD, THE_REVIEWER: DONE}),
    "reviews:assign": Page(of="case", GET={THE_READERS: 403, GIVERS: 200}, POST={THE_READERS: 403, GIVERS: 200}),
    "reviews:conflict": Page(of="case", GET={THE_READERS: 403, UNBIASED: 200}, POST={THE_READERS: 403, UNBIASED: 200}),
    "reviews:decide": Page(of="case", POST={THE_READERS: 409}),
    "reviews:hand_over": Page(GET={HEADS: 200}),
    "reviews:hand_over_of": Page(
        of="holder of cases",
        GET={HEADS: 404, HEADS & OF_THE_COMPANY: 200},
        POST={HEADS: 404, HEADS & OF_THE_COMPANY: 200},
        otherwise=403,
    ),
    "reviews:trail": Page(GET={circle(["auditor", "national auditor"]): 200}),
    #
    # --- Publication --------------------------------------------------------------------------------------
    "reviews:publication": Page(GET={PUBLISHERS: 200}, POST={PUBLISHERS: 200}),
    "reviews:batch": publication(),
    "reviews:change_batch": publication({THE_BATCH: 200}),
    "reviews:publish": publication({THE_BATCH: DONE}),
    #
    # --- The offices and their people ---------------------------------------------------------------------
    "offices:offices": Page(
        GET={
            circle(["administrator", "head", "auditor"]): ONWARD,
            circle(["national administrator", "national head", "national auditor"]): 200,
        }
    ),
    "offices:people": Page(of="office", GET={OFFICE_READERS: 200}),
    "offices:history": Page(of="office", GET={OFFICE_READERS: 403, OFFICE_HISTORIANS: 200}),
    "offices:passkeys": below_the_office("office", {OFFICE_ADMINISTRATORS: ONWARD}, get=False),
    "offices:invite": below_the_office("office", {OFFICE_ADMINISTRATORS: 200}),
    "offices:resend": below_the_office("office's invitation", {OFFICE_ADMINISTRATORS: DONE}, get=False),
    "offices:revoke": below_the_office("office's invitation", {OFFICE_ADMINISTRATORS: DONE}, get=False),
    "offices:person": Page(
        of="staff",
        GET={OFFICE_READERS: 200},
        POST={
            OFFICE_READERS | circle(OFFICE_LOOKS, CROSSED): 403,
            OFFICE_ADMINISTRATORS: 200,
            OFFICE_ADMINISTRATORS & NOT_ONESELF: DONE,
        },
    ),
    "offices:close": below_the_office("staff", {OFFICE_ADMINISTRATORS: 200, OFFICE_ADMINISTRATORS & NOT_ONESELF: DONE}),
    "offices:reopen": below_the_office("staff", {OFFICE_ADMINISTRATORS: ONWARD}, get=False),
    "offices:new_team": below_the_office("office", {OFFICE_ADMINISTRATORS: 200}),
    "offices:team": below_the_office("team", {OFFICE_ADMINISTRATORS: 200}),
    "offices:dissolve_team": below_the_office("team", {OFFICE_ADMINISTRATORS: DONE}),
    #
    # --- The registry -------------------------------------------------------------------------------------
    "filings:rules": public(without_factor=False),
    "filings:schemas": public(without_factor=False),
    "filings:schema": public(without_factor=False, name="initial-provider-2"),
    "registry:search": public(),
    "registry:search_csv": public(),
    "registry:batches": public(),
    "registry:batch": public("published batch"),
    "registry:batch_csv": public("published batch"),
    "registry:entry": public("entry"),
    "guide": public(without_factor=False),
    "receipt": door(THERE, THERE, of="receipt", visitor=404, without_factor=False),
    #
    # --- The administration -------------------------------------------------------------------------------
    "admin:index": administration({NATIONAL_ADMINISTRATORS: 200}),
    "admin:app_list": administration({NATIONAL_ADMINISTRATORS: 200}, values={"app_label": "accounts"}),
    "admin:login": Page(GET={SIGNED_IN: 403}, sign_in_first=False),
    "admin:logout": Page(POST={EVERYBODY: ONWARD}, sign_in_first=False),
    "admin:password_change": administration({NATIONAL_ADMINISTRATORS: ONWARD}),
    "admin:password_change_done": administration({NATIONAL_ADMINISTRATORS: 200}),
    "admin:autocomplete": administration({NATIONAL_ADMINISTRATORS: 403}),
    "admin:jsi18n": administration({NATIONAL_ADMINISTRATORS: 200}),
    "admin:view_on_site": administration({NATIONAL_ADMINISTRATORS: 404}, values={"content_type_id": 0, "object_id": 0}),
    "admin/(?P<url>.*)$": administration({NATIONAL_ADMINISTRATORS: 404}, values={"url": "no/such/page"}),
    **looked_at("accounts_user", "user by id"),
    **looked_at("accounts_company", "company by id"),
    **looked_at("accounts_office", "office by id"),
    **looked_at("notifications_notification", "notification by id"),
    **looked_at("registry_batch", "batch by id"),
    **looked_at("registry_entry", "entry by id"),
    **looked_at("registry_holder", "holder by id"),
    **looked_at("registry_approval", "approval by id"),
    **looked_at("reviews_case", "case by id", row=ONWARD),  # which an administrator does not see
    #
    # --- Demonstrations alone -----------------------------------------------------------------------------
    "mailbox:mails": public(without_factor=False),
    "mailbox:mail": public("mail", without_factor=False),
}
