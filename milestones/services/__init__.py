"""Every write to a child's journey: the fact, its audit entry and the child's clocks, together.

They live here and not in `cases`, because the same transaction must refresh the clocks
(docs/decisions/0003-services-above-the-facts.md).
"""
