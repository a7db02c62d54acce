"""The tables, in SQLAlchemy Core; `migrations` makes them, and a test holds both to be the same.

A document's row in `documents` is also its job: `status`, who holds it (`token`, until
`lease_until`) and how far it is; one that is done and read again stays done meanwhile. A row's id is
made from the document's bytes and the row's place, so a document that is deleted and uploaded again
meets its corrections again; a row that was answered keeps its id when a better reader changes it.
`labels` is a journal: nothing in it is ever changed; what holds of it now is stored on the row. So is
`decisions`, of what people said of documents and their tables; what holds of it is `documents.decided`.
So is `mapping_choices`, of the documents that people let a mapping count or not. And so are `edits`, of
what people made of rows that were read wrongly; what holds of them is in `rows`.

What is only handed on (a row's contract fields) is JSON text; what is asked for has a column.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text

metadata = MetaData()

# On SQLite only INTEGER PRIMARY KEY counts by itself, and AUTOINCREMENT never gives a number twice.
documents = Table(
    "documents",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("id", String(16), nullable=False, unique=True),
    Column("sha256", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("n_bytes", BigInteger, nullable=False),
    Column("created_at", String(20), nullable=False),
    Column("status", String(8), nullable=False),
    Column("pages_done", Integer, nullable=False, default=0),
    Column("pages_total", Integer, nullable=False, default=0),
    Column("error", Text, nullable=False, default=""),
    Column("report", Text, nullable=False, default=""),
    Column("crashes", Integer, nullable=False, default=0),
    Column("token", String(32), nullable=False, default=""),
    Column("lease_until", Float, nullable=False, default=0.0),
    # Counts what changes the document's rows or their labels: what was made of them before is then stale.
    Column("version", Integer, nullable=False, default=0),
    # Which reader the rows are of; "" for one that did not say so.
    Column("reader", String(20), nullable=False, default=""),
    # A document that is done may be read again: "queued" or "running", and why the last time gave nothing.
    Column("rereading", String(8), nullable=False, default=""),
    Column("reread_error", Text, nullable=False, default=""),
    # What the reading said of the document and of its tables, and what people decided instead: JSON.
    Column("facts", Text, nullable=False, default=""),
    Column("tables", Text, nullable=False, default=""),
    Column("decided", Text, nullable=False, default=""),
    sqlite_autoincrement=True,
)
Index("documents_by_status", documents.c.status, documents.c.seq)

rows = Table(
    "rows",
    metadata,
    Column("document_id", String(16), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("id", String(20), nullable=False, unique=True),
    Column("page", Integer, nullable=False),
    Column("level", String(11), nullable=False),
    Column("subdimension", String(100), nullable=False),
    # The model doubts the label or the reader the row; which of them, `prediction` and `row` say.
    Column("review", Boolean, nullable=False),
    Column("doubtful", Boolean, nullable=False),
    Column("model", String(40), nullable=False),
    Column("label", String(100), nullable=False, default=""),
    Column("label_id", Integer, nullable=False, default=0),
    Column("row", Text, nullable=False),
    Column("prediction", Text, nullable=False),
    # What rows are looked for and sorted by; all of it is in `row` or `prediction` too.
    Column("confidence", Float, nullable=False),
    Column("opd", Text, nullable=False),
    Column("words", Text, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("alike", String(16), nullable=False),
    # Which of the document's tables it stands in (0: not known), and whether its OPD is the document's.
    Column("table_number", Integer, nullable=False, default=0),
    Column("is_opd_of_document", Boolean, nullable=False, default=False),
    # The last edit in force that touched it; 0: it is as it was read.
    Column("edit_id", Integer, nullable=False, default=0),
)
# Of one document, and of all: without the first, SQLite goes through all documents' rows for one.
Index("rows_of_document", rows.c.document_id, rows.c.label, rows.c.confidence, rows.c.id)
Index("rows_alike", rows.c.alike)
Index("rows_least_certain", rows.c.label, rows.c.review, rows.c.confidence, rows.c.id)

labels = Table(
    "labels",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("row_id", String(20), nullable=False, index=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("subdimension", String(100), nullable=False),
    Column("undoes", Integer, nullable=False, default=0),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    Column("seen_subdimension", String(100), nullable=False),
    Column("seen_confidence", Float, nullable=False),
    Column("seen_model", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("level", String(11), nullable=False),
    Column("program", Text, nullable=False),
    Column("opd", Text, nullable=False),
    Column("kode", Text, nullable=False),
    Column("page", Integer, nullable=False, default=0),
    sqlite_autoincrement=True,
)

# What a person decided of the document of these bytes: a fact of it (`subject` is its name), or whether a
# table counts (`table`), which the other columns describe as it was then. `value` is JSON, null gives back
# what was read.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("subject", String(8), nullable=False),
    Column("value", Text, nullable=False),
    Column("number", Integer, nullable=False, default=0),
    Column("caption", Text, nullable=False, default=""),
    Column("role", String(10), nullable=False, default=""),
    Column("first_page", Integer, nullable=False, default=0),
    Column("last_page", Integer, nullable=False, default=0),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    sqlite_autoincrement=True,
)

# What people made of rows of the document of these bytes: `before` and `after` are rows as JSON.
edits = Table(
    "edits",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), nullable=False, index=True),
    Column("kind", String(8), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undoes", Integer, nullable=False, default=0),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    sqlite_autoincrement=True,
)

# A region with its years, JSON; which documents it counts follows from these and from `mapping_choices`.
mappings = Table(
    "mappings",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("name", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("years", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    Column("changed_by", Text, nullable=False, default=""),
    Column("changed_at", String(20), nullable=False, default=""),
    sqlite_autoincrement=True,
)

# Whether people let a mapping count the document of these bytes: JSON, null leaves it to the rule again.
mapping_choices = Table(
    "mapping_choices",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("mapping_id", Integer, nullable=False, index=True),
    Column("sha256", String(64), nullable=False),
    Column("counts", String(5), nullable=False),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    sqlite_autoincrement=True,
)

# What was made of a document's rows for maps, JSON; of no worth when `made_of` is no longer what it says.
outlines = Table(
    "outlines",
    metadata,
    Column("document_id", String(16), primary_key=True),
    Column("made_of", String(120), nullable=False),
    Column("outline", Text, nullable=False),
    Column("record", Text, nullable=False),
)

# The installation's own agencies; `key` is the name as it is compared, `aliases` and `urusan` are JSON.
agencies = Table(
    "agencies",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("key", Text, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("aliases", Text, nullable=False),
    Column("urusan", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("is_former", Boolean, nullable=False),
    # Whether maps say that no document is of it: not of one that only names spellings merged into it.
    Column("needs_document", Boolean, nullable=False, default=True),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    sqlite_autoincrement=True,
)

# What merging spellings made of that list: `before` and `after` are its changed agencies as JSON, by key.
agency_merges = Table(
    "agency_merges",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("names", Text, nullable=False),
    Column("into", Text, nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("undone_by", Text, nullable=True),
    Column("by", Text, nullable=False),
    Column("at", String(20), nullable=False),
    sqlite_autoincrement=True,
)
