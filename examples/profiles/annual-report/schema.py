"""What is asked about a company beside the sentences of the overview."""

from typing import Literal

from pydantic import BaseModel, Field


class Fields(BaseModel):
    """A sentence that is checked against the report, and a choice."""

    business: str = Field(title="主营业务", description="一句话，公司做什么业务")
    result: Literal["增收增利", "增收不增利", "减收增利", "减收减利", "未说明"] = Field(title="经营结果")
