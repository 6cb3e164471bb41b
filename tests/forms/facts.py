"""Invented facts for filled forms: what somebody writes into a field, and what should be read there."""

# ruff: noqa: E501  facts and labels read best on lines of their own

from __future__ import annotations

import random
from dataclasses import dataclass, field

from stdnum.cn.uscc import calc_check_digit

CONTRACT = {
    "common": "title owner credit_code owner_kind address legal_representative contact contact_title phone mobile email "
    "region field background content targets benefits investment reward deadline requirements ip_ownership "
    "cooperation",
    "key": "title owner credit_code owner_kind address legal_representative contact contact_title phone mobile email "
    "region field background content targets benefits investment reward deadline requirements ip_ownership "
    "cooperation",
    "transfer": "title owner credit_code owner_kind address contact phone mobile email region field ip content maturity "
    "level mode price benefits requirements",
    "intent": "project_title project_code bidder credit_code bidder_kind members leader leader_title contact phone "
    "mobile email basis scheme targets schedule price",
}

# What domain.md §4 lists as seen on forms, and what county offices write just as naturally.
LABELS: dict[str, tuple[str, ...]] = {
    "title": (
        "需求名称",
        "技术需求名称",
        "需求标题",
        "榜单名称",
        "榜单标题",
        "榜题名称",
        "榜单任务",
        "项目名称",
        "课题名称",
    ),
    "owner": (
        "需求单位",
        "机构全称",
        "企业名称",
        "单位全称",
        "单位名称",
        "发榜单位",
        "发榜企业",
        "发榜方",
        "需求方",
        "所属单位",
        "需求单位名称",
        "填报单位",
        "申报单位",
        "技术需求提出单位",
        "提出单位",
    ),
    "credit_code": ("统一社会信用代码", "信用代码", "组织机构代码", "社会信用代码", "机构代码"),
    "owner_kind": ("单位性质", "企业性质", "单位类型"),
    "address": ("通讯地址", "单位地址", "企业地址", "地址", "住所地"),
    "legal_representative": ("法定代表人", "法人代表", "法人"),
    "contact": ("联系人", "联系人姓名", "项目联系人", "姓名"),
    "contact_title": ("职务", "联系人职务"),
    "phone": ("联系电话", "联系人电话", "固定电话", "座机", "办公电话", "联系方式", "电话"),
    "mobile": ("手机", "手机号码", "移动电话"),
    "email": ("电子邮箱", "电子信箱", "邮箱", "E-mail", "Email"),
    "region": ("属地", "所在地域", "归口管理部门", "所属地区", "所属县（市、区）", "所在县市区", "推荐单位"),
    "field": (
        "技术领域",
        "所属领域",
        "需求技术所属领域",
        "需求技术应用行业",
        "所属行业",
        "行业领域",
        "领域方向",
        "技术所属领域",
        "所属产业",
        "所属产业链",
        "重点产业链/技术领域",
    ),
    "background": ("国内外现状", "需求背景与主要问题", "现有技术水平", "背景与现状"),
    "content": (
        "攻关内容",
        "需求详情",
        "具体需求内容",
        "技术需求描述",
        "主要技术难点",
        "拟解决的技术难题",
        "主要研究内容",
    ),
    "targets": ("考核指标", "主要指标", "技术指标", "主要技术指标", "预期指标效果", "验收标准", "技术参数"),
    "benefits": ("预期效益", "预期经济社会效益", "经济和社会效益"),
    "investment": (
        "总投入",
        "拟投入资金",
        "拟投入资金总额",
        "预期投入",
        "预算资金",
        "预算金额",
        "悬赏",
        "悬赏金额",
        "榜单金额",
        "意向金额",
        "任务经费",
        "投入金额",
        "榜金",
        "张榜金额",
    ),
    "reward": ("其中拟支付揭榜方", "其中：拟支付揭榜方", "拟支付揭榜方"),
    "deadline": (
        "完成时限",
        "需求时限",
        "期望时限",
        "时间要求",
        "任务期限",
        "有效期",
        "起止时间",
        "实施周期",
    ),
    "requirements": ("揭榜方要求", "对揭榜方的要求", "揭榜条件"),
    "ip_ownership": ("产权归属", "知识产权归属", "知识产权归属及利益分配"),
    "cooperation": ("合作方式", "技术需求解决方式", "合作模式", "技术需求合作模式"),
}
TRANSFER_LABELS: dict[str, tuple[str, ...]] = {
    "title": ("成果名称", "科技成果名称"),
    "owner": ("持有单位", "成果持有单位", "单位名称", "成果持有单位名称"),
    "field": ("所属领域", "技术领域", "行业领域"),
    "ip": ("知识产权形式与编号", "知识产权情况", "成果体现形式"),
    "content": ("成果简介", "成果介绍", "技术简介"),
    "maturity": ("技术成熟度", "所处阶段", "成果所处阶段", "技术成熟度/所处阶段"),
    "level": ("成果水平", "技术水平"),
    "mode": ("转化方式", "拟采取的转化方式", "合作方式"),
    "price": ("意向价格", "转让价格", "意向金额"),
    "requirements": ("对承接企业的要求", "应用条件", "对承接企业的要求/应用条件"),
}
INTENT_LABELS: dict[str, tuple[str, ...]] = {
    "project_title": ("揭榜项目名称", "项目名称", "榜单名称", "揭榜项目"),
    "project_code": ("榜单编号", "项目编号", "榜单序号"),
    "bidder": (
        "揭榜单位",
        "揭榜方",
        "揭榜方名称",
        "揭榜意向方",
        "受托方",
        "承担单位",
        "依托单位",
        "牵头单位",
        "单位名称",
    ),
    "bidder_kind": ("单位性质", "揭榜单位性质", "单位类型"),
    "members": ("联合体成员", "联合体成员单位", "联合单位"),
    "leader": ("项目负责人", "负责人", "揭榜负责人"),
    "leader_title": ("职称", "负责人职称", "职务/职称"),
    "basis": ("研发基础", "研究基础", "工作基础"),
    "scheme": ("技术方案", "技术路线", "技术方案/路线", "解决方案"),
    "targets": ("指标响应", "指标响应情况", "主要技术指标"),
    "schedule": ("进度安排", "进度", "实施进度"),
    "price": ("报价", "意向报价", "合作价格", "揭榜报价", "投入报价"),
}

# title, field, background, content, targets, scheme
TOPICS = (
    (
        "高强韧铝合金一体化压铸关键技术研究",
        "新材料",
        "国外已实现一体化压铸后底板批量应用，国内同类合金延伸率普遍低于8%，热裂倾向明显。",
        "（1）免热处理铝合金成分设计与微合金化；\n（2）大型薄壁件真空压铸充型与凝固过程控制；\n（3）压铸件缺陷在线检测，主要技术难点是薄壁处冷隔。",
        "1. 屈服强度≥130MPa，延伸率≥10%；\n2. 铸件投影面积不小于1.8㎡，合格率≥92%。",
        "以相图计算指导成分，采用高真空压铸，真空度优于30mbar。",
    ),
    (
        "光伏组件用高阻隔背板薄膜国产化",
        "光伏新能源",
        "高阻隔背板基膜80%以上依赖进口，水汽透过率难以稳定低于0.5g/(㎡·d)。",
        "开发多层共挤阻隔结构。\n\n解决层间剥离问题：技术指标见下一栏，湿热老化3000小时后剥离强度保持率不足。",
        "水汽透过率≤0.3g/(㎡·d)；湿热老化3000h后剥离强度保持率≥80%。",
        "采用改性聚偏氟乙烯与乙烯-乙烯醇共聚物复合路线。",
    ),
    (
        "面向集成电路封装的低应力环氧塑封料",
        "集成电路",
        "12英寸晶圆级封装翘曲控制是共性难题，国产塑封料批次一致性差。",
        "一、低应力增韧树脂体系；\n二、球形硅微粉表面改性与高填充；\n三、翘曲预测模型。",
        "线膨胀系数（Tg以下）≤7ppm/℃；填充率≥90%；翘曲≤1.5mm（12英寸）。",
        "树脂分子结构设计与粒径级配并行优化，分三轮迭代。",
    ),
    (
        "纺织印染废水近零排放与盐资源化",
        "节能环保",
        "印染废水含盐量高，蒸发结晶能耗每吨超过60元，杂盐只能按危废处置。",
        "研究纳滤分盐与电渗析浓缩耦合工艺，突破膜污染控制、杂盐提纯；建成日处理500吨示范线。",
        "废水回用率≥95%；氯化钠纯度≥98.5%；吨水运行成本≤18元。",
        "采用臭氧催化氧化—纳滤分盐—电渗析—结晶的组合路线。",
    ),
    (
        "氢燃料电池大功率电堆密封与装配",
        "氢能",
        "150kW以上电堆密封失效占故障的四成，自动化装配节拍超过8分钟。",
        "针对金属双极板电堆，研究密封结构设计、低压缩永久变形胶料及自动叠装。\n要求：揭榜方提供样机2台。",
        "电堆额定功率≥150kW；氢气泄漏率≤0.1sccm；装配节拍≤3分钟。",
        "以有限元仿真确定密封槽形，开发在线点胶与视觉纠偏。",
    ),
    (
        "智能家居毫米波雷达跌倒检测算法",
        "新一代信息技术",
        "现有产品在多人、宠物场景误报率高于5%，算力受限于低成本芯片。",
        "研究点云稀疏条件下的姿态识别；在主频不超过200MHz的芯片上实现实时推理。",
        "跌倒检出率≥98%，误报≤1次/月；功耗≤1.2W。",
        "时频特征与轻量网络结合，量化到8比特。",
    ),
    (
        "高端装备用特种陶瓷轴承球批量制造",
        "高端装备",
        "G5级以上氮化硅陶瓷球主要由日本企业供应，单价为国产的3倍。",
        "粉体纯化、气压烧结致密化、精研工艺；建立失效数据库。",
        "球度≤0.10μm；压碎载荷比≥0.4；良品率≥85%。",
        "两步气压烧结配合磁流体研磨。",
    ),
    (
        "经编装备数字孪生与远程运维平台",
        "智能装备",
        "经编机断纱停机每班平均6次，故障定位靠人工巡检。",
        "搭建数据采集、机理与数据融合建模、故障预警三层平台，接入设备不少于200台。",
        "断纱预警准确率≥90%；停机时间减少30%以上。",
        "边缘侧采集振动与张力，云端迁移学习。",
    ),
    (
        "生物可降解地膜降解周期精准调控",
        "现代农业",
        "地膜降解过早影响保墒，过晚残留，不同气候带差异大。",
        "共混改性与光稳定体系协同；覆盖三种典型土壤的田间试验。",
        "有效覆盖期60～90天可调；180天降解率≥90%。",
        "以聚己二酸对苯二甲酸丁二酯为基体，复配抗水解剂。",
    ),
    (
        "新型抗体偶联药物连接子规模化合成",
        "生物医药",
        "连接子手性纯度与放大工艺被少数企业掌握，公斤级供货周期长达9个月。",
        "建立连续流合成路线，完成公斤级放大；杂质谱研究。",
        "手性纯度≥99.5%；总收率≥35%；单批≥1kg。",
        "以连续流微反应器替代釜式反应，在线红外监控终点。",
    ),
)
PLACES = (
    ("海宁市", "海宁市", "海宁市尖山新区杭州湾大道118号", "330481"),
    ("桐乡", "桐乡市", "桐乡市梧桐街道发展大道1002号", "330483"),
    ("嘉兴市南湖区", "南湖区", "嘉兴市南湖区亚太路705号3幢", "330402"),
    ("平湖市", "平湖市", "平湖市新埭镇平兴公路2288号", "330482"),
    ("港区", "嘉兴港区", "平湖市乍浦镇滨海大道88号", "330482"),
    ("经开区", "嘉兴经济技术开发区（国际商务区）", "嘉兴市城南街道昌盛南路36号", "330400"),
    ("海盐县", "海盐县", "海盐县武原街道长安北路1166号", "330424"),
    ("嘉善", "嘉善县", "嘉善县惠民街道台升大道3号", "330421"),
)
FIRMS = ("晟泽", "恒越", "浙禾", "睿铂", "申湖", "鼎川", "凯维讯", "南桥", "澜科", "明辰", "聚岚", "启宸")
TRADES = ("新材料", "光电科技", "精密制造", "环保工程", "生物科技", "智能装备", "纺织科技", "半导体材料")
INSTITUTES = (
    "浙江工业技术研究院",
    "江南理工大学",
    "长三角先进材料研究院",
    "嘉禾大学",
    "东海大学嘉兴研究院",
    "华东应用化学研究所",
)
NAMES = (
    "张伟明",
    "沈晓燕",
    "陆建国",
    "欧阳靖宇",
    "王𠮷祥",
    "顾佳",
    "朱海峰",
    "Andy Chen",
    "阿依古丽·买买提",
    "俞丽娟",
    "施超",
)
JOBS = ("总经理", "研发总监", "技术部经理", "副总工程师", "主任", "项目负责人")


@dataclass(frozen=True)
class Fact:
    """What is written, what should be read (``None`` = nothing certain), and whether that is a fault."""

    written: str
    value: str | None
    fault: bool = False
    unit: str = ""


@dataclass
class Facts:
    """Everything about one project, and which of it a layout has used."""

    key: str
    rng: random.Random
    all: dict[str, Fact] = field(default_factory=dict)
    extras: dict[str, Fact] = field(default_factory=dict)

    def fork(self) -> random.Random:
        return random.Random(self.rng.random())


def plain(text: str) -> Fact:
    return Fact(text, text)


def credit_code(rng: random.Random, place: str = "330481") -> str:
    body = f"9{rng.choice('12')}{place}MA2" + "".join(
        rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(6)
    )
    return body + calc_check_digit(body)


def amount(rng: random.Random, wan: int) -> Fact:
    """One sum, written in one of the ways that domain.md names."""
    yuan = f"{wan * 10000}.00"
    return rng.choice(
        [
            Fact(str(wan), yuan, unit="万元"),
            Fact("".join(chr(ord(d) + 0xFEE0) for d in str(wan)), yuan, unit="万元"),
            Fact(f"{wan}万元", yuan),
            Fact(f"{wan}万元", yuan, unit="万元"),
            Fact(f"人民币{wan}万元整", yuan),
            Fact(f"￥{wan * 10000:,}.00元", yuan),
            Fact(f"{wan * 10000}", yuan, unit="元"),
            Fact(f"{wan}.00", yuan),
        ]
    )


def deadline(rng: random.Random) -> Fact:
    return rng.choice(
        [
            Fact("2022年12月31日", "2022-12-31"),
            Fact("2022.12.31", "2022-12-31"),
            Fact("2023-6-30", "2023-06-30"),
            Fact("2022年12月31日前", "2022-12-31"),
            Fact("二〇二二年十二月三十一日", "2022-12-31"),
            plain("24个月"),
            plain("2021年6月至2023年5月"),
            plain("2022-1至2024-12"),
            plain("2022年底前"),
        ]
    )


def fixed(rng: random.Random) -> Fact:
    number = f"8{rng.randrange(2, 9)}{rng.randrange(100000, 999999)}"
    return rng.choice(
        [Fact(f"0573-{number}", f"0573-{number}"), Fact(f"(0573){number}", f"0573-{number}"), plain(number),
         Fact(f"0573 {number}", f"0573-{number}"), Fact(f"0573-{number}-808", f"0573-{number}转808")]
    )  # fmt: skip


def mobile(rng: random.Random) -> Fact:
    number = f"13{rng.randrange(4, 9)}{rng.randrange(10**7, 10**8)}"
    return rng.choice(
        [
            plain(number),
            Fact(f"{number[:3]} {number[3:7]} {number[7:]}", number),
            Fact(f"+86 {number}", number),
        ]
    )


def options(rng: random.Random, choices: tuple[str, ...], chosen: tuple[str, ...]) -> Fact:
    """A row of boxes, the box before or after its word, the tick in one of many signs."""
    tick, box = rng.choice(("☑□", "■□", "√□", "☒☐", "✓□"))
    gap = rng.choice(("　", "  ", "\n", " "))
    marks = [(tick if one in chosen else box) for one in choices]
    after = rng.random() < 0.3
    words = [f"{one}{mark}" if after else f"{mark}{one}" for one, mark in zip(choices, marks, strict=True)]
    return Fact(gap.join(words), "、".join(chosen))


def facts(key: str, seed: str) -> Facts:
    """The facts of one form."""
    rng = random.Random(seed)
    found = Facts(key, rng)
    topic = rng.choice(TOPICS)
    place = rng.choice(PLACES)
    number = rng.randrange(100000)
    one = found.all
    firm = f"{rng.choice(('浙江', '嘉兴市', '嘉兴'))}{rng.choice(FIRMS)}{rng.choice(TRADES)}{rng.choice(('有限公司', '股份有限公司'))}"
    one["address"] = plain(place[2])
    one["credit_code"] = plain(credit_code(rng, place[3]))
    one["contact"] = plain(rng.choice(NAMES))
    one["contact_title"] = plain(rng.choice(JOBS))
    one["phone"], one["mobile"] = fixed(rng), mobile(rng)
    one["email"] = plain(
        f"rd{number}@{rng.choice(('shengze-tech.com.cn', 'hengyue.cn', 'jhu.edu.cn', '163.com'))}"
    )
    one["legal_representative"] = plain(rng.choice(NAMES[:6]))
    one["benefits"] = plain(
        f"达产后年新增销售收入{rng.randrange(2, 9)}000万元，利税{rng.randrange(200, 900)}万元，减少进口依赖。"
    )
    one["deadline"] = deadline(rng)
    wan = rng.choice((80, 260, 500, 600, 800, 1200, 3000))
    if key in ("common", "key"):
        _demand(one, found, topic, place, firm, wan)
    elif key == "transfer":
        _transfer(one, found, topic, place, wan)
    else:
        _intent(one, found, topic, wan)
    found.all = {name: one[name] for name in CONTRACT[key].split()}
    return found


def with_faults(found: Facts) -> Facts:
    """The same facts with what people get wrong: nothing certain is to be read, and each is a fault."""
    one = found.all
    code = one["credit_code"].written
    one["credit_code"] = Fact(code[:-1] + ("1" if code[-1] != "1" else "2"), None, fault=True)
    for name, text in (("investment", "约300万元"), ("reward", "50～100万元"), ("deadline", "2022年2月30日")):
        if name in one:
            one[name] = Fact(text, None, fault=True)
    if "price" in one:
        one["price"] = Fact("200万元（叁佰万元整）", None, fault=True)
    for name in ("owner_kind", "bidder_kind", "maturity"):
        if name in one:
            one[name] = Fact("☑高等院校　☑企业　□其他", None, fault=True)
    one["email"] = Fact("rd12345（163邮箱）", None, fault=True)
    if "region" in one:
        one["region"] = Fact("杭州市滨江区", None, fault=found.key != "transfer")
    return found


def _demand(
    one: dict[str, Fact], found: Facts, topic: tuple[str, ...], place: tuple[str, ...], firm: str, wan: int
) -> None:
    rng = found.rng
    one["title"], one["field"] = plain(topic[0]), plain(topic[1])
    one["background"], one["content"], one["targets"] = map(plain, topic[2:5])
    one["owner"] = rng.choice([plain(firm), Fact(f"{firm}（盖章）", firm)])
    kinds = ("产业创新服务综合体", "创新联合体", "行业协会", "产业联盟", "企业", "事业单位")
    seen = rng.choice((kinds, ("国有企业", "民营企业", "外资企业", "其他"), ("企业", "高校", "科研院所")))
    one["owner_kind"] = options(rng, seen, (rng.choice(seen[:3]),))
    one["region"] = Fact(place[0], place[1])
    one["investment"] = amount(rng, wan)
    one["reward"] = amount(rng, wan // 2)
    one["requirements"] = plain("具有独立法人资格；近三年承担过省级以上同类项目；团队中高级职称不少于3人。")
    one["ip_ownership"] = plain(
        rng.choice(("知识产权归需求单位所有。", "双方共有，需求单位享有优先实施权。", "按合同约定。"))
    )
    ways = ("委托开发", "合作开发", "技术转让", "技术许可", "其他")
    other = ("联合攻关", "购买成果", "人才引进", "其他")
    picked = rng.choice((ways, other))
    one["cooperation"] = options(
        rng, picked, tuple(c for c in picked[:-1] if rng.random() < 0.4) or picked[:1]
    )
    if found.key == "key":
        found.extras["registered_capital"] = Fact("5000", "50000000.00", unit="万元")
        found.extras["revenue"] = Fact("1.2亿元", "120000000.00")
        found.extras["rd_spending"] = Fact("860", "8600000.00", unit="万元")
        found.extras["staff"] = plain("320/56")
        found.extras["qualifications"] = plain("国家高新技术企业、省级研发中心")
        found.extras["rd_basis"] = plain("建有省级企业研究院，拥有中试线1条，授权发明专利12件。")


def _transfer(
    one: dict[str, Fact], found: Facts, topic: tuple[str, ...], place: tuple[str, ...], wan: int
) -> None:
    rng = found.rng
    one["title"], one["field"] = plain(topic[0].replace("研究", "成果")), plain(topic[1])
    one["content"] = plain(f"{topic[2]}\n本成果：{topic[5]}")
    one["owner"] = plain(rng.choice(INSTITUTES))
    one["owner_kind"] = options(
        rng, ("高等院校", "科研院所", "企业", "其他"), (rng.choice(("高等院校", "科研院所")),)
    )
    one["region"] = Fact(place[0], place[1])
    one["ip"] = plain("发明专利 ZL202010123456.7；软件著作权 2020SR0123456")
    stages = rng.choice(
        (("小试", "中试", "小规模生产", "已应用", "大规模应用"), ("实验室阶段", "小试", "中试", "产业化"))
    )
    one["maturity"] = options(rng, stages, (rng.choice(stages),))
    levels = ("国际领先", "国际先进", "国内领先", "国内先进")
    one["level"] = options(rng, levels, (rng.choice(levels),))
    modes = ("转让", "许可", "作价入股", "合作开发", "技术服务")
    one["mode"] = options(rng, modes, tuple(c for c in modes if rng.random() < 0.4) or ("许可",))
    one["price"] = rng.choice([amount(rng, wan), Fact("面议", None)])
    one["requirements"] = plain("具有相应生产场地和中试条件，年研发投入不低于300万元。")
    found.extras["completers"] = plain("俞丽娟、施超")


def _intent(one: dict[str, Fact], found: Facts, topic: tuple[str, ...], wan: int) -> None:
    rng = found.rng
    one["project_title"] = plain(topic[0])
    one["project_code"] = plain(f"GJ-2021-HN-{rng.randrange(1, 90):03d}")
    one["bidder"] = plain(rng.choice(INSTITUTES))
    one["bidder_kind"] = options(rng, ("高等院校", "科研院所", "企业", "联合体", "其他"), ("高等院校",))
    one["members"] = plain("浙江澜科智能装备有限公司\n嘉禾大学")
    one["leader"], one["leader_title"] = (
        plain(rng.choice(NAMES[:6])),
        plain(rng.choice(("教授", "研究员", "高级工程师"))),
    )
    one["basis"] = plain("团队承担国家重点研发计划2项，建有中试平台，相关专利15件。")
    one["scheme"] = plain(f"{topic[5]}\n项目负责人：每季度组织一次评审。")
    one["targets"] = plain(topic[4])
    one["schedule"] = plain("2021.9-2022.3 方案与小试；\n2022.4-2022.12 中试与验收。")
    one["price"] = amount(rng, wan)
    found.extras["leader_phone"] = mobile(rng)
