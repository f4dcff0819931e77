"""A document is saved whole, or not at all."""

import sys

import document_samples as samples
import pytest

from commission_desk.documents.build import write_agenda
from commission_desk.documents.saving import write_whole
from commission_desk.domain.errors import UserError


def test_a_file_is_replaced_and_nothing_else_is_left(tmp_path):
    target = tmp_path / "agenda.pdf"
    target.write_bytes(b"old")
    write_agenda({"en": samples.agenda()}, target)
    assert target.read_bytes().startswith(b"%PDF-1.7")
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_none_is_said_in_one_sentence(tmp_path):
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(UserError) as caught:
        write_agenda({"en": samples.agenda()}, tmp_path / "folder" / "agenda.pdf")
    assert "agenda.pdf could not be saved" in str(caught.value)
    assert str(caught.value).count(".") - str(caught.value).count(".pdf") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["folder"]


def test_a_target_that_cannot_be_replaced_keeps_what_it_holds(tmp_path):
    target = tmp_path / "agenda.pdf"
    (target / "kept").mkdir(parents=True)  # a folder of that name: replacing it fails
    with pytest.raises(UserError, match="could not be saved"):
        write_whole(target, b"data")
    assert list(tmp_path.iterdir()) == [target]
    assert (target / "kept").is_dir()


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file size are POSIX's own")
def test_a_full_disk_is_said_and_the_former_file_kept(tmp_path):
    target = tmp_path / "agenda.pdf"
    target.write_bytes(b"old")
    import resource

    former = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, former[1]))
    try:
        with pytest.raises(UserError, match="the disk is full"):
            write_whole(target, b"x" * 100_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, former)
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]
