"""CSV by the names of its columns, and Anki's text export."""

from __future__ import annotations

import pytest

from tests.drafts.conftest import Imported
from voicesim.errors import InputError


def test_columns_are_known_by_their_names_whatever_their_order(imported: Imported) -> None:
    _, bank = imported(
        "t.csv",
        "Points;Target (min);Style;Topic;Prompt\nSets goals; 2;story;People;How did it go?\n"
        '"- one\n- two";;;People;What now?\n',
    )
    first, second = bank.questions
    assert (bank.sections[0].title, first.prompt, first.style, first.target_s) == (
        "People",
        "How did it go?",
        "story",
        120,
    )
    assert [p.means for p in second.key_points] == ["one", "two"]


@pytest.mark.parametrize(
    ("cell", "points"),
    [
        ("a first; a second", ["a first", "a second"]),
        ('"• a first\n• a second"', ["a first", "a second"]),
        ("a first | a second", ["a first", "a second"]),
        ('"a, b and c"', ["a, b and c"]),
        ('"1. a first\n   - deeper\n2. a second"', ["a first: deeper", "a second"]),
    ],
)
def test_points_in_one_cell(imported: Imported, cell: str, points: list[str]) -> None:
    _, bank = imported("t.csv", f"question,points\nWhy?,{cell}\n")
    assert [p.means for p in bank.questions[0].key_points] == points


def test_rows_without_a_question_go_on_with_the_one_above(imported: Imported) -> None:
    draft, bank = imported(
        "t.csv", "section,question,point\nA,Why?,first\n,,second\nA,Why?,third\nB,Why?,other\n"
    )
    assert [[p.means for p in q.key_points] for q in bank.questions] == [
        ["first", "second", "third"],
        ["other"],
    ]
    assert any("question above" in sentence for sentence in draft.assumed)


def test_the_section_of_a_question_without_a_word_is_not_lost(imported: Imported) -> None:
    draft, bank = imported("t.csv", 'section,question,id\nWork,Why?,why\nPlay,"""",odd\nWork,"""",\n')
    assert [section.title for section in bank.sections] == ["Work"]
    left = sorted((each.line, each.text) for each in draft.left)
    assert left == [(3, '"'), (3, "Play"), (3, "odd"), (4, '"')]


def test_a_section_that_comes_with_no_question_of_its_own_is_not_lost(imported: Imported) -> None:
    draft, bank = imported("t.csv", "section,question,point\nA,,\n,Why?,x\nB,,y\nC,,\n")
    assert bank.sections[0].title == "A"
    assert bank.questions[0].notes == ("section: B",)
    assert [(left.line, left.text) for left in draft.left] == [(5, "C")]


def test_what_no_column_is_for_becomes_a_note_with_its_name(imported: Imported) -> None:
    _, bank = imported("t.csv", "question,Level,style,target,points\nWhy?,hard,riddle,soon,50%,more\n")
    assert bank.questions[0].notes == (
        "50%",
        "Level: hard",
        "style: riddle",
        "target: soon",
        "column 6: more",
    )


def test_a_single_column_keeps_its_commas(imported: Imported) -> None:
    _, bank = imported("t.csv", "question\nWhy, and how?\n")
    assert bank.questions[0].prompt == "Why, and how?"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "name,age\nAda,36\n",
            r't\.csv:1: no column is called question or prompt, only "name" and "age"; name',
        ),
        ('question,points\nWhy?,x\n"How,y\n', r"t\.csv:3: the quotation marks of this row do not match"),
        ("", r"t\.csv:1: the table is empty"),
    ],
)
def test_mistakes_name_file_and_line(imported: Imported, text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        imported("t.csv", text)


ANKI = """\
#separator:tab
#html:true
#guid column:1
#deck column:2
#tags column:6
g1\tPM::Sense\tDesign an <b>app</b> for &lt;cats&gt;\t"<ul><li>users<ul><li>kittens</li></ul></li>\
<li>a ""goal""</li></ul><img src=""x.png"">"\tfrom<br>Ada\thard easy
"""


def test_an_export_of_anki(imported: Imported) -> None:
    draft, bank = imported("cards.txt", ANKI)
    (question,) = bank.questions
    assert bank.sections[0].title == "PM: Sense"
    assert question.prompt == "Design an app for <cats>"
    assert [p.means for p in question.key_points] == ["users: kittens", 'a "goal"']
    assert question.notes == ("x.png", "tags: hard easy", "field 5: from Ada")
    assert any("the column guid" in sentence for sentence in draft.assumed)


def test_what_a_cloze_hides_is_a_point(imported: Imported) -> None:
    _, bank = imported("c.txt", "#separator:tab\n#html:false\nWe count {{c1::active users::whom}} a week\t\n")
    assert bank.questions[0].prompt == "We count whom a week"
    assert [p.means for p in bank.questions[0].key_points] == ["active users"]


def test_old_exports_without_header_lines_are_known_by_their_tabs(imported: Imported) -> None:
    draft, bank = imported("old.txt", "Why us?\tKnows the product\nWhy now?\t<div>Has a reason</div>\n")
    assert [q.key_points[0].means for q in bank.questions] == ["Knows the product", "Has a reason"]
    assert "HTML" in draft.assumed[0]


def test_fields_that_are_no_html_stay_as_they_are(imported: Imported) -> None:
    _, bank = imported("c.txt", "#separator:Pipe\n#html:false\nWhy <b>&amp;</b>?|x\n")
    assert bank.questions[0].prompt == "Why <b>&amp;</b>?"


def test_an_unknown_separator_names_its_line(imported: Imported) -> None:
    with pytest.raises(InputError, match=r"c\.txt:1: the separator 'snail' is unknown"):
        imported("c.txt", "#separator:snail\nWhy?\tx\n")
