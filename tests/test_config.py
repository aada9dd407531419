"""The configuration file.

1. The nearest perfeval-xl.toml at or above the folder counts; without one everything is at its default.
2. A rule file named in it is found beside it.
3. Unknown keys, wrong types and broken TOML are told with file and key.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from perfeval_xl import config
from perfeval_xl.problems import FileError


def test_1_nearest(tmp_path: Path) -> None:
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert config.load(below) == config.Config()
    (tmp_path / config.NAME).write_text('rules = "mof-2021-cost"\nignore = ["I301"]\n', encoding="utf-8")
    found = config.load(below)
    assert (found.rules, found.ignore, found.select) == ("mof-2021-cost", ("I301",), ())


def test_2_rule_file_beside(tmp_path: Path) -> None:
    (tmp_path / "本区.toml").touch()
    (tmp_path / config.NAME).write_text('rules = "本区.toml"', encoding="utf-8")
    assert config.load(tmp_path).rules == str(tmp_path / "本区.toml")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('rule = "x"', "rule"),
        ("rules = 3", "rules"),
        ('ignore = "I301"', "ignore"),
        ("rules = 本区.toml", "第 1 行第 9 个字符处写法有误：等号后面的取值写法不对"),
    ],
)
def test_3_faults(tmp_path: Path, text: str, names: str) -> None:
    (tmp_path / config.NAME).write_text(text, encoding="utf-8")
    with pytest.raises(FileError, match=names) as caught:
        config.load(tmp_path)
    assert caught.value.code == "R912"
