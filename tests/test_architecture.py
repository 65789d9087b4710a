"""The rules of the house, read from the syntax tree: who imports whom, and what nobody does."""

import ast
import re
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from PySide6.QtCore import QObject

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "buddy_console"
TESTS = ROOT / "tests"

_BELOW_SERVICE = {"domain", "journal", "feeds", "recap", "roster"}
MAY_IMPORT = {
    "domain": {"domain"},
    "journal": {"domain", "journal", "resources"},
    "feeds": {"domain", "feeds", "resources"},
    "recap": {"domain", "recap", "resources"},
    "roster": {"domain", "roster", "resources"},
    "service": _BELOW_SERVICE | {"service", "resources"},
    "room": _BELOW_SERVICE | {"service", "room", "resources"},
    "qt": {"domain", "qt", "resources"},
    "desk": _BELOW_SERVICE | {"service", "qt", "desk", "resources"},
    "wall": {"domain", "qt", "service", "wall", "resources"},
    "resources": set(),
}
# Whoever starts the program, or takes pictures of it, knows all the rest.
STARTERS = {"app", "cli", "__main__", "pictures", "display_probe", "opening"}
MAY_USE_QT = {"qt", "desk", "wall"} | STARTERS
NOT_IN_DOMAIN = {"asyncio", "os", "pathlib", "socket", "sqlite3", "subprocess", "threading", "time"}
# Groups that are handed to a function; those it opens itself are found in the tree.
TASK_OWNERS = {"group", "tasks"}
LONGEST_MODULE = 500
LONGEST_FUNCTION = 60


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def _modules(folder: Path = PACKAGE) -> list[Path]:
    found = sorted(folder.rglob("*.py"))
    assert found
    return found


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _part(path: Path) -> str:
    """The first folder, or the module, under the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every import with its line, those in functions too; names imported from the package itself in full."""
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}:{node.lineno} imports relatively"
            module = node.module or ""
            if module == "buddy_console":
                yield from ((node.lineno, f"buddy_console.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def _calls(path: Path) -> Iterator[tuple[int, str, str]]:
    """Every call: line, the last name of what it is called on, and the name that is called."""
    for node in ast.walk(_tree(path)):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute):
            yield node.lineno, _last_name(node.func.value), node.func.attr
        elif isinstance(node.func, ast.Name):
            yield node.lineno, "", node.func.id


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Call):
        return _last_name(node.func)
    return node.id if isinstance(node, ast.Name) else ""


def _offences(path: Path, found: Iterator[int]) -> list[str]:
    return [f"{_name(path)}:{line}" for line in found]


def test_imports_run_one_way() -> None:
    offences = []
    for path in _modules():
        part = _part(path)
        if part in STARTERS or path == PACKAGE / "__init__.py":
            continue
        for line, module in _imports(path):
            top, _, rest = module.partition(".")
            target = rest.partition(".")[0]
            if top == "buddy_console" and target not in MAY_IMPORT[part] | {"__version__"}:
                offences.append(f"{_name(path)}:{line} imports {module}")
    assert offences == []


def test_the_domain_imports_the_standard_library_and_itself() -> None:
    offences = []
    for path in _modules(PACKAGE / "domain"):
        for line, module in _imports(path):
            top = module.partition(".")[0]
            if top != "buddy_console" and (top not in sys.stdlib_module_names or top in NOT_IN_DOMAIN):
                offences.append(f"{_name(path)}:{line} imports {module}")
        # A generator with a seed of its own is no chance; the module's own functions share one.
        for node in ast.walk(_tree(path)):
            names = [alias.name for alias in node.names] if isinstance(node, (ast.Import, ast.ImportFrom)) else []
            of_random = isinstance(node, ast.ImportFrom) and node.module == "random"
            if "random" in names or (of_random and names != ["Random"]):
                offences.append(f"{_name(path)}:{node.lineno} imports random")
    assert offences == []


def test_the_domain_looks_at_no_clock() -> None:
    clocks = {"now", "utcnow", "today", "monotonic", "perf_counter"}
    offences = [
        offence
        for path in _modules(PACKAGE / "domain")
        for offence in _offences(path, (line for line, _, name in _calls(path) if name in clocks))
    ]
    assert offences == []


def test_qt_stays_where_it_is_painted_and_its_loop_in_one_place() -> None:
    offences = []
    for path in _modules():
        for line, module in _imports(path):
            top = module.partition(".")[0]
            if (top == "PySide6" and _part(path) not in MAY_USE_QT) or (top == "qasync" and _part(path) != "app"):
                offences.append(f"{_name(path)}:{line} imports {module}")
    assert offences == []


def test_no_dialog_runs_a_loop_of_its_own() -> None:
    asking = {"QMessageBox": ("about", "critical", "information", "question", "warning"), "QFileDialog": ("get",)}
    asking |= {"QInputDialog": ("get",), "QColorDialog": ("get",), "QFontDialog": ("get",)}
    offences = [
        offence
        for path in _modules()
        for offence in _offences(
            path,
            (
                line
                for line, owner, name in _calls(path)
                if (owner and name in {"exec", "exec_"}) or name.startswith(asking.get(owner, ("\0",)))
            ),
        )
    ]
    assert offences == []


def _task_groups(path: Path) -> set[str]:
    """The names under which a module opens groups of tasks."""
    items = (item for node in ast.walk(_tree(path)) if isinstance(node, ast.AsyncWith) for item in node.items)
    return {
        item.optional_vars.id
        for item in items
        if isinstance(item.optional_vars, ast.Name) and _last_name(item.context_expr) == "TaskGroup"
    }


def test_every_task_has_an_owner() -> None:
    offences = []
    for path in _modules():
        if _name(path) == "buddy_console/service/task_scope.py":
            continue
        owners = TASK_OWNERS | _task_groups(path)
        for line, owner, name in _calls(path):
            owned = name == "create_task" and owner in owners
            if name in {"create_task", "ensure_future"} and not owned:
                offences.append(f"{_name(path)}:{line}")
        names = {node.attr for node in ast.walk(_tree(path)) if isinstance(node, ast.Attribute)}
        names |= {node.id for node in ast.walk(_tree(path)) if isinstance(node, ast.Name)}
        names |= {alias.name for n in ast.walk(_tree(path)) if isinstance(n, ast.ImportFrom) for alias in n.names}
        offences += [f"{_name(path)} uses {name}" for name in names & {"asyncSlot", "asyncClose"}]
    assert offences == []


def test_each_module_says_in_one_sentence_what_it_is_for() -> None:
    offences = []
    for path in _modules():
        opening = (ast.get_docstring(_tree(path)) or "").partition("\n\n")[0]
        sentence = " ".join(opening.split())
        if not sentence.endswith(".") or re.search(r"[.!?] +[A-Z“]", sentence):
            offences.append(f"{_name(path)}: {sentence}")
    assert offences == []


def test_modules_and_functions_are_short() -> None:
    offences = []
    for path in _modules():
        lines = path.read_text(encoding="utf-8").count("\n")
        if lines > LONGEST_MODULE:
            offences.append(f"{_name(path)} has {lines} lines")
        for node in ast.walk(_tree(path)):
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > LONGEST_FUNCTION:
                    offences.append(f"{_name(path)}:{node.lineno} {node.name} has {length} lines")
    assert offences == []


def test_only_the_command_line_prints() -> None:
    offences = [
        offence
        for path in _modules()
        if _part(path) != "cli"
        for offence in _offences(
            path, (line for line, owner, name in _calls(path) if (owner, name) == ("", "print"))
        )
    ]
    assert offences == []


def _files() -> Iterator[Path]:
    """What belongs to the repository, as far as a name can tell."""
    for name in ("buddy_console", "resources", "tests", ".ci"):
        yield from (p for p in (ROOT / name).rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    kept = {".md", ".toml", ".spec", ""}
    yield from (p for p in ROOT.iterdir() if p.is_file() and p.suffix in kept)


def test_names_say_what_a_thing_is() -> None:
    empty_words = re.compile("manager|utils?\\b|helpers?\\b|misc\\b|common\\b")
    assert [_name(path) for path in _files() if empty_words.search(_name(path).replace("_", " "))] == []


def test_no_file_names_where_packages_are_fetched() -> None:
    hosts = ["pypi" + ".org", "python" + "hosted", "regis" + "try.", "arti" + "factory", "index" + "-url"]
    offences = []
    for path in _files():
        if path.suffix in {".py", ".md", ".toml", ".spec", ".qml", ".html", ".ts", ""}:
            text = path.read_text(encoding="utf-8", errors="replace").casefold()
            offences += [f"{_name(path)} names {host}" for host in hosts if host in text]
    assert offences == []


def test_every_test_file_has_a_name_of_its_own() -> None:
    names = Counter(path.name for path in TESTS.rglob("test_*.py"))
    assert [name for name, count in names.items() if count > 1] == []


def test_tests_use_real_parts_and_wait_for_no_time() -> None:
    offences = []
    for path in _modules(TESTS):
        if path.is_relative_to(TESTS / "benchmarks") or path.is_relative_to(TESTS / "real"):
            continue
        offences += [f"{_name(path)}:{n} imports {m}" for n, m in _imports(path) if m.startswith("unittest.mock")]
        for node in ast.walk(_tree(path)):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            called = f"{_last_name(node.func.value)}.{node.func.attr}"
            at_once = len(node.args) == 1 and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0
            if called in {"time.sleep", "qtbot.wait"} or (
                called in {"asyncio.sleep", "anyio.sleep"} and not at_once
            ):
                offences.append(f"{_name(path)}:{node.lineno} {called}")
    assert offences == []


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="None is immortal from 3.12 on: nothing can be lost")
def test_qt_gives_back_every_none_it_takes() -> None:
    """PySide6 6.12.0 lost one reference to None in each call that returns nothing, until Python aborted."""
    objects = [QObject() for _ in range(500)]
    before = sys.getrefcount(None)
    for one in objects:
        one.setObjectName("x")
    assert sys.getrefcount(None) > before - 250
