"""Damage that PDFium does not tell: seen in the bytes, and on which pages."""

from __future__ import annotations

import base64
import random
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption

from classifier.pdf.damage import Damage, damage
from tests.support import hostile, hostile_corpus, mutilation, program_tables
from tests.support.paths import DOCUMENTS

WORDS = b"BT /F1 12 Tf 50 700 Td (Program baik dan kegiatan) Tj ET"
SAMPLE = (DOCUMENTS / "renstra_contoh.pdf").read_bytes()


def found(path: Path, content: bytes) -> Damage:
    path.write_bytes(content)
    return damage(path)


def deflated(words: bytes = WORDS, entries: bytes = b"") -> bytes:
    return hostile.stream(zlib.compress(words), b"/Filter /FlateDecode " + entries)


def three_pages(second: bytes) -> bytes:
    return hostile.pages([deflated(), second, deflated()])


def test_whole_documents_are_not_damaged() -> None:
    paths = sorted(DOCUMENTS.glob("*.pdf"))
    assert len(paths) > 50
    assert {path.name: damage(path) for path in paths if damage(path) != Damage()} == {}


@pytest.mark.parametrize("make", [hostile.bomb, hostile.million_rules, hostile.form_in_itself])
def test_hostile_documents_are_gone_through_in_time(tmp_path: Path, make: object) -> None:
    path = tmp_path / "a.pdf"
    assert callable(make)
    make(path)
    assert damage(path) == Damage()


def test_a_content_stream_that_does_not_inflate_damages_its_page(tmp_path: Path) -> None:
    stream = bytearray(zlib.compress(WORDS))
    stream[len(stream) // 2] ^= 0xFF
    broken = hostile.stream(bytes(stream), b"/Filter /FlateDecode")
    assert found(tmp_path / "a.pdf", three_pages(broken)) == Damage((2,), 0)


def test_a_content_stream_that_ends_too_soon_damages_its_page(tmp_path: Path) -> None:
    short = hostile.stream(zlib.compress(WORDS)[:-9], b"/Filter /FlateDecode")
    assert found(tmp_path / "a.pdf", three_pages(short)) == Damage((2,), 0)


def test_a_length_that_does_not_fit_damages_its_page(tmp_path: Path) -> None:
    whole = deflated()
    longer = whole.replace(b"/Length ", b"/Length 9", 1)
    assert found(tmp_path / "a.pdf", three_pages(longer)) == Damage((2,), 0)


def test_base_85_text_is_looked_into_too(tmp_path: Path) -> None:
    entries = b"/Filter [ /ASCII85Decode /FlateDecode ]"
    text = base64.a85encode(zlib.compress(WORDS)) + b"~>"
    assert found(tmp_path / "a.pdf", three_pages(hostile.stream(text, entries))) == Damage()
    other = text.replace(text[8:9], b"v" if text[8:9] != b"v" else b"w", 1)
    assert found(tmp_path / "b.pdf", three_pages(hostile.stream(other, entries))) == Damage((2,), 0)
    unknown = entries.replace(b"ASCII85", b"A\x98CII85")
    assert found(tmp_path / "c.pdf", three_pages(hostile.stream(text, unknown))) == Damage((2,), 0)


@pytest.mark.parametrize(
    "words",
    [
        WORDS.replace(b"Tj", b"T\x8a"),
        WORDS.replace(b"ik dan k", bytes(8)),
        WORDS.replace(b"(", b"["),
        WORDS.replace(b"baik", b"ba\x01k"),
        WORDS.replace(b"50 ", b"5\xb0 "),
    ],
)
def test_content_without_compression_is_read_by_its_tokens(tmp_path: Path, words: bytes) -> None:
    assert found(tmp_path / "a.pdf", three_pages(hostile.stream(WORDS))) == Damage()
    assert found(tmp_path / "b.pdf", three_pages(hostile.stream(words))) == Damage((2,), 0)


def test_a_picture_may_hold_anything(tmp_path: Path) -> None:
    picture = hostile.stream(b"\x00\x01 no zlib", b"/Subtype /Image /Filter /FlateDecode")
    content = hostile.pages([deflated()], b"/XObject << /Im 6 0 R >>", [picture])
    assert found(tmp_path / "a.pdf", content) == Damage()


def test_an_object_that_is_named_and_not_there_damages_its_page(tmp_path: Path) -> None:
    whole = three_pages(deflated())
    renamed = whole.replace(b"\n7 0 obj", b"\n9 0 obj", 1)
    # Its number is another's now: the table of objects is wrong too.
    assert found(tmp_path / "a.pdf", renamed) == Damage((2,), 1)


def test_a_font_that_many_pages_share_damages_the_document(tmp_path: Path) -> None:
    content = hostile.pages([deflated()] * 40)
    broken = content.replace(b"/Type /Font /Subtype", b"/Type /Font \x00\x00\x00\x00btype", 1)
    assert found(tmp_path / "a.pdf", content) == Damage()
    assert found(tmp_path / "b.pdf", broken).n_elsewhere >= 1


def test_a_lost_end_a_wrong_table_and_bytes_between_objects_damage_the_document(tmp_path: Path) -> None:
    whole = three_pages(deflated())
    assert found(tmp_path / "end.pdf", whole[:-40]).n_elsewhere >= 1
    assert found(tmp_path / "gap.pdf", whole.replace(b"endobj\n5 0 obj", b"endobj\nxyz5 0 obj")).n_elsewhere
    place = whole.index(b" 00000 n") - 3
    moved = whole[:place] + b"7" + whole[place + 1 :]
    assert found(tmp_path / "table.pdf", moved) == Damage((), 1)


def test_habits_of_writers_and_mailers_are_no_damage(tmp_path: Path) -> None:
    whole = three_pages(deflated())
    for n, content in enumerate((b"\n\n" + whole, whole + b"\r\n<html>mailed by</html>")):
        assert found(tmp_path / f"{n}.pdf", content) == Damage()
    # Where `endobj` was, places have moved, which is the one sign.
    for content in (
        whole.replace(b"endstream\nendobj", b"endstream"),
        whole.replace(b"endobj", b"endobj endobj"),
    ):
        assert found(tmp_path / "endobj.pdf", content) == Damage((), 1)


def test_objects_within_a_stream_count_as_there(tmp_path: Path) -> None:
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"
    data = b"9 0 " + font
    holder = hostile.stream(zlib.compress(data), b"/Type /ObjStm /N 1 /First 4 /Filter /FlateDecode")
    content = hostile.pages([deflated()], b"/F9 9 0 R", [holder])
    assert found(tmp_path / "a.pdf", content) == Damage()
    assert found(tmp_path / "b.pdf", hostile.pages([deflated()], b"/F9 9 0 R")) == Damage((1,), 0)


def test_an_encrypted_document_is_gone_through_by_its_objects_alone(tmp_path: Path) -> None:
    encryption = StandardEncryption("", ownerPassword="milik")
    path = program_tables.pdf(tmp_path / "a.pdf", encrypt=encryption)
    assert damage(path) == Damage()
    assert found(path, path.read_bytes()[:-200]).n_elsewhere >= 1


@given(st.sampled_from(mutilation.HOWS), st.integers(0, 2**32))
def test_any_damaged_file_can_be_gone_through(
    tmp_path_factory: pytest.TempPathFactory, how: mutilation.How, seed: int
) -> None:
    path = tmp_path_factory.getbasetemp() / "mutilated.pdf"
    assert found(path, mutilation.damaged(SAMPLE, how, random.Random(seed))).n_elsewhere >= 0


@given(st.binary(min_size=1, max_size=400))
def test_any_bytes_can_be_gone_through(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    assert found(tmp_path_factory.getbasetemp() / "bytes.pdf", content).pages == ()


def test_the_pages_of_damage_are_looked_for_within_a_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Ten pages of the same fifty pieces of content, none of which inflates.
    path = tmp_path / "a.pdf"
    path.write_bytes(hostile_corpus.HEAVY["shared_content"](0.01))
    assert damage(path) == Damage(tuple(range(1, 11)), 0)
    monkeypatch.setattr(sys.modules["classifier.pdf.damage"], "MOST_FOLLOWED", 300)
    assert damage(path) == Damage((), 50)
