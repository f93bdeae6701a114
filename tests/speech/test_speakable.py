"""What is written for the eye becomes what a person would say."""

from __future__ import annotations

import pytest

from voicesim.bank.load import load_bank
from voicesim.speech.speakable import speakable, unspeakable


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("two\nlines\r\n\tand\x0bmore", "two lines and more"),
        ("bell\x07 escape\x1b(31m nul\x00", "bell escape (31m nul"),
        ("trade\u00adoff", "tradeoff"),
        ("lone \ud83d surrogate", "lone surrogate"),
        ("e\u0301", "\u00e9"),
        ("< 5 percent", "less than 5 percent"),
        ("was du in [[rate 900]] noch nie gesehen hast", "was du in [ [rate 900] ] noch nie gesehen hast"),
    ],
)
def test_no_command_reaches_the_engine(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


@pytest.mark.parametrize("text", ["[[slnc 900]] hello", "<<b>hello", "<!-- x --> [[x]]"])
def test_no_bracket_of_a_command_is_left(text: str) -> None:
    assert "[[" not in speakable(text)
    assert not speakable(text).startswith("<")


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("a **hard** decision", "a hard decision"),
        ("a *hard*, __hard__, _hard_ or ***hard*** one", "a hard, hard, hard or hard one"),
        ("~~not~~ this", "not this"),
        ("your `churn` and ``rate``", "your churn and rate"),
        ("# Your vision", "Your vision"),
        ("> quoted", "quoted"),
        ("- Why?", "Why?"),
        ("see [the plan](http://x.y/z) first", "see the plan first"),
        ("see [the plan](http://x.y/z_(1)) first", "see the plan first"),
        ('![a chart](chart.png "Chart") shows', "a chart shows"),
        ("at https://www.example.com/a?b=c#d.", "at example dot com."),
        ("at <http://example.com>, then", "at example dot com, then"),
        ("to me@example.com today", "to me at example dot com today"),
        ("<b>bold</b> &amp; &quot;brave&quot;", 'bold and "brave"'),
        ("with 🚀 rockets 👩\u200d💻 and ✅ ticks", "with rockets and ticks"),
        ("snake_case and **kwargs", "snake case and kwargs"),
        ("2 * 3 and 2*3", "2 times 3 and 2 times 3"),
    ],
)
def test_markup_is_not_read_out(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("3-5% churn", "3 to 5 percent churn"),
        ("3–5 years", "3 to 5 years"),
        ("3% - 5%", "3 percent to 5 percent"),
        ("a 90-day plan", "a 90-day plan"),
        ("on 2024-05-01 or 555-123-4567", "on 2024-05-01 or 555-123-4567"),
        ("a 50-50 or 80/20 split", "a 50 50 or 80 20 split"),
        ("24/7 support", "24 7 support"),
        ("-5% margin", "minus 5 percent margin"),
        ("~40% came", "about 40 percent came"),
        (">10 or <5 people", "more than 10 or less than 5 people"),
        ("$1.2M", "1.2 million dollars"),
        ("$1.2-1.5M budget", "1.2 to 1.5 million dollars budget"),
        ("$10MM, $3bn and $10k", "10 million dollars, 3 billion dollars and 10 thousand dollars"),
        ("$2 million", "2 million dollars"),
        ("a $5M-a-year deal", "a 5 million dollar a-year deal"),
        ("$1, £3.50, $0.99 and 12 €", "1 dollar, 3 pounds and 50 pence, 99 cents and 12 euros"),
        ("$9/month or $9/mo", "9 dollars per month or 9 dollars per month"),
        ("3M+ users, 10k DAU", "3 million plus users, 10 thousand DAU"),
        ("2x faster, 2-3x", "2 times faster, 2 to 3 times"),
        ("400ms or 20 GB", "400 milliseconds or 20 gigabytes"),
        ("in 5-7 min. or 3 hrs, min. 2", "in 5 to 7 minutes or 3 hours, minimum 2"),
        ("5km and 1h", "5 kilometres and 1 hour"),
        ("4.8/5 and 1/3 of 3/4", "4.8 out of 5 and one third of three quarters"),
        ("½ of 2½ hours", "half of 2 and a half hours"),
        ("at 20°C", "at 20 degrees Celsius"),
        ("#1 and No. 3", "number 1 and number 3"),
        ("v2.1", "version 2.1"),
    ],
)
def test_figures_are_said_as_people_say_them(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("growth vs. profit", "growth versus profit"),
        ("growth vs profit", "growth versus profit"),
        ("w/o help, w/ help, b/c of it", "without help, with help, because of it"),
        ("tools, e.g. charts, i.e. pictures", "tools, for example charts, that is pictures"),
        ("tools (e.g., charts)", "tools (for example, charts)"),
        ("load, errors, etc. before launch", "load, errors, and so on before launch"),
        ("load, errors, etc. What then?", "load, errors, and so on. What then?"),
        ("load, errors, etc.", "load, errors, and so on."),
        ("approx. 3 people", "approximately 3 people"),
        ("R&D and Q&A", "R and D and Q and A"),
        ("and/or, he/she, CI/CD, I/O, A/B", "and or, he or she, CI CD, I O, A B"),
        ("up 5% YoY, my mom said wow", "up 5 percent year over year, my mom said wow"),
        ("plan → build -> ship", "plan to build to ship"),
        ("a ≥ b ± c", "a at least b plus or minus c"),
        ("C++, C# and F#", "C plus plus, C sharp and F sharp"),
        ("speed — or quality - which?", "speed, or quality, which?"),
        ("speed—or quality", "speed, or quality"),
        ("well-known trade-offs", "well-known trade-offs"),
        ("Mr. Lee of the U.S. team, at 9 a.m.", "Mr. Lee of the U.S. team, at 9 a.m."),
    ],
)
def test_abbreviations_and_signs_become_words(text: str, spoken: str) -> None:
    assert speakable(text) == spoken


def test_a_question_with_all_of_it() -> None:
    text = "Tell me about a **hard** decision, e.g. with 🚀 [link](http://x.y/z) & 3-5% `churn`."
    said = "Tell me about a hard decision, for example with link and 3 to 5 percent churn."
    assert speakable(text) == said


def test_what_is_plain_stays_as_it_is() -> None:
    for question in load_bank("senior-pm").questions:
        for text in (question.prompt, *(point.probe for point in question.key_points)):
            assert speakable(text) == " ".join(text.split())
            assert unspeakable(text) == ()


def test_another_language_only_loses_its_markup() -> None:
    text = "Erzählen Sie von einer **schwierigen** Entscheidung mit 3-5%."
    assert speakable(text) == "Erzählen Sie von einer schwierigen Entscheidung mit 3-5%."


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tell me about a launch 🚀 of yours.", ("leaves out 🚀",)),
        ("Why **this** at 3-5% & not more?", ()),
        ("What does 你好 mean to you?", ("does not know 你 好",)),
        ("Naïve résumés: what do you think of them?", ()),
        ("Расскажите о сложном решении.", ("is an English one, and this does not look like English",)),
        (
            "Erzählen Sie von einer schwierigen Entscheidung.",
            ("is an English one, and this does not look like English",),
        ),
        (
            "Was war die größte Entscheidung, und was hat man dabei gelernt?",
            ("is an English one, and this does not look like English",),
        ),
        (
            "Racontez-moi une décision difficile et son effet.",
            ("is an English one, and this does not look like English",),
        ),
        ("Name trade-offs.", ()),
        ("Describe one product decision involving multiple teams and its outcome.", ()),
    ],
)
def test_what_cannot_be_said_is_known(text: str, told: tuple[str, ...]) -> None:
    assert unspeakable(text) == told
