"""The search index: every pair of neighbouring characters, beside batch, role and province.

Chinese is written without spaces, and most of what is searched for has two characters: too short for trigrams. A pair
is kept as one integer, the code points of both.

The COST is honest (about 28 microseconds a call, 100 times a simple function) and matters: with the default the
planner would rather compute the pairs of every row than use the index. Without fastupdate a published batch is found
in the index itself, and not in a list of pending rows that each search would have to read.
"""

from django.contrib.postgres.operations import BtreeGinExtension, TrigramExtension
from django.db import migrations

BIGRAMS = """
CREATE FUNCTION registry_bigrams(t text) RETURNS int[]
IMMUTABLE STRICT PARALLEL SAFE COST 2000 LANGUAGE sql AS $$
    SELECT array_agg((ascii(a) << 16) | (ascii(b) & 65535))
    FROM unnest(string_to_array(t, NULL), (string_to_array(t, NULL))[2:]) u(a, b)
    WHERE b IS NOT NULL AND a > ' ' AND b > ' '
$$
"""

INDEX = """
CREATE INDEX registry_entry_bigrams ON registry_entry
USING gin (batch_id, role, province, registry_bigrams(doc)) WITH (fastupdate = off)
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        BtreeGinExtension(),
        # Used by the check of the database: its trigrams of Chinese text are empty where LC_CTYPE is wrong.
        TrigramExtension(),
        migrations.RunSQL(BIGRAMS, "DROP FUNCTION registry_bigrams(text)"),
        migrations.RunSQL(INDEX, "DROP INDEX registry_entry_bigrams"),
    ]
