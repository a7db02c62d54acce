"""A fault of every kind."""

from classifier.faults import Fault, Kind, UnmetSum

# One fault of each kind, with a value in every field that the kind uses.
SAMPLES: dict[Kind, Fault] = {
    "page_too_slow": Fault("page_too_slow", seconds=30),
    "page_crashed_reader": Fault("page_crashed_reader"),
    "page_out_of_memory": Fault("page_out_of_memory"),
    "page_unreadable": Fault("page_unreadable", detail="KeyError: 'x'"),
    "total_not_met": Fault(
        "total_not_met", sums=(UnmetSum("2025", 1_400_000, 1_350_000), UnmetSum("", 2, 9))
    ),
    "money_not_read": Fault("money_not_read", rows=12),
    "perhaps_missed": Fault("perhaps_missed", rows=3, likely=20),
    "no_ocr": Fault("no_ocr"),
    "damaged_page": Fault("damaged_page"),
    "scan": Fault("scan", pages=84),
    "scan_no_ocr": Fault("scan_no_ocr", pages=84),
    "too_many_pages": Fault("too_many_pages", pages=100_000, limit=3000),
    "locked": Fault("locked"),
    "no_pages": Fault("no_pages"),
    "damaged": Fault("damaged"),
    "empty": Fault("empty"),
    "not_a_pdf": Fault("not_a_pdf"),
    "missing": Fault("missing"),
    "folder": Fault("folder"),
    "no_permission": Fault("no_permission", detail="Permission denied"),
    "opens_slowly": Fault("opens_slowly", seconds=30),
    "too_heavy": Fault("too_heavy"),
    "no_rows": Fault("no_rows", pages=84),
    "damaged_document": Fault("damaged_document", places=2),
    "damage_unknown": Fault("damage_unknown"),
    "not_listed": Fault("not_listed", others=3),
    "note": Fault("note", detail="a table was torn."),
}
