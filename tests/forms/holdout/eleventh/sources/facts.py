"""Invented facts of the eleventh set: what each sender typed in, and how it should be read where that differs.

The blocks are written as those of the tenth set: a name with a dot in front is no field, ``=>`` tells what an import
should give, a credit code ends in ``*`` for its right check digit and in ``!`` for a wrong one.
"""

# ruff: noqa: E501  a fact reads best on one line

from __future__ import annotations

from tests.forms.holdout.tenth.sources.facts import Sheet, sheets

KEY = """
[scan 1]
title: 高速包装机伺服凸轮噪声抑制
owner | credit_code | legal_representative: 海盐捷顺包装机械有限公司 | 91330424MA2CX3F17* | 顾长卿
owner_kind: □国有 ☑民营 □外资 => 民营
address | region | field: 海盐县秦山街道金城路58号 | 海盐 => 海盐县 | 智能装备
contact | contact_title | phone | mobile | email: 陆晓舟 | 设备部经理 | 0573-86030427 | 13867381920 | luxz@jieshunpack.cn
investment | reward | deadline: 200万 => 2000000.00 | 120万 => 1200000.00 | 2021.6-2023.5
background: 每分钟六百包以上时整机噪声超过八十五分贝，出口订单因此退过两次。
content: 1、找出凸轮与从动件在高速段的冲击来源；\\n2、重做凸轮曲线和伺服跟随算法；\\n3、给出可以批量加工的公差要求。
targets: 每分钟六百五十包时，一米处噪声不超过75分贝；连续运行72小时无丢包。
cooperation: □委托开发 ☑合作开发 □技术入股 => 合作开发
requirements | ip_ownership: 有精密机械动力学试验台的高校 | / => -
.founded | .capital | .staff | .sales | .high: 2009年4月 | 1500万元 | 132人 | 6800万元 | ☑是 □否
.fax | .tech | .techp | .zip: 0573-86030400 | 潘九如 | 13511337204 | 314300
.bank | .account: 海盐农商银行秦山支行 | 201000187654321
unmatched: 成立时间 | 2009年4月
unmatched: 传真 | 0573-86030400
unmatched: 技术负责人 | 潘九如
unmatched: 电话 | 13511337204
unmatched: 邮编 | 314300
unmatched: 开户行 | 海盐农商银行秦山支行
unmatched: 账号 | 201000187654321
[scan 2]
title: 丙烯酸尾气冷凝液回收
owner | credit_code | legal_representative: 嘉兴港区润禾化工有限公司 | 91330400MA2D7K40B* | 宁采风
owner_kind: □国有 □民营 ☑外资 => 外资
address | region | field: 嘉兴港区外环西路700号 | 嘉兴港区 | 精细化工
contact | contact_title | phone | mobile | email: 姚一帆 | / => - | / => - | 13736860517 | 无 => -
investment | reward | deadline: 200万元左右 => - | / => - | 2022年底
background: 冷凝液含少量醛，现在全部送焚烧，一年要花三百多万元。
content: 脱醛工艺比选；回用到吸收塔后对聚合的影响。
targets: 醛含量低于50ppm，回收率80%以上。
benefits: 每年少焚烧四千吨。
cooperation: ☑委托开发 ☑合作开发 □技术入股 => 委托开发、合作开发
requirements | ip_ownership: 做过同类装置 | 共有
.founded | .capital | .staff | .sales | .high: 2015-08-11 | 500万美元 | 88 | 3.2亿 | □是 ☑否
.fax | .tech | .techp | .zip: 无 | 葛天民 | 同上 | 314201
.bank | .account: / | /
faults: investment
unmatched: 成立时间 | 2015-08-11
unmatched: 技术负责人 | 葛天民
unmatched: 邮编 | 314201

[lastyear 1]
title: 水刺无纺布在线克重控制
owner | credit_code | legal_representative: 海宁柔安无纺科技有限公司 | 91330481MA2B06N7T* | 褚云鹤
address | region | field: 海宁市长安镇启辉路19号 | 海宁市科技局 => 海宁市 | 时尚纺织
contact | contact_title | phone | mobile | email: 严子陵 | 生产厂长 | 0573-87410336 | 15958391127 | yanzl@rouan.cn
content: 横向克重差在百分之八左右，靠人工称样调整，一卷布要报废头尾六十米。\\n想用在线测量加自动调节，替掉人工。
targets: 横向克重差不超过3%，换产后十分钟内稳定。
benefits: 每年少报废一百二十吨。
investment | deadline: 150 => 1500000.00 | 2年
cooperation: ■委托开发　□联合攻关　□引进成果　□设备采购 => 委托开发
requirements | ip_ownership: 控制专业，能到厂里来调试 | 归企业
.founded | .sales | .people | .scale: 2013年 | 9600万元 | 21 | ■是　□否
unmatched: 成立时间 | 2013年
[lastyear 2]
title: 车规级连接器端子镀层薄化
owner | credit_code | legal_representative: 南湖区讯联电子有限公司 | 91330402MA2FW59C0* | 黎照邻
address | region | field: 南湖区凤桥镇中兴路8号 | 南湖区科技局 => 南湖区 | 电子元器件
contact | contact_title | phone | mobile | email: 柳七 | 工艺工程师 | 0573-83192265 | 18257349016 | liuqi@xunlian-el.com
content: 金价涨得快，镀金层占端子成本的四成。\\n需要在接触可靠的前提下减到现在的一半厚。
targets: 镀层0.2微米，插拔一万次接触电阻不大于10毫欧。
benefits: 一年节约材料费约500万元。
investment | deadline: ￥2,000,000.00 => 2000000.00 | 24个月
cooperation: □委托开发　■联合攻关　■引进成果　□设备采购 => 联合攻关、引进成果
requirements | ip_ownership: / => - | 双方另行商定
.founded | .sales | .people | .scale: 2011年9月 | 1.1亿元 | 34 | ■是　□否
unmatched: 成立时间 | 2011年9月
"""

COMMON = """
[outline 1]
title: 蜂窝板用水性胶快速固化
owner | credit_code | owner_kind: 嘉善县木业家具行业协会 | 51330421MJ92H6040* | 行业协会
legal_representative | address | region | field: 丁令威 | 嘉善县大舜工业园舜新路12号 | 嘉善县 | 绿色家居
contact | contact_title | phone | mobile | email: 钱小山 | 秘书长 | 0573-84651108 | 13511390462 | qianxs@jsfurn.org
background: 溶剂胶已经限用，水性胶要压四个小时才能下机，会员厂的产能掉了三成。
content: 找出适合蜂窝纸芯的固化体系。\\n设计中温短时的压合工艺，并在两家会员厂试生产。
targets | benefits: 压合时间不超过30分钟，剥离强度不降。 | 会员单位年增产值八千万元。
requirements | ip_ownership: 有胶粘剂配方经验 | 协会和揭榜方共有
investment | reward | deadline: 300万元 => 3000000.00 | 150万元 => 1500000.00 | 2年
cooperation: 委托开发
.founded | .zip | .day: 2006年3月 | 314113 | 2021年6月3日
unmatched: 成立时间 | 2006年3月
unmatched: 邮政编码 | 314113
[outline 2]
title: 新能源客车空调余热除霜
owner | credit_code | owner_kind: 秀洲区新能源装备产业联盟 | 51330411MJ98K2175* | 产业联盟
legal_representative | address | region | field: 尉迟远 | 秀洲区高照街道康和路1288号 | 秀洲 => 秀洲区 | 新能源汽车
contact | contact_title | phone | mobile | email: 卜算 | 副秘书长 | 0573-83683390 | 13666780143 | busuan@xznea.cn
background: 冬天用电加热除霜，续航少五十公里。
content: 余热回收换热器的结构。\\n除霜时机的判断。
targets | benefits: 除霜能耗下降一半。 | 成员企业年配套三千套。
requirements | ip_ownership: 有整车热管理业绩 | 联盟共有
investment | reward | deadline: 500（万元） => 5000000.00 | 待定 => - | 2021年9月-2023年8月
cooperation: 合作开发
.founded | .zip | .day: 2019年11月 | 314031 | 2021年6月7日
doubts: reward
unmatched: 成立时间 | 2019年11月
unmatched: 邮政编码 | 314031

[office 1]
title: 光伏背板回收分层
owner | credit_code: 平湖市循环产业创新服务综合体 | 52330482MJ90G4471*
owner_kind: ☑产业创新服务综合体 □创新联合体\\n□行业协会 □产业联盟 => 产业创新服务综合体
legal_representative | address | region | field: 贺兰 | 平湖市独山港镇海河路2200号 | 平湖 => 平湖市 | 新材料产业链
contact | contact_title | phone | mobile | email: 向春风 | 主任助理 | 0573-85790416 | 18768340925 | xiangcf@phrecycle.cn
background: 退役组件逐年增加，背板含氟层没有好办法处理。
content: 一是低温脆化分层；\\n二是含氟层收集和检测。
targets | benefits: 分层率95%以上；每平方米耗电不超过1.5度。 | 建成年处理五千吨的示范线。
investment | reward | deadline | cooperation: 360万 => 3600000.00 | 180 => 1800000.00 | 2023.6.30 => 2023-06-30 | 联合研发
requirements | ip_ownership: 需有固废处理方面的研究基础。 | 综合体所有
.founded | .fax: 2018年5月 | 0573-85790400
unmatched: 成立时间 | 2018年5月
unmatched: 传真 | 0573-85790400
[office 2]
title: 桑蚕茧智能分级
owner | credit_code: 桐乡市茧丝绸创新联合体 | 91330483MA2L0P31E! => -
owner_kind: □产业创新服务综合体 ☑创新联合体\\n□行业协会 □产业联盟 => 创新联合体
legal_representative | address | region | field: 桑若 | 桐乡市河山镇东浜头路66号 | 桐乡市 | 时尚产业链
contact | contact_title | phone | mobile | email: 冷香 | 项目主管 | 0573-88971230 | 13758390614 | lengxiang@txsilk.com
background: 选茧全靠眼看手摸，熟练工越来越难找。
content: 多光谱成像识别内印茧和柴印茧，配套自动剔除装置。
targets | benefits: 每秒不少于30粒，误判率不高于2%。 | 一条线省工8人。
investment | reward | deadline | cooperation: 180-200 => - | 100 => 1000000.00 | 18个月 | 委托研发
requirements | ip_ownership: 机器视觉团队。 | 双方共有
.founded | .fax: 2020年1月 | /
faults: credit_code, investment
unmatched: 成立时间 | 2020年1月
"""

TRANSFER = """
[mail 1]
title: 河道底泥免烧陶粒
owner | owner_kind | credit_code | region: 秀水环境工程研究院 | 科研院所 | 12330400MB0T77140* | 秀洲区
contact | mobile | phone | email: 江疏影 | 13706738852 | 0573-83640158 | jiangsy@xsee.ac.cn
field | maturity | level: 资源循环利用 | 中试 | 国内领先
mode | price: 技术许可 | 80万 => 800000.00
ip: 发明专利两件（ZL201910332087.1、ZL202010118846.5）
content: 用碱激发办法常温养护，不用烧结，一吨底泥可做零点七吨陶粒。\\n已在一处泥场连续做了三个月。
benefits: 每立方米比烧结陶粒便宜六十元。
requirements: 有场地五亩以上
.award | .clerk | .clerkp | .clerkf: 见附件 | 方晓雯　科研管理处 | 0573-83640021 | 0573-83640020
[mail 2]
title: 鲜食玉米真空速冷保鲜
owner | owner_kind | credit_code: 浙东农产品加工学院 | 高等院校 | 12330000MB1K50263*
contact | mobile | phone | email: 田自耕 | 13958207741 | / => - | tianzg@zdap.edu.cn
field | maturity | level: 农产品加工 | 已应用 | 国内先进
mode | price: 技术转让、技术服务 | 面议 => -
ip: 实用新型1件
content: 采后半小时内真空降温到四度，货架期由三天延长到十二天。
benefits: 损耗降低一成五。
requirements: 自有冷链的合作社或公司
.region:
.award | .clerk | .clerkp | .clerkf: 无 | 乐小满　合作办 | 0571-63750116 | 0571-63750110
doubts: price

[achieve 1]
title: 手套箱气氛微量水氧传感器
owner | credit_code: 沪北传感技术研究所 | 12310000MB2C91084*
owner_kind: □企业 □高校 ☑科研院所 □其他 => 科研院所
address | email | field: 上海市宝山区蕴川路3366号 | wangyt@hbsensor.ac.cn | 仪器仪表
contact | mobile | phone: 王雨亭 | 13816620394 | 021-56780413
maturity: □小试 ☑中试 □小规模生产 □大规模应用 => 中试
level: □国际领先 ☑国际先进 □国内领先 => 国际先进
ip: 发明专利3件，软件著作权1项
content: 氧化锆与薄膜电容两种敏感元件封在一个探头里，响应快。\\n可以耐受有机溶剂蒸气。
mode | price: 转让 | 150 => 1500000.00
benefits | requirements: 替代进口，单支降价六成。 | 有洁净车间
.number | .day | .zip | .people: HB2021-0047 | 2021年5月12日 | 201901 | 王雨亭、季春
unmatched: 登记号 | HB2021-0047
unmatched: 邮编 | 201901
[achieve 2]
title: 湿法冶金萃余液除油材料
owner | credit_code: 嘉禾大学化工学院技术转移中心 | 12330400MB3D20619*
owner_kind: □企业 ☑高校 □科研院所 □其他 => 高校
address | email | field: 嘉兴市南湖区越秀南路1001号 | mojl@jiahe-u.edu.cn | 化工新材料
contact | mobile | phone: 莫久留 | 13615738260 | 0573-83645590
maturity: ☑小试 □中试 □小规模生产 □大规模应用 => 小试
level: □国际领先 □国际先进 ☑国内领先 => 国内领先
ip: 申请发明专利1件，尚未授权
content: 亲油纤维床吸附，饱和后用热水再生。
mode | price: 许可或合作开发 | 30-50 => -
benefits | requirements: 萃取剂损失减少七成。 | /  => -
.number | .day | .zip | .people: JH2021-118 | 2021年6月1日 | 314001 | 莫久留
faults: price
unmatched: 登记号 | JH2021-118
unmatched: 邮编 | 314001
"""

INTENT = """
[signup 1]
project_title | project_code: 经编机送经张力自调 | GJ-2021-HN-017
bidder | credit_code: 钱江智造研究院 | 12330100MB4E83120*
bidder_kind: □企业 □高校 ☑科研院所 => 科研院所
leader | leader_title | contact | phone | mobile | email: 石介 | 正高级工程师 | 闻人语 | 0571-86913370 | 13588039416 | wenry@qjim.ac.cn
members: 1、海宁新梭机械有限公司\\n2、杭州弦动传感技术有限公司\\n3、西溪理工学院
basis | scheme: 做过两年送经机构项目，有张力试验台一座。 | 用扭矩观测代替张力传感器。\\n每根经轴单独伺服。
targets | schedule: 张力波动不超过5%，满足榜单。 | 前6个月出样机，后6个月在海宁上机试车。
price: 86（万元） => 860000.00
.founded | .capital | .staff | .major | .fax: 2012年10月 | 800万元 | 64人 | 机械设计 | 0571-86913300
.bank | .account: 工行杭州江南支行 | 1202026409900123456
unmatched: 成立时间 | 2012年10月
unmatched: 注册资本 | 800万元
unmatched: 传真 | 0571-86913300
unmatched: 开户行 | 工行杭州江南支行
unmatched: 账号 | 1202026409900123456
[signup 2]
project_title | project_code: 腐竹揭皮机械手 | GJ-2021-JK-004
bidder | credit_code: 江淮食品装备股份有限公司 | 91340100MA2N6R35X*
bidder_kind: ☑企业 □高校 □科研院所 => 企业
leader | leader_title | contact | phone | mobile | email: 范成 | 高级工程师 | 范成 | / => - | 13955120483 | fancheng@jhfoodeq.com
members: 无 => -
basis | scheme: 豆制品生产线交付四十多条。 | 负压揭取，视觉判断成皮。
targets | schedule: 单机每小时揭皮180张。 | 2021年8月至2022年7月
price: ￥1,280,000 => 1280000.00
.founded | .capital | .staff | .major | .fax: 2004年 | 5200万元 | 410 | 食品机械 | /
.bank | .account: 见附件 | 见附件
unmatched: 成立时间 | 2004年
unmatched: 注册资本 | 5200万元
"""

ALL: dict[str, list[list[Sheet]]] = {}
for form, text in (("key", KEY), ("common", COMMON), ("transfer", TRANSFER), ("intent", INTENT)):
    ALL |= sheets(form, text)
