"""What the house rules say, held by test: layers, the gate, sizes, no hidden effects."""

import ast
from collections.abc import Iterator
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


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def imports(nodes: Iterator[ast.AST]) -> Iterator[str]:
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
        uphill = set(imports(ast.walk(tree(file)))) & set(PACKAGES) - may_import(package)
        assert not uphill, f"{named(file)} imports {', '.join(uphill)}"


@pytest.mark.parametrize("file", OURS, ids=named)
def test_no_function_imports_a_package_of_ours(file: Path) -> None:
    for node in ast.walk(tree(file)):
        if isinstance(node, Function):
            hidden = set(imports(ast.walk(node))) & set(PACKAGES)
            assert not hidden, f"{named(file)}:{node.lineno} imports {hidden} inside a function"


def at_the_edge(file: Path) -> bool:
    inside = file.relative_to(ROOT).parts[1:]
    return any(part.removesuffix(".py") in {"views", "forms", "api"} for part in inside)


@pytest.mark.parametrize("file", list(filter(at_the_edge, OURS)), ids=named)
def test_views_forms_and_the_api_reach_data_through_the_gate(file: Path) -> None:
    for node in ast.walk(tree(file)):
        past_the_gate = isinstance(node, ast.Attribute) and node.attr in {
            "objects",
            "_default_manager",
            "_base_manager",
        }
        assert not past_the_gate, f"{named(file)}:{getattr(node, 'lineno', 0)} goes past the gate"


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_file_is_one_concept_on_a_few_screens(file: Path) -> None:
    lines = len(file.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST_FILE, f"{named(file)} has {lines} lines"
    assert file.stem not in NEVER_NAMED


@pytest.mark.parametrize("file", FILES, ids=named)
def test_a_function_fits_one_screen_and_nests_little(file: Path) -> None:
    for node in ast.walk(tree(file)):
        if isinstance(node, Function):
            where = f"{named(file)}:{node.lineno} {node.name}"
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            assert lines <= LONGEST_FUNCTION, f"{where} has {lines} lines"
            assert nesting(node) <= DEEPEST_NESTING, f"{where} nests {nesting(node)} deep"


def nesting(node: ast.AST) -> int:
    """Blocks inside blocks; `elif` is no deeper than its `if`."""
    blocks = (ast.If, ast.For, ast.While, ast.With, ast.Try, ast.Match)
    deepest = 0
    for child in ast.iter_child_nodes(node):
        is_elif = isinstance(node, ast.If) and node.orelse == [child] and isinstance(child, ast.If)
        own = 1 if isinstance(child, blocks) and not is_elif else 0
        deepest = max(deepest, own + nesting(child))
    return deepest


@pytest.mark.parametrize("file", OURS, ids=named)
def test_nothing_happens_behind_a_save_or_a_signal(file: Path) -> None:
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.ClassDef) and file.parts[-2] == "models":
            methods = {item.name for item in node.body if isinstance(item, Function)}
            assert not methods & {"save", "delete"}, f"{named(file)}:{node.lineno} {node.name}"
        if isinstance(node, ast.ImportFrom):
            of_signals = (node.module or "").startswith("django.") and "signals" in (
                node.module or ""
            )
            assert not of_signals, f"{named(file)}:{node.lineno} listens to signals"


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


@pytest.mark.parametrize("file", OURS, ids=named)
def test_sql_is_written_in_few_places_and_the_context_is_set_at_the_door(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    if named(file) not in SQL_OF_OUR_OWN and "management" not in file.parts:
        assert not {".cursor(", "RawSQL(", ".raw(", ".extra("} & set(words(text)), named(file)
    if named(file) not in {"accounts/door.py", "accounts/audit/reading.py"}:
        assert "set_config(" not in text, f"{named(file)} sets the context beside the door"


@pytest.mark.parametrize("file", OURS, ids=named)
def test_few_look_past_the_restricted_the_barred_and_the_sealed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert "whole=True" not in text or named(file) in SEES_THE_WHOLE, named(file)


@pytest.mark.parametrize("file", OURS, ids=named)
def test_nothing_is_rendered_after_the_door_has_closed(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    for lazy in ("TemplateResponse", "StreamingHttpResponse", "FileResponse"):
        assert lazy not in text, f"{named(file)} renders {lazy} outside the transaction"


def words(text: str) -> list[str]:
    return [word for word in (".cursor(", "RawSQL(", ".raw(", ".extra(") if word in text]
