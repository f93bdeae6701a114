"""The shape of a bank file: what may be written in it, for the checker and for editors (JSON Schema)."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from voicesim.bank.hints import is_control, quoted
from voicesim.bank.limits import (
    MAX_ID_CHARS,
    MAX_NOTES,
    MAX_POINTS,
    MAX_TARGET_S,
    MAX_TERM_CHARS,
    MAX_TERMS,
    MAX_TEXT_CHARS,
    MAX_VOCABULARY_CHARS,
    MIN_TARGET_S,
)
from voicesim.bank.question import Kind, Style

SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def slug(name: str) -> str:
    """A valid id made of any text, such as a file's name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:MAX_ID_CHARS].rstrip("-") or "bank"


def _quiet(text: str) -> str:
    """The text with its white space collapsed. Raises for characters that no text needs."""
    for char in text:
        if is_control(char) and char not in "\t\n\r":
            raise PydanticCustomError("control", "has the control character {char}", {"char": quoted(char)})
    return " ".join(text.split())


def _one_line(text: str) -> str:
    """As above. Raises for a text without words, too."""
    line = _quiet(text)
    if not any(char.isalpha() for char in line):
        raise PydanticCustomError("wordless", "has no words")
    return line


def _short(terms: list[str]) -> list[str]:
    if (chars := len(", ".join(terms))) > MAX_VOCABULARY_CHARS:
        raise PydanticCustomError("crowded", "has {chars} characters", {"chars": chars})
    return terms


Text = Annotated[str, Field(max_length=MAX_TEXT_CHARS), AfterValidator(_one_line)]
Note = Annotated[str, Field(max_length=MAX_TEXT_CHARS), AfterValidator(_quiet)]
Term = Annotated[str, Field(max_length=MAX_TERM_CHARS), AfterValidator(_one_line)]
Finite = Annotated[float, Field(allow_inf_nan=False)]
Slug = Annotated[str, Field(max_length=MAX_ID_CHARS, pattern=SLUG)]


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class KeyPointEntry(Entry):
    """One thing that a good answer makes clear."""

    id: Slug = Field(description="A short name, unique within the question: lower-case, with dashes.")
    kind: Kind = Field(
        default="content", description="tradeoff: something given up; metric: a measure; content: others."
    )
    means: Text = Field(description="What the speaker must have said or done, in the third person.")
    cues: list[Text] = Field(default=[], max_length=50, description="Phrases that often introduce the point.")
    probe: Text = Field(
        default="", description="The follow-up question asked aloud when the point was missed."
    )


class FactEntry(Entry):
    """What the interviewer knows and tells when asked."""

    asks: list[Text] = Field(
        min_length=1, max_length=20, description="Words or short phrases that such a question holds."
    )
    says: Text = Field(description="The interviewer's answer.")


class QuestionEntry(Entry):
    """A question as it is asked aloud."""

    id: Slug = Field(description="A short name, unique within the bank; the history keeps it.")
    prompt: Text = Field(description="What the interviewer says.")
    style: Style = Field(
        default="approach",
        description="story: one past event; approach: how somebody works; case, metric, diagnose, estimate, "
        "strategy: a problem to work through; intro: who you are; ask: your own questions.",
    )
    target_s: float = Field(
        default=120,
        ge=MIN_TARGET_S,
        le=MAX_TARGET_S,
        allow_inf_nan=False,
        description="The length of a good answer, in seconds.",
    )
    key_points: list[KeyPointEntry] = Field(min_length=1, max_length=MAX_POINTS)
    facts: list[FactEntry] = Field(
        default=[],
        max_length=20,
        description="What the interviewer tells when a clarifying question is asked.",
    )
    range: list[Finite] = Field(
        default=[],
        min_length=2,
        max_length=2,
        description="For an estimate: two numbers that a sensible answer lies between.",
    )
    unit: Text = Field(default="", description="For an estimate: what is counted.")
    notes: list[Note] = Field(
        default=[], max_length=MAX_NOTES, description="For whoever keeps the bank; never asked or judged."
    )


class SectionEntry(Entry):
    """Questions that belong together."""

    id: Slug = Field(description="A short name, unique within the bank.")
    title: Text = Field(default="", description="The heading; made from the id when left out.")
    source: Text = Field(default="", description="Where the questions come from.")
    questions: list[QuestionEntry] = Field(min_length=1)


class BankEntry(Entry):
    """A voicesim question bank: give sections with questions, or questions alone."""

    id: Slug = Field(default="", description="A short name; the file's name when left out.")
    title: Text = Field(default="", description="The heading; made from the id when left out.")
    vocabulary: Annotated[list[Term], AfterValidator(_short)] = Field(
        default=[],
        max_length=MAX_TERMS,
        json_schema_extra={"uniqueItems": True},
        description="Names and terms in the answers that a speech model would misspell; "
        f"at most {MAX_VOCABULARY_CHARS} characters in all.",
    )
    sections: list[SectionEntry] = Field(default=[], min_length=1)
    questions: list[QuestionEntry] = Field(default=[], min_length=1)


def json_schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a bank file."""
    schema = BankEntry.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = "voicesim question bank"
    schema["oneOf"] = [{"required": ["sections"]}, {"required": ["questions"]}]
    return schema
