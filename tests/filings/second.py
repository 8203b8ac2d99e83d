"""Filings on the second version of the form, with an answer to each of its questions. Every value is invented."""

from collections.abc import Mapping
from typing import Any

from accounts.models import User
from filings import sections
from filings.models import Filing
from registry import numbers
from tests.filings.factories import (
    answer,
    bring_to,
    make_attachment,
    make_draft,
    make_verified,
)

VENDOR_NUMBER = "33010650720640123003" + numbers.check_digit("33010650720640123003")
ALGORITHM: Mapping[str, Any] = {
    "algorithm_name": "澜亭老照片修复算法",
    "launch_status": "launched",
    "launched_on": "2026-02-25",
    "late_reason": "上线后才取得第三方合同。",
    "technology": ["biometric", "image"],
    "applications": ["image"],
    "scene": "用户在影像应用中上传家庭旧照，系统自动修复。",
    "purpose": "应用于图像生成场景，根据用户输入的老照片，生成修复后的图像。",
    "introduction": "先检测破损区域，再补全内容，最后添加标识。",
    "scope": "仅用于静态照片。",
    "served": "18 周岁以上的个人用户。",
    "user_count": 12000,
    "facilities": "部署于杭州的云服务器，8 张 GPU。",
    "input_modalities": ["image"],
    "input_formats": "JPG、PNG",
    "output_modalities": ["image"],
    "output_formats": "PNG",
    "data_source": "由用户上传。",
    "holds_biometrics": "yes",
    "holds_identities": "no",
    "datasets": [
        {"row": "d0000001", "name": "旧照集", "origin": "own", "source": "自有摄影师拍摄。", "size": "12 万张图片"}
    ],
    "models": [
        {
            "row": "0e000001",
            "name": "澜亭基座",
            "origin": "third_party",
            "licence": "",
            "vendor": "青湖智能科技有限公司",
            "vendor_number": VENDOR_NUMBER,
            "structure": "扩散模型，8.6 亿参数。",
            "update_frequency": "每季度一次",
            "generative_record": "",
        }
    ],
    "input_review": ["machine", "human"],
    "input_review_scope": "全部输入图片。",
    "output_review": ["machine"],
    "output_review_scope": "全部输出图片。",
    "interventions": "拦截违规输入。",
    "explicit_label": "右下角显示“AI 生成”。",
    "implicit_label": "元数据中写入标识。",
    "log_months": 6,
    "risks": ["misuse", "data_leak"],
    "against_misuse": "限制账号使用。",
    "against_exploitation": "",
    "against_vulnerability": "",
    "against_unlawful_content": "",
    "against_data_leak": "数据加密存储。",
    "against_other": "",
    "consent_prompt": "上传前弹窗提示取得单独同意。",
}
OF_PROVIDER: Mapping[str, Any] = {
    "products": [
        {
            "row": "a0000001",
            "name": "澜亭影像",
            "forms": ["website", "app"],
            "address": "https://lanting.example",
            "status": "online",
            "audience": ["public"],
            "real_name": "yes",
            "permit": "icp",
            "permit_number": "浙ICP备12345678号-1",
            "permit_holder": "杭州澜亭影像科技有限公司",
        }
    ],
    "functions": [
        {
            "row": "f0000001",
            "product": "a0000001",
            "name": "照片修复",
            "path": "打开应用\n点击“修复”",
            "introduction": "上传旧照，得到修复后的照片。",
        }
    ],
}
OF_SUPPORTER: Mapping[str, Any] = {
    "service_modes": ["api"],
    "service_clients": "服务于 40 余家企业客户。",
    "service_address": "https://open.lanting.example/docs",
    "service_limits": "签约前核验资质，限制调用次数。",
}
EVIDENCE: Mapping[str, Any] = {"evidence": [{"row": "e0000001", "name": "素材授权书"}]}
OF_ROLE = {Filing.Role.PROVIDER: OF_PROVIDER, Filing.Role.SUPPORTER: OF_SUPPORTER}


def make_second_draft(by: User | None = None, role: str = Filing.Role.PROVIDER) -> Filing:
    """A filing that was just started, without any answer."""
    return make_draft(by, role, version=2)


def make_second(
    status: str = Filing.Status.DRAFT,
    *,
    by: User | None = None,
    role: str = Filing.Role.PROVIDER,
    reason: str = "请补充训练数据来源。",
    **answers: Any,
) -> Filing:
    """A complete filing of a verified company in any status; ``answers`` replace those above by key."""
    filing = make_second_draft(by, role)
    if not filing.company.verifications.exists():
        make_verified(filing.company)
    answer(filing, ALGORITHM | OF_ROLE[Filing.Role(role)] | EVIDENCE | answers)
    for section in sections.asked(filing):
        for key in section.documents(filing):
            make_attachment(filing, key)
    return bring_to(status, filing, reason=reason)
