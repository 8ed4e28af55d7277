"""What is asked about a company beside the sentences of the overview."""

from typing import Literal

from pydantic import BaseModel, Field


class Fields(BaseModel):
    """A sentence that is checked against the report, and a word that stands in it."""

    business: str = Field(title="主营业务", description="一句话，公司做什么业务")
    model: Literal["以销定产", "以产定销", "未说明"] = Field(title="经营模式")
