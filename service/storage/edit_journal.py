"""What people made of rows, a journal to which entries are only added, and made at once on the rows.

An edit belongs to the bytes of a document, as labels do: after a reading again, or when the document was
deleted and uploaded again, it is made again (`again`). The model is asked anew about the rows that an edit
changes, so that label and name fit; answers of people stay with the rows' ids.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select

from classifier.formats import results
from classifier.labels import timestamp
from classifier.records import DocumentFacts, Prediction, Row
from service.storage import edited_rows, label_journal, rows, schema, stored_facts
from service.storage.answer_following import AnsweredRow
from service.storage.database import Database
from service.storage.documents import changed
from service.storage.edited_rows import Edit, EditKind, RowChange, RowState
from service.storage.label_journal import Overtaken
from service.storage.rows import RowFilter, StoredRow
from service.storage.schema import documents, edits

Predict = Callable[[Sequence[Row]], Sequence[Prediction]]


# ---- made


def change(
    database: Database,
    changes: Mapping[str, RowChange],
    *,
    by: str,
    predict: Predict,
    seen: Mapping[str, int] | None = None,
) -> list[Edit]:
    """Change what rows say (by their ids), all or none; an edit for each document of which rows change.

    Rows of a program whose name changes follow it. Rows that are gone or say so already are left out.
    `seen` is the edit that was in force on a row when the person saw it: raises Overtaken when another is.
    """
    with database.writing() as connection:
        return change_within(connection, changes, by=by, predict=predict, seen=seen)


def change_within(
    connection: Connection,
    changes: Mapping[str, RowChange],
    *,
    by: str,
    predict: Predict,
    seen: Mapping[str, int] | None = None,
) -> list[Edit]:
    """What `change` does, within a transaction."""
    made = []
    for document in hold(connection, list(changes)):
        before: dict[str, StoredRow] = {}
        after: dict[str, Row] = {}
        for stored in _stored(connection, document["id"], list(changes)):
            if seen is not None and stored.id in seen and seen[stored.id] != stored.edit_id:
                raise Overtaken(_by(connection, stored.edit_id))
            before[stored.id] = stored
            after[stored.id] = edited_rows.changed(stored.row, changes[stored.id])
        # Once all have changed: a row that follows may itself be one of them.
        for stored in list(before.values()):
            new = after[stored.id]
            if stored.row.level == "program" and new.text != stored.row.text:
                for own in _children(connection, stored):
                    followed = edited_rows.changed(own.row, RowChange(program=new.text))
                    before.setdefault(own.id, own)
                    # A row that is changed by name says itself what its program is, and a program has none.
                    is_program = own.id in after and after[own.id].level == "program"
                    if not is_program and (own.id not in changes or changes[own.id].program is None):
                        after[own.id] = replace(after.get(own.id, own.row), program=followed.program)
        really = [row_id for row_id in after if after[row_id] != before[row_id].row]
        if really:
            states = [_state(before[row_id]) for row_id in really]
            turned = [replace(state, row=after[state.id]) for state in states]
            made.append(_made(connection, document, "changed", states, turned, by=by, predict=predict))
    return made


def split(database: Database, row_id: str, at: int, *, by: str, predict: Predict) -> Edit | None:
    """Split a row's name at a character; None when there is no such row.

    Raises ValueError when a part would have no name.
    """
    with database.writing() as connection:
        found = _one(connection, row_id)
        if found is None:
            return None
        document, stored = found
        first, second = edited_rows.split(stored.row, at)
        state = _state_with_place(connection, stored)
        number = _next_number(connection)
        fresh = RowState(edited_rows.new_id(document["sha256"], number, 1), second, follows=row_id)
        own, following = _following(connection, [stored], second)
        return _made(
            connection,
            document,
            "split",
            [state, *own],
            [replace(state, row=first), fresh, *following],
            by=by,
            predict=predict,
        )


def merge(database: Database, row_id: str, *, by: str, predict: Predict) -> Edit | None:
    """Merge a row with the next of its document; None when there is no such row, or none behind it."""
    with database.writing() as connection:
        found = _one(connection, row_id)
        if found is None:
            return None
        document, stored = found
        other = next(_behind(connection, stored, limit=1), None)
        if other is None:
            return None
        before = [_state_with_place(connection, stored), _state_with_place(connection, other)]
        whole = edited_rows.merged(stored.row, other.row)
        own, following = _following(connection, [stored, other], whole)
        after = [replace(before[0], row=whole), *following]
        return _made(connection, document, "merged", [*before, *own], after, by=by, predict=predict)


def _following(
    connection: Connection, programs: Sequence[StoredRow], new: Row
) -> tuple[list[RowState], list[RowState]]:
    """The rows of programs that become another, before and after they follow its name."""
    if new.level != "program":
        return [], []
    touched = {stored.id for stored in programs}
    own = [
        child
        for stored in programs
        if stored.row.level == "program"
        for child in _children(connection, stored)
        if child.id not in touched
    ]
    change = RowChange(program=new.text)
    return (
        [_state(child) for child in own],
        [replace(_state(child), row=edited_rows.changed(child.row, change)) for child in own],
    )


def remove(database: Database, row_ids: Sequence[str], *, by: str) -> list[Edit]:
    """Take rows away that are none, all or none; an edit for each document."""
    made = []
    with database.writing() as connection:
        for document in hold(connection, row_ids):
            before = [
                _state_with_place(connection, stored)
                for stored in _stored(connection, document["id"], row_ids)
            ]
            made.append(_made(connection, document, "removed", before, [], by=by, predict=_ask_nothing))
    return made


def add(database: Database, document_id: str, row: Row, *, by: str, predict: Predict) -> Edit | None:
    """Add a row to a document where it stands on its page; None when there is no such document.

    `document` and `sha256` of the row are the document's; a row without agency has the document's.
    """
    with database.writing() as connection:
        return add_within(connection, document_id, row, by=by, predict=predict)


def add_within(
    connection: Connection, document_id: str, row: Row, *, by: str, predict: Predict
) -> Edit | None:
    """What `add` does, within a transaction."""
    document = _held(connection, document_id)
    if document is None:
        return None
    full = replace(row, document=document["name"], sha256=document["sha256"])
    previous = _previous(connection, document_id, full)
    number = _next_number(connection)
    state = RowState(edited_rows.new_id(full.sha256, number, 1), full, follows=previous)
    return _made(connection, document, "added", [], [state], by=by, predict=predict)


def undo(database: Database, edit_id: int, *, by: str, predict: Predict) -> Edit | None:
    """Take an edit back by a new entry; None when there is none in force of this id.

    Raises Overtaken when its rows were edited again since, or are not there any more.
    """
    with database.writing() as connection:
        return undo_within(connection, edit_id, by=by, predict=predict)


def undo_within(connection: Connection, edit_id: int, *, by: str, predict: Predict) -> Edit | None:
    """What `undo` does, within a transaction."""
    entry = connection.execute(select(edits).where(edits.c.id == edit_id)).mappings().first()
    if entry is None or entry["undoes"]:
        return None
    query = select(documents).where(documents.c.sha256 == entry["sha256"]).with_for_update()
    document = connection.execute(query).mappings().first()
    taken_back = select(edits.c.id).where(edits.c.undoes == edit_id)
    if document is None or connection.execute(taken_back).first() is not None:
        return None
    edit = _edit(entry)
    now = {stored.id: stored for stored in _stored(connection, document["id"], edit.row_ids)}
    for state in edit.after:
        there = now.get(state.id)
        if there is None or there.edit_id != edit_id:
            raise Overtaken(_by(connection, there.edit_id if there else 0))
    before = [_state(now[state.id]) for state in edit.after]
    going_on = {state.id for state in edit.after}
    as_decided = _as_decided(document)
    after = [
        replace(state, row=edited_rows.taken_back(now[state.id].row, edit, state))
        if state.id in now
        else replace(state, row=as_decided(state.row))
        for state in edit.before
        # A later reading may have given a row again that the edit took away.
        if state.id in going_on or state.id not in now
    ]
    return _made(connection, document, edit.kind, before, after, by=by, predict=predict, undoes=edit_id)


# ---- told


def unknown(database: Database, row_ids: Iterable[str], document_id: str = "") -> list[str]:
    """Those of these ids that no row has, or none of a document."""
    asked = tuple(dict.fromkeys(row_ids))
    there = set(
        rows.ids(database, RowFilter((document_id,) if document_id else (), ids=asked), limit=len(asked))
    )
    return [row_id for row_id in asked if row_id not in there]


def history(database: Database, sha256: str) -> list[Edit]:
    """Everything that was made of rows of these bytes, oldest first."""
    with database.reading() as connection:
        return of_bytes(connection, sha256)


def of_row(database: Database, sha256: str, row_id: str) -> list[Edit]:
    """Everything that was made of one row of these bytes, oldest first."""
    names_it = edits.c.before.contains(row_id, autoescape=True) | edits.c.after.contains(
        row_id, autoescape=True
    )
    query = select(edits).where(edits.c.sha256 == sha256, names_it).order_by(edits.c.id)
    with database.reading() as connection:
        entries = [_edit(entry) for entry in connection.execute(query).mappings()]
    return [edit for edit in entries if row_id in edit.row_ids]


def removals(database: Database, sha256: str) -> list[Edit]:
    """The removals of rows of these bytes that are in force, the last first."""
    undone = select(edits.c.undoes).where(edits.c.sha256 == sha256, edits.c.undoes != 0)
    query = (
        select(edits)
        .where(
            edits.c.sha256 == sha256,
            edits.c.kind == "removed",
            edits.c.undoes == 0,
            edits.c.id.not_in(undone),
        )
        .order_by(edits.c.id.desc())
    )
    with database.reading() as connection:
        return [_edit(entry) for entry in connection.execute(query).mappings()]


def of_bytes(connection: Connection, sha256: str) -> list[Edit]:
    """The entries about these bytes, oldest first."""
    query = select(edits).where(edits.c.sha256 == sha256).order_by(edits.c.id)
    return [_edit(entry) for entry in connection.execute(query).mappings()]


def exported(database: Database) -> Iterator[dict[str, Any]]:
    """Every edit in force of all documents, for those who work on the reader: rows before and after."""
    with database.reading() as connection:
        entries = [
            _edit(entry) for entry in connection.execute(select(edits).order_by(edits.c.id)).mappings()
        ]
    for edit in edited_rows.in_force(entries):
        yield {
            "id": edit.id,
            "kind": edit.kind,
            "before": [results.row_dict(state.row) for state in edit.before],
            "after": [results.row_dict(state.row) for state in edit.after],
            "by": edit.by,
            "at": edit.at,
        }


# ---- made again on a new reading


def answered_rows(edits_made: Iterable[Edit]) -> list[AnsweredRow]:
    """The read rows that edits touched, as they were before: their ids follow like those of answers."""
    return [
        AnsweredRow(
            state.id, state.row.level, state.row.kode, state.row.text, state.row.page, state.row.bbox.top
        )
        for state in edited_rows.first_states(edits_made).values()
    ]


def again(
    document_id: str,
    fresh: Sequence[StoredRow],
    edits_made: Sequence[Edit],
    predict: Predict,
    *,
    answered: Collection[str] = (),
    as_decided: Callable[[Row], Row] = lambda row: row,
) -> list[StoredRow]:
    """The rows of a new reading, whose ids have followed, with the edits in force made on them.

    `answered` are the ids of rows that people answered; `as_decided` gives a row what follows from the
    facts that hold of its document now.
    """
    if not edits_made:
        return list(fresh)
    outcome = edited_rows.replayed([_state(stored) for stored in fresh], edits_made, answered=answered)
    was = {stored.id: stored for stored in fresh}
    states = [replace(state, row=as_decided(state.row)) for state in outcome.states]
    new = [state for state in states if state.id not in was or was[state.id].row != state.row]
    said = dict(
        zip((state.id for state in new), predict([state.row for state in new]) if new else (), strict=True)
    )
    return [
        replace(
            rows.stored_row(state.id, document_id, n, state.row, said[state.id])
            if state.id in said
            else replace(was[state.id], n=n),
            edit_id=outcome.edit_ids.get(state.id, 0),
        )
        for n, state in enumerate(states)
    ]


# ---- within a transaction


def _made(
    connection: Connection,
    document: RowMapping,
    kind: EditKind,
    before: Sequence[RowState],
    after: Sequence[RowState],
    *,
    by: str,
    predict: Predict,
    undoes: int = 0,
) -> Edit:
    """Enter an edit and make it on the rows."""
    inserted = connection.execute(
        insert(edits)
        .values(
            sha256=document["sha256"],
            kind=kind,
            before=_states_text(before),
            after=_states_text(after),
            undoes=undoes,
            by=by,
            at=timestamp(),
        )
        .returning(edits)
    )
    edit = _edit(inserted.mappings().one())
    there = {state.id for state in before}
    gone = there - {state.id for state in after}
    if gone:
        rows.drop(connection, list(gone))
    predictions = predict([state.row for state in after]) if after else ()
    in_force = _last_edits(connection, document["sha256"]) if undoes else {}
    new = []
    for state, prediction in zip(after, predictions, strict=True):
        edit_id = in_force.get(state.id, 0) if undoes else edit.id
        stored = replace(rows.stored_row(state.id, document["id"], 0, state.row, prediction), edit_id=edit_id)
        if state.id in there:
            rows.rewrite(connection, stored)
        else:
            new.append((state, stored))
    _insert(connection, document["id"], new)
    changed(connection, document["id"])
    return edit


def _as_decided(document: RowMapping) -> Callable[[Row], Row]:
    """What gives a row the OPD and the role that follow from what holds of its document now."""
    read = stored_facts.facts_of(json.loads(document["facts"])) if document["facts"] else DocumentFacts()
    decided = stored_facts.decided_of(json.loads(document["decided"])) if document["decided"] else None
    facts = stored_facts.in_force(read, decided.facts) if decided else read
    tables = stored_facts.tables_of(json.loads(document["tables"])) if document["tables"] else ()
    by_number = {table.number: table for table in tables}
    return lambda row: stored_facts.as_decided(row, facts, by_number)


def _ask_nothing(_rows: Sequence[Row]) -> Sequence[Prediction]:
    return ()


def _last_edits(connection: Connection, sha256: str) -> dict[str, int]:
    return {
        row_id: edit.id
        for edit in edited_rows.in_force(of_bytes(connection, sha256))
        for row_id in edit.row_ids
    }


def _insert(connection: Connection, document_id: str, new: Sequence[tuple[RowState, StoredRow]]) -> None:
    """Write new rows where they stand: behind those that they follow, else by their page."""
    if len(new) == 1:
        ((state, stored),) = new
        rows.insert_at(connection, replace(stored, n=_place(connection, document_id, state)))
    elif new:
        query = select(schema.rows.c.id, schema.rows.c.row).where(schema.rows.c.document_id == document_id)
        order = [
            RowState(row_id, results.row_of(json.loads(text)))
            for row_id, text in connection.execute(query.order_by(schema.rows.c.n))
        ]
        for state, _ in new:
            order = edited_rows.placed(order, state)
        rows.insert_all(connection, document_id, [state.id for state in order], [stored for _, stored in new])
    for state, _ in new:
        label_journal.reattach_row(connection, state.id)


def _place(connection: Connection, document_id: str, state: RowState) -> int:
    """Where a new row stands among those of its document: behind the one that it follows, or by its page."""
    of_document = schema.rows.c.document_id == document_id
    before = select(schema.rows.c.n).where(of_document, schema.rows.c.id == state.follows)
    place = connection.execute(before).scalar()
    if place is None:
        previous = _previous(connection, document_id, state.row)
        place = connection.execute(select(schema.rows.c.n).where(schema.rows.c.id == previous)).scalar()
    return 0 if place is None else place + 1


def _previous(connection: Connection, document_id: str, row: Row) -> str:
    """The id of the last row of a document that begins before this one, by page and height; "" when none."""
    query = select(schema.rows.c.id, schema.rows.c.page, schema.rows.c.row).where(
        schema.rows.c.document_id == document_id, schema.rows.c.page <= row.page
    )
    previous = ""
    for row_id, page, text in connection.execute(query.order_by(schema.rows.c.n)):
        if page < row.page or json.loads(text)["bbox"][1] <= row.bbox.top:
            previous = row_id
    return previous


def hold(connection: Connection, row_ids: Sequence[str], also: Iterable[str] = ()) -> list[RowMapping]:
    """The documents of rows, and `also` by their ids, each held against readers and others who edit it.

    In one order for all, so that no two wait for one another.
    """
    found = select(schema.rows.c.document_id).where(schema.rows.c.id.in_(row_ids)).distinct()
    ids = sorted({*connection.execute(found).scalars(), *also})
    return [held for held in (_held(connection, document_id) for document_id in ids) if held is not None]


def documents_of_edits(connection: Connection, edit_ids: Sequence[int]) -> list[str]:
    """The ids of the documents that edits were made in."""
    query = select(documents.c.id).join(edits, edits.c.sha256 == documents.c.sha256)
    return list(connection.execute(query.where(edits.c.id.in_(edit_ids)).distinct()).scalars())


def _held(connection: Connection, document_id: str) -> RowMapping | None:
    query = select(documents).where(documents.c.id == document_id, documents.c.status == "done")
    return connection.execute(query.with_for_update()).mappings().first()


def _one(connection: Connection, row_id: str) -> tuple[RowMapping, StoredRow] | None:
    for document in hold(connection, [row_id]):
        for stored in _stored(connection, document["id"], [row_id]):
            return document, stored
    return None


def _stored(connection: Connection, document_id: str, row_ids: Sequence[str]) -> list[StoredRow]:
    return rows.within(connection, RowFilter((document_id,), ids=tuple(row_ids)))


def _behind(connection: Connection, stored: StoredRow, *, limit: int) -> Iterator[StoredRow]:
    """The rows behind one, in reading order, also those that are called no program."""
    everything = RowFilter((stored.document_id,), with_dropped=True)
    yield from rows.within(connection, everything, after=stored.n, limit=limit)


def _children(connection: Connection, program: StoredRow) -> list[StoredRow]:
    until = connection.execute(
        select(func.min(schema.rows.c.n)).where(
            schema.rows.c.document_id == program.document_id,
            schema.rows.c.level == "program",
            schema.rows.c.n > program.n,
        )
    ).scalar()
    limit = 0 if until is None else until - program.n
    return edited_rows.children(program, _behind(connection, program, limit=limit))


def _state(stored: StoredRow) -> RowState:
    return RowState(stored.id, stored.row)


def _state_with_place(connection: Connection, stored: StoredRow) -> RowState:
    query = select(schema.rows.c.id).where(
        schema.rows.c.document_id == stored.document_id, schema.rows.c.n < stored.n
    )
    previous = connection.execute(query.order_by(schema.rows.c.n.desc()).limit(1)).scalar()
    return RowState(stored.id, stored.row, follows=previous or "")


def _next_number(connection: Connection) -> int:
    """A number for new ids; two edits at once are of different documents, or wait for one another."""
    return int(connection.execute(select(func.coalesce(func.max(edits.c.id), 0))).scalar_one()) + 1


def _by(connection: Connection, edit_id: int) -> str:
    return connection.execute(select(edits.c.by).where(edits.c.id == edit_id)).scalar() or ""


# ---- from and to JSON


def _states_text(states: Iterable[RowState]) -> str:
    return json.dumps(
        [
            {
                "id": state.id,
                "follows": state.follows,
                "table_number": state.row.table_number,
                "is_opd_of_document": state.row.is_opd_of_document,
                "row": results.row_dict(state.row),
            }
            for state in states
        ],
        ensure_ascii=False,
    )


def _states(text: str) -> tuple[RowState, ...]:
    return tuple(
        RowState(
            value["id"],
            replace(
                results.row_of(value["row"]),
                table_number=value["table_number"],
                is_opd_of_document=value["is_opd_of_document"],
            ),
            value["follows"],
        )
        for value in json.loads(text)
    )


def _edit(entry: RowMapping) -> Edit:
    return Edit(
        id=entry["id"],
        kind=entry["kind"],
        before=_states(entry["before"]),
        after=_states(entry["after"]),
        undoes=entry["undoes"],
        by=entry["by"],
        at=entry["at"],
    )
