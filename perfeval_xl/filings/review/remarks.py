"""What a reviewer's remark says: how much was taken off, which ground it names, whether it tells a fault."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from perfeval_xl.form_words import folded_name
from perfeval_xl.patterns import lazy

_NUM = r"([0-9]{1,4}(?:\.[0-9]{1,4})?)"
_PERCENT = r"\s{0,2}[%％]"
_TAKEN = r"(?:酌情|合计|共|各|再|按)?(?:扣|核减)(?:减|除|掉|去|罚)?(?:了)?"
_OF = r"(?:该项|本项|该指标|指标)?(?:自评)?(?:分值|权重|得分|分数)?(?:的)?"
_SHARES = (
    lazy(rf"{_TAKEN}{_OF}\s{{0,2}}{_NUM}{_PERCENT}"),
    lazy(rf"(?:按|依)\s{{0,2}}{_NUM}{_PERCENT}(?:的比例)?(?:予以)?(?:扣|核减)"),
)
_POINTS = lazy(rf"(每[^，,。；;]{{0,12}})?{_TAKEN}\s{{0,2}}{_NUM}\s{{0,2}}分(?!之|值|钟)")
_RESULT = lazy(
    rf"(自评|单位|原|应)?(?:得|给|计|核定为?|复核(?:得分)?为)\s{{0,2}}{_NUM}\s{{0,2}}分(?!之|值|钟)|[=＝]\s{{0,2}}{_NUM}\s{{0,2}}分(?!之|值|钟)"
)
_ALL = lazy("全(?:部|额)?扣(?:除|完|光)?|扣完|(?<!不)不(?:予)?(?:得|计|给)分|(?:得|计|记|给)零分")
_NONE = lazy("(?:不予?|未|免予?)扣(?:分|减)?")
_GROUND = lazy(r"(?:口径|标准|依据)\s{0,2}(?:第)?\s{0,2}([0-9]{1,4})(?![0-9.%％分])")
_FORMULA = lazy("折算|按比例|[÷×*]|完成率|按(?:规则|评分|实际)[^。；;]{0,8}(?:计算|计分|得分)")

_FAULT = lazy(
    "未验收|没有?验收|待验收|(?:尚|暂|还)未|未(?:能)?(?:提供|附|完成|达|按|及时|签字|盖章|开展|公示|建立|明确|见)"
    "|没有(?:提供|附|完成|达|按|开展|资料|材料|依据|报告|问卷)|无(?:佐证|检测|验收|调查|资料|材料|依据|记录|问卷|法)"
    "|缺(?:少|失|乏)|不(?:符|足|一致|完整|规范|真实|准确|明确?|到位)|逾期|超期|滞后|虚报|重复|有误|矛盾|存疑|失实"
)
_NO_FAULT = lazy(
    "未见(?:异常|问题|明显|不符|不一致)|未发现|无(?:异议|问题|异常|误|不符|不一致)|不扣|未扣|免扣|已(?:补|整改|改正|核实|说明)"
    "|属实|予以认可|不影响|符合要求"
)
NOT_ACCEPTED = lazy("未(?:经|组织|通过|进行|完成)?(?:竣工)?验收|没有?验收|待验收|验收(?:手续)?未|无验收")
_BOILERPLATE = lazy(
    r"(?:依据|按照?|根据|参照)?(?:复核)?(?:口径|标准|规则)\s{0,2}(?:第)?\s{0,2}[0-9]{1,4}\s{0,2}(?:条|款|项)?"
    r"|(?:扣|核减|得|计)(?:减|除|分)?\s{0,2}[0-9.]{1,8}\s{0,2}[%％分]"
)
_NUMBER = lazy(r"[0-9]{1,9}(?:\.[0-9]{1,6})?")


@dataclass(frozen=True, slots=True)
class Stated:
    """What a remark says was taken off, or what was left; `text` as it says so."""

    text: str
    share: Decimal | None = None
    points: Decimal | None = None
    result: Decimal | None = None


def stated_in(remark: str) -> list[Stated]:
    """All that a remark says of the size of the cut; rates for each thing missed (每少一项扣2分) are none."""
    found: list[Stated] = []
    for pattern in _SHARES:
        found += [Stated(one[0], share=Decimal(one[1]) / 100) for one in pattern.finditer(remark)]
    for one in _POINTS.finditer(remark):
        if one[1] is None:
            found.append(Stated(one[0], points=Decimal(one[2])))
    for one in _RESULT.finditer(remark):
        if one[1] is None:
            found.append(Stated(one[0], result=Decimal(one[2] or one[3])))
    if all_taken := _ALL.search(remark):
        found.append(Stated(all_taken[0], share=Decimal(1)))
    if none_taken := _NONE.search(remark):
        found.append(Stated(none_taken[0], share=Decimal(0)))
    return found


def ground_code(remark: str) -> str:
    """The code of the ground that a remark names (依据口径02); "" where it names none."""
    found = _GROUND.search(remark)
    return found[1] if found else ""


def is_formula(remark: str) -> bool:
    """Whether the cut is worked out of the result, and so differs from row to row."""
    return _FORMULA.search(remark) is not None


def tells_fault(remark: str) -> str:
    """The words of a remark that tell a fault; "" where it tells none, or that nothing was to be taken off for it."""
    found = _FAULT.search(remark)
    return "" if found is None or _NO_FAULT.search(remark) else found[0]


def core_of(remark: str) -> str:
    """A remark without the words every remark has: which ground, how much."""
    return folded_name(_BOILERPLATE.sub("", remark))


def numbers_in(text: str) -> set[Decimal]:
    """The numbers that stand in a text."""
    return {Decimal(one) for one in _NUMBER.findall(text)}
