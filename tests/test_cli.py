"""The command line, as a clerk types it.

1. Every command has a Chinese help page; usage errors are one Chinese sentence, exit code 2.
2. Exit code 0 without errors, 1 with, 2 where a file failed.
3. The terminal shows what was read, score, grade, findings by severity with cells; --quiet only what needs attention.
   Colours, and a progress bar where there are many files, on a terminal only.
4. --json has the shape of the contract: names, nulls, exact numbers; `read` leaves judgement out.
5. template writes a workbook, never over another without --force; rules list/show/check; explain.
6. --select, --ignore and perfeval-xl.toml narrow what is told, never what is judged, filled in or refused; every output
   says what was left out and by which setting, and which configuration file counted; an unknown code is told.
7. Many files through workers give the same as one by one.
8. The original processed again: what stands in 单位说明 of its scored copy is carried on, the copy before is kept.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from perfeval_xl.cli import run
from tests.samples import CLEAN, FAULTY

COMMANDS = [
    ["process"],
    ["check"],
    ["read"],
    ["template"],
    ["rules"],
    ["rules", "list"],
    ["rules", "show"],
    ["rules", "check"],
    ["explain"],
]


@pytest.fixture
def typed(capfd: pytest.CaptureFixture[str]) -> Any:
    def type_it(*words: object) -> tuple[int, str, str]:
        code = run([str(word) for word in words])
        shown = capfd.readouterr()
        return code, shown.out, shown.err

    return type_it


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_1_help(command: list[str], typed: Any) -> None:
    code, out, _ = typed(*command, "--help")
    assert code == 0
    assert "用法：" in out
    assert "Show this" not in out
    assert "OPTIONS" not in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["proces", "x.xlsx"], "没有“proces”这个命令，是不是“process”？"),
        (["自评表.xlsx"], "没有“自评表.xlsx”这个命令。要核对这个文件，请运行：perfeval-xl process 自评表.xlsx"),
        (["process"], "缺少参数"),
        (["process", "--nope", "x.xlsx"], "没有选项 --nope"),
        (["process", "x.xlsx", "--jobs", "0"], "1 或更大"),
        (["check", "--rules", "没有这套", str(CLEAN)], "没有这套"),
        (["explain", "Z999"], "没有代码"),
        (["template", "-o", "表.pdf"], ".xlsx"),
    ],
)
def test_1_usage_errors(words: list[str], says: str, typed: Any) -> None:
    code, out, err = typed(*words)
    assert code == 2
    assert says in out + err
    assert "Traceback" not in err


def test_2_exit_codes(typed: Any, tmp_path: Path) -> None:
    code, out, _ = typed("process", CLEAN, "-o", tmp_path)
    assert code == 0
    assert "\x1b[" not in out
    assert typed("check", FAULTY)[0] == 1
    assert typed("check", FAULTY, tmp_path / "没有.xlsx")[0] == 2


def test_2_own_outputs_are_skipped_and_told(typed: Any, tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path / "自评表.xlsx")
    assert typed("process", tmp_path)[0] == 0
    code, _, err = typed("check", tmp_path / "自评表.xlsx", tmp_path / "自评表_已评分.xlsx")
    assert (code, "跳过了 1 个本程序生成的文件" in err) == (0, True)


def test_3_terminal(typed: Any) -> None:
    _, out, _ = typed("check", CLEAN)
    assert "读到 1 张自评表：14 条指标、4 行资金" in out
    assert "100 分 优" in out
    _, out, _ = typed("check", FAULTY)
    assert out.index("错误 ") < out.index("[B201]")
    _, out, _ = typed("check", "--quiet", CLEAN, FAULTY)
    assert CLEAN.name not in out
    assert FAULTY.name in out


def test_3_what_the_unit_says_stands_beside_its_finding(typed: Any, tmp_path: Path) -> None:
    typed("process", FAULTY, "-o", tmp_path)
    (copy,) = tmp_path.iterdir()
    book = openpyxl.load_workbook(copy)
    heading = next(cell for row in book["核对意见"].iter_rows() for cell in row if cell.value == "单位说明")
    for number, text in enumerate(("按季度取数", "台账还在核对"), 1):
        book["核对意见"].cell(heading.row + number, heading.column).value = text
    book["自评表"]["F15"].value = "65个"  # what the second finding speaks of
    book.save(copy)
    told = typed("check", copy)[1]
    assert "单位说明：按季度取数\n" in told
    assert "单位说明：台账还在核对（填写说明后单元格已改动" in told


def _on_a_terminal(words: list[str]) -> str:
    """What a person sees: the program at the end of a pseudo-terminal."""
    ours, theirs = os.openpty()
    command = [sys.executable, "-X", "utf8", "-m", "perfeval_xl", *words]
    environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "200"}
    environment.pop("NO_COLOR", None)
    started = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    shown = bytearray()
    with contextlib.suppress(OSError):  # the terminal is gone when its last user is
        while piece := os.read(ours, 65536):
            shown += piece
    os.close(ours)
    started.wait(timeout=60)
    return shown.decode("utf-8", "replace")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
def test_3_colours_and_a_progress_bar_on_a_terminal(tmp_path: Path) -> None:
    for number in range(5):
        shutil.copy(FAULTY, tmp_path / f"{number}.xlsx")
    many = _on_a_terminal(["check", str(tmp_path)])
    assert "处理文件" in many
    assert "5/5" in many
    assert "\x1b[" in many
    assert "处理文件" not in _on_a_terminal(["check", str(tmp_path / "0.xlsx")])


def test_3_neither_in_a_pipe(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for number in range(5):
        shutil.copy(FAULTY, tmp_path / f"{number}.xlsx")
    assert run(["check", str(tmp_path)]) == 1
    shown = capfd.readouterr()
    assert "处理文件" not in shown.out + shown.err
    assert "\x1b" not in shown.out + shown.err


def test_4_json_contract(typed: Any) -> None:
    _, out, _ = typed("check", "--json", CLEAN)
    whole = json.loads(out)
    assert set(whole) >= {"tool", "version", "rules", "files"}
    assert whole["rules"]["id"] == "guangzhou-baiyun-2023"
    file = whole["files"][0]
    assert {"file", "status", "error", "output", "forms"} <= set(file)
    assert (file["status"], file["error"], file["output"]) == ("ok", None, None)
    form = file["forms"][0]
    fields = "sheet year project department unit amount_unit goal funds indicators total grade findings"
    assert set(fields.split()) <= set(form)
    fund = form["funds"][0]
    fields = "source label initial_budget annual_budget executed rate weight self_score score cells"
    assert set(fields.split()) <= set(fund)
    assert (fund["source"], fund["annual_budget"], fund["rate"], fund["weight"], fund["score"]) == (
        "total",
        120,
        1,
        20,
        20,
    )
    row = form["indicators"][0]
    fields = "level1 level2 name target actual weight self_score score status open derivation reason target_value"
    assert {*fields.split(), "actual_value", "cells"} <= set(row)
    assert form["total"] == {"weight": 100, "self_score": 100, "score": 100, "open": 0, "from": 100, "to": 100}
    assert form["grade"] == {"stated": "优", "computed": "优"}


def test_4_read_has_no_judgement(typed: Any) -> None:
    code, out, _ = typed("read", "--json", FAULTY)
    form = json.loads(out)["files"][0]["forms"][0]
    assert code == 0
    assert "findings" not in form
    assert "score" not in form["indicators"][0]


def test_4_json_says_what_bars_a_copy_to_send_up(typed: Any) -> None:
    clean, faulty = (json.loads(typed("check", "--json", one)[1])["files"][0] for one in (CLEAN, FAULTY))
    assert clean["clean"] == {"possible": True, "why": None}
    assert not faulty["clean"]["possible"]
    assert "自评表!H6" in faulty["clean"]["why"]
    assert faulty["rules"]["chosen_by"] == "workbook"
    assert json.loads(typed("check", "--json", "--rules", "mof-2020", CLEAN)[1])["rules"]["chosen_by"] == "option"


def test_4_json_blank_scores_do_not_bar_it(typed: Any, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(CLEAN)
    book["自评表"]["H15"] = None
    book.save(form := tmp_path / "空.xlsx")
    file = json.loads(typed("check", "--json", form)[1])["files"][0]
    assert {one["code"] for one in file["forms"][0]["findings"]} >= {"S501"}
    assert file["clean"]["possible"]


def test_4_json_findings_have_keys_and_a_basis(typed: Any) -> None:
    found = json.loads(typed("check", "--json", FAULTY)[1])["files"][0]["forms"][0]["findings"]
    assert len({one["key"] for one in found}) == len(found)
    rate = found[0]
    assert rate["key"].startswith("B201-")
    assert f"依据：{rate['basis']}" in rate["message"]
    assert rate["undecided"] is False


def test_4_json_grid_only_where_asked_for(typed: Any) -> None:
    assert "grid" not in json.loads(typed("check", "--json", FAULTY)[1])["files"][0]["forms"][0]
    for command in ("check", "read"):
        grid = json.loads(typed(command, "--json", "--grid", FAULTY)[1])["files"][0]["forms"][0]["grid"]
        assert ["H6", "98%", "c"] in grid["cells"]


def test_4_json_tells_what_a_scored_copy_changed(typed: Any, tmp_path: Path) -> None:
    typed("process", "-o", tmp_path, FAULTY)
    copy = next(tmp_path.glob("*_已评分.xlsx"))
    same = json.loads(typed("process", "--json", copy)[1])["files"][0]["forms"][0]["changes"]
    assert (same["settled"], same["new"], len(same["stayed"])) == ([], [], 3)
    book = openpyxl.load_workbook(copy)
    book["自评表"]["H6"] = 0.96
    book.save(copy)
    made = json.loads(typed("process", "--json", copy)[1])["files"][0]["forms"][0]["changes"]
    assert [(one["code"], one["cell"], one["stated"]) for one in made["settled"]] == [("B201", "H6", "98%")]
    assert json.loads(typed("process", "--json", "-o", tmp_path, CLEAN)[1])["files"][0]["forms"][0]["changes"] is None


def test_4_json_is_documented(typed: Any) -> None:
    document = (Path(__file__).parents[1] / "docs" / "json.md").read_text(encoding="utf-8")
    file = json.loads(typed("check", "--json", "--grid", FAULTY)[1])["files"][0]
    form = file["forms"][0]
    shown = [file, file["rules"], file["clean"], form, form["grid"], form["total"], form["grade"]]
    shown += [form["findings"][0], form["funds"][0], form["indicators"][0]]
    assert [key for one in shown for key in one if f'"{key}"' not in document] == []


def test_4_failed_file(typed: Any, tmp_path: Path) -> None:
    _, out, _ = typed("check", "--json", tmp_path / "没有.xlsx")
    file = json.loads(out)["files"][0]
    assert file["status"] == "failed"
    assert file["error"]["code"] == "R901"
    assert file["error"]["message"].endswith("请核对文件名和所在文件夹。")
    assert file["error"]["todo"] == "请核对文件名和所在文件夹。"


def test_5_template(typed: Any, tmp_path: Path) -> None:
    target = tmp_path / "空白.xlsx"
    assert typed("template", "-o", target)[0] == 0
    assert target.exists()
    assert typed("template", "-o", target)[0] == 2
    assert typed("template", "-o", target, "--force", "--rules", "guangzhou-baiyun-2023")[0] == 0
    assert typed("template", "-o", tmp_path / "没有的" / "文件夹")[0] == 0
    assert [one.suffix for one in (tmp_path / "没有的" / "文件夹").iterdir()] == [".xlsx"]


def test_5_rules_and_explain(typed: Any) -> None:
    _, out, _ = typed("rules", "list")
    assert {line.split("\t")[0] for line in out.splitlines()} >= {"mof-2020", "guangzhou-baiyun-2023"}
    code, out, _ = typed("rules", "show", "guangzhou-baiyun-2023")
    assert code == 0
    assert "20" in out
    assert "--max-mb" in typed("explain", "R905")[1]
    code, out, _ = typed("explain", "b201")
    assert code == 0
    assert "如何改正" in out


def test_6_select_and_ignore(typed: Any) -> None:
    def codes(*words: str) -> set[str]:
        form = json.loads(typed("check", "--json", *words, FAULTY)[1])["files"][0]["forms"][0]
        return {one["code"] for one in form["findings"]}

    everything = codes()
    assert "B201" in everything
    assert codes("--select", "B201") == {"B201"}
    assert codes("--ignore", "b201") == everything - {"B201"}
    assert typed("check", "--select", "Q123", FAULTY)[0] == 2


def test_6_what_is_left_out_is_said(typed: Any, tmp_path: Path) -> None:
    form = tmp_path / "表.xlsx"
    shutil.copy(FAULTY, form)
    data = json.loads(typed("check", "--json", "--ignore", "B,S", form)[1])
    assert (data["left_out"], data["left_out_by"]) == (["B", "S"], "--ignore B,S")
    assert "left_out" not in json.loads(typed("check", "--json", form)[1])
    _, out, _ = typed("process", "--ignore", "B,S", form)
    assert "按设置（--ignore B,S）另有意见没有列出：错误 3 条。" in out
    assert "未发现问题" not in out
    book = openpyxl.load_workbook(tmp_path / "表_已评分.xlsx")
    for name in ("核对意见", "评分汇总"):
        assert any("--ignore B,S" in str(cell.value) for row in book[name] for cell in row)
    assert typed("process", "--clean", "--ignore", "B,S", form)[0] == 2  # refused all the same
    assert not (tmp_path / "表_报送.xlsx").exists()


def test_6_the_configuration_file_of_the_folder_worked_on(typed: Any, tmp_path: Path) -> None:
    form = tmp_path / "上报" / "某街道" / "表.xlsx"
    form.parent.mkdir(parents=True)
    shutil.copy(FAULTY, form)
    (tmp_path / "上报" / "perfeval-xl.toml").write_text('ignore = ["S"]', encoding="utf-8")
    _, out, _ = typed("check", form)
    assert f"用了设置文件：{tmp_path / '上报' / 'perfeval-xl.toml'}" in out
    assert "perfeval-xl.toml 的 ignore = S" in out
    one = json.loads(typed("check", "--json", form)[1])["files"][0]
    assert one["settings"].endswith("perfeval-xl.toml")
    (tmp_path / "上报" / "perfeval-xl.toml").write_text('ignore = ["Q"]', encoding="utf-8")
    code, _, err = typed("check", form)
    assert code == 2
    assert "perfeval-xl.toml" in err
    assert "Q" in err


def test_6_explained_findings_stay_though_they_are_not_told(typed: Any, tmp_path: Path) -> None:
    form, copy = tmp_path / "表.xlsx", tmp_path / "表_已评分.xlsx"
    shutil.copy(FAULTY, form)
    typed("process", form)
    book = openpyxl.load_workbook(copy)
    sheet = book["核对意见"]
    row = next(row for row in sheet.iter_rows() if row[2].value == "B201")
    row[9].value = "按合同口径"
    book.save(copy)
    typed("process", "--ignore", "B", copy)
    assert any(cell.value == "按合同口径" for row in openpyxl.load_workbook(copy)["核对意见"] for cell in row)


def test_1_a_file_that_was_nearly_named(typed: Any, tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path / "自评表.xlsx")
    assert "文件夹里有“自评表.xlsx”，是不是它？" in typed("check", tmp_path / "自评表")[1]
    assert "文件夹里有“自评表.xlsx”" in typed("check", tmp_path / "自评.xlsx")[1]
    assert "是不是" not in typed("check", tmp_path / "无关的另一个文件名.xlsx")[1]


def test_5_the_output_folder_is_made(typed: Any, tmp_path: Path) -> None:
    shutil.copy(CLEAN, tmp_path / "表.xlsx")
    assert typed("process", tmp_path / "表.xlsx", "-o", tmp_path / "结果" / "第一批")[0] == 0
    assert (tmp_path / "结果" / "第一批" / "表_已评分.xlsx").exists()
    assert typed("process", tmp_path / "表.xlsx", "-o", tmp_path / "表.xlsx")[0] == 2


def test_7_workers(typed: Any, tmp_path: Path) -> None:
    for number in range(6):
        shutil.copy(FAULTY if number % 2 else CLEAN, tmp_path / f"{number}.xlsx")
    one = json.loads(typed("check", "--json", tmp_path)[1])
    two = json.loads(typed("check", "--json", "--jobs", "2", tmp_path)[1])
    assert one == two
    assert len(one["files"]) == 6


def test_8_explanations_come_along(typed: Any, tmp_path: Path) -> None:
    form, copy = tmp_path / "自评表.xlsx", tmp_path / "自评表_已评分.xlsx"
    shutil.copy(FAULTY, form)
    typed("process", form)
    book = openpyxl.load_workbook(copy)
    sheet = book["核对意见"]
    heading = next(cell for row in sheet.iter_rows() for cell in row if cell.value == "单位说明")
    sheet.cell(heading.row + 1, heading.column).value = "执行率按合同口径填写"
    book.save(copy)
    written = copy.read_bytes()
    _, out, _ = typed("process", form)
    assert "单位说明：执行率按合同口径填写" in out
    assert (tmp_path / "自评表_已评分.上次.xlsx").read_bytes() == written
    again = copy.read_bytes()
    typed("process", form)
    assert copy.read_bytes() == again
