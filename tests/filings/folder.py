"""A bureau's folder of filings, made for tests: forms as units fill them in, and whatever else lies about.

one = Filing(unit="石弦镇人民政府", project="社区养老服务", budget="88.2", executed="83.79")
put(top / "石弦镇" / "自评表.xlsx", one.xlsx(), datetime(2024, 3, 10))
put(top / "云岭.zip", zipped({"自评表.xlsx": one.xlsx()}, encoding="gbk"))
varied(top, 300)           a whole folder: see there
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from tests.checks.sampling import changed
from tests.sheets import grid_from

UNITS = [
    f"{name}{kind}"
    for name, kind in zip(
        ["石弦", "云笺", "东篱", "中砚", "北桅", "南舟", "星筏", "月榫", "松烛", "梅舷", "禾砚", "竹汀"],
        ["镇人民政府", "街道办事处"] * 6,
        strict=True,
    )
]
PROJECTS = [
    *("社区养老服务", "环卫保洁服务", "老旧小区微改造", "文体惠民活动", "消防安全专项", "残疾人康复服务"),
    *("市政设施维护", "网格化治理经费", "垃圾分类宣传", "食品安全监管", "公园绿化养护", "退役军人服务"),
    *("流动人口管理", "安全生产巡查", "计划生育特殊家庭帮扶", "农贸市场升级", "河道清淤", "路灯电费"),
]
ENDINGS = [  # of what was achieved
    "运行平稳",
    "按期完成",
    "居民反映良好",
    "进展顺利，年底前全部收尾",
    "全部通过验收",
    "基本达到预期",
    "成效较好",
]
THINGS = ["开展活动", "走访居民", "巡查点位", "维护设施", "培训人员", "发放物资", "整治小区", "服务老人"]


def figure(value: Decimal) -> str:
    """An amount as it is typed."""
    return f"{value:f}"


@dataclass(frozen=True)
class Filing:
    """One project's form, in order unless `cells` says otherwise (A1 address -> text, as in tests/sheets.py)."""

    unit: str = "石弦镇人民政府"
    project: str = "社区养老服务"
    year: int = 2023
    budget: str = "120"
    executed: str = "118.8"
    goal: str = "为辖区居民提供服务，按期完成各项任务"
    outcome: str = "全年任务按计划开展，居民反映良好"
    thing: str = "开展活动"
    times: int = 150
    done: int = 153
    quality: int = 96
    pleased: int = 95
    helpers: int = 96
    people: int = 3060
    cells: dict[str, str] = field(default_factory=dict[str, str])

    def table(self) -> str:
        """The form as a text table."""
        rate = Decimal(self.executed) / Decimal(self.budget) if Decimal(self.budget) else Decimal(0)
        points = (rate * 10).quantize(Decimal("0.01"), ROUND_HALF_UP)
        share = (rate * 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        money = f"{self.budget} | {self.budget} | {self.executed}"
        total = f"{(90 + points).normalize():f}"
        grade = "优" if points >= 0 else "良"
        spent = "" if rate >= Decimal("0.9") else "，资金未全部支出，原因是部分尾款跨年结算"
        table = f"""
| 项目支出绩效自评表 | < | < | < | < | < | < | < |
| （{self.year}年度） | < | < | < | < | < | < | < |
| 项目名称 | {self.project} | < | < | < | < | < | < |
| 主管部门 | 某区财政局 | < | < | 实施单位 | {self.unit} | < | < |
| 项目资金（万元） | | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | {money} | 10 | {share}% | {points.normalize():f} |
| ^ | 其中：当年财政拨款 | {money} | — | {share}% | — |
| ^ | 上年结转资金 | 0 | 0 | 0 | — | — | — |
| ^ | 其他资金 | 0 | 0 | 0 | — | — | — |
| 年度总体目标 | 预期目标 | < | < | 实际完成情况 | < | < | < |
| ^ | {self.goal} | < | < | {self.outcome}{spent} | < | < | < |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标（50分） | 数量指标 | {self.thing}次数 | ≥{self.times}次 | {self.done}次 | 20 | 20 | |
| ^ | 质量指标 | 验收合格率 | ≥95% | {self.quality}% | 10 | 10 | |
| ^ | 时效指标 | 按时完成时间 | {self.year}年12月31日前 | {self.year}年12月20日 | 10 | 10 | |
| ^ | 成本指标 | 项目总成本 | ≤{self.budget}万元 | {self.executed}万元 | 10 | 10 | |
| 效益指标（30分） | 社会效益指标 | 受益居民人次 | ≥{self.times * 20}人次 | {self.people}人次 | 15 | 15 | |
| ^ | 可持续影响指标 | 新增志愿者人数 | ≥90人 | {self.helpers}人 | 15 | 15 | |
| 满意度指标（10分） | 服务对象满意度指标 | 服务对象满意度 | ≥90% | {self.pleased}% | 10 | 10 | |
| 总分 | < | < | < | < | 100 | {total} | {grade} |
"""
        return changed(self.cells, table)

    def xlsx(self) -> bytes:
        """The form as a workbook."""
        return xlsx(self.table())

    def xls(self) -> bytes:
        """The form as an old workbook."""
        return xls(self.table())

    def empty(self) -> Filing:
        """The same, sent up without results, scores and executed amounts."""
        cells = {f"{column}{row}": "" for row in range(13, 20) for column in "EG"}
        cells |= {f"{column}{row}": "" for row in range(6, 10) for column in "EGH"} | {"G20": "", "H20": "", "E11": ""}
        return replace(self, cells={**self.cells, **cells})

    def but(self, **cells: str) -> Filing:
        """The same with other cells."""
        return replace(self, cells={**self.cells, **cells})


# -------------------------------------------------------------------------------------------------------- files


def xlsx(*tables: str, names: tuple[str, ...] = ()) -> bytes:
    """A workbook of text tables, a sheet each."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formats: dict[str, Any] = {}
    for number, table in enumerate(tables, 1):
        name = names[number - 1] if names else ("自评表" if number == 1 else f"表{number}")
        grid = grid_from(table, name)
        sheet = book.add_worksheet(name)
        for top, left, bottom, right in grid.merges:
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
        for (row, column), cell in grid.cells.items():
            if cell.number is not None:
                code = formats.setdefault(cell.format, book.add_format({"num_format": cell.format}))
                sheet.write_number(row - 1, column - 1, float(cell.number), code)
            else:
                sheet.write_string(row - 1, column - 1, cell.text)
    book.close()
    return made.getvalue()


def xls(table: str, name: str = "自评表") -> bytes:
    """An .xls of a text table."""
    import xlwt

    grid = grid_from(table, name)
    book = xlwt.Workbook()
    sheet = book.add_sheet(name)
    within = {(row, column) for a, b, c, d in grid.merges for row in range(a, c + 1) for column in range(b, d + 1)}
    for top, left, bottom, right in grid.merges:
        cell = grid.cells.get((top, left))
        sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, cell.text if cell else "")
    for (row, column), cell in grid.cells.items():
        if (row, column) not in within:
            style = xlwt.easyxf(num_format_str=cell.format)
            sheet.write(row - 1, column - 1, float(cell.number) if cell.number is not None else cell.text, style)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def zipped(files: dict[str, bytes], *, encoding: str = "utf-8", when: datetime | None = None) -> bytes:
    """A zip whose names are in UTF-8, marked as such, or in another encoding, unmarked, as old archivers write them."""
    made = io.BytesIO()
    names = {name: name.encode(encoding) for name in files}
    stand_in = {name: f"{number:04}".ljust(len(raw), "_") for number, (name, raw) in enumerate(names.items())}
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in files.items():
            shown = name if encoding == "utf-8" else stand_in[name]
            info = zipfile.ZipInfo(shown, (when or datetime(2024, 3, 10, 9, 30)).timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    data = made.getvalue()
    if encoding != "utf-8":  # zipfile writes names in ASCII or UTF-8 only
        for name, raw in names.items():
            data = data.replace(stand_in[name].encode(), raw)
    return data


def put(path: Path, data: bytes, when: datetime | None = None) -> Path:
    """Writes a file, its folders with it, with a time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    stamp = (when or datetime(2024, 3, 10, 9, 30)).timestamp()
    os.utime(path, (stamp, stamp))
    return path


def roster_csv(lines: list[tuple[str, ...]], head: str, encoding: str = "gbk") -> bytes:
    """A roster as a .csv, by its head (parted by blanks) and lines."""
    return "\r\n".join(",".join(one) for one in [tuple(head.split()), *lines]).encode(encoding)


# ------------------------------------------------------------------------------------------------ a whole folder


def varied(top: Path, forms: int, seed: int = 1) -> list[Filing]:
    """So many filings of twelve units in `top`, and beside them what a bureau finds: doubles, refiled forms,
    broken files, GBK zips, old .xls, forms without a unit, lock files, a 汇总表, notes, and a
    roster 名单.csv with gaps beside `top`. Returns the filings.

    Among them: wrong rates, full points for missed targets, open rows, little spent with full points, copied outcomes.
    """
    pick = random.Random(seed)
    made: list[Filing] = []
    for number in range(forms):
        unit = UNITS[number % len(UNITS)]
        turn = number // len(UNITS)
        project = PROJECTS[turn % len(PROJECTS)] + (
            f"（{turn // len(PROJECTS) + 1}期）" if turn >= len(PROJECTS) else ""
        )
        made.append(_one(pick, unit, project))
        when = datetime(2024, 3, 1, 9) + timedelta(hours=pick.randrange(0, 24 * 13))
        _file_it(top, made[-1], number, when, pick)
    _what_lies_about(top, made)
    _roster(top, made, pick)
    return made


def _one(pick: random.Random, unit: str, project: str) -> Filing:
    budget = Decimal(pick.choice((880, 1200, 3150, 8820, 12000, 34980, 84183))) / 100 * pick.choice((1, 1, 2))
    share = Decimal(pick.choice(("1", "1", "0.9983", "0.9983", "0.97", "0.97", "0.93", "0.93", "0.715", "0.48")))
    executed = (budget * share).quantize(Decimal("0.01"))
    times = pick.choice((12, 48, 150, 320))
    thing = pick.choice(THINGS)
    one = Filing(
        unit,
        project,
        budget=figure(budget),
        executed=figure(executed),
        goal=f"{project}惠及辖区居民，全年{thing}不少于{times}次",
        outcome=f"{unit}全年{thing}{times + 3}次，{project}{pick.choice(ENDINGS)}",
        thing=thing,
        times=times,
        done=times + 3,
        quality=pick.randrange(95, 100),
        pleased=pick.randrange(90, 100),
        helpers=pick.randrange(90, 105),
        people=times * 20 + pick.randrange(0, times),
    )
    faults = (
        {},
        {},
        {},
        {"G6": "88%"},
        {"E14": "93%"},
        {"E13": ""},
        {"D18": "效果明显", "E18": "效果较好"},
        {"F4": "（实施单位）"},
        {"G20": "100"},
        {"E11": "全年任务按计划开展，各项工作取得实效，得到上级部门和群众的一致好评，成效十分显著。"},
    )
    return one.but(**pick.choice(faults))


def _file_it(top: Path, one: Filing, number: int, when: datetime, pick: random.Random) -> None:
    name = f"{one.project}_自评表"
    folder = top / one.unit
    if number % 29 == 3:
        put(folder / f"{name}.xlsx", replace(one, executed=one.budget).but(G6="50%").xlsx(), when)
        put(folder / f"{name}_退回修改.xlsx", one.xlsx(), when + timedelta(days=5))
    elif number % 31 == 5:
        put(folder / f"{name}.xlsx", one.xlsx(), when)
        put(folder / f"{name}(1).xlsx", one.xlsx(), when)
    elif number % 23 == 7:
        put(folder / f"{name}.xls", one.xls(), when)
    elif number % 37 == 9:
        put(folder / f"{name}.xlsx", one.empty().xlsx(), when)
    elif number % 41 == 11:
        data = one.xlsx()
        put(folder / f"{name}.xlsx", data[: len(data) // 2], when)
    elif pick.random() < 0.1:
        put(folder / f"{name}.zip", zipped({f"{name}.xlsx": one.xlsx()}, encoding="gbk", when=when), when)
    else:
        put(folder / f"{name}.xlsx", one.xlsx(), when)


def _what_lies_about(top: Path, made: list[Filing]) -> None:
    put(top / UNITS[0] / f"~${made[0].project}_自评表.xlsx", b"x" * 165)
    put(
        top / UNITS[1] / "自评表.doc",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "WordDocument".encode("utf-16-le").ljust(64, b"\0"),
    )
    put(top / UNITS[2] / "盖章扫描.pdf", b"%PDF-1.7 nothing")
    put(top / UNITS[3] / "空.xlsx", b"")
    put(top / UNITS[4] / "说明.txt", "收齐了".encode("gbk"))
    rows = "".join(f"| {n} | {one.unit} | {one.project} | {one.budget} | 95 |\n" for n, one in enumerate(made[:9], 1))
    head = "| 序号 | 单位名称 | 项目名称 | 全年预算数 | 自评得分 |\n"
    put(top / UNITS[5] / "自评结果汇总.xlsx", xlsx(head + rows, names=("汇总",)))


def _roster(top: Path, made: list[Filing], pick: random.Random) -> None:
    """All but every thirteenth project, two that nobody filed, and accounts that differ in one of fifteen."""
    head = "项目编码 部门编码 预算单位 项目名称 业务处室 截止时间 账上预算数（万元） 账上执行数（万元）"
    lines: list[tuple[str, ...]] = []
    for number, one in enumerate(made):
        if number % 13 == 12:
            continue
        off = Decimal(10) if pick.random() < 1 / 15 else Decimal(0)
        code = f"4403{301 + UNITS.index(one.unit):03}23P{number:05}"
        office = ("综合科", "社会事业科", "农业科")[number % 3]
        money = (figure(Decimal(one.budget) + off), one.executed)
        lines.append((code, f"{301 + UNITS.index(one.unit)}001", one.unit, one.project, office, "2024-03-12", *money))
    lines.append(("4403301239P9991", "301001", UNITS[0], "智慧社区建设", "综合科", "2024-03-12", "42.5", "42.5"))
    lines.append(("4403302239P9992", "302001", UNITS[1], "助餐点运营补贴", "综合科", "2024-03-12", "96", "91.2"))
    put(top.parent / "名单.csv", roster_csv(lines, head))
