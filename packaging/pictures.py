"""The pictures of the README, taken of the real window on the example desk.

    python packaging/desk.py pictures

writes packaging/pictures/*.png. It runs in the project's virtual environment, offscreen.
"""

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "packaging" / "pictures"
SIZE = (1440, 900)
SETTLE = 400  # milliseconds for layouts and background reads


def main():
    """Open the example desk and take a picture of each page."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            os.environ[name] = str(Path(folder) / name)
        os.environ["COMMISSION_DESK_PROFILE"] = str(Path(folder) / "profile")
        window = _window(Path(folder))
        PICTURES.mkdir(parents=True, exist_ok=True)
        for name, place, record, part in _sights(window):
            window.go(place, record, part)
            _wait(SETTLE)
            _keep(window, name)
        window.set_scheme("dark")
        window.go("plans", window.pages["plans"].whole.row.id, "wales-2010.design.options")
        _wait(SETTLE)
        below = window.pages["plans"].pane.area.verticalScrollBar()
        below.setValue(below.maximum())
        _wait(SETTLE)
        _keep(window, "plans-dark")
        window.close()


def _window(folder):
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the platform is chosen

    from commission_desk.ui.kit.theme import set_up  # noqa: PLC0415
    from commission_desk.ui.preferences import Settings  # noqa: PLC0415
    from commission_desk.ui.window import Window  # noqa: PLC0415

    application = QApplication.instance() or QApplication(["Commission Desk"])
    set_up(application)
    window = Window(Settings(folder / "settings"))
    window.settings.change(who="Commissioning officer")
    window.resize(*SIZE)
    window.show()
    window.files.example()
    for _ in range(200):
        if window.workspace.ready:
            break
        _wait(100)
    _wait(3_000)  # the shared copy is published two seconds after the last change
    return window


def _sights(window):
    """Return what to show: the picture's name, the place, the record and the part."""
    from commission_desk.operations.meetings import meeting, meetings  # noqa: PLC0415
    from commission_desk.operations.register import (  # noqa: PLC0415
        RegisterQuery,
        first_agreements,
    )

    ask = window.workspace.ask
    breaks = ask(first_agreements, RegisterQuery(words="C-0147"))[0].id
    held = next(row for row in ask(meetings, breaks) if row.status == "held")
    performance = next(item for item in ask(meeting, held.id).items if item.key == "performance")
    return (
        ("today", "today", "", ""),
        ("plans", "plans", "", ""),
        ("contracts", "contracts", breaks, ""),
        ("month", "contracts", "", "month"),
        ("reports", "reports", "portfolio", ""),
        ("meetings", "meetings", held.id, performance.id),
        ("stakeholders", "stakeholders", "", ""),
        ("actions", "actions", "", ""),
    )


def _wait(milliseconds):
    from PySide6.QtCore import QEventLoop, QTimer  # noqa: PLC0415

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _keep(window, name):
    path = PICTURES / f"{name}.png"
    window.grab().save(str(path))
    print(path.relative_to(ROOT))


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
