"""practice --self-rate: asked for once, kept in the settings, and switched off again."""

from __future__ import annotations

from pathlib import Path

import pytest

from voicesim.cli.keep_setting import keep_setting
from voicesim.cli.self_rate import self_rating
from voicesim.config import Settings, load_settings
from voicesim.errors import InputError, VoicesimError

KEPT = """# mine
voice = "joe"   # the best

[norms]
pause_long_s = 1.5
"""


@pytest.fixture
def file(home: Path) -> Path:
    return home / "settings.toml"


def test_what_was_asked_for_once_is_kept(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert self_rating(True, Settings(), askable=True)
    assert "from now on" in capsys.readouterr().err
    settings = load_settings(file)
    assert settings.self_rate
    assert self_rating(None, settings, askable=True)
    assert not self_rating(False, settings, askable=True)
    assert not load_settings(file).self_rate
    assert not self_rating(None, load_settings(file), askable=True)


def test_what_is_so_already_is_not_told_again(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert self_rating(True, Settings(self_rate=True), askable=True)
    assert not self_rating(False, Settings(), askable=True)
    assert capsys.readouterr().err == ""
    assert not file.exists()


def test_where_nobody_can_be_asked_that_is_told_and_it_is_kept_for_the_next_time(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not self_rating(True, Settings(), askable=False)
    assert "no answer is rated this time" in capsys.readouterr().err
    assert load_settings(file).self_rate


class TestTheFile:
    def test_keeps_all_else_as_it_is(self, file: Path) -> None:
        file.parent.mkdir(parents=True)
        file.write_text(KEPT, encoding="utf-8")
        keep_setting(file, "self_rate", True)
        assert file.read_text(encoding="utf-8") == KEPT.replace("\n[norms]", "\nself_rate = true\n\n[norms]")
        keep_setting(file, "self_rate", False)
        keep_setting(file, "self_rate", False)
        assert file.read_text(encoding="utf-8").count("self_rate = false") == 1
        settings = load_settings(file)
        assert (settings.voice, settings.norms) == ("joe", {"pause_long_s": 1.5})

    def test_a_table_s_key_of_that_name_is_another_one(self, file: Path) -> None:
        file.parent.mkdir(parents=True)
        file.write_text("[norms]\nself_rate = 1\n", encoding="utf-8")
        keep_setting(file, "self_rate", True)
        assert file.read_text(encoding="utf-8") == "self_rate = true\n\n[norms]\nself_rate = 1\n"

    @pytest.mark.parametrize("text", ["voice = \n", 'x = """\n[a]\n"""\n'])
    def test_that_cannot_be_changed_safely_is_left_alone(self, file: Path, text: str) -> None:
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match="write this line at the top of it: self_rate = true"):
            keep_setting(file, "self_rate", True)
        assert file.read_text(encoding="utf-8") == text

    def test_whose_folder_cannot_be_made_is_told(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("", encoding="utf-8")
        with pytest.raises(VoicesimError, match="cannot be made"):
            keep_setting(tmp_path / "file" / "settings.toml", "self_rate", True)
