"""A question bank as plain values for JSON. Pure."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from voicesim.bank.question import Bank, Question
from voicesim.bank.samples import Sample


def bank_json(bank: Bank) -> dict[str, Any]:
    """The bank as an object with its sections, their questions and their key points."""
    return {
        "id": bank.id,
        "title": bank.title,
        "version": bank.version,
        "vocabulary": list(bank.vocabulary),
        "sections": [
            {
                "id": section.id,
                "title": section.title,
                "source": section.source,
                "questions": [question_json(question) for question in section.questions],
            }
            for section in bank.sections
        ],
    }


def question_json(question: Question) -> dict[str, Any]:
    """One question with all it holds."""
    return asdict(question)


def sample_json(sample: Sample) -> dict[str, Any]:
    """A sample answer with what each of its passages makes."""
    return asdict(sample)
