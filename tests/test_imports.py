"""What a file imports from ours is there: benchmarks and long runs, which no test runs."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.test_architecture import FILES, FOLDERS, ROOT, named, text_of


def source_of(module: str) -> Path | None:
    """The file of a module, or the folder of a package without an `__init__`."""
    path = ROOT.joinpath(*module.split("."))
    candidates = (path.with_suffix(".py"), path / "__init__.py", path)
    return next((each for each in candidates if each.exists()), None)


@cache
def bound_in(file: Path) -> frozenset[str]:
    """What the file's own text gives a name to, in whatever block."""
    return frozenset(names(ast.parse(text_of(file)))) if file.is_file() else frozenset()


def names(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.alias):
            yield (node.asname or node.name).partition(".")[0]


def missing(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(text_of(file))):
        if not isinstance(node, ast.ImportFrom) or node.level or not node.module:
            continue
        if node.module.partition(".")[0] not in FOLDERS:
            continue
        source = source_of(node.module)
        for alias in node.names:
            is_there = source and (
                alias.name == "*"
                or alias.name in bound_in(source)
                or source_of(f"{node.module}.{alias.name}")
            )
            if not is_there:
                yield f"{named(file)}:{node.lineno} {node.module}.{alias.name}"


def test_every_name_imported_from_ours_is_there() -> None:
    assert [each for file in FILES for each in missing(file)] == []
