"""Show: which scene an output has, and in which mode."""

from dataclasses import dataclass, replace
from datetime import datetime

from buddy_console.domain.events import Event, OutputChanged
from buddy_console.domain.outputs import Mode, Output, Scene
from buddy_console.domain.session import Session

MAX_OUTPUTS = 2


@dataclass(frozen=True, slots=True)
class ShowScene:
    """Put a scene on one output, or on all of them when ``number`` is None."""

    scene: Scene
    number: int | None = None

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        return tuple(
            OutputChanged(replace(output, scene=self.scene))
            for output in _chosen(session, self.number)
            if output.scene is not self.scene
        )


@dataclass(frozen=True, slots=True)
class ToggleMode:
    """Black, white or frozen on one output or all; the same again returns to live."""

    mode: Mode
    number: int | None = None

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        outputs = _chosen(session, self.number)
        mode = Mode.LIVE if all(output.mode is self.mode for output in outputs) else self.mode
        return tuple(
            OutputChanged(replace(output, mode=mode, since=now)) for output in outputs if output.mode is not mode
        )


@dataclass(frozen=True, slots=True)
class AddOutput:
    """A second audience screen, with a scene of its own."""

    def decide(self, session: Session, now: datetime) -> tuple[Event, ...]:
        number = max(session.outputs) + 1
        if number > MAX_OUTPUTS:
            return ()
        return (OutputChanged(Output(number, Scene.FEED, Mode.LIVE, now)),)


def _chosen(session: Session, number: int | None) -> list[Output]:
    return [output for output in session.outputs.values() if number in (None, output.number)]
