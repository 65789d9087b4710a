"""The command line: the same door for scripts, and the way to open the desk.

Exit codes: 0 done; 1 not done, with a sentence on standard error; 2 the command was written wrongly; 3 done, but
some rows of a list were left out.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from buddy_console import __version__

if TYPE_CHECKING:
    import argparse

    from buddy_console.opening import OpeningWindow

DONE, REFUSED, PARTLY = 0, 1, 3


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; see the module for the exit codes."""
    typed = list(sys.argv[1:] if argv is None else argv)
    opening = _window_at_once(typed)
    from buddy_console.domain.message import DomainError

    try:
        arguments = parser().parse_args(typed)
        arguments.opening = opening
        code: int = arguments.run(arguments)
    except DomainError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Whoever read our lines has seen enough, for example `head`.
        sys.stderr.close()
        return DONE
    return code


def _window_at_once(typed: Sequence[str]) -> "OpeningWindow | None":
    """The first window, before even the command line is read, where it is plain that the desk is to be opened."""
    if any(word.startswith("-") for word in typed) or (typed and typed[0] != "open") or _why_no_desk():
        return None
    from buddy_console.opening import show_first_window

    return show_first_window()


def _why_no_desk() -> str:
    """Why no window can be shown; a platform of Qt that was chosen on purpose is taken."""
    if os.environ.get("QT_QPA_PLATFORM"):
        return ""
    from buddy_console.display_probe import why_no_display

    return why_no_display(os.environ, sys.platform)


def parser() -> "argparse.ArgumentParser":
    import argparse

    top = argparse.ArgumentParser(prog="buddy-console", description=__doc__.splitlines()[0] if __doc__ else None)
    top.add_argument("--version", action="version", version=f"Buddy Console {__version__}")
    top.set_defaults(run=_open_desk, session=None, theme="auto")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")
    _add_open(commands.add_parser("open", help="open the desk, on a session file or on a new one"))
    _add_rehearse(commands.add_parser("rehearse", help="play the sample session"))
    _add_new(commands.add_parser("new", help="make a session file"))
    _add_pair(commands.add_parser("pair", help="pair a sign-up list, or everybody in a session"))
    _add_watch(commands.add_parser("watch", help="print posts with a hashtag as JSON lines"))
    _add_status(commands.add_parser("status", help="print where everybody stands"))
    _add_export(commands.add_parser("export", help="write posts, pairs or the recap to files"))
    _add_pictures(commands.add_parser("pictures", help="render every screen to PNG files"))
    return top


def _add_open(command: "argparse.ArgumentParser") -> None:
    command.add_argument("session", nargs="?", type=Path, metavar="SESSION.buddy")
    command.add_argument("--theme", choices=("auto", "dark", "light"), default="auto")
    command.set_defaults(run=_open_desk)


def _add_rehearse(command: "argparse.ArgumentParser") -> None:
    command.add_argument("--speed", type=_speed, default=10.0, help="1 to 60 times as fast as recorded (10)")
    command.add_argument("--from-minute", type=float, default=0.0, metavar="M", help="jump there first")
    command.add_argument("--offscreen", action="store_true", help="play without a window and leave pictures")
    command.add_argument("-o", "--output", type=Path, metavar="FOLDER", help="where pictures and lists are left")
    command.add_argument("--theme", choices=("auto", "dark", "light"), default="auto")
    command.set_defaults(run=_rehearse)


def _add_new(command: "argparse.ArgumentParser") -> None:
    command.add_argument("session", type=Path, metavar="SESSION.buddy")
    command.add_argument("--title", default="")
    command.add_argument("--tag", default="", help="the hashtag, with or without #")
    command.add_argument("--question", action="append", default=[], help="in order; may be given many times")
    command.add_argument("--minutes", type=int, default=10, help="for each question (10)")
    command.add_argument("--roster", type=Path, help="a sign-up list: CSV or XLSX")
    command.add_argument("--mastodon", action="append", default=[], metavar="URL", help="a server to watch")
    command.set_defaults(run=_new)


def _add_pair(command: "argparse.ArgumentParser") -> None:
    command.add_argument("list", type=Path, metavar="roster.csv|SESSION.buddy")
    command.add_argument("--seed", type=int, default=1, help="the same list and seed give the same pairs (1)")
    command.add_argument("-o", "--output", type=Path, help="pairs.csv; without it they are printed")
    command.add_argument("--most-newbies", type=_positive, metavar="N", help="at most N newbies a buddy")
    command.add_argument("--spare", choices=("double_up", "float"), default="double_up", help="spare experienced")
    command.add_argument(
        "--met", type=Path, action="append", default=[], metavar="EARLIER.buddy", help="avoid partners of that day"
    )
    command.add_argument("--again", action="store_true", help="pair anew although pairs are published")
    command.set_defaults(run=_pair)


def _add_watch(command: "argparse.ArgumentParser") -> None:
    command.add_argument(
        "--mastodon", action="append", default=[], metavar="URL", help="a server; may be repeated"
    )
    command.add_argument("--tag", default="", help="the hashtag; that of the session with --into")
    command.add_argument("--for", dest="seconds", type=_seconds, metavar="SECONDS", help="end after this time")
    command.add_argument("--into", type=Path, metavar="SESSION.buddy", help="record what is printed")
    command.add_argument("--replay", type=Path, metavar="RECORDED.buddy", help="posts of a recorded session")
    command.add_argument("--speed", type=_speed, default=1.0, help="of the replay, 1 to 60 (1)")
    command.set_defaults(run=_watch)


def _add_status(command: "argparse.ArgumentParser") -> None:
    command.add_argument("session", type=Path, metavar="SESSION.buddy")
    command.add_argument("--json", action="store_true", help="everything, for scripts")
    command.set_defaults(run=_status)


def _add_export(command: "argparse.ArgumentParser") -> None:
    command.add_argument("session", type=Path, metavar="SESSION.buddy")
    command.add_argument("--posts", type=Path, metavar="posts.csv")
    command.add_argument("--pairs", type=Path, metavar="pairs.csv")
    command.add_argument("--recap", type=Path, metavar="recap.md")
    command.set_defaults(run=_export)


def _add_pictures(command: "argparse.ArgumentParser") -> None:
    command.add_argument("folder", type=Path)
    command.add_argument("--size", action="append", default=[], metavar="WxH", help="1366x768 and 1920x1080")
    command.add_argument("--theme", choices=("dark", "light"), action="append", default=[])
    command.set_defaults(run=_pictures)


def _open_desk(arguments: "argparse.Namespace") -> int:
    reason = _why_no_desk()
    if reason:
        from buddy_console.domain.message import DomainError

        raise DomainError(f"{reason} The desk needs one; the other commands work without.")
    from buddy_console.opening import show_first_window

    opening = arguments.opening or show_first_window(arguments.theme)
    from buddy_console.app import open_desk

    return open_desk(arguments.session, opening, theme=arguments.theme)


def _rehearse(arguments: "argparse.Namespace") -> int:
    from buddy_console.cli.rehearsing import rehearse

    return rehearse(arguments)


def _new(arguments: "argparse.Namespace") -> int:
    from buddy_console.cli.new_session import new_session

    return new_session(arguments)


def _pair(arguments: "argparse.Namespace") -> int:
    from buddy_console.cli.pairing import pair

    return pair(arguments)


def _watch(arguments: "argparse.Namespace") -> int:
    from buddy_console.cli.watching import watch

    return watch(arguments)


def _status(arguments: "argparse.Namespace") -> int:
    from buddy_console.cli.reading import print_status

    return print_status(arguments)


def _export(arguments: "argparse.Namespace") -> int:
    from buddy_console.cli.reading import export

    return export(arguments)


def _pictures(arguments: "argparse.Namespace") -> int:
    from buddy_console.pictures import render_screens

    return render_screens(arguments.folder, sizes=arguments.size, themes=arguments.theme)


def _speed(text: str) -> float:
    speed = float(text.rstrip("x×"))
    if not 1 <= speed <= 60:
        raise _misfit("between 1 and 60")
    return speed


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds < 10_000_000:
        raise _misfit("more than 0")
    return seconds


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise _misfit("1 or more")
    return number


def _misfit(sentence: str) -> Exception:
    import argparse

    return argparse.ArgumentTypeError(sentence)
