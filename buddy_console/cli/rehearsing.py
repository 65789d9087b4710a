"""`buddy-console rehearse`: on the desk where there is a display, else offscreen with pictures."""

import argparse
import os
import sys
from pathlib import Path

from buddy_console import cli
from buddy_console.display_probe import why_no_display
from buddy_console.resources import resource

_FOLDER = "buddy-console-rehearsal"


def rehearse(arguments: argparse.Namespace) -> int:
    recorded = resource("rehearsal", "rehearsal.buddy")
    reason = "" if arguments.offscreen else why_no_display(os.environ, sys.platform)
    if not arguments.offscreen and not reason:
        from buddy_console.opening import show_first_window

        opening = show_first_window(arguments.theme)
        from buddy_console.app import rehearse_on_screen

        return rehearse_on_screen(
            recorded,
            opening,
            speed=arguments.speed,
            from_seconds=arguments.from_minute * 60,
            theme=arguments.theme,
        )
    folder = (arguments.output or Path(_FOLDER)).resolve()
    if reason:
        print(
            f"{reason} The rehearsal is played offscreen, and its pictures are left in {folder}.", file=sys.stderr
        )
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"
    from buddy_console.cli.progress import ProgressLine
    from buddy_console.pictures import play_offscreen

    with ProgressLine("rehearsal", at_once=True) as progress:
        written = play_offscreen(recorded, folder, theme=arguments.theme, progress=progress)
    print(folder)
    for path in written:
        print(f"  {path.name}")
    return cli.DONE
