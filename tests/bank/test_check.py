"""Every mistake that a bank file can have: its line, what is wrong and the remedy, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicesim.bank.load import MAX_BYTES, check_bank
from voicesim.errors import BankError, VoicesimError

GOOD = """\
id: mine
title: Mine
sections:
- id: first
  questions:
  - id: one
    prompt: What is one?
    style: story
    target_s: 60
    key_points:
    - id: a
      kind: metric
      means: Names a measure.
      cues:
      - we measured
      probe: Which one?
"""


def problems(folder: Path, content: str | bytes) -> list[str]:
    """What is said about a file with this content, without the file's name."""
    path = folder / "bank.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(BankError) as caught:
        check_bank(path)
    assert str(caught.value).split("\n") == list(caught.value.problems)
    assert all(line.startswith(f"{path}:") and "; " in line for line in caught.value.problems)
    assert all(line.isprintable() for line in caught.value.problems)
    return [line.removeprefix(f"{path}:") for line in caught.value.problems]


def test_the_bank_that_is_broken_below_is_good(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(GOOD, encoding="utf-8")
    assert check_bank(path).questions[0].key_points[0].cues == ("we measured",)


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "prompt:",
            "promt:",
            7,
            ['question "one" of section "first"', '"promt" is unknown', 'mean "prompt"'],
        ),
        (
            "id: mine",
            "id: mine\ncolour: red",
            2,
            ['"colour" is unknown; use id, title, vocabulary, sections or questions'],
        ),
        ("id: mine", "<<: {}\nid: mine", 1, ['"<<" is unknown']),
        ("    prompt: What is one?\n", "", 6, ["has no `prompt`; add it"]),
        ("      means: Names a measure.\n", "", 11, ['key point "a" of question "one" has no `means`']),
        ("- id: first\n  questions", "- questions", 4, ["section 1 has no `id`"]),
        ("kind: metric", "kind: metrics", 12, ['kind "metrics" is unknown; use content, tradeoff or metric']),
        ("kind: metric", "kind: [metric]", 12, ["kind is unknown; use content, tradeoff or metric"]),
        (
            "style: story",
            "style: star",
            8,
            [
                'style "star" is unknown; use approach, story, case, metric, diagnose, ',
                "strategy, intro or ask",
            ],
        ),
        (
            "target_s: 60",
            "target_s: two minutes",
            9,
            ['target_s "two minutes" is not a number', "such as 120"],
        ),
        ("target_s: 60", "target_s: 4.9", 9, ['"4.9" is out of range; give 5 to 3600 seconds']),
        ("target_s: 60", "target_s: 3601", 9, ["out of range"]),
        ("target_s: 60", "target_s: -60", 9, ["out of range"]),
        ("target_s: 60", "target_s: .nan", 9, ["not a number"]),
        ("target_s: 60", "target_s: nan", 9, ["out of range"]),
        ("target_s: 60", "target_s: inf", 9, ["out of range"]),
        ("target_s: 60", "target_s: [60]", 9, ["target_s is not a number"]),
        ("target_s: 60", "target_s:", 9, ["target_s is empty"]),
        ("What is one?", "", 7, ["prompt is empty; write something there"]),
        ("What is one?", '"  "', 7, ["prompt has no words"]),
        ("What is one?", "'?!'", 7, ["prompt has no words"]),
        ("What is one?", "[What]", 7, ["prompt must be a text"]),
        ("What is one?", "What " * 300, 7, ["prompt is too long; keep it to 1000 characters"]),
        ("What is one?", '"bell \\a"', 7, ["control character", "x07", "delete it"]),
        ("What is one?", '"red \\e[31m"', 7, ["control character", "x1b"]),
        ("What is one?", '"\\u202eeno"', 7, ["control character", "u202e"]),
        ("id: one", "id: One Two", 6, ['id "One Two" cannot be a name', "such as one-two"]),
        ("id: one", "id: one_two", 6, ["such as one-two"]),
        ("id: one", "id: -one", 6, ["cannot be a name"]),
        ("id: one", "id: " + "x" * 65, 6, ["id is too long; keep it to 64 characters"]),
        (
            "      cues:\n      - we measured",
            "      cues: we measured",
            14,
            ["cues must be a list", "after a dash"],
        ),
        ("- we measured", "- we measured\n      - ~", 16, ["cue 2 is empty"]),
        ("- we measured", "- {a: b}", 15, ["cue 1 must be a text"]),
        ("probe: Which one?", "probe:", 16, ["probe is empty", "delete the line"]),
        ("    - id: a\n", "    - just words\n    - id: a\n", 11, ["key point 1 must have keys of its own"]),
        (
            "title: Mine",
            "title: Mine\ntitle: Yours",
            3,
            ['"title" is given twice (first on line 2); keep one'],
        ),
        ("title: Mine", "vocabulary:", 2, ["vocabulary is empty", "delete the line"]),
        ("title: Mine", "vocabulary: SBAR", 2, ["vocabulary must be a list", "after a dash"]),
        ("title: Mine", "vocabulary: {SBAR: ICU}", 2, ["vocabulary must be a list"]),
        ("title: Mine", "vocabulary:\n- SBAR\n- ~", 4, ["vocabulary term 2 is empty"]),
        ("title: Mine", "vocabulary:\n- SBAR\n- [ICU]", 4, ["vocabulary term 2 must be a text"]),
        ("title: Mine", "vocabulary: [' ']", 2, ["vocabulary term 1 has no words"]),
        ("title: Mine", 'vocabulary: ["I\\eCU"]', 2, ["vocabulary term 1 has the control character"]),
        (
            "title: Mine",
            f"vocabulary: [ICU, {'x' * 41}]",
            2,
            ["vocabulary term 2 is too long; keep it to 40 characters"],
        ),
        (
            "title: Mine",
            f"vocabulary: {[f'a{n}' for n in range(13)]}",
            2,
            ["vocabulary is too long; keep it to 12 entries"],
        ),
        (
            "title: Mine",
            f"vocabulary: [{'x' * 40}, {'y' * 39}]",
            2,
            ["vocabulary has 81 characters with the commas between its terms; keep", "80 characters in all"],
        ),
        (
            "title: Mine",
            "vocabulary:\n- SBAR\n- ICU\n-  sbar",
            5,
            ['the vocabulary term "sbar" is given twice (first on line 3); delete one of them'],
        ),
        ("title: Mine", "vocabulary: [Saint  Mary's, saint mary's]", 2, ["(first on line 2)"]),
        (
            "  questions:",
            "  vocabulary: [ICU]\n  questions:",
            5,
            ['section "first"', '"vocabulary" is unknown'],
        ),
        ("title: Mine", "questions: []", 2, ["both `sections:` and `questions:`"]),
        ("title: Mine", "title: [Mine", 2, ["bracket is not closed"]),
        ("title: Mine", "title: {", 4, ["a bracket above is not closed"]),
        ("title: Mine", "title: *mine", 2, ['the alias "*mine" is not allowed']),
        (
            "title: Mine",
            "title: !!python/name:os.system x",
            2,
            ['tag "!!python/name:os.system" is not allowed'],
        ),
        ("title: Mine", "title: What: mine", 2, ["a colon and a space stand inside a text", "in quotes"]),
        ("title: Mine", "title: @mine", 2, ["character that means something in YAML", "in quotes"]),
        ("title: Mine", 'title: "Mine', 2, ["a quotation mark is opened here and never closed"]),
        ("title: Mine", "title: Mine\nnonsense", 3, ["a key has no colon"]),
        ("title: Mine", "title: - Mine", 2, ["a dash stands where no list can start"]),
        ("title: Mine", "? [a, b]\n: Mine", 2, ["where a key should"]),
        ("    style: story", "\tstyle: story", 8, ["a tab is used for indentation; use spaces"]),
        ("    style: story", "   style: story", 8, ["indentation"]),
        ("title: Mine", "title: Mi\x1bne", 2, ["control character", "x1b"]),
        ("title: Mine", "title: Mi\x00ne", 2, ["control character", "x00"]),
        ("title: Mine", "title: Mine\n---\nid: other", 3, ["a second document starts here"]),
    ],
)
def test_one_mistake(tmp_path: Path, old: str, new: str, line: int, said: list[str]) -> None:
    assert GOOD.count(old) == 1
    found = problems(tmp_path, GOOD.replace(old, new))
    told = [text for text in found if text.startswith(f"{line}: ")]
    assert any(all(part in text for part in said) for text in told), found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "1: the file is empty"),
        ("# only a comment\n", "1: the file is empty"),
        ("---\n...\n", "1: the file is empty"),
        ("{}", "1: the file is empty"),
        ("just words", "1: a bank is made of keys"),
        ("- a\n- b\n", "1: a bank is made of keys"),
        ("\n\n- a\n", "3: a bank is made of keys"),
        ("title: x\n", "1: the bank has no questions"),
        ("questions: []\n", "1: questions is empty; add at least one entry"),
        ("questions:\n", "1: questions is empty"),
        ("title: x\nsections: []\n", "2: sections is empty"),
        ("sections:\n- id: a\n  questions: []\n", '3: section "a": questions is empty'),
        ("questions:\n- id: a\n  prompt: Why?\n  key_points: []\n", '4: question "a": key_points is empty'),
        (b"title: x\ntitle2: \xff\xfe\n", "2: the file is not UTF-8 text; save it as UTF-8"),
        ("title: x\n".encode("utf-16"), "1: the file is not UTF-8 text"),
        (b" " * (MAX_BYTES + 1), "1: the file is larger than 5 MB"),
    ],
)
def test_a_file_that_is_no_bank_has_one_problem(tmp_path: Path, content: str | bytes, said: str) -> None:
    (problem,) = problems(tmp_path, content)
    assert problem.startswith(said)


def test_ids_that_are_used_twice_name_both_lines(tmp_path: Path) -> None:
    point = "    - {id: a, means: Says it.}\n"
    question = f"  - id: one\n    prompt: Why?\n    key_points:\n{point}{point}"
    section = f"- id: s\n  questions:\n{question}"
    found = problems(tmp_path, f"sections:\n{section}{section}")
    assert [text.split(";")[0] for text in found] == [
        '8: the key point id "a" is used twice (first on line 7)',
        '9: the section id "s" is used twice (first on line 2)',
        '11: the question id "one" is used twice (first on line 4)',
        '15: the key point id "a" is used twice (first on line 14)',
    ]


def test_the_same_key_point_id_in_two_questions_is_fine(tmp_path: Path) -> None:
    question = "- id: {}\n  prompt: Why?\n  key_points:\n  - {{id: a, means: Says it.}}\n"
    path = tmp_path / "bank.yaml"
    path.write_text("questions:\n" + question.format("one") + question.format("two"), encoding="utf-8")
    assert len(check_bank(path).questions) == 2


def test_all_mistakes_are_listed_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    content = GOOD
    for old, new in (
        ("id: mine", "id: Mine!"),
        ("title:", "titel:"),
        ("What is one?", ""),
        ("style: story", "style: tale\n    style: story"),
        ("target_s: 60", "target_s: soon"),
        ("kind: metric", "kind: number"),
        ("means: Names a measure.", 'means: "\\x9b2J"'),
    ):
        content = content.replace(old, new)
    assert [int(text.split(":")[0]) for text in problems(tmp_path, content)] == [1, 2, 7, 8, 9, 10, 13, 14]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[SBAR, ICU]", ("SBAR", "ICU")),
        ("\n- Saint   Mary's\n- A/B test", ("Saint Mary's", "A/B test")),
        ("[]", ()),
        (f"[{'x' * 40}, {'y' * 38}]", ("x" * 40, "y" * 38)),
        (f"{[f'a{n}' for n in range(12)]}", tuple(f"a{n}" for n in range(12))),
    ],
)
def test_a_vocabulary_that_is_short_enough(tmp_path: Path, written: str, told: tuple[str, ...]) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(GOOD.replace("title: Mine", f"vocabulary: {written}"), encoding="utf-8")
    assert check_bank(path).vocabulary == told


def test_every_mistake_in_a_vocabulary_is_told_once(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("title: Mine", "vocabulary:\n- ''\n- ''\n- ICU\n- icu\n- [x]"))
    assert [int(text.split(":")[0]) for text in found] == [3, 4, 6, 7]


def test_a_mistake_in_one_key_point_does_not_blame_the_list_around_it(tmp_path: Path) -> None:
    assert len(problems(tmp_path, GOOD.replace("kind: metric", "kind: odd"))) == 1


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True):
        bomb += f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    (problem,) = problems(tmp_path, bomb)
    assert problem.startswith('2: the alias "*a" is not allowed')


@pytest.mark.parametrize("content", ["[" * 1_000_000, "{a: " * 500_000, "- " * 500_000, "? " * 500_000])
def test_deep_nesting_neither_crashes_nor_takes_long(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(VoicesimError):
        check_bank(path)


def test_too_many_entries_are_refused(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, "x: [" + "a," * 300_000 + "]")
    assert "more than 200,000 entries" in problem


def test_a_file_name_cannot_drive_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b[31m.yaml"
    path.write_text("x: y", encoding="utf-8")
    with pytest.raises(BankError) as caught:
        check_bank(path)
    assert "\x1b" not in str(caught.value)
