"""For every journey: a person's own folders in tmp_path, and the program started as it is."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from journeys import jersey
from journeys.hands import answer_file_dialogs
from PySide6.QtWidgets import QApplication

from commission_desk import i18n
from commission_desk.paths import PROFILE
from commission_desk.store.opening import make_file
from commission_desk.ui.kit.theme import set_up, theme
from commission_desk.ui.preferences import Settings
from commission_desk.ui.window import Window

Start = Callable[..., Window]
OPENING = 20_000  # ms


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["commission-desk"]


@pytest.fixture(autouse=True)
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep working copies and backups apart from this person's own, here and in subprocesses."""
    folder = tmp_path / "profile"
    monkeypatch.setenv(PROFILE, str(folder))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    return folder


@pytest.fixture
def file(tmp_path: Path, profile: Path) -> Path:
    """A desk on which nobody has written yet."""
    made = tmp_path / "Team.cdesk"
    make_file(made, "Commissioning officer", profile).desk.close()
    return made


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A desk on which the whole Jersey strategy is written."""
    folder = tmp_path_factory.mktemp("jersey")
    made = make_file(folder / "Team.cdesk", "Commissioning officer", folder / "profile")
    made.desk.do(jersey.tell)
    made.shared.publish()
    made.desk.close()
    return folder / "Team.cdesk"


@pytest.fixture
def written(told: Path, tmp_path: Path) -> Path:
    """A copy of it, to change."""
    return Path(shutil.copy(told, tmp_path / "Jersey.cdesk"))


@pytest.fixture
def saved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """What the person chooses in the system's own file dialog: the newest of this list."""
    files = [tmp_path / "nothing.pdf"]
    answer_file_dialogs(monkeypatch, lambda: files[-1])
    return files


@pytest.fixture
def start(qapp: QApplication, qtbot, tmp_path: Path) -> Iterator[Start]:
    """Return a function that starts the window on a file, as the program does."""
    i18n.use("en")
    set_up(qapp)
    theme.apply("light", 1.0)
    windows: list[Window] = []

    def begin(file: Path, size: tuple[int, int] = (1440, 900)) -> Window:
        window = Window(Settings(tmp_path / "settings"))
        windows.append(window)
        qtbot.addWidget(window)
        window.resize(*size)
        with qtbot.waitActive(window):  # shortcuts work in the active window alone
            window.show()
            window.activateWindow()
        window.files.open_path(file)
        qtbot.waitUntil(lambda: window.workspace.ready, timeout=OPENING)
        return window

    yield begin
    for window in windows:
        window.workspace.close()
