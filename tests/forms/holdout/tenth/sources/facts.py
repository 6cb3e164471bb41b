"""Invented facts of the tenth set: what each sender wrote, and how it should be read where that differs.

A block begins with ``[layout number]``, or ``[layout number.part]`` where one file holds several forms. A line gives
one name and its text, or several with `` | `` between them. ``written => read`` tells what an import should give
(``=> -`` for nothing). A name with a dot in front is no field. A credit code ends in ``*`` for its right check digit,
in ``!`` for a wrong one. ``faults`` and ``doubts`` list fields; ``unmatched`` is a label and a text that belongs to no field.
"""

# ruff: noqa: E501  a fact reads best on one line

from __future__ import annotations

from typing import Any

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"

KEY = """
[cover 1]
title: 高速冲床滚针导柱间隙自补偿技术
owner | credit_code | owner_kind | legal_representative: 海宁锐冲精密机床有限公司 | 91330481MA2CW7T31* | 有限责任公司 | 梁伯庸
address | region | field: 海宁市丁桥镇永兴路16号 | 海宁市 | 高档数控机床
contact | contact_title | phone | mobile | email: 傅云岫 | 技术副总 | 0573-87631190 | 13819376120 | fuyx@ruichong.cn
background: 公司主导产品为每分钟一千二百次的高速冲床。\\n导柱温升后间隙变化，下死点漂移超过二十微米，客户只能停机冷却。
content: 第一，建立导柱与滚针热变形的计算模型。\\n第二，研制间隙在线补偿机构，要求不改动现有机身。
targets | benefits: 连续运行八小时下死点漂移不大于6微米；补偿响应时间不大于0.5秒。 | 样机定型后两年内形成销售3000万元。
requirements: 有精密传动方向的省部级实验室，近三年完成过企业委托课题。
ip_ownership | deadline: 申请权归我公司，发明人署名按贡献排序 | 2021年10月1日至2023年9月30日
cooperation: ☑委托开发　□合作开发　□技术入股 => 委托开发
investment | reward: 480万元 => 4800000.00 | 260万元 => 2600000.00
.total | .pay | .gear | .stuff | .test: 480 | 260 | 120 | 70 | 30
.day | .fin | .finp: 2021年6月16日 | 郁金 | 13957370418
unmatched: 手机 | 13957370418
[cover 2]
title: 聚酰胺6原位聚合连续纤维预浸带制备
owner | credit_code | owner_kind | legal_representative: 平湖众纤复合材料股份有限公司 | 91330482MA28AC6W5* | 股份有限公司 | 谈笑
address | region | field: 平湖经济技术开发区兴平三路1660号 | 平湖市 | 新材料
contact | contact_title | phone | mobile | email: 裴知秋 | 研究院院长 | 0573-85090277 | 13967306152 | peizq@zxcomposite.com
background: 热塑性预浸带依赖进口，单价高出国产热固性带三倍以上。
content: 己内酰胺低粘熔体浸渍工艺。\\n纤维上浆剂与阴离子聚合体系的相容。\\n残余单体脱除。
targets | benefits: 纤维体积含量不低于55%；孔隙率不高于1%；线速度不低于8米/分钟。 | 替代进口，年节约采购成本1200万元。
requirements: 高校或科研院所，具备百米级浸渍试验线。
ip_ownership | deadline: 双方共同申请 | 24个月
cooperation: □委托开发　☑合作开发　□技术入股 => 合作开发
investment | reward: 660万元 => 6600000.00 | 贰佰陆拾万元（280万元） => -
.total | .pay | .gear | .stuff | .test: 660 | 见正文 | 250 | 90 | 40
.day | .fin | .finp: 2021年6月18日 | 戚风 | 13706736925
faults: reward
unmatched: 手机 | 13706736925
[cover 3]
title: 羊绒纱线色牢度提升的低温活性染色
owner | credit_code | owner_kind | legal_representative: 桐乡市绒之初纺织科技有限公司 | 91330483MA2JGK826! => - | 有限责任公司 | 计春生
address | region | field: 桐乡市濮院镇工贸大道1999号 | 嘉兴市桐乡市 => 桐乡市 | 时尚纺织
contact | contact_title | phone | mobile | email: 宿雨 | 染整车间主任 | 0573-88793306 | 15957335081 | suyu@rongzhichu.com
background: 羊绒高温染色损伤大，低温染色又不牢，返工率一成以上。
content: 开发60摄氏度以下上染的活性染料助剂组合，并给出深浅两套工艺曲线。
targets | benefits: 湿摩擦牢度达到4级；单纤强力损失不超过5%。 | 返工率下降到2%，每吨纱节约蒸汽3吨。
requirements: 熟悉蛋白质纤维染整的团队。
ip_ownership | deadline: 归需求单位 | 2022年9月底
cooperation: □委托开发　□合作开发　☑技术服务 => 技术服务
investment | reward: 95.5万元 => 955000.00 | 50万元 => 500000.00
.total | .pay | .gear | .stuff | .test: 95.5 | 50 | 20 | 15.5 | 10
.day | .fin | .finp: 2021年6月21日 | 虞初 | 18257367703
faults: credit_code
unmatched: 手机 | 18257367703

[tabs 1]
title: 低温燃料电池叉车电堆冷启动
owner | credit_code | legal_representative: 嘉善启氢动力有限公司 | 91330421MA2LBR406* | 靳东篱
address | region | field: 嘉善县姚庄镇万泰路158号 | 嘉善县 | 氢能
contact | contact_title | phone | mobile | email: 乔木 | 电堆部部长 | 0573-84771256 | 13586371904 | qiaomu@qiqing-power.cn
background: 零下二十度启动须外接加热，耗时二十分钟以上，冷库用户不能接受。
content: 膜电极抗冻配方与启动控制策略，含低温单体电压一致性控制。
targets: 零下25℃自启动时间不超过90秒，循环500次电压衰减不超过5%。
requirements: 承担过车用电堆课题
investment | reward | deadline: 520万 => 5200000.00 | 300万 => 3000000.00 | 2022年12月
cooperation: □ 委托开发　　√ 合作开发　　□ 其他 => 合作开发
.filler | .fillerp | .day: 于归 | 0573-84771200 | 2021年7月2日
unmatched: 填表人电话 | 0573-84771200
[tabs 2]
title: 大豆分离蛋白拉丝结构仿真与模具设计
owner | credit_code | legal_representative: 海盐素味坊食品科技有限公司 | 91330424MA2D0E7K4* | 蓝田玉
address | region | field: 海盐县望海街道盐东大道399号 | 海盐县 | 食品
contact | contact_title | phone | mobile | email: 南星 | 研发经理 | 0573-86125533 | 18767392146 | nanxing@suweifang.com
background: 挤压模具靠经验修磨，一副模具平均返修四次。
content: 建立高水分挤压流变模型，据此反求冷却模腔尺寸。
targets: 组织化度不低于1.5，模具返修不超过1次。
requirements: 食品工程或模具学科团队
investment | reward | deadline: 150万元 => 1500000.00 | 玖拾万元整 => 900000.00 | 二〇二二年十二月三十一日 => 2022-12-31
cooperation: √ 委托开发　　□ 合作开发　　□ 其他 => 委托开发
.filler | .fillerp | .day: 半夏 | 0573-86125500 | 2021年7月5日
unmatched: 填表人电话 | 0573-86125500
[tabs 3]
title: 铝合金轮毂旋压余热在线固溶
owner | credit_code | legal_representative: 嘉兴港区飞轮铝业有限公司 | 91330400MA2BB15T9* | 石敢当
address | region | field: 嘉兴港区东方大道1088号 | 港区 => 嘉兴港区 | 汽车零部件
contact | contact_title | phone | mobile | email: 章台 | 工艺主管 | 0573-85583620 | 13736826517 | zhangtai@feilun-al.com
background: 旋压后冷却再加热，一只轮毂多耗电三度。
content: 旋压余热固溶的温度窗口，以及淬火转移装置。
targets: 屈服强度不低于240MPa，单件节电2.5千瓦时。
requirements: 有轻合金热处理试验条件
investment | reward | deadline: 3,200,000元 => 3200000.00 | 1,500,000元 => 1500000.00 | 2022年11月31日 => -
cooperation: □ 委托开发　　□ 合作开发　　√ 联合申报 => 联合申报
.filler | .fillerp | .day: 苏叶 | 0573-85583600 | 2021年7月6日
faults: deadline
unmatched: 填表人电话 | 0573-85583600

[bigcell 1]
title: 盾构管片密封垫长寿命橡胶配方
owner | credit_code | owner_kind: 嘉兴经开恒封橡塑有限公司 | 91330401MA29FX0A2* | 民营企业
legal_representative | .staff | .capital | .sales: 池上楼 | 186 | 3000 | 15200
address | region | field: 嘉兴经济技术开发区塘汇街道正原路265号 | 经开区 => 嘉兴经济技术开发区（国际商务区） | 高分子材料
contact | contact_title | phone | mobile | email: 沙鸥 | 配方工程师 | 0573-82226081 | 13705732866 | shaou@hengfeng-rp.com
background: 隧道设计寿命百年，而密封垫应力松弛数据只有三十年外推。
content: （1）三元乙丙硫化体系筛选；\\n（2）压缩应力松弛加速试验与寿命外推方法；\\n（3）接头复合结构。
targets | benefits: 百年应力保持率≥65%，接头强度≥本体80%。 | 进入城际铁路供应链，三年新增产值1亿元。
investment | reward | deadline: 390 => 3900000.00 | 210 => 2100000.00 | 2021年9月至2024年8月
requirements: 橡胶专业，有老化试验箱不少于十台
ip_ownership | cooperation: 需求方所有 | ■委托研发 □联合研发 □购买专利 => 委托研发
.expert | .expertp | .officer: 江城橡胶研究院　封侯 | 025-83307719 | 汪洋
unmatched: 电话 | 025-83307719
[bigcell 2]
title: 屋顶光伏直流电弧故障识别
owner | credit_code | owner_kind: 秀洲曜阳逆变器有限公司 | 91330411MA2CUN9P8* | 民营企业
legal_representative | .staff | .capital | .sales: 卫青岚 | 95 | 2000 | 8600
address | region | field: 秀洲区王店镇梅里大道55号 | 嘉兴市秀洲区 => 秀洲区 | 光伏
contact | contact_title | phone | mobile | email: 向晚 | 算法组组长 | 0573-83155078 | 18868362470 | xiangwan@yaoyang-pv.com
background: 国外标准要求2.5秒内切断，本公司产品误报率高，出口受限。
content: （1）多路组串电流噪声特征提取；\\n（2）小样本条件下的识别算法；\\n（3）在现有主控芯片上实现。
targets | benefits: 识别率≥99%，误报每年每台≤1次。 | 取得北美认证，年出口增加2000万元。
investment | reward | deadline: 240 => 2400000.00 | 约100 => - | 18个月
requirements: 信号处理方向，有现场数据者优先
ip_ownership | cooperation: 双方共有，产品由需求方独家生产 | □委托研发 ■联合研发 □购买专利 => 联合研发
.expert | .expertp | .officer: 浙东电力学院　管宁 | 0571-88176632 | 麦浪
faults: reward
unmatched: 电话 | 0571-88176632
[bigcell 3]
title: 老年助行外骨骼柔性驱动单元
owner | credit_code | owner_kind: 南湖区康步医疗器械有限公司 | 91330402MA2HY6D83* | 外资企业
legal_representative | .staff | .capital | .sales: 祁连山 | 62 | 1500 | 2100
address | region | field: 南湖区大桥镇亚太工业园区明新路333号 | 南湖 => 南湖区 | 医疗器械
contact | contact_title | phone | mobile | email: 阮郎 | 项目经理 | 0573-83053617 | 15967380925 | ruanlang@kangbu-med.com
background: 刚性驱动单元过重，老人穿戴十分钟即疲劳。
content: （1）鲍登线柔性传动；\\n（2）意图识别与助力曲线自适应。
targets | benefits: 单侧重量≤1.2千克，助力延迟≤50毫秒，续航≥4小时。 | 取得二类注册证，首年销售800台。
investment | reward | deadline: 120 => 1200000.00 | 70 => 700000.00 | 2022/10/31 => 2022-10-31
requirements: 有康复机器人样机基础
ip_ownership | cooperation: 按出资比例共有 | □委托研发 ■联合研发 ■购买专利 => 联合研发、购买专利
.expert | .expertp | .officer: 海东理工大学　晏清 | 021-67791024 | 童谣
unmatched: 电话 | 021-67791024
"""

COMMON = """
[answers 1]
title: 化纤长丝疵点在线识别共性技术
owner | credit_code | owner_kind: 桐乡市化纤产业创新服务综合体 | 52330483MJ95A2604* | 产业创新服务综合体
legal_representative | address | region | field: 沐阳 | 桐乡市洲泉镇湘溪大道1号 | 桐乡市 | 化纤新材料产业链
contact | contact_title | phone | mobile | email: 车前 | 运营部主任 | 0573-88521407 | 13867390215 | cheqian@txfiber.org.cn
background: 长丝卷绕速度高，毛丝、油污丝靠人眼在灯下检查，漏检一成半，会员企业普遍反映。
content: 研究高速丝束的成像方法。\\n建立疵点样本库，并向会员企业开放。
targets | benefits: 漏检率不高于1%；单锭成本不高于300元。 | 在15家企业推广，每年减少索赔4000万元。
requirements: 牵头单位应有机器视觉应用业绩。
ip_ownership | deadline: 样本库归综合体，算法归研发方 | 2023年6月底前
investment | reward: 900万元 => 9000000.00 | 450万元 => 4500000.00
cooperation: 联合攻关
[answers 2]
title: 箱包用再生涤纶面料溯源检测方法
owner | credit_code | owner_kind: 平湖市箱包行业协会 | 51330482MJ943X172* | 行业协会
legal_representative | address | region | field: 欧阳春 | 平湖市新埭镇兴旺路7号 | 平湖市 | 箱包
contact | contact_title | phone | mobile | email: 茅舍 | 秘书长 | 0573-85602238 | 13511307964 | maoshe@phbags.org
background: 客户要求标明再生料比例，目前只能凭票据。
content: 寻找能区分再生与原生涤纶的特征物，并形成快速检测方法。
targets | benefits: 比例误差不超过5个百分点，单样检测时间不超过30分钟。 | 形成团体标准1项。
requirements: 第三方检测机构或高校。
ip_ownership | deadline: 归协会 | 15个月
investment: 待定 => -
cooperation: 委托研发
doubts: investment
[answers 3]
title: 中小型电机能效提升的公共仿真平台
owner | credit_code | owner_kind: 嘉善县电机产业联盟 | 51330421MJ95B8810* | 产业联盟
legal_representative | address | region | field: 麦冬 | 嘉善县魏塘街道体育南路88号 | 嘉善县 | 电机及控制
contact | contact_title | phone | mobile | email: 葛巾 | 项目专员 | 0573-84128865 | 1386731950 => - | gejin@jsmotor.org.cn
background: 成员企业各自购买软件，费用高而利用率低。
content: 建设云端电磁与热仿真平台，预置二十种常用机座的参数化模型。
targets | benefits: 仿真与实测效率误差不超过0.8个百分点。 | 服务企业60家以上，每家每年节约8万元。
requirements: 具有电机设计软件自主开发经历。
ip_ownership: 联盟与研发方共有
investment | reward: 360万元 => 3600000.00 | 180万元 => 1800000.00
cooperation: 联合攻关
faults: mobile

[excel 1]
title: 集成灶燃烧器低氮排放共性技术
owner | credit_code | owner_kind: 海盐县集成灶行业协会 | 51330424MJ93Q7058* | 行业协会
legal_representative | address | region | field: 端阳 | 海盐县百步镇百联路6号 | 海盐县 | 智能家居产业链
contact | contact_title | phone | mobile | email: 佟湘 | 副秘书长 | 0573-86771352 | 13819394071 | tongxiang@hyjcz.org
background: 新国标拟收紧氮氧化物限值，现有燃烧器大多达不到。
content: 多孔介质预混燃烧结构；\\n引射比自适应调节。
targets | benefits: 氮氧化物≤40mg/kWh，热效率≥68%。 | 全行业120万台产品可升级。
requirements: 有燃烧诊断平台
ip_ownership | cooperation: 协会与揭榜方共有 | 联合攻关
investment | reward | deadline: 350 => 3500000.00 | 200 => 2000000.00 | 2022-12-31
.unit: （万元）
[excel 2]
title: 皮革制品虚拟试穿面料参数库
owner | credit_code | owner_kind: 海宁时尚产业创新联合体 | 91330481MA2JEW65A* | 创新联合体
legal_representative | address | region | field: 雪莱青 | 海宁市海昌街道硖川路399号 | 海宁市 | 时尚产业链
contact | contact_title | phone | mobile | email: 谷雨 | 平台负责人 | 0573-87293016 | 15057390832 | guyu@hnfashion.org.cn
background: 皮革厚薄软硬不一，虚拟样衣与实物差别大。
content: 建立皮革弯曲、拉伸、悬垂参数测试方法和不少于三千种的参数库。
targets | benefits: 虚拟与实物悬垂轮廓重合度≥90%。 | 打样成本下降四成。
requirements: 服装数字化团队
ip_ownership | cooperation: 参数库归联合体 | 委托开发
investment | reward | deadline: 1800000 => 1800000.00 | 900000 => 900000.00 | 2023-03-15
.unit: （元）
[excel 3]
title: 生猪养殖沼液还田重金属快速检测
owner | credit_code | owner_kind: 南湖区生态农业产业联盟 | 51330402MJ96R3347* | 产业联盟
legal_representative | address | region | field: 稻香 | 南湖区新丰镇丰南路21号 | 南湖区 | 现代农业
contact | contact_title | phone | mobile | email: 方塘 | 农艺师 | 0573-83111925 | 18006738614 | fangtang@nheco.org
background: 送检一次要五天，还田时机往往错过。
content: 田头快速前处理与电化学传感片。
targets | benefits: 铜锌检出限≤0.1mg/L，检测时间≤15分钟。 | 覆盖沼液消纳地2万亩。
requirements: 农业或分析化学学科
ip_ownership | cooperation: 共有 | 委托开发
investment | reward | deadline: 88.8 => 888000.00 | 45.6 => 456000.00 | 2022-06-30
.unit: （万元）

[checked 1]
title: 紧固件表面无铬达克罗涂层共性技术
owner | credit_code: 海盐紧固件产业创新服务综合体 | 52330424MJ94C1166*
owner_kind: ☑产业创新服务综合体\\n□创新联合体\\n□行业协会\\n□产业联盟\\n□其他 => 产业创新服务综合体
legal_representative | address | region | field: 罗敷 | 海盐县西塘桥街道海港大道1828号 | 海盐县 | 紧固件产业链
contact | contact_title | phone | mobile | email: 凌波 | 综合部部长 | 0573-86853370 | 13615830297 | lingbo@hyfastener.cn
background: 含铬涂层出口受限，无铬涂层耐蚀不足。\\n全县二百余家企业有同样需要。
content: 水性锌铝浆料的分散稳定。\\n钝化剂替代。
targets | benefits: 中性盐雾≥1000小时；摩擦系数0.12至0.18。 | 减少危险废物800吨每年。
requirements: 涂层或电化学方向团队，能派驻现场三个月
ip_ownership | deadline: 综合体与揭榜方各半 | 2023年8月31日 => 2023-08-31
investment | reward | .unit: 4,500,000 => 4500000.00 | 2,000,000 => 2000000.00 | 元
cooperation: （√）共同研发　（　）委托研发　（　）技术转让 => 共同研发
.office | .officep: 成蹊 | 0573-86022917
[checked 2]
title: 泛半导体超洁净管件内壁检测共性技术
owner | credit_code: 嘉兴泛半导体装备创新联合体 | 91330401MA2JFA920*
owner_kind: □产业创新服务综合体\\n☑创新联合体\\n□行业协会\\n□产业联盟\\n□其他 => 创新联合体
legal_representative | address | region | field: 程门 | 嘉兴市经开区昌盛南路36号 | 国际商务区 => 嘉兴经济技术开发区（国际商务区） | 泛半导体产业链
contact | contact_title | phone | mobile | email: 晨曦 | 技术秘书 | 0573-82208543 | 13757390466 | chenxi@jxsemi-union.com
background: 管件内壁粗糙度只能剖开抽检，一批废品率近8%。
content: 细长管内壁的光学检测探头。\\n缺陷分级方法。
targets | benefits: 管径6毫米可测；粗糙度分辨力0.01微米。 | 服务成员企业9家，年检测管件50万支。
requirements: 光学检测仪器研制单位
ip_ownership | deadline: 联合体共有 | 30个月
investment | reward | .unit: 0.12 => 12000000.00 | 0.05 => 5000000.00 | 亿元
cooperation: （√）共同研发　（√）委托研发　（　）技术转让 => 共同研发、委托研发
.office | .officep: 桃李 | 0573-82260917
[checked 3]
title: 毛衫企业印花废水分质回用共性技术
owner | credit_code: 桐乡濮院毛衫行业协会 | 51330483MJ97T0085*
owner_kind: □产业创新服务综合体\\n□创新联合体\\n☑行业协会\\n□产业联盟\\n□其他 => 行业协会
legal_representative | address | region | field: 吴带风 | 桐乡市濮院镇凯旋路2088号 | 桐乡市 | 时尚产业链
contact | contact_title | phone | mobile | email: 汀兰 | 会员部主任 | 0573-88860154 | 13758073216 | tinglan@pysweater.org
background: 各家小水量混排，集中厂处理成本逐年升高。
content: 高浓低浓分流与短流程膜回用。
targets | benefits: 回用率≥60%；吨水电耗≤2.2度。 | 年减排废水150万吨。
requirements: 有同类工程三项以上
ip_ownership | deadline: 归协会与揭榜方共有 | 二○二三年六月 => 二○二三年六月
investment | reward | .unit: 380 => 3800000.00 | 180-220 => - | 万元
cooperation: （　）共同研发　（　）委托研发　（√）技术转让 => 技术转让
.office | .officep: 言蹊 | 0573-88022917
faults: reward
"""

TRANSFER = """
[box 1]
title: 高盐废水蒸发结晶防垢剂
owner | credit_code | owner_kind: 江左化工研究院 | 12330000MB1H2870K* | 科研院所
field | maturity | level: 环境保护 | 小规模生产 | 国内领先
contact | phone | mobile | email: 司南 | 0571-88271305 | 13958172046 | sinan@jzchem.ac.cn
address: 杭州市拱墅区石祥路272号
ip: 发明专利2项：ZL201810446219.0、ZL201910077503.2
content: 以聚天冬氨酸改性物为主剂，对硫酸钙、硅垢均有抑制作用。\\n已在三套蒸发器上连续使用一年。
mode | price: ☑技术许可 □技术转让 □作价入股 => 技术许可 | 面议 => -
benefits | requirements: 清洗周期由七天延长到四十天。 | 有危化品生产或复配资质。
.broker | .brokerp | .number: 白芷 | 13675809132 | JZ2021-036
doubts: price
unmatched: 技术经纪人电话 | 13675809132
[box 2]
title: 茭白秸秆青贮饲料菌剂
owner | credit_code | owner_kind: 浙江北方农林学院 | 12330000MB0L51392* | 高等院校
field | maturity | level: 现代农业 | 已应用 | 国内先进
contact | phone | mobile | email: 连翘 | 0571-63748820 | 13777400916 | lianqiao@zjbfnl.edu.cn
address: 杭州市临安区衣锦街252号
ip: 国家发明专利1件（ZL201710660184.X），菌种保藏2株
content: 两株乳酸菌与一株酵母复配，常温六十天不霉变。
mode | price: ☑技术许可 □技术转让 □作价入股 => 技术许可 | 35万元 => 350000.00
benefits | requirements: 每吨秸秆增值180元。 | 在嘉兴有饲料加工场地。
.broker | .brokerp | .number: 决明 | 0571-63748801 | NL2021-008
unmatched: 技术经纪人电话 | 0571-63748801
[box 3]
title: 微型燃气轮机回热器真空钎焊
owner | credit_code | owner_kind: 沪西动力机械研究所 | 12310000425021633* | 科研院所
field | maturity | level: 能源装备 | 中试 | 国际先进
contact | phone | mobile | email: 常山 | 021-64830271 | 13816290457 | changshan@hxpower.ac.cn
address: 上海市闵行区剑川路1107号
ip: 专利受理3件，技术秘密1项
content: 薄壁波纹板叠层钎焊，泄漏率低于万分之三。
mode | price: □技术许可 ☑技术转让 ☑作价入股 => 技术转让、作价入股 | 600-800万元 => -
benefits | requirements: 单台燃机效率提高12个百分点。 | 具备真空炉及氦检漏设备。
.broker | .brokerp | .number: 杜仲 | 13901760238 | HX2021-015
faults: price
unmatched: 技术经纪人电话 | 13901760238

[web 1]
title: 无人机载高光谱稻瘟病早期识别
owner | region | field: 嘉禾农业遥感研究中心 | 秀洲区 | 农业信息化
maturity | level: 中试 | 国内领先
ip: 软件著作权3项；发明专利申请2项
mode | price: 技术许可 | 1.2亿元 => 120000000.00
content: 以五个特征波段组合判别叶瘟，病斑肉眼可见前三天即可报警。
benefits | requirements: 每亩减少用药一次。 | 有植保无人机服务队。
contact | mobile | email: 稼轩 | 13957391846 | jiaxuan@jhagrs.ac.cn
.hits | .posted: 1286 | 2021-05-20
[web 2]
title: 陶瓷膜法黄酒澄清除菌
owner | region | field: 越州酿造研究所 | 桐乡市 | 食品加工
maturity | level: 已应用 | 国内先进
ip: ZL201610933058.1
mode | price: 技术转让 | 500000元 => 500000.00
content: 五十纳米陶瓷膜错流过滤，免煎酒，保留酯香。\\n膜通量稳定，可碱洗再生。
benefits | requirements: 每千升节约蒸汽费用60元。 | 年产黄酒三千千升以上。
contact | mobile | email: 杜康年 | 13867520634 | dukn@yzniang.cn
.hits | .posted: 342 | 2021-06-03
[web 3]
title: 玻璃纤维废丝再生微粉
owner | region | field: 浙北材料工程中心 | 桐乡市 | 资源综合利用
maturity | level: 小试 | 国际先进
ip: 发明专利3件、实用新型1件
mode | price: 合作开发 | 面议 => -
content: 低温脆化研磨，所得微粉长径比可控，可替代三成新料。
benefits | requirements: 消纳废丝2万吨每年。 | 有粉体加工线。
contact | mobile | email: 石英子 | 15868390127 | shiyz@zbmec.com
.hits | .posted: 97 | 2021-06-11
doubts: price

[county 1]
title: 船用低温燃气阀门阀座堆焊
owner | credit_code: 江海船舶材料学院 | 12320000466007825*
owner_kind: □企业 ☑高校 □院所 => 高校
region | address | field: 平湖市 | 镇江市京口区梦溪路2号 | 海工装备
contact | phone | mobile | email: 舒望 | 0511-84402617 | 13905280476 | shuwang@jhcb.edu.cn
ip: 授权发明专利4件，首件号ZL201510882046.6
content: 钴基合金微束等离子堆焊，硬度梯度平缓。\\n零下一百六十度循环不开裂。
maturity | level | mode: □小试 □中试 ☑小规模生产 □大规模应用 => 小规模生产 | □国际领先 ☑国际先进 □国内领先 => 国际先进 | ☑转让 □许可 □入股 ☑技术服务 => 转让、技术服务
price: 160 => 1600000.00
benefits | requirements: 阀座寿命延长两倍。 | 有压力管道元件制造许可证
.people | .award: 舒望、余晖 | 省科技进步三等奖（2020年）
unmatched: 获奖情况 | 省科技进步三等奖（2020年）
[county 2]
title: 冷榨菜籽油脱腥工艺
owner | credit_code: 嘉兴市粮油科学研究所 | 12330400470913386*
owner_kind: □企业 □高校 ☑院所 => 院所
region | address | field: 南湖 => 南湖区 | 嘉兴市南湖区城南路1369号 | 粮油加工
contact | phone | mobile | email: 禾苗 | 0573-82613054 | 13586420917 | hemiao@jxlyk.cn
ip: 国家发明专利一件（ZL202010338290.7）
content: 低温水蒸气汽提结合活性白土微量吸附，保留维生素E。
maturity | level | mode: □小试 ☑中试 □小规模生产 □大规模应用 => 中试 | □国际领先 □国际先进 ☑国内领先 => 国内领先 | □转让 ☑许可 □入股 □技术服务 => 许可
price: 面议 => -
benefits | requirements: 吨油增值800元。 | 有食用油生产许可证
.people | .award: 禾苗、粟裕民 | 无
doubts: price
[county 3]
title: 伺服电机轴承电蚀监测仪
owner | credit_code: 沪杭机电检测有限公司 | 91330109MA2GN05H7!  => -
owner_kind: ☑企业 □高校 □院所 => 企业
region | address | field: 嘉善县 | 嘉善县罗星街道归谷二路118号 | 仪器仪表
contact | phone | mobile | email: 安澜 | 0573-84296330 | 18157310842 | anlan@hhmtest.com
ip: 实用新型专利2件；软件著作权登记1项
content: 用罗氏线圈测轴电流，边缘侧判断放电次数，提前一个月报警。
maturity | level | mode: □小试 □中试 □小规模生产 ☑大规模应用 => 大规模应用 | □国际领先 □国际先进 ☑国内领先 => 国内领先 | □转让 □许可 ☑入股 □技术服务 => 入股
price: 贰佰伍拾万元整 => 2500000.00
benefits | requirements: 每条产线年减少停机20小时。 | 在长三角有设备维保网络
.people | .award: 安澜、归雁 | 嘉善县优秀新产品奖
faults: credit_code
unmatched: 获奖情况 | 嘉善县优秀新产品奖
"""

INTENT = """
[register 1.1]
project_code | project_title: GJ-2021-HN-006 | 经编涂层面料无溶剂贴合技术
bidder | credit_code | bidder_kind: 江左高分子研究院 | 12330000MB1H2871J* | 科研院所
leader | leader_title | contact | mobile | email: 萧疏 | 研究员 | 艾草 | 13958109273 | aicao@jzpoly.ac.cn
scheme | schedule | price: 湿气固化热熔胶点状转移贴合。 | 12个月 | 86 => 860000.00
.owner | .note: 海宁经涂新材料有限公司 | 可来现场演示
unmatched: 备注 | 可来现场演示
[register 1.2]
project_code | project_title: GJ-2021-HN-009 | 皮革裁断机多刀路径优化
bidder | credit_code | bidder_kind: 杭州切尔智能软件有限公司 | 91330106MA2KC3Y47* | 企业
leader | leader_title | contact | mobile | email: 应如是 | 高级工程师 | 应如是 | 13777860254 | yrs@cutter-ai.com
scheme | schedule | price: 蚁群算法与瑕疵避让联合求解。 | 2021年9月至2022年5月 | 42.5 => 425000.00
.owner: 海宁裁缝机电有限公司
[register 2.1]
project_code | project_title: GX-2021-TX-002 | 化纤油剂生物降解评价方法
bidder | credit_code | bidder_kind: 华东纺织理工大学 | 12310000425008261* | 高校
leader | leader_title | contact | mobile | email: 陶然亭 | 教授 | 容若 | 13916720538 | rongruo@hdft.edu.cn
scheme | schedule | price: 呼吸计量法配合荧光标记。 | 18个月 | 120万元 => 1200000.00
.owner: 桐乡市化纤行业协会
[register 2.2]
project_code | project_title: GX-2021-TX-002 | 化纤油剂生物降解评价方法
bidder | credit_code | bidder_kind: 太湖环境检测研究院 | 12320000MB1960424* | 科研院所
leader | leader_title | contact | mobile | email: 湛蓝 | 正高级工程师 | 黛青 | 13806190473 | daiqing@thenv.org.cn
scheme | schedule | price: 以活性污泥摇瓶法为主，建立十种油剂的降解曲线。 | 2022年底完成 | 约100 => -
.owner: 桐乡市化纤行业协会
faults: price
[register 3.1]
project_code | project_title: GJ-2021-PH-012 | 童车避震结构轻量化
bidder | credit_code | bidder_kind: 江南工业设计大学 | 12320000466012360* | 高校
leader | leader_title | contact | mobile | email: 温庭 | 副教授 | 黎明清 | 13771430596 | limq@jnid.edu.cn
scheme | schedule | price: 拓扑优化结合玻纤增强尼龙一体注塑。 | 8个月 | 55 => 550000.00
.owner: 平湖童乐车业有限公司
[register 3.2]
project_code | project_title: GJ-2021-PH-014 | 箱包拉杆疲劳试验自动化
bidder | credit_code | bidder_kind: 平湖试验装备技术有限公司 | 91330482MA2KX71C0* | 企业
leader | leader_title | contact | mobile | email: 贺知年 | 工程师 | 丁香 | 13736489017 | dingx@phtest.cn
scheme | schedule | price: 六工位电缸加载，图像判断裂纹。 | 6个月 | 28.80 => 288000.00
.owner | .note: 平湖行远箱包有限公司 | 已有样机一台
unmatched: 备注 | 已有样机一台

[letter 1]
project_title | project_code: 5G滤波器陶瓷介质低温烧结 | GJ-2021-JS-003
bidder | credit_code: 江城电子陶瓷研究所 | 12320000466019087*
bidder_kind: □企业　□高等院校　☑科研院所 => 科研院所
members: 嘉善瓷通电子有限公司\\n金陵工业大学
leader | leader_title | .leaderp: 瞿塘 | 研究员 | 13905160284
contact | phone | mobile | email: 夔门 | 025-84372910 | 13770640852 | kuimen@jcec.ac.cn
basis | scheme: 建有低温共烧中试线，近五年承担国家级课题三项。 | 以硼硅酸锌玻璃为助烧剂，降低烧结温度至900摄氏度以下。\\n流延浆料采用水性体系。
targets | schedule: 介电常数20±0.5、品质因数不低于12000GHz，均满足榜单要求。 | 第1至6个月完成配方；第7至14个月完成流延与共烧；第15至18个月交付样件。
price: 人民币壹佰贰拾万元整（￥1,200,000.00） => 1200000.00
.owner | .who | .whop | .day: 嘉善滤芯通信有限公司 | 芮城 | 13586371230 | 2021年7月12日
unmatched: 联系电话 | 13586371230
[letter 2]
project_title | project_code: 印刷线路板含铜废液电积回收 | GJ-2021-NH-010
bidder | credit_code: 浙江金溶环保科技有限公司 | 91330110MA2J04K63*
bidder_kind: ☑企业　□高等院校　□科研院所 => 企业
members: 无 => -
leader | leader_title | .leaderp: 铁铮 | 高级工程师 | 13588290164
contact | phone | mobile | email: 钱塘潮 | 0571-88590237 | 15868170493 | qtc@jinrong-ep.com
basis | scheme: 自有电积装置发明专利4件，建成示范工程6处。 | 旋流电积直接出阴极铜，贫液再经离子交换达标。
targets | schedule: 铜回收率98%以上，出水铜低于0.3mg/L。 | 签约后三个月完成设计，九个月完成安装调试。
price: 98万元 => 980000.00
.owner | .who | .whop | .day: 南湖区宏板电路有限公司 | 易水 | 0573-83927106 | 2021年7月14日
unmatched: 联系电话 | 0573-83927106
[letter 3]
project_title | project_code: 食用菌工厂化栽培二氧化碳精准调控 | GJ-2021-HY-005
bidder | credit_code: 岭南智慧农业研究院 | 12440000MB2D19705*
bidder_kind: □企业　□高等院校　☑科研院所 => 科研院所
members: 海盐菌丰农业科技有限公司
leader | leader_title | .leaderp: 荔红 | 教授级高工 | 13902280571
contact | phone | mobile | email: 木棉 | 020-37880254 | 13570910386 | mumian@lnsa.ac.cn
basis | scheme: 完成食用菌环控项目12项，有自主传感器。 | 分区采样加模型预测控制，替代定时换气。
targets | schedule: 浓度波动不超过100ppm，能耗下降15%。 | 2021年10月—2022年9月
price: USD 150,000 => -
.owner | .who | .whop | .day: 海盐沈荡菌业有限公司 | 沈园 | 13819370264 | 2021年7月15日
faults: price
unmatched: 联系电话 | 13819370264

[pair 1.1]
project_title | project_code: 汽车座椅滑轨激光焊变形控制 | GJ-2021-PH-007
bidder | credit_code: 浦江焊接技术研究所 | 12310000425013087*
leader | leader_title | contact | mobile | email: 焦距 | 研究员 | 余焰 | 13816470925 | yuyan@pjweld.ac.cn
basis | scheme: 有万瓦级激光焊试验室。 | 摆动焊接加反变形工装，\\n焊缝跟踪用同轴视觉。
targets | schedule: 平面度不超过0.2毫米。 | 2021年8月到2022年4月
price: 柒拾伍万元整 => 750000.00
.figure: 750000.00
[pair 1.2]
project_title | project_code: 铝制电池托盘搅拌摩擦焊检测 | GJ-2021-PH-011
bidder | credit_code: 浦江焊接技术研究所 | 12310000425013087*
leader | leader_title | contact | mobile | email: 沈槐 | 副研究员 | 余焰 | 13816470925 | yuyan@pjweld.ac.cn
basis | scheme: 完成相控阵检测标准一项。 | 涡流与超声相控阵复合检测。
targets | schedule: 可检出0.5毫米隧道缺陷。 | 10个月
price: 陆拾贰万捌仟元整 => 628000.00
.figure: 628000.00
[pair 2.1]
project_title | project_code: 真丝面料数码印花前处理 | GJ-2021-TX-001
bidder | credit_code: 钱江丝绸学院 | 12330000470012245*
leader | leader_title | contact | mobile | email: 罗绮 | 教授 | 织云 | 13588410627 | zhiyun@qjsilk.edu.cn
basis | scheme: 丝绸国家地方联合实验室。 | 改性海藻酸钠复配前处理液。
targets | schedule: 得色量提高20%，渗透率不超过15%。 | 2021年9月至2022年8月
price: 肆拾捌万元整 => -
.figure: 460000.00
faults: price
[pair 2.2]
project_title | project_code: 蚕丝被填充物鉴别便携仪 | GJ-2021-TX-008
bidder | credit_code: 钱江丝绸学院 | 12330000470012245*
leader | leader_title | contact | mobile | email: 罗绮 | 教授 | 织云 | 13588410627 | zhiyun@qjsilk.edu.cn
basis | scheme: 已有近红外谱库两千条。 | 微型近红外模组加迁移学习。
targets | schedule: 鉴别正确率不低于97%。 | 一年半
price: 叁拾陆万元整 => 360000.00
.figure: 360000.00
[pair 3.1]
project_title | project_code: 风电塔筒法兰锻件余热正火 | GJ-2021-HY-002
bidder | credit_code: 北塞重型锻压研究院 | 12150000MB1A37209*
leader | leader_title | contact | mobile | email: 敕勒 | 正高级工程师 | 阴山 | 13947150862 | yinshan@bsduan.cn
basis | scheme: 承担重大专项子课题。 | 锻后控冷代替再加热正火。
targets | schedule: 晶粒度不低于7级。 | 14个月
price: 壹佰零伍万元整 => 1050000.00
.figure: 1050000.00
[pair 3.2]
project_title | project_code: 大型法兰环件超声自动探伤 | GJ-2021-HY-003
bidder | credit_code: 北塞重型锻压研究院 | 12150000MB1A37209*
leader | leader_title | contact | mobile | email: 穹庐 | 高级工程师 | 阴山 | 13947150862 | yinshan@bsduan.cn
basis | scheme: 自有探伤机器人两台。 | 力控贴合加耦合剂循环。
targets | schedule: 覆盖率100%，单件时间不超过20分钟。 | 2022年6月底前
price: 玖拾叁万伍仟元整 => 935000.00
.figure: 935000.00
"""


def code(first17: str) -> str:
    total = sum(ALPHABET.index(c) * pow(3, i, 31) for i, c in enumerate(first17))
    return first17 + ALPHABET[(31 - total % 31) % 31]


def coded(text: str) -> str:
    """A credit code with its check digit, or with the one after it where the sender mistyped it."""
    if text.endswith("*"):
        return code(text[:-1])
    right = code(text[:-1])
    return text[:-1] + ALPHABET[(ALPHABET.index(right[-1]) + 1) % 31]


class Sheet(dict[str, str]):
    """What one sender wrote, by name; ``truth`` is what should be read from it."""

    def __init__(self, form: str, block: str) -> None:
        super().__init__()
        self.truth: dict[str, Any] = {"form": form, "fields": {}, "faults": [], "doubts": [], "unmatched": []}
        for line in filter(str.strip, block.split("\n")):
            names, _, rest = line.partition(":")
            texts = [one.strip() for one in rest.split(" | ")]
            if names in ("faults", "doubts"):
                self.truth[names] = [one.strip() for one in rest.split(",")]
            elif names == "unmatched":
                self.truth[names].append(texts)
            else:
                for name, text in zip(names.split(" | "), texts, strict=True):
                    self._add(name, text)

    def _add(self, name: str, text: str) -> None:
        written, arrow, read = (one.strip().replace("\\n", "\n") for one in text.partition("=>"))
        if name == "credit_code":
            written = coded(written)
        self[name.lstrip(".")] = written
        value = read if arrow else written
        if not name.startswith(".") and value not in ("", "-"):
            self.truth["fields"][name] = value


def sheets(form: str, text: str) -> dict[str, list[list[Sheet]]]:
    """By layout, the forms of each of its files."""
    found: dict[str, list[list[Sheet]]] = {}
    for block in text.split("\n[")[1:]:
        head, _, rest = block.partition("]\n")
        layout, _, number = head.partition(" ")
        files = found.setdefault(layout, [])
        if number.partition(".")[2] in ("", "1"):
            files.append([])
        files[-1].append(Sheet(form, rest))
    return found


ALL = {
    **sheets("key", KEY),
    **sheets("common", COMMON),
    **sheets("transfer", TRANSFER),
    **sheets("intent", INTENT),
}
