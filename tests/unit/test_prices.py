"""What calls cost, in numbers checked by hand."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from summarizer.prices import Price, priced
from summarizer.schemas import Call, Report
from tests.support.records import whole

PRICE = Price(input=2.0, cached=0.5, output=8.0, currency="CNY")


def call(*, from_cache: bool = False, cached: int | None = 600) -> Call:
    return Call(
        label="一、",
        prompt_tokens=1000,
        cached_tokens=cached,
        completion_tokens=100,
        reasoning_tokens=None,
        seconds=1.0,
        from_cache=from_cache,
    )


def with_calls(*calls: Call, model: str | None = "m") -> Report:
    report = whole()
    made = report.provenance.model_copy(update={"model": model, "per_call": list(calls)})
    return report.model_copy(update={"provenance": made})


@pytest.mark.parametrize(
    ("cached", "cost"),
    [(600, 0.0008 + 0.0003 + 0.0008), (None, 0.0020 + 0.0008), (5000, 0.0005 + 0.0008)],
    ids=["some reused", "not told", "more reused than sent"],
)
def test_a_call_costs_what_the_table_says(cached: int | None, cost: float) -> None:
    assert PRICE.of(prompt_tokens=1000, cached_tokens=cached, completion_tokens=100) == pytest.approx(cost)


def test_reused_tokens_cost_what_others_do_where_nothing_is_said() -> None:
    price = Price(input=2.0, output=8.0)
    assert price.of(prompt_tokens=1000, cached_tokens=600, completion_tokens=0) == pytest.approx(0.002)
    assert price.currency == "USD"


def test_the_record_says_what_the_calls_cost_this_time() -> None:
    made = priced(with_calls(call(), call(), call(from_cache=True)), {"m": PRICE}).provenance
    assert (made.cost, made.currency) == (0.0038, "CNY")


@pytest.mark.parametrize("model", ["another", None])
def test_a_model_without_a_price_has_no_cost(model: str | None) -> None:
    made = priced(with_calls(call(), model=model), {"m": PRICE}).provenance
    assert (made.cost, made.currency) == (None, None)


@pytest.mark.parametrize("wrong", [{"input": -1.0, "output": 1.0}, {"input": 1.0}, {"in": 1, "output": 1}])
def test_a_price_that_is_none_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Price.model_validate(wrong)
