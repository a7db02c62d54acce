"""The API's description: names that generated clients rely on."""

from __future__ import annotations

from tests.support.serving import Served

OPERATIONS = {
    "POST /api/v1/documents": "documents_upload",
    "GET /api/v1/documents": "documents_listing",
    "GET /api/v1/documents/{document_id}": "documents_show",
    "PATCH /api/v1/documents/{document_id}": "documents_set_facts",
    "PUT /api/v1/documents/{document_id}/tables/{number}": "documents_set_table",
    "DELETE /api/v1/documents/{document_id}": "documents_delete",
    "POST /api/v1/documents/{document_id}/reread": "documents_reread",
    "POST /api/v1/documents/{document_id}/repredict": "documents_repredict",
    "POST /api/v1/documents/{document_id}/relabel": "documents_relabel",
    "GET /api/v1/documents/{document_id}/rows": "rows_listing",
    "GET /api/v1/documents/{document_id}/map": "rows_matrix",
    "GET /api/v1/documents/{document_id}/pages/{page}.png": "rows_picture",
    "PATCH /api/v1/rows/{row_id}": "edits_change",
    "DELETE /api/v1/rows/{row_id}": "edits_remove",
    "POST /api/v1/rows/{row_id}/split": "edits_split",
    "POST /api/v1/rows/{row_id}/merge": "edits_merge",
    "PATCH /api/v1/documents/{document_id}/rows": "edits_change_many",
    "POST /api/v1/documents/{document_id}/rows": "edits_add",
    "POST /api/v1/documents/{document_id}/rows/remove": "edits_remove_many",
    "GET /api/v1/documents/{document_id}/edits": "edits_history",
    "GET /api/v1/documents/{document_id}/pages/{page}/text": "edits_text",
    "DELETE /api/v1/edits/{edit_id}": "edits_undo",
    "GET /api/v1/edits/export": "edits_export",
    "GET /api/v1/mappings": "mappings_listing",
    "POST /api/v1/mappings": "mappings_add",
    "GET /api/v1/mappings/{mapping_id}": "mappings_show",
    "PATCH /api/v1/mappings/{mapping_id}": "mappings_change",
    "DELETE /api/v1/mappings/{mapping_id}": "mappings_delete",
    "PUT /api/v1/mappings/{mapping_id}/documents/{document_id}": "mappings_set_document",
    "GET /api/v1/mappings/{mapping_id}/map": "mappings_matrix",
    "POST /api/v1/rows/{row_id}/label": "labels_give",
    "DELETE /api/v1/rows/{row_id}/label": "labels_undo",
    "GET /api/v1/rows/{row_id}/labels": "labels_history",
    "GET /api/v1/rows/{row_id}": "labels_show",
    "GET /api/v1/labels/export": "labels_export",
    "GET /api/v1/labels/no_program": "labels_no_program",
    "POST /api/v1/workbooks": "workbooks_send",
    "GET /api/v1/workbooks/{workbook_id}": "workbooks_show",
    "POST /api/v1/workbooks/apply": "workbooks_apply",
    "POST /api/v1/workbooks/undo": "workbooks_undo",
    "GET /api/v1/agencies": "agencies_listing",
    "POST /api/v1/agencies": "agencies_add",
    "POST /api/v1/agencies/merge": "agencies_merge",
    "GET /api/v1/agencies/merges": "agencies_merges",
    "DELETE /api/v1/agencies/merges/{merge_id}": "agencies_undo_merge",
    "DELETE /api/v1/agencies/{agency_id}": "agencies_delete",
    "POST /api/v1/classify": "model_classify",
    "GET /api/v1/taxonomy": "model_taxonomy",
    "GET /api/v1/models/current": "model_current",
    "GET /healthz": "health_healthz",
    "GET /readyz": "health_readyz",
    "GET /metrics": "health_metrics",
}


def test_operations_keep_their_ids(served: Served) -> None:
    paths = served.client.get("/openapi.json").json()["paths"]
    operations = {
        f"{method.upper()} {path}": operation["operationId"]
        for path, methods in paths.items()
        for method, operation in methods.items()
    }
    assert operations == OPERATIONS


def test_the_former_name_of_repredict_is_marked_deprecated(served: Served) -> None:
    paths = served.client.get("/openapi.json").json()["paths"]
    deprecated = [
        f"{method.upper()} {path}"
        for path, methods in paths.items()
        for method, operation in methods.items()
        if operation.get("deprecated")
    ]
    assert deprecated == ["POST /api/v1/documents/{document_id}/relabel"]
