"""A first bank to write on in: it passes the check as it is, and its comments say what may stand where."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable

from voicesim.bank.styles import STYLES
from voicesim.drafts.bank_text import SCHEMA_FILE, SCHEMA_LINE, quoted_text

_STARTER = """\
{schema_line}
# A bank of questions for voicesim. All of it is explained in docs/bank-format.md.
#   voicesim bank check {file}    every mistake, with its line
#   voicesim practice {file}      be asked these questions
# {schema_file}, beside this file, lets editors check and complete it.

title: {title}

# Names and terms in the answers that a speech model would misspell; 12 at most.
# vocabulary: [SBAR, Saint Mary's]

# For sections put `sections:` here, each with an `id` and its own `questions:`.
questions:
- id: hard-decision  # short, lower-case; your history knows the question by it
  prompt: Tell me about a hard decision that you had to take at work.
{styles}
  style: story
  target_s: 120  # how long a good answer takes
  key_points:  # four to six things that a good answer makes clear
  - id: choice
    means: Says between which options the decision had to be taken.
    probe: Between what did you have to choose?  # asked aloud when the point was missed
  - id: cost
    kind: tradeoff  # what was given up for what
    means: Says what was given up by the decision.
  - id: effect
    kind: metric  # a measure with a figure or a name; without a kind it is `content`
    means: Gives a figure that shows what came of it.
    cues:  # phrases with which people often make the point
    - we went from
    - it took half as long
  notes:  # for yourself: never asked, never judged
  - Write down here where you heard the question.
"""


def starter_text(title: str, file: str, styles: Iterable[str] = tuple(STYLES)) -> str:
    """The YAML text of a starter; `file` is its name, for the commands in its comments."""
    listed = textwrap.wrap(f"The style is one of {', '.join(styles)}.", 100)
    return _STARTER.format(
        schema_line=SCHEMA_LINE,
        schema_file=SCHEMA_FILE,
        file=file,
        title=quoted_text(title),
        styles="\n".join(f"  # {line}" for line in listed),
    )
