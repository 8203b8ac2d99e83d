"""Plausible companies, products and purposes that exist nowhere. Deterministic: the caller brings the generator."""

from dataclasses import dataclass
from random import Random

from stdnum.cn import uscc

from filings import identity_numbers

# Division, the city that begins a company's name, and its weight in the published register.
PLACES = [
    ("440305", "深圳", 20),
    ("440106", "广州", 10),
    ("110108", "北京", 14),
    ("110105", "北京", 7),
    ("330106", "杭州", 12),
    ("310115", "上海", 12),
    ("320505", "苏州", 5),
    ("510107", "成都", 4),
    ("350203", "厦门", 3),
    ("370102", "济南", 3),
    ("420111", "武汉", 2),
    ("340104", "合肥", 2),
    ("430104", "长沙", 1),
    ("610113", "西安", 1),
    ("530102", "昆明", 1),
    ("220104", "长春", 1),
]
# Three rare characters a brand: shorter and commoner names all belong to somebody.
FIRST = "澜霁岫汀翎砚棠杪昀沅珩鸢黛璟"
SECOND = "舟墨笺萤浦桁岚弦筠泊絮漪"
THIRD = "屿坞庐笙阁渡枢簃"
TRADES = ["影像", "声学", "智能", "数字", "文化", "教育", "医疗", "信息"]

# What it does, what it takes, what it makes, and for whom a technical supporter does it.
WORKS = [
    ("文本生成", "文本", "营销文案", "电商运营"),
    ("对话生成", "文本、语音", "对话文本", "客户服务"),
    ("图像生成", "文本、参考图像", "相应的图像", "广告设计"),
    ("人像风格迁移", "人像照片", "所选画风的人像图像", "摄影服务"),
    ("语音合成", "文本", "相应的语音", "有声阅读"),
    ("声音转换", "音频", "目标音色的音频", "配音制作"),
    ("数字人视频生成", "文本、音频", "数字人讲解视频", "在线教育"),
    ("视频生成", "文本、图像", "相应的短视频", "影视制作"),
    ("老照片修复", "扫描照片", "修复后的图像", "档案管理"),
    ("场景三维重建", "多角度图像", "三维场景模型", "文博展陈"),
    ("会议纪要生成", "会议录音", "会议纪要文本", "企业办公"),
    ("背景音乐生成", "文本、情绪标签", "背景音乐", "短视频创作"),
]
FORMS = ["APP", "网站", "小程序"]


@dataclass(frozen=True)
class Work:
    """One algorithm as a filing describes it. ``products`` are (name, form); empty for a technical supporter."""

    algorithm: str
    purpose: str
    products: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Firm:
    name: str
    brand: str
    division: str


def credit_code(serial: int) -> str:
    """Return a valid unified social credit code that no company has: its inner division is 999999."""
    body = f"91999999{serial:08d}X"
    return body + uscc.calc_check_digit(body)


def identity_number(serial: int) -> str:
    """Return a valid number of an identity card that nobody has: its division is 999999."""
    body = f"999999{19700101 + 10000 * (serial % 30)}{serial:03d}"
    return body + identity_numbers.check_digit(body)


def firms(random: Random, count: int) -> list[Firm]:
    """Return ``count`` firms with different brands."""
    brands = [a + b + c for a in FIRST for b in SECOND for c in THIRD]
    random.shuffle(brands)
    places = random.choices(PLACES, weights=[weight for *_, weight in PLACES], k=count)
    return [
        Firm(f"{city}{brand}{random.choice(TRADES)}科技有限公司", brand, division)
        for brand, (division, city, _weight) in zip(brands, places, strict=False)
    ]


def work(random: Random, firm: Firm, *, supporter: bool) -> Work:
    """Return an algorithm of ``firm``, described in the pattern of the published lists."""
    deed, given, made, trade = random.choice(WORKS)
    algorithm = f"{firm.brand}{deed}算法"
    if supporter:
        purpose = f"应用于{deed}场景，服务于{trade}类企业端客户，根据用户输入的{given}，通过API提供{made}的生成功能。"
        return Work(algorithm, purpose, ())
    forms = random.sample(FORMS, k=random.choice([1, 1, 2]))
    purpose = f"应用于{deed}场景，根据用户输入的{given}，生成{made}。"
    return Work(algorithm, purpose, tuple((firm.brand, form) for form in forms))
