"""What the window needs only once it is on the screen, loaded together on first use."""

from commission_desk.ui.finder import finder
from commission_desk.ui.kit.jobs import Job
from commission_desk.ui.kit.problems import apologise, explain
from commission_desk.ui.kit.toast import Toast
from commission_desk.ui.welcome import welcome

__all__ = ["Job", "Toast", "apologise", "explain", "finder", "welcome"]
