"""The regulator's data dictionary of an algorithm as data: what of it the form asks under which key, of whom, whether
it must be answered, and who may read it. ``term`` is the dictionary's own word."""

from typing import NamedTuple

from filings.models import Filing
from filings.visibility import CONFIDENTIAL, PUBLIC, Visibility

PROVIDER, SUPPORTER = Filing.Role.PROVIDER, Filing.Role.SUPPORTER
BOTH = (PROVIDER, SUPPORTER)


class Entry(NamedTuple):
    term: str
    key: str
    visibility: Visibility
    required: bool = True  # once it is asked
    roles: tuple[Filing.Role, ...] = BOTH


C, P = CONFIDENTIAL, PUBLIC
OF_PROVIDERS, OF_SUPPORTERS = (PROVIDER,), (SUPPORTER,)

DICTIONARY = (
    # 算法基础属性
    Entry("算法名称", "algorithm_name", P),
    Entry("角色", "role", P),
    Entry("上线情况", "launch_status", C),
    Entry("上线时间", "launched_on", C),
    Entry("逾期原因", "late_reason", C, required=False),
    Entry("深度合成技术", "technology", C),
    Entry("应用领域", "applications", P),
    Entry("使用场景", "scene", C),
    Entry("主要用途", "purpose", P),
    Entry("算法安全自评估报告", "self_assessment", C),
    Entry("拟公示内容", "publication", P),
    Entry("承诺书", "filing_commitment", C),
    # 算法简介
    Entry("算法简介", "introduction", C),
    Entry("应用范围", "scope", C),
    Entry("服务群体", "served", C),
    Entry("用户数量", "user_count", C),
    Entry("软硬件设施及部署位置", "facilities", C),
    # 算法数据
    Entry("输入数据模态", "input_modalities", C),
    Entry("输入数据格式", "input_formats", C),
    Entry("输出数据模态", "output_modalities", C),
    Entry("输出数据格式", "output_formats", C),
    Entry("数据来源", "data_source", C),
    Entry("是否包含生物特征", "holds_biometrics", C),
    Entry("是否包含身份信息", "holds_identities", C),
    Entry("训练数据集名称", "datasets.name", C),
    Entry("训练数据集类型", "datasets.origin", C),
    Entry("训练数据集来源", "datasets.source", C),
    Entry("训练数据集规模", "datasets.size", C),
    # 算法模型
    Entry("模型名称", "models.name", C),
    Entry("模型来源", "models.origin", C),
    Entry("开源许可", "models.licence", C),
    Entry("第三方名称", "models.vendor", C),
    Entry("第三方备案编号", "models.vendor_number", C),
    Entry("第三方合同", "models.model_contract", C),
    Entry("模型结构", "models.structure", C),
    Entry("更新频率", "models.update_frequency", C),
    Entry("生成式人工智能服务备案或登记", "models.generative_record", C, required=False),
    # 算法策略
    Entry("输入审核方式", "input_review", C),
    Entry("输入审核范围", "input_review_scope", C),
    Entry("输出审核方式", "output_review", C),
    Entry("输出审核范围", "output_review_scope", C),
    Entry("干预策略", "interventions", C),
    Entry("显式标识", "explicit_label", C),
    Entry("显式标识截图", "explicit_label_screenshot", C),
    Entry("隐式标识", "implicit_label", C),
    Entry("隐式标识截图", "implicit_label_screenshot", C),
    Entry("日志留存时间", "log_months", C),
    # 算法风险与防范机制
    Entry("风险", "risks", C),
    Entry("滥用风险防范", "against_misuse", C),
    Entry("恶意利用风险防范", "against_exploitation", C),
    Entry("漏洞风险防范", "against_vulnerability", C),
    Entry("违法不良信息风险防范", "against_unlawful_content", C),
    Entry("数据泄露风险防范", "against_data_leak", C),
    Entry("其他风险防范", "against_other", C),
    Entry("单独同意提示", "consent_prompt", C),
    Entry("安全评估材料", "security_assessment", C),
    # 产品及功能信息
    Entry("产品名称", "products.name", P, roles=OF_PROVIDERS),
    Entry("服务形式", "products.forms", P, roles=OF_PROVIDERS),
    Entry("访问地址", "products.address", C, roles=OF_PROVIDERS),
    Entry("状态", "products.status", C, roles=OF_PROVIDERS),
    Entry("服务对象", "products.audience", C, roles=OF_PROVIDERS),
    Entry("是否需要实名认证", "products.real_name", C, roles=OF_PROVIDERS),
    Entry("前置许可", "products.permit", C, roles=OF_PROVIDERS),
    Entry("ICP 备案号", "products.permit_number", C, roles=OF_PROVIDERS),
    Entry("ICP 备案主体", "products.permit_holder", C, roles=OF_PROVIDERS),
    Entry("所属产品", "functions.product", C, roles=OF_PROVIDERS),
    Entry("功能名称", "functions.name", C, roles=OF_PROVIDERS),
    Entry("功能访问路径", "functions.path", C, roles=OF_PROVIDERS),
    Entry("功能介绍", "functions.introduction", C, roles=OF_PROVIDERS),
    # 技术服务方式
    Entry("技术服务方式", "service_modes", C, roles=OF_SUPPORTERS),
    Entry("企业端客户", "service_clients", C, roles=OF_SUPPORTERS),
    Entry("接口地址", "service_address", C, roles=OF_SUPPORTERS),
    Entry("客户管理措施", "service_limits", C, roles=OF_SUPPORTERS),
    # 其他材料
    Entry("材料说明", "evidence.name", C),
    Entry("材料", "evidence.evidence_file", C),
)
