"""From the start of the process to the painted window and the open desk, against a bare window.

Each run is a process of its own on the same platform; the two take turns, so that a machine whose
speed drifts does not favour one. The window shows real rows: the example desk, opened before. A
window counts as painted when everything in it is. Both run from byte code, as an installed program
does.
"""

import compileall
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

Figure = tuple[str, float, float, float, float | None]
ROUNDS = 9
STALL = 0.010  # seconds: longer is felt
ROOT = Path(__file__).resolve().parents[2]
TALK = """
import os, sys, time
began = float(sys.argv[1])
def memory():
    with open("/proc/self/smaps_rollup") as file:
        return next(int(line.split()[1]) / 1000 for line in file if line.startswith("Rss:"))
def end(*figures):
    print(*figures, memory() if os.path.exists("/proc/self/smaps_rollup") else 0, flush=True)
    os._exit(0)
"""
BARE = """
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
from PySide6.QtCore import QTimer
class Window(QMainWindow):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, self.painted)
    def painted(self):
        taken = time.time() - began
        QTimer.singleShot(300, lambda: end(taken))
window = Window()
window.resize(1440, 900)
window.show()
application.exec()
"""
OURS = """
from commission_desk.ui import haste
make_haste = haste.make_haste
def watched():
    make_haste()
    from commission_desk import app
    begin = app.begin
    app.begin = lambda window, target: watch(window, lambda: begin(window, target))
def watch(window, begin):
    painted = time.time() - began
    from PySide6.QtCore import QTimer
    workspace, stalls, last = window.workspace, [], [time.perf_counter()]
    def tick():
        now = time.perf_counter()
        stalls.append(now - last[0] - 0.001)
        last[0] = now
    timer = QTimer(window)
    timer.timeout.connect(tick)
    def opened():  # before the window hears of it and reads the desk
        tick()
        ready, loading = time.time() - began, max(stalls)
        stalls.clear()
        QTimer.singleShot(500, lambda: end(painted, ready, loading, max(stalls)))
    workspace.opened.disconnect(window._opened)
    workspace.opened.connect(opened)
    workspace.opened.connect(window._opened)
    timer.start(1)
    begin()
haste.make_haste = watched
sys.argv[1:] = sys.argv[2:]
from commission_desk.__main__ import main
main()
"""


def figures() -> list[Figure]:
    """Return (name, value, floor, ratio, goal) in seconds, or MB."""
    compileall.compile_dir(ROOT / "commission_desk", quiet=1)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        environment = _environment(Path(folder))
        file = str(Path(folder) / "example.cdesk")
        _run([sys.executable, "-m", "commission_desk", "example", file], environment)
        _python(OURS, environment, file)  # opened once, as on any morning but the first
        bare, ours = [], []
        for _ in range(ROUNDS):
            bare.append(_python(BARE, environment))
            ours.append(_python(OURS, environment, file))
    floor, empty = (median(run[place] for run in bare) for place in range(2))
    painted, ready, stall, first, full = (median(run[place] for run in ours) for place in range(5))
    found: list[Figure] = [
        ("start to first painted window", painted, floor, painted / floor, 1.15),
        ("start to desk ready, against first paint", ready, painted, ready / painted, 3.0),
        ("longest stall while the desk loads", stall, STALL, stall / STALL, 1.0),
        ("longest stall as Today is filled in", first, STALL, first / STALL, None),
    ]
    if empty:
        found.append(("memory with the example desk, MB", full, empty, full / empty, 1.5))
    return found


def _environment(folder: Path) -> dict[str, str]:
    own = {
        name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
    }
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    kept = {name: text for name, text in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {
        **kept, **own, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(ROOT),
        "COMMISSION_DESK_PROFILE": str(folder / "profile"),
    }  # fmt: skip


def _python(code: str, environment: dict[str, str], *arguments: str) -> list[float]:
    command = [sys.executable, "-c", TALK + code, str(time.time()), *arguments]
    return [float(word) for word in _run(command, environment).split()]


def _run(command: list[str], environment: dict[str, str]) -> str:
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout.strip().splitlines()[-1] if done.stdout.strip() else ""
