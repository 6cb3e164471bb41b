"""Forms for the import to read: as many as wanted, each another project of another sender.

Titles and names of units are put together from words of the trade, so that they differ as those do that
come in; the same number always gives the same form.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

from stdnum.cn import uscc

from jbgs.forms import load
from jbgs.importers.form import FormRead
from jbgs.services.papers.templates import template
from jbgs.services.receiving.reading import How, Reader
from tools.filling import fill

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "jbgs" / "samples"
LAYOUTS = ROOT / "tests" / "forms" / "layouts"
TEXT = "word/document.xml"
KINDS = (".docx", ".doc")
TITLE_WORDS = tuple(
    words.split()
    for words in (
        "高强涤纶 碳纤维 氢燃料电池 聚酰亚胺 晶硅光伏 钙钛矿 镁铝合金 石墨烯 稀土永磁 "
        "生物基尼龙 芳纶 玄武岩纤维 硅碳负极 氮化镓 碳化硅 特种陶瓷 超高分子量聚乙烯 "
        "液晶聚合物 气凝胶 再生聚酯 印染废水 餐厨垃圾 水稻秸秆 抗体药物 重组蛋白 中药饮片 "
        "智能网联汽车 工业机器人 数控机床 高压输电 海上风电 轨道交通 毫米波雷达 汽车座椅 "
        "人造革 集装箱 锂电池 功能玻璃 航空紧固件 水性涂料",
        "增强材料 双极板 电堆密封件 隔热薄膜 背板 电池片 压铸件 导热膜 电机转子 切片 "
        "防弹织物 复合筋 极片 外延片 功率模块 轴承球 缆绳 天线基材 保温毡 长丝 浓盐水 沼渣 "
        "炭基肥 连接子 冻干粉 浸膏 域控制器 减速器 主轴 绝缘子 叶片 受电弓 接收芯片 骨架 "
        "基布 门锁 隔膜 镀膜线 螺母 分散体",
        "无溶剂涂层 低温烧结 在线检测 连续化制备 界面改性 精密成形 余热回收 数字孪生 远程运维 "
        "表面织构 近零排放 轻量化设计 疲劳寿命预测 视觉分选 激光焊接 原位聚合 缺陷识别 "
        "快速固化 低损耗传输 绿色合成 高效分离 稳定表达 故障诊断 柔性装配 批量制造 节能控制 "
        "降噪减振 国产化替代 安全预警 精准调控 超声清洗 自动上下料 微波消解 膜法提纯 高速纺丝 "
        "热管理 电磁屏蔽 阻燃增韧 回收再生 智能排产",
        "关键技术 技术研究 工艺与装备 技术开发与应用",
    )
)
UNIT_WORDS = tuple(
    words.split()
    for words in (
        "恒 瑞 海 凯 明 鼎 嘉 禾 晟 远 申 泽 华 浙 澄 绿 南 星 桥 汇 博 正 科 越 锦 宏 天 润 晶 立",
        "纬 衡 屹 缕 岳 弹 曜 川 铂 源 湖 辰 讯 丰 宇 泰 达 维 朗 创 联 邦 鸿 森 捷 信 杰 翔 腾 盛",
        "经编材料 化工新材料 环保工程 生物科技 精密制造 半导体材料 光电科技 智能装备 "
        "汽车零部件 新能源 纺织 橡塑 电子科技 医药 食品机械 自动化设备 数控设备 特种纤维 "
        "包装材料 建材 轴承 电机 软件 传感技术",
        "有限公司 股份有限公司",
    )
)
PATTERN = {
    "title": "TITLE",
    "owner": "OWNER",
    "credit_code": "CODECODECODECODECO",
    "region": "海宁市",
    "address": "海宁市丁桥镇保胜路 8 号",
    "contact": "沈卫东",
    "mobile": "13812345678",
    "email": "shen@example.cn",
    "field": "新材料/高性能纤维",
    "background": "现有涂层依赖溶剂，回收率不足，挥发物排放高。\n国内同类产品剥离强度低。\n" * 4,
    "content": "1. 研究无溶剂涂层的流变与浸润；\n2. 研究界面粘结机理；\n3. 开发在线检测装置。\n" * 6,
    "targets": "剥离强度≥80N/5cm；\n挥发物排放下降 95%；\n幅宽 3.2m，速度 20m/min。\n" * 3,
    "investment": "500万元",
    "reward": "300",
    "deadline": "2022年12月31日",
}


def blank_forms(folder: Path, count: int) -> None:
    """Our blank filled in, every third unit sending two; made by replacing texts, as typing takes longer."""
    with zipfile.ZipFile(io.BytesIO(fill(template("form-key.docx"), load()["key"], PATTERN))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for number in range(count):
        sender = number * 3 // 4
        texts = {
            PATTERN["title"]: composed(TITLE_WORDS, f"title {number}"),
            PATTERN["owner"]: composed(UNIT_WORDS, f"unit {sender}"),
            PATTERN["credit_code"]: credit_code(sender),
        }
        with zipfile.ZipFile(folder / f"需求表{number:04d}.docx", "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in parts.items():
                archive.writestr(name, replaced(data, texts, "utf-8") if name == TEXT else data)


def mixed_forms(folder: Path, count: int) -> None:
    """Our samples and the layouts of the tests in turn, copied."""
    copies(folder, count, [word_files(SAMPLES), word_files(LAYOUTS)])


def corpus_forms(folder: Path, count: int, corpus: Path) -> None:
    """The forms of a corpus in .docx and .doc in turn, copied."""
    copies(folder, count, [word_files(corpus / kind) for kind in ("docx", "doc")])


def word_files(folder: Path) -> list[Path]:
    """The .docx and .doc below a folder."""
    return sorted(path for path in folder.rglob("*") if path.suffix in KINDS)


def copies(folder: Path, count: int, kinds: Sequence[Sequence[Path]]) -> None:
    """Copies of those files of each kind that are forms, as those of other projects and senders."""
    reader = Reader(How(folder))
    read = [[(path, forms) for path in paths if (forms := reader.read(path).forms)] for paths in kinds]
    titles: dict[str, str] = {}
    for number in range(count):
        of_kind = read[number % len(read)]
        path, forms = of_kind[number // len(read) % len(of_kind)]
        copy = distinct(path, others(forms, number, titles), number)
        (folder / f"{number:04d}-{path.name}").write_bytes(copy)


def others(forms: Sequence[FormRead], number: int, titles: dict[str, str]) -> dict[str, str]:
    """What is to stand for titles, names and codes, as long as those; an intent names the last project.

    ``titles`` are the present ones by what they were.
    """
    texts: dict[str, str] = {}
    for at, form in enumerate(forms):
        seed, fields = f"{number} {at}", form.fields
        if old := fields.get("title"):
            texts[old] = titles[old] = composed(TITLE_WORDS, seed, len(old))
        if old := fields.get("project_title"):
            texts[old] = titles.get(old) or composed(TITLE_WORDS, seed, len(old))
        if old := fields.get("owner") or fields.get("bidder"):
            kind = old[-4:]  # so that a university remains one
            texts[old] = composed(UNIT_WORDS, seed, len(old) - len(kind)) + kind
        if old := fields.get("credit_code"):
            texts[old] = credit_code(number)
    return texts


def distinct(path: Path, texts: Mapping[str, str], number: int) -> bytes:
    """A copy of a file with other texts."""
    if path.suffix == ".doc":
        return replaced(path.read_bytes(), texts, "utf-16-le")
    made = io.BytesIO()
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in archive.namelist():
            data = archive.read(name)
            copy.writestr(name, replaced(data, texts, "utf-8") if name == TEXT else data)
        copy.comment = str(number).encode()  # no two alike, whatever is found to replace
    return made.getvalue()


def composed(words: Sequence[Sequence[str]], seed: str, length: int | None = None) -> str:
    """A word of each list; with ``length`` as many as give so many characters."""
    random = Random(seed)
    made = "".join(map(random.choice, words))
    while length is not None and len(made) < length:
        made += "".join(map(random.choice, words))
    return made[:length]


def credit_code(number: int) -> str:
    """A valid code of a unit."""
    base = f"91330481MA2{number:06d}"
    return base + str(uscc.calc_check_digit(base))


def replaced(data: bytes, texts: Mapping[str, str], encoding: str) -> bytes:
    """The bytes with other texts in them."""
    for old, new in texts.items():
        data = data.replace(old.encode(encoding), new.encode(encoding))
    return data
