"""What the house rules say, held by test: layers, the gate, sizes, no hidden effects."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# From the lowest to the highest; a package imports only what stands before it.
LAYERS = (("accounts",), ("cases",), ("milestones",), ("aims",), ("reports", "exchange"), ("pace",))
LEAF = "drawing"
PACKAGES = [*(name for layer in LAYERS for name in layer), LEAF]
FOLDERS = [*PACKAGES, "tests", "benchmarks"]
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
DEEPEST_NESTING = 3
NEVER_NAMED = {"utils", "helpers", "common", "core", "misc"}

FILES = [
    file
    for folder in FOLDERS
    for file in sorted((ROOT / folder).rglob("*.py"))
    if "migrations" not in file.parts
]
OURS = [file for file in FILES if file.relative_to(ROOT).parts[0] in PACKAGES]
Function = ast.FunctionDef | ast.AsyncFunctionDef


def named(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def text_of(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def nodes_of(file: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(text_of(file)))


@dataclass(frozen=True, slots=True)
class Shape:
    """A function, measured."""

    name: str
    lines: int
    depth: int
    imports: frozenset[str]


@cache
def functions_of(file: Path) -> tuple[Shape, ...]:
    """Each file is read once; a whole tree of every file would be too much to keep."""
    return tuple(
        Shape(
            name=f"{named(file)}:{node.lineno} {node.name}",
            lines=(node.end_lineno or node.lineno) - node.lineno + 1,
            depth=nesting(node),
            imports=frozenset(imports(ast.walk(node))),
        )
        for node in nodes_of(file)
        if isinstance(node, Function)
    )


def imports(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def may_import(package: str) -> set[str]:
    allowed = {package}
    if package == LEAF:
        return allowed
    for layer in LAYERS:
        if package in layer:
            return allowed | {LEAF}
        allowed |= set(layer)
    return allowed


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_downhill_only(package: str) -> None:
    for file in (ROOT / package).rglob("*.py"):
        uphill = set(imports(nodes_of(file))) & set(PACKAGES) - may_import(package)
        assert not uphill, f"{named(file)} imports {', '.join(uphill)}"


def test_no_function_imports_a_package_of_ours() -> None:
    functions = [each for file in OURS for each in functions_of(file)]
    assert [each.name for each in functions if each.imports & set(PACKAGES)] == []


def at_the_edge(file: Path) -> bool:
    inside = file.relative_to(ROOT).parts[1:]
    return any(part.removesuffix(".py") in {"views", "forms", "api"} for part in inside)


def test_views_forms_and_the_api_reach_data_through_the_gate() -> None:
    managers = {"objects", "_default_manager", "_base_manager"}
    past_the_gate = [
        f"{named(file)}:{node.lineno}"
        for file in filter(at_the_edge, OURS)
        for node in nodes_of(file)
        if isinstance(node, ast.Attribute) and node.attr in managers
    ]
    assert past_the_gate == []


def test_a_file_is_one_concept_on_a_few_screens() -> None:
    lines = {named(file): len(text_of(file).splitlines()) for file in FILES}
    assert {name: long for name, long in lines.items() if long > LONGEST_FILE} == {}
    assert [named(file) for file in FILES if file.stem in NEVER_NAMED] == []


def test_a_function_fits_one_screen_and_nests_little() -> None:
    functions = [each for file in FILES for each in functions_of(file)]
    assert [each for each in functions if each.lines > LONGEST_FUNCTION] == []
    assert [each for each in functions if each.depth > DEEPEST_NESTING] == []


def nesting(node: ast.AST) -> int:
    """Blocks inside blocks; `elif` is no deeper than its `if`."""
    blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If)
        own = 1 if isinstance(child, blocks) and not is_elif else 0
        deepest = max(deepest, own + nesting(child))
    return deepest


# Where somebody or something comes in: a page, a command, a task, whoever signs in.
COMES_IN = {"views", "management", "api", "pace", "middleware", "context_processors"}
READS_THE_CLOCK = {
    "accounts/today.py": "the one place where it is read",
    "accounts/actors.py": "an actor who is told no moment acts now",
    "accounts/backends.py": "who comes in, with the roles of the day",
    "accounts/tokens.py": "a system that comes in",
    "accounts/forms/signing_in.py": "a person who comes in",
    "accounts/jobs/noting.py": "the end of a command",
}


def test_the_wall_clock_is_read_where_somebody_comes_in_and_nowhere_below() -> None:
    """design.md: “today” is an argument everywhere else."""
    below = {
        f"{named(file)}:{node.lineno}"
        for file in OURS
        if named(file) not in READS_THE_CLOCK and not comes_in(file)
        for node in nodes_of(file)
        if reads_the_clock(node)
    }
    assert below == set()
    assert all(any(map(reads_the_clock, nodes_of(ROOT / each))) for each in READS_THE_CLOCK)


def comes_in(file: Path) -> bool:
    return any(part.removesuffix(".py") in COMES_IN for part in file.relative_to(ROOT).parts)


def reads_the_clock(node: ast.AST) -> bool:
    """`today()`, `moment()`, and what they are made of; told a moment, they read nothing."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in {"today", "moment"} and not node.args + node.keywords
    if not isinstance(node.func, ast.Attribute) or not isinstance(node.func.value, ast.Name):
        return False
    called = (node.func.value.id, node.func.attr)
    if called in {("timezone", "localtime"), ("timezone", "localdate")}:
        return not node.args
    return called in {
        ("datetime", "now"),
        ("datetime", "utcnow"),
        ("date", "today"),
        ("timezone", "now"),
        ("time", "time"),
    }


def test_nothing_happens_behind_a_save_or_a_signal() -> None:
    hidden = [
        f"{named(file)}:{node.lineno}"
        for file in OURS
        for node in nodes_of(file)
        if listens_to_signals(node) or (file.parts[-2] == "models" and overrides_a_save(node))
    ]
    assert hidden == []


def overrides_a_save(node: ast.AST) -> bool:
    return isinstance(node, ast.ClassDef) and any(
        isinstance(item, Function) and item.name in {"save", "delete"} for item in node.body
    )


def listens_to_signals(node: ast.AST) -> bool:
    module = (node.module or "") if isinstance(node, ast.ImportFrom) else ""
    return module.startswith("django.") and "signals" in module


@pytest.mark.parametrize("package", PACKAGES)
def test_a_packages_own_file_is_empty(package: str) -> None:
    assert not (ROOT / package / "__init__.py").read_text(encoding="utf-8").strip()


# SQL of our own: the door, the audit and its verification, and the roles of the database.
SQL_OF_OUR_OWN = {
    "accounts/door.py",
    "accounts/audit_log.py",
    "accounts/audit/reading.py",
    "pace/roles.py",
    "pace/second_wall.py",
}
# Who sees past bars, seals and restrictions: those who decide about them, by number or pseudonym.
SEES_THE_WHOLE = {
    "accounts/door.py",
    "accounts/jobs/files.py",
    "cases/labels.py",
    "cases/sealed.py",
    "cases/services/inheriting.py",
    "cases/services/restrictions.py",
    "cases/services/sealing.py",
    "exchange/case_files/services.py",
    "milestones/sealed_records.py",
}


def files_with(*words: str) -> set[str]:
    """Those of ours that hold one of these words."""
    return {named(file) for file in OURS if any(word in text_of(file) for word in words)}


def test_sql_is_written_in_few_places() -> None:
    found = files_with(".cursor(", "RawSQL(", ".raw(", ".extra(") - SQL_OF_OUR_OWN
    assert [name for name in sorted(found) if "/management/" not in name] == []


def test_the_context_is_set_at_the_door_only() -> None:
    assert files_with("set_config(") <= {"accounts/door.py", "accounts/audit/reading.py"}


def test_few_look_past_the_restricted_the_barred_and_the_sealed() -> None:
    assert files_with("whole=True") <= SEES_THE_WHOLE


def test_nothing_is_rendered_after_the_door_has_closed() -> None:
    assert files_with("TemplateResponse", "StreamingHttpResponse", "FileResponse") == set()
