"""The statements by which a staged list becomes entries, versions and listings: one for all rows, never one a row.

``incoming`` holds the rows of one batch. ``verdict`` says what the registry knows of each:

    new     no entry has the number
    listed  the entry is known, and this batch did not list it before
    edited  this batch lists it with other facts: the list was edited in place
    same    this batch lists it with these facts, or they are what stands today

``stands`` says that no newer list or change has spoken since: only then are the facts what the entry shows.
``adds_version`` says that the facts, as of this batch, are kept as a version.
"""

FACTS = "company, algorithm, role, product, purpose, remark"


def _of(alias: str) -> str:
    return ", ".join(f"{alias}.{fact}" for fact in FACTS.split(", "))


PIECES = {"facts": FACTS, "i": _of("i"), "e": _of("e"), "v": _of("v")}

STAGE = """
CREATE TEMPORARY TABLE incoming (
    position int, number text, code text, sequence smallint, province smallint, company_key text,
    company text, algorithm text, role smallint, product text, purpose text, remark text,
    is_cancelled boolean, cancelled_on date,
    place int, verdict text, stands boolean, cancels boolean DEFAULT false,
    entry_id bigint, version_id bigint, adds_version boolean DEFAULT false, version smallint
) ON COMMIT DROP"""

COPY = """
COPY incoming (position, number, code, sequence, province, company_key, company, algorithm, role, product, purpose,
    remark, is_cancelled, cancelled_on, place) FROM STDIN"""

JUDGE = (
    "ANALYZE incoming",
    """
    UPDATE incoming i SET
        entry_id = e.id,
        stands = %(batch)s >= today.ordinal,
        cancels = i.is_cancelled AND e.status = 'in_force',
        verdict = CASE
            WHEN l.id IS NULL THEN 'listed' WHEN ({i}) IN (({v}), ({e})) THEN 'same' ELSE 'edited' END,
        version_id = CASE WHEN l.id IS NULL AND ({i}) = ({e}) THEN today.id END,
        version = (SELECT max(sequence) + 1 FROM registry_entryversion WHERE entry_id = e.id)
    FROM registry_entry e
    JOIN registry_entryversion today ON today.entry_id = e.id AND today.sequence = e.version
    LEFT JOIN registry_listing l ON l.entry_id = e.id AND l.batch_id = %(batch)s
    LEFT JOIN registry_entryversion v ON v.id = l.version_id
    WHERE e.number = i.number""",
    """
    UPDATE incoming SET verdict = 'new', stands = true, version = 1,
        entry_id = nextval(pg_get_serial_sequence('registry_entry', 'id'))
    WHERE entry_id IS NULL""",
    """
    UPDATE incoming SET adds_version = true, version_id = nextval(pg_get_serial_sequence('registry_entryversion', 'id'))
    WHERE verdict <> 'same' AND version_id IS NULL""",
    "ANALYZE incoming",
    # A batch that has rows already keeps their places: what it did not list before comes after them.
    """
    UPDATE incoming SET position = taken.last + later.n
    FROM (SELECT max(position) AS last FROM registry_listing WHERE batch_id = %(batch)s) taken,
        (SELECT number, row_number() OVER (ORDER BY position) AS n
         FROM incoming WHERE verdict IN ('new', 'listed')) later
    WHERE incoming.number = later.number AND taken.last IS NOT NULL""",
)

STORE = (
    """
    INSERT INTO registry_holder (code, name, last_sequence)
    SELECT DISTINCT ON (code) code, company, max(sequence) OVER (PARTITION BY code)
    FROM incoming ORDER BY code, position DESC
    ON CONFLICT (code) DO UPDATE SET last_sequence = excluded.last_sequence
    WHERE registry_holder.last_sequence < excluded.last_sequence""",
    """
    INSERT INTO registry_holdername (holder_id, name, key)
    SELECT DISTINCT ON (h.id, i.company_key) h.id, i.company, i.company_key
    FROM incoming i JOIN registry_holder h USING (code) WHERE i.verdict <> 'same'
    ON CONFLICT (holder_id, key) DO NOTHING""",
    """
    INSERT INTO registry_entry
        (id, number, holder_id, province, batch_id, rank, status, cancelled_on, version, {facts})
    SELECT i.entry_id, i.number, h.id, i.province, %(batch)s, %(batch)s * 100000::bigint + i.position,
        CASE WHEN i.is_cancelled THEN 'cancelled' ELSE 'in_force' END, i.cancelled_on, 1, {i}
    FROM incoming i JOIN registry_holder h USING (code) WHERE i.verdict = 'new' ORDER BY i.position""",
    """
    INSERT INTO registry_entryversion (id, entry_id, sequence, ordinal, batch_id, recorded_at, {facts})
    SELECT version_id, entry_id, version, %(batch)s, %(batch)s, %(at)s, {facts}
    FROM incoming WHERE adds_version ORDER BY position""",
    """
    UPDATE registry_entry e SET ({facts}) = ROW ({i}), version = i.version
    FROM incoming i WHERE e.id = i.entry_id AND i.verdict <> 'new' AND i.stands AND i.adds_version""",
    """
    UPDATE registry_entry e SET batch_id = %(batch)s, rank = %(batch)s * 100000::bigint + i.position
    FROM incoming i WHERE e.id = i.entry_id AND i.verdict = 'listed' AND e.batch_id < %(batch)s""",
    """
    INSERT INTO registry_entryevent (entry_id, act, from_status, to_status, by_id, at, detail)
    SELECT i.entry_id, CASE WHEN i.cancels THEN 'cancelled' ELSE 'changed' END, e.status,
        CASE WHEN i.cancels THEN 'cancelled' ELSE e.status END, %(by)s, %(at)s,
        jsonb_build_object('list', %(list)s::text)
    FROM incoming i JOIN registry_entry e ON e.id = i.entry_id
    WHERE i.cancels OR (i.verdict <> 'new' AND i.stands AND i.adds_version)""",
    """
    UPDATE registry_entry e SET status = 'cancelled', cancelled_on = i.cancelled_on
    FROM incoming i WHERE e.id = i.entry_id AND i.cancels""",
    """
    INSERT INTO registry_listing (batch_id, entry_id, version_id, position, superseded)
    SELECT %(batch)s, i.entry_id, i.version_id, i.position, e.batch_id > %(batch)s
    FROM incoming i JOIN registry_entry e ON e.id = i.entry_id WHERE i.verdict IN ('new', 'listed')
    ORDER BY i.position""",
    """
    UPDATE registry_listing l SET version_id = i.version_id
    FROM incoming i WHERE l.batch_id = %(batch)s AND l.entry_id = i.entry_id AND i.verdict = 'edited'""",
    """
    UPDATE registry_listing l SET superseded = true
    FROM incoming i JOIN registry_entry e ON e.id = i.entry_id
    WHERE l.entry_id = i.entry_id AND i.verdict = 'listed' AND l.batch_id < e.batch_id AND NOT l.superseded""",
    # A holder's current name is the company of its newest entry, if this list has just spoken about that one.
    """
    UPDATE registry_holder h SET name = i.company
    FROM incoming i JOIN registry_entry e ON e.id = i.entry_id
    WHERE h.id = e.holder_id AND i.stands AND i.adds_version AND h.name <> i.company
        AND NOT EXISTS (SELECT 1 FROM registry_entry later WHERE later.holder_id = e.holder_id AND later.rank > e.rank)
    """,
    """
    UPDATE registry_batch b SET (listed, latest) =
        (SELECT count(*), count(*) FILTER (WHERE NOT superseded) FROM registry_listing l WHERE l.batch_id = b.ordinal)
    WHERE b.ordinal IN (SELECT l.batch_id FROM registry_listing l JOIN incoming i ON l.entry_id = i.entry_id)""",
)

OUTCOME = """
SELECT place, verdict = 'new', verdict <> 'same' OR cancels, adds_version AND NOT stands FROM incoming ORDER BY place"""
