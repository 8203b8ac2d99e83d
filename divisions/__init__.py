"""Administrative divisions of China, GB/T 2260: the first two digits of a code name the province."""

import re

from django.utils.translation import gettext_lazy as _
from stdnum import numdb

# The 31 provinces of the mainland, each with an office that reviews filings.
PROVINCES = {
    "11": _("Beijing"),
    "12": _("Tianjin"),
    "13": _("Hebei"),
    "14": _("Shanxi"),
    "15": _("Inner Mongolia"),
    "21": _("Liaoning"),
    "22": _("Jilin"),
    "23": _("Heilongjiang"),
    "31": _("Shanghai"),
    "32": _("Jiangsu"),
    "33": _("Zhejiang"),
    "34": _("Anhui"),
    "35": _("Fujian"),
    "36": _("Jiangxi"),
    "37": _("Shandong"),
    "41": _("Henan"),
    "42": _("Hubei"),
    "43": _("Hunan"),
    "44": _("Guangdong"),
    "45": _("Guangxi"),
    "46": _("Hainan"),
    "50": _("Chongqing"),
    "51": _("Sichuan"),
    "52": _("Guizhou"),
    "53": _("Yunnan"),
    "54": _("Tibet"),
    "61": _("Shaanxi"),
    "62": _("Gansu"),
    "63": _("Qinghai"),
    "64": _("Ningxia"),
    "65": _("Xinjiang"),
}


def province_of(division: str) -> str | None:
    """The two-digit province of a six-digit division code, or None where no province has an office."""
    if re.fullmatch(r"[0-9]{6}", division) and division[:2] in PROVINCES:
        return division[:2]
    return None


def is_known_county(division: str) -> bool:
    """Whether the table of python-stdnum names the county. It lacks some that exist (330113, 330114, 441901):
    an unknown county is worth a warning and never an error."""
    found = numdb.get("cn/loc").info(division)
    return any("county" in properties for _part, properties in found)
