"""What the companies of the demonstration say of their algorithms."""

from dataclasses import dataclass
from typing import Any

from demo import names
from demo.accounts import LANTING, QINGMEI, YUNQUE
from filings.models import Filing


@dataclass(frozen=True)
class Craft:
    """What a company's algorithms are made of; ``goes_in`` and ``comes_out`` are (modality, formats)."""

    technology: tuple[str, ...]
    applications: tuple[str, ...]
    goes_in: tuple[str, str]
    comes_out: tuple[str, str]
    scene: str
    data: str
    network: str
    label: str


CRAFTS = {
    LANTING: Craft(
        ("image", "biometric"),
        ("image",),
        ("image", "JPG、PNG"),
        ("image", "PNG"),
        "用户在影像应用中上传照片，",
        "自有摄影师拍摄的人像与静物照片",
        "扩散模型，U-Net 主干，8.6 亿参数",
        "图片右下角显示“AI 生成”字样，高度不低于短边的 5%",
    ),
    YUNQUE: Craft(
        ("speech",),
        ("speech",),
        ("text", "TXT"),
        ("audio", "MP3、WAV"),
        "用户在音频应用中输入文本或音频，",
        "签约配音员录制的普通话与方言语料",
        "声学模型与声码器，3.2 亿参数",
        "音频开头以语音提示“以下内容由人工智能生成”",
    ),
    QINGMEI: Craft(
        ("text",),
        ("dialogue", "text"),
        ("text", "TXT"),
        ("text", "TXT"),
        "企业客户的客服人员在工作台中输入问题，",
        "经授权的客服对话语料",
        "Transformer 解码器，70 亿参数",
        "对话窗口顶部持续显示“内容由人工智能生成”",
    ),
}


def answers(firm: names.Firm, algorithm: str, role: str, purpose: str) -> dict[str, Any]:
    """Return what the filing of ``algorithm`` says, by field key; what its role is not asked is left out of it when it
    is saved."""
    craft = CRAFTS[firm]
    told = _basics(craft, algorithm, role, purpose) | _inner_life(craft, algorithm) | _safeguards(craft)
    return told | (_products(firm) if role == Filing.Role.PROVIDER else SERVICE)


def _basics(craft: Craft, algorithm: str, role: str, purpose: str) -> dict[str, Any]:
    return {
        "algorithm_name": algorithm,
        "role": role,
        "launch_status": "not_launched",
        "launched_on": "",
        "late_reason": "",
        "technology": list(craft.technology),
        "applications": list(craft.applications),
        "scene": f"{craft.scene}由{algorithm}处理后返回结果。",
        "purpose": purpose,
        "introduction": f"{algorithm}先检查输入是否合规，再由模型生成结果，最后添加显式与隐式标识后输出。",
        "scope": "仅用于本应用内的生成与编辑，不用于新闻类内容。",
        "served": "18 周岁以上的个人用户与企业用户。",
        "user_count": 18000,
        "facilities": "部署于境内云服务器，8 张 GPU，Linux 操作系统。",
    }


def _inner_life(craft: Craft, algorithm: str) -> dict[str, Any]:
    return {
        "input_modalities": [craft.goes_in[0]],
        "input_formats": craft.goes_in[1],
        "output_modalities": [craft.comes_out[0]],
        "output_formats": craft.comes_out[1],
        "data_source": "由用户主动提供，处理完成后 24 小时内删除。",
        "holds_biometrics": "yes" if {"biometric", "speech"} & set(craft.technology) else "no",
        "holds_identities": "no",
        "datasets": [
            {
                "row": "d0000001",
                "name": "自建语料与素材集",
                "origin": "own",
                "source": f"{craft.data}，均取得书面授权。",
                "size": "12 万条",
            }
        ],
        "models": [
            {
                "row": "0e000001",
                "name": algorithm.removesuffix("算法") + "模型",
                "origin": "own",
                "licence": "",
                "vendor": "",
                "vendor_number": "",
                "structure": f"采用{craft.network}。",
                "update_frequency": "每季度一次",
                "generative_record": "",
            }
        ],
    }


def _safeguards(craft: Craft) -> dict[str, Any]:
    return {
        "input_review": ["machine", "human"],
        "input_review_scope": "全部输入内容先经机器审核，疑似违规内容转人工。",
        "output_review": ["machine"],
        "output_review_scope": "全部输出内容在返回前经机器审核。",
        "interventions": "违规输入当即拦截并提示用户；屡次违规的账号停用七天，日志留存备查。",
        "explicit_label": f"{craft.label}，用户不能关闭。",
        "implicit_label": "文件元数据中写入生成合成标签、本公司名称、内容编号与生成时间。",
        "log_months": 12,
        "risks": ["misuse", "unlawful_content", "data_leak"],
        "against_misuse": "实名注册，限制单日生成次数，投诉 24 小时内处理。",
        "against_unlawful_content": "关键词与模型双重审核，建立违规样本库并每周更新。",
        "against_data_leak": "传输与存储加密，最小权限访问，每半年一次安全检查。",
        "against_exploitation": "",
        "against_vulnerability": "",
        "against_other": "",
        "consent_prompt": "上传前弹窗提示：“请确认已告知被编辑的个人并取得其单独同意。”",
    }


def _products(firm: names.Firm) -> dict[str, Any]:
    return {
        "products": [
            {
                "row": "a0000001",
                "name": firm.brand,
                "forms": ["app", "mini_program"],
                "address": f"应用商店中搜索“{firm.brand}”",
                "status": "testing",
                "audience": ["public"],
                "real_name": "yes",
                "permit": "none",
                "permit_number": "",
                "permit_holder": "",
            }
        ],
        "functions": [
            {
                "row": "f0000001",
                "product": "a0000001",
                "name": "智能生成",
                "path": "打开应用\n点击“创作”\n提交内容并等待结果",
                "introduction": "用户提交内容后得到带有标识的生成结果。",
            }
        ],
    }


SERVICE = {
    "service_modes": ["api"],
    "service_clients": "服务于客户服务与办公行业的 40 余家企业客户。",
    "service_address": "https://open.qingmei.example/docs",
    "service_limits": "签约前核验资质，合同约定用途，限制调用次数，违约即停止服务。",
}
