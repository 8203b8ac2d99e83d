"""An invented registry of any size, shaped like the published one.

The same count and seed give the same rows on every machine. About seven companies in ten file once; four rows in five
are providers; a company in a thousand bears a well-known word, so that searches may be rare, middling or common.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from registry import numbers
from registry.models import Role

# Towns, a county's division code, and the weight of its province among the published filings.
PLACES = [
    ("广州", "440106", 1000),
    ("深圳", "440305", 1106),
    ("北京", "110108", 1501),
    ("杭州", "330106", 863),
    ("上海", "310115", 840),
    ("南京", "320102", 352),
    ("成都", "510107", 234),
    ("厦门", "350203", 186),
    ("济南", "370102", 171),
    ("武汉", "420106", 145),
    ("合肥", "340104", 95),
    ("重庆", "500112", 72),
    ("长沙", "430104", 67),
    ("海口", "460106", 64),
    ("天津", "120116", 55),
    ("西安", "610113", 45),
    ("昆明", "530102", 9),
    ("拉萨", "540102", 5),
]
SYLLABLES = (
    "云智星创海天宇信达通联众合数华元新博瀚思维图灵光年启明远景慧语犀睿泽鸿鼎盛源石玉龙凤麟鹏翔"
    "腾跃极客蓝橙青白墨雪松竹梅兰菊荷风雷山川河江湖泉溪林森叶花禾麦稻茶香甜悦欣怡馨诚信义德善美"
    "穿越千万方圆正和谐友知学见闻视听触音声言诗画影形色彩虹晨曦晓月阳春夏秋冬辰球理文史册书卷岳峰岭"
)
KNOWN = [("腾讯", 5), ("百度", 3), ("科大讯飞", 2), ("商汤", 1), ("智谱", 1)]  # of a thousand companies
TRADES = ["科技", "科技", "科技", "网络科技", "信息技术", "智能科技", "文化传媒", "教育科技", "医疗科技"]
FIELDS = """
    智能问答 客户服务 企业知识库 营销文案 数字人直播 政务咨询 医疗问诊 在线教育 法律咨询 电商导购 招聘面试 合同审查
    公文写作 代码辅助 会议纪要 新闻播报 短视频创作 游戏角色 旅游规划 智能家居 儿童绘本 语言学习 工业质检 农业种植
    保险理赔 税务申报 物流调度 装修设计 广告海报 舆情分析 学术论文 有声读物 动漫制作 音乐创作 健康管理 影像诊断
    作业批改 应急指挥 景区导览 文物修复 健身指导 社区治理 知识产权 同声传译 方言识别 虚拟试衣 老照片修复 三维建模
""".split()  # noqa: SIM905 (a list of fifty strings is harder to read)
OUTPUTS = [
    ("文本生成", "文本", "相应的文本", 33),
    ("对话生成", "文本", "对话文本", 30),
    ("图像生成", "文本、图像", "相应的图像", 14),
    ("视频生成", "文本、图像、音频", "相应的视频", 8),
    ("语音合成", "文本", "相应的语音", 4),
    ("数字人视频生成", "文本、音频、视频", "数字人视频", 4),
    ("人脸融合", "人脸图像", "人脸融合图像", 2),
]
LATIN = ["", "", "", "", "", "AI", "AI", "AIGC", "GPT", "ChatBI"]
FORMS = ["APP", "网站", "小程序", "公众账号", "其他"]
ENDINGS = ["算法", "大模型算法", "合成算法", "算法-1", "算法-2"]
BATCHES = 36


@dataclass(frozen=True)
class Filing:
    month: date
    number: str
    company: str
    algorithm: str
    role: Role
    product: str
    purpose: str


@dataclass
class Company:
    name: str
    short: str
    division: str
    code: str
    filed: int = 0


def filings(count: int, *, seed: int = 1) -> Iterator[Filing]:
    """Yield ``count`` filings, oldest batch first; the batches grow as the real ones do."""
    random = Random(seed)  # the very point is that it can be foretold
    companies: list[Company] = []
    for n in range(count):
        if not companies or random.random() < 0.7:
            companies.append(_company(random, len(companies)))
            company = companies[-1]
        else:
            company = random.choice(companies)
        company.filed += 1
        yield _filing(random, company, _month(int(BATCHES * (n / count) ** 0.6)))


def _month(batch: int) -> date:
    years, month = divmod(batch, 12)
    return date(2023 + years, month + 1, 1)


def _company(random: Random, serial: int) -> Company:
    town, division, _weight = random.choices(PLACES, [weight for *_, weight in PLACES])[0]
    short = "".join(random.choices(SYLLABLES, k=random.choice((2, 2, 2, 3, 4))))
    luck = random.random() * 1000
    for known, share in KNOWN:
        luck -= share
        if luck < 0:
            short = known
            break
    name = f"{short}（{town}）" if random.random() < 0.1 else f"{town}{short}"
    return Company(f"{name}{random.choice(TRADES)}有限公司", short, division, f"{serial * 7 % 10**7:07d}")


def _filing(random: Random, company: Company, month: date) -> Filing:
    makes, given, result, _weight = random.choices(OUTPUTS, [weight for *_, weight in OUTPUTS])[0]
    field, beside, latin = random.choice(FIELDS), random.choice(FIELDS), random.choice(LATIN)
    role = Role.SUPPORTER if random.random() < 0.22 else Role.PROVIDER
    form = random.choice(FORMS)
    product = (
        "--" if role == Role.SUPPORTER else f"{company.short}{latin}{field}({form})、{company.short}{beside}（网站）"
    )
    clients = f"服务于{beside}类企业端客户，" if role == Role.SUPPORTER else ""
    first20 = f"{company.division}{company.code}{numbers.KIND}{month:%y}{company.filed:03d}"
    return Filing(
        month=month,
        number=first20 + numbers.check_digit(first20),
        company=company.name,
        algorithm=f"{company.short}{latin}{field}{makes}{random.choice(ENDINGS)}",
        role=role,
        product="--" if role == Role.SUPPORTER else product,
        purpose=f"应用于{makes}场景，{clients}在{field}业务中，根据用户输入的{given}，结合{beside}数据，生成{result}。",
    )
