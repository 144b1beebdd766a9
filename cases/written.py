"""A subquery that Django wrote in SQL once, to be asked in many queries."""

from typing import Any, Self

from django.db.models import BigIntegerField, Expression, QuerySet


class Written(Expression):
    """Which ids a queryset finds, for `…__in`; it holds its question and never an answer.

    A queryset is copied, resolved and written anew in each query that asks it. That is most of
    what a page spends on its reach, of which it asks several times. One that speaks of the
    query around it (OuterRef) cannot be written alone.
    """

    def __init__(self, sql: str, params: tuple[Any, ...]) -> None:
        super().__init__(output_field=BigIntegerField())
        self.sql, self.params = sql, params

    @classmethod
    def of(cls, rows: "QuerySet[Any, Any]") -> Self:
        return cls(*rows.query.sql_with_params())

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        return f"({self.sql})", self.params
