"""The wheel carries all that the program needs besides its dependencies."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

ASK_THE_INSTALLED = """
from commission_desk import paths
fonts = paths.resource("fonts")
print(paths.__file__)
print(fonts)
print(len(list(fonts.glob("*.ttf"))))
"""


def python(*arguments: str, folder: Path) -> str:
    """Run Python with these arguments in a folder, apart from this process's search path."""
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A wheel of this checkout, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ["--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder)]
    python("-m", "pip", "wheel", "--quiet", *options, str(ROOT), folder=folder)
    (built,) = folder.glob("*.whl")
    return built


def test_the_wheel_holds_every_resource(wheel: Path) -> None:
    kept = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "resources").rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert kept
    assert {f"commission_desk/{name}" for name in kept} <= names


def test_the_wheel_holds_nothing_of_the_workshop(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        folders = {name.split("/")[0] for name in archive.namelist()}
    assert {name for name in folders if not name.endswith(".dist-info")} == {"commission_desk"}


def test_an_installed_wheel_finds_its_own_resources(wheel: Path, tmp_path: Path) -> None:
    target = tmp_path / "installed"
    options = ["--quiet", "--no-deps", "--no-index", "--target", str(target)]
    python("-m", "pip", "install", *options, str(wheel), folder=tmp_path)
    start = f"import sys; sys.path.insert(0, {str(target)!r})"
    module, fonts, count = python(
        "-c", f"{start}\n{ASK_THE_INSTALLED}", folder=tmp_path
    ).splitlines()
    assert Path(module).is_relative_to(target)
    assert Path(fonts) == target / "commission_desk" / "resources" / "fonts"
    assert int(count) == len(list((ROOT / "resources" / "fonts").glob("*.ttf")))
