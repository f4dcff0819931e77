"""A fault at every file operation while opening, working and publishing; nothing lost, no lie told.

Skipped where there is no C compiler: the disk that fails is made of a few lines of C.
"""

from pathlib import Path
from typing import Any

import pytest
from desks import runs
from faulty_disk import build, can_be_built, run_on

pytestmark = pytest.mark.skipif(not can_be_built(), reason="needs Linux and a C compiler")
OF_EACH_SORT = runs(3, 100_000)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("disk"))


def work_on_it(library: Path, folder: Path, *control: str, most: int = OF_EACH_SORT) -> Any:
    return run_on(library, "every_operation.py", folder, most, *control)


def test_a_fault_at_any_operation_loses_nothing_and_the_program_tells_the_truth(
    library: Path, tmp_path: Path
):
    summary = work_on_it(library, tmp_path)
    print(f"{summary['cases']} cases of {summary['operations']}")
    assert summary["wrong"] == []
    assert summary["befallen"] >= 0.95 * summary["cases"], "most of the faults must have happened"
    assert set(summary["operations"]) >= set("oOrwsnu"), "the disk must see all sorts"


@pytest.mark.parametrize("control", ["in place", "not written", "said too soon"])
def test_a_program_that_does_it_wrong_is_caught(library: Path, tmp_path: Path, control: str):
    summary = work_on_it(library, tmp_path, control, most=runs(1, 10))
    print(f"{control}: {len(summary['wrong'])} of {summary['cases']} cases")
    assert summary["wrong"]
