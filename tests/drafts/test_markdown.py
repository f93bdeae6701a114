"""Markdown: headings are sections or questions, items questions or key points."""

from __future__ import annotations

import pytest

from tests.drafts.conftest import Imported
from voicesim.bank.question import Bank
from voicesim.errors import InputError


def outline(bank: Bank) -> dict[str, dict[str, list[str]]]:
    return {
        section.title: {
            q.prompt: [p.means for p in q.key_points if p.id != "answer"] for q in section.questions
        }
        for section in bank.sections
    }


def test_headings_are_sections_items_questions_and_nested_items_points(imported: Imported) -> None:
    _, bank = imported(
        "pm.md",
        "# Product\n\n## Leadership\n\n1. How do you lead?\n   - Sets goals\n   - Gives feedback\n"
        "2. Biggest weakness\n\n## Execution\n* How do you ship?\n    + Cuts scope\n",
    )
    assert bank.title == "Product"
    assert outline(bank) == {
        "Leadership": {"How do you lead?": ["Sets goals", "Gives feedback"], "Biggest weakness": []},
        "Execution": {"How do you ship?": ["Cuts scope"]},
    }


def test_sub_headings_are_questions_and_their_items_points(imported: Imported) -> None:
    _, bank = imported(
        "pm.md",
        "# Product\n## Behavioural\n### Conflict with an engineer\n- Stays calm\n- Listens\n"
        "### Tell me about a failure\n- Names it\n",
    )
    assert outline(bank) == {
        "Behavioural": {
            "Conflict with an engineer": ["Stays calm", "Listens"],
            "Tell me about a failure": ["Names it"],
        }
    }


def test_sections_within_sections_keep_both_names(imported: Imported) -> None:
    _, bank = imported(
        "pm.md", "# A\n## Craft\n### Data\n- Why do you count?\n### People\n- Who helps you?\n"
    )
    assert list(outline(bank)) == ["Craft: Data", "Craft: People"]


def test_a_bold_line_that_asks_is_a_question_with_the_list_below_it(imported: Imported) -> None:
    _, bank = imported(
        "pm.md", "## Craft\n\n**1. How do you say no?**\n\n- Gives reasons\n\n**Q2: And yes?**\n"
    )
    assert outline(bank) == {"Craft": {"How do you say no?": ["Gives reasons"], "And yes?": []}}


def test_lines_without_any_list_are_questions(imported: Imported) -> None:
    draft, bank = imported("pm.txt", "How do you lead?\nBiggest failure\n\nQ3: Why us?\n")
    assert [q.prompt for q in bank.questions] == ["How do you lead?", "Biggest failure", "Why us?"]
    assert "each line" in draft.assumed[0]


def test_items_below_a_point_belong_to_it(imported: Imported) -> None:
    _, bank = imported("pm.md", "- How do you rank ideas?\n  - Framework:\n    - RICE\n    - Kano\n")
    assert [p.means for p in bank.questions[0].key_points] == ["Framework: RICE; Kano"]


def test_texts_tables_code_and_addresses_become_notes_of_the_question(imported: Imported) -> None:
    _, bank = imported(
        "pm.md",
        "## Craft\n### How do you ship? (3 min)\n- [ ] Cuts scope\n\nHeard at [Acme](http://acme.test/jobs).\n\n"
        "| a | b |\n|---|---|\n| one | two |\n\n```\nx = 1\n```\n",
    )
    (question,) = bank.questions
    assert (question.prompt, question.target_s) == ("How do you ship?", 180)
    assert [p.means for p in question.key_points] == ["Cuts scope"]
    assert question.notes == ("Heard at Acme.", "http://acme.test/jobs", "a | b", "one | two", "x = 1")


def test_what_belongs_to_no_question_is_left_out_with_its_line(imported: Imported) -> None:
    draft, _ = imported(
        "pm.md",
        "---\ntitle: Mine\nauthor: Ada\n---\n## Craft\n\nSome introduction.\n\n- How do you ship?\n\n"
        "<!-- secret -->\n\n[unused]: http://unused.test\n",
    )
    assert draft.title == "Mine"
    assert [(left.line, left.text) for left in draft.left] == [
        (3, "author: Ada"),
        (7, "Some introduction."),
        (11, "secret"),
        (13, "UNUSED http://unused.test"),
    ]


def test_what_only_looks_like_a_tag_stays(imported: Imported) -> None:
    _, bank = imported("pm.md", "- Why do you like <your city>, <b>really</b>, if a < b?\n")
    assert bank.questions[0].prompt == "Why do you like <your city>, really, if a < b?"


@pytest.mark.parametrize("text", ["", "\n\n", "# Title only\n", "<!-- nothing -->"])
def test_a_file_without_a_question_is_refused_with_what_to_do(imported: Imported, text: str) -> None:
    with pytest.raises(InputError, match=r"pm\.md:1: no question was found, read as markdown; write"):
        imported("pm.md", text)


def test_lists_without_end_are_refused_with_their_line(imported: Imported) -> None:
    text = "- Why?\n" + "".join("  " * depth + "- a\n" for depth in range(100))
    with pytest.raises(InputError, match=r"pm\.md:\d+: lists or quotes are nested too deeply"):
        imported("pm.md", text)
