"""Finds out whether a window can be shown, before Qt is asked: Qt ends the program where it cannot."""

from collections.abc import Mapping
from pathlib import Path

_LIBRARIES = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")


def why_no_display(environment: Mapping[str, str], platform: str) -> str:
    """One sentence that says why no window can be shown; '' where one can."""
    chosen = environment.get("QT_QPA_PLATFORM", "")
    if chosen.startswith(("offscreen", "minimal")):
        return "Qt is told to paint offscreen."
    if platform in ("win32", "darwin", "cygwin"):
        return ""
    if _wayland_answers(environment):
        return ""
    display = environment.get("DISPLAY", "")
    if not display:
        return "There is no display."
    if not _x11_answers(display):
        return f"The display {display} does not answer."
    missing = _missing_library()
    return f"The system library {missing} is not installed (see README, Linux)." if missing else ""


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    folder = environment.get("XDG_RUNTIME_DIR", "")
    return bool(name) and _answers("AF_UNIX", str(Path(folder) / name))


def _x11_answers(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    number = rest.partition(".")[0]
    if not number.isdecimal():
        return False
    if host and host != "unix":
        return _answers("AF_INET", (host, 6000 + int(number)))
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108, the place that X11 has for it
    return _answers("AF_UNIX", path) or _answers("AF_UNIX", "\0" + path)


def _answers(family: str, address: str | tuple[str, int]) -> bool:
    import socket

    with socket.socket(socket.AddressFamily[family], socket.SOCK_STREAM) as probe:
        probe.settimeout(2)
        try:
            probe.connect(address)
        except OSError:
            return False
        return True


def _missing_library() -> str:
    import ctypes

    for name in _LIBRARIES:
        try:
            ctypes.CDLL(name)
        except OSError:
            return name
    return ""
