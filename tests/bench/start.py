"""From the start of the process to the first painted window, against a bare PySide6 window.

Each run is a process of its own on the same platform; the two take turns, so that a machine whose
speed drifts does not favour one. The window shows real rows: the example desk, opened before.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

Figure = tuple[str, float, float, float, str]
ROUNDS = 7
ROOT = Path(__file__).resolve().parents[2]
BARE = """
import sys, time
began = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        print(time.time() - began, flush=True)
        app.quit()
window = Window()
window.resize(1440, 900)
window.show()
app.exec()
"""
OURS = """
import sys, time
began, file = float(sys.argv[1]), sys.argv[2]
import gc
from commission_desk import app
from commission_desk.ui import window as window_module
from PySide6.QtCore import QTimer
painted, ready, stalls, last = [], [], [], []
class Window(window_module.Window):
    def paintEvent(self, event):
        super().paintEvent(event)
        if not painted:
            painted.append(time.time() - began)
app.Window = Window
begin = app.begin
def watched(window, target):
    def tick():
        now = time.perf_counter()
        if last:
            stalls.append(now - last[0] - 0.001)
        last[:] = [now]
    timer = QTimer(window)
    timer.timeout.connect(tick)
    timer.start(1)
    def opened():
        ready.append(time.time() - began)
        timer.stop()
        print(painted[0], ready[0], max(stalls, default=0), flush=True)
        import os
        os._exit(0)
    window.workspace.opened.disconnect()
    window.workspace.opened.connect(opened)
    begin(window, target)
app.begin = watched
app.main([file])
"""


def figures() -> list[Figure]:
    """Return (name, value, floor, ratio, goal) in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        environment = _environment(Path(folder))
        file = Path(folder) / "example.cdesk"
        _run([sys.executable, "-m", "commission_desk", "example", str(file)], environment)
        _python(OURS, environment, str(file))  # opened once, as on any morning but the first
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_python(BARE, environment)[0])
            ours.append(_python(OURS, environment, str(file)))
    floor = median(bare)
    painted, ready, stall = (median(run[place] for run in ours) for place in range(3))
    return [
        ("start to first painted window", painted, floor, painted / floor, "<= 1.15"),
        ("desk ready after first paint", ready, painted, ready / painted, "<= 3"),
        ("longest stall while it loads (s)", stall, 0.010, stall / 0.010, "<= 1"),
    ]


def _environment(folder: Path) -> dict[str, str]:
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    own = {
        name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    }
    return {
        **os.environ, **own, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT),
        "COMMISSION_DESK_PROFILE": str(folder / "profile"),
    }  # fmt: skip


def _python(code: str, environment: dict[str, str], *arguments: str) -> list[float]:
    import time

    began = str(time.time())
    return [
        float(word)
        for word in _run([sys.executable, "-c", code, began, *arguments], environment).split()
    ]


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""


if __name__ == "__main__":
    for name, value, floor, ratio, goal in figures():
        print(f"{name:44} {value:8.3f} {floor:8.3f} {ratio:6.2f}  {goal}")
