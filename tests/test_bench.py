"""The benches can be run: each is loaded as it is for the table, and gives figures."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

BENCH = Path(__file__).parent / "bench"


def table() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_table", BENCH / "__main__.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("path", table().benches(), ids=lambda path: path.stem)
def test_every_bench_loads_and_has_figures(path: Path) -> None:
    assert callable(table().load(path).figures)


def test_a_figure_says_whether_its_goal_is_reached() -> None:
    written = table().written
    assert written(("start", 0.2, 0.1, 2.0, 1.15))[1:] == (
        "200.00 ms", "100.00 ms", "2.00", "<= 1.15", "MISSED",
    )  # fmt: skip
    assert written(("start", 0.1, 0.1, 1.0, 1.15))[-1] == "reached"
    assert written(("pages, MB", 80.0, 100.0, 0.8, None))[1:] == (
        "80.0 MB", "100.0 MB", "0.80", "", "",
    )  # fmt: skip


def test_a_bench_that_is_not_there_is_said(capsys) -> None:
    assert table().main(["nothing"]) == 2
    assert "There is no bench nothing." in capsys.readouterr().err


def test_a_bench_that_fails_keeps_none_of_the_others(tmp_path, monkeypatch, capsys) -> None:
    made = table()
    (tmp_path / "broken.py").write_text("raise RuntimeError\n", encoding="utf-8")
    (tmp_path / "sound.py").write_text(
        "def figures():\n    return [('quick', 0.1, 0.1, 1.0, 1.0)]\n", encoding="utf-8"
    )
    monkeypatch.setattr(made, "HERE", tmp_path)
    assert made.main([]) == 1
    said = capsys.readouterr()
    assert "quick" in said.out
    assert "RuntimeError" in said.err


def test_a_bench_is_run_at_its_full_size_where_it_has_one(tmp_path, monkeypatch, capsys) -> None:
    made = table()
    row = "[('{}', 0.1, 0.1, 1.0, 1.0)]"
    sized = f"def figures(*, large=False):\n    return {row.format('all')} if large else []\n"
    (tmp_path / "sized.py").write_text(sized, encoding="utf-8")
    plain = f"def figures():\n    return {row.format('plain')}\n"
    (tmp_path / "plain.py").write_text(plain, encoding="utf-8")
    monkeypatch.setattr(made, "HERE", tmp_path)
    assert made.main(["--large"]) == 0
    said = capsys.readouterr().out
    assert "all" in said
    assert "plain" in said
    assert made.main(["sized"]) == 0
    assert "all" not in capsys.readouterr().out
