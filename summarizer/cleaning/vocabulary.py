"""The words of web pages around a report, as patterns for folded, simplified text."""

from __future__ import annotations

import re

_SURE_LABELS = """
索引号 索取号 制发机关 制作机关 公开机构 公开机关 公开单位 编制机关 印发机关 信息提供单位 发文时间
生成时间 制发日期 形成日期 撰写日期 落款日期 制作日期 公布日期 上网日期 信息时间 发布文号 信息索引
信息索引号 统一编号 公开编号 文件编号 发文字号 发文机关 发文机构 发文单位 发布机构 发布机关 发布单位
发布日期 发布时间 发表时间 发表日期 成文日期 成文时间 生成日期 印发日期 发文日期 公开日期 公开时间
公开方式 公开范围 公开形式 公开程序 公开时限 公开类别 公开类型 公开属性 公开责任部门 公开主体 有效性
是否有效 效力状态 时效性 主题词 主题分类 体裁分类 组配分类 信息名称 信息分类 信息类别 信息类型 信息来源
信息大类 信息格式 文章来源 稿件来源 内容概述 内容分类 所属分类 所属栏目 载体类型 浏览次数 浏览字号
浏览量 浏览数 阅读次数 阅读量 阅读数 点击次数 点击数 点击量 点击率 访问次数 访问量 字号 字体 字体大小
文字大小 责任编辑 责编 信息员 视力保护色 背景色 语音播报 保护视力色 更新时间 更新日期 发稿时间 当前位置
您的位置 您现在的位置 你的位置 您当前的位置 你现在的位置 上一篇 下一篇 上一条 下一条
上篇 下篇 分享到 分享至 文章分享 扫一扫 废止日期 施行日期 失效日期
"""
_LIKELY_LABELS = """
来源 稿源 文件名称 责任单位 服务对象 有效期 时间 日期 作者 名称 标题 题名 分类 类别 主题 编辑 编审 审核
审稿 校对 初审 复审 终审 终审人 审核人 撰稿 供稿 记者 通讯员 摄影 录入 录入人 发布人 发布者 关键词
关键字 栏目 大小 打印 阅读 浏览 点击 人气 编号 文号 文件号 发文号 保存 收藏 责任 版权 电话 联系电话
联系人 地址 邮编 邮箱 传真 原文链接 链接 附件下载
"""
_WIDGETS = """
打印 打印本页 打印此页 打印正文 关闭 关闭窗口 关闭本页 关闭页面 收藏 收藏本页 加入收藏 分享 分享到 下载
下载全文 全屏 字号 字体 大 中 小 加大 减小 还原 放大 缩小 默认 正常 特大 大号 中号 小号 返回 返回顶部
返回首页 回到顶部 首页 上一页 下一页 尾页 末页 微信 微博 新浪微博 腾讯微博 QQ QQ空间 QQ好友 朋友圈
人人网 豆瓣 复制链接 朗读 语音播报 语音朗读 听全文 无障碍 无障碍浏览 长者模式 关怀版 适老化 繁体 繁體
简体 English EN 纠错 我要纠错 网页纠错 评论 我要评论 点赞 举报 投诉 手机版 电脑版 客户端 登录 注册 退出
我的收藏 搜索 导航 网站地图 网站首页 门户首页 设为首页 邮箱 A A+ A- T T+ T- + - | / · 【 】 [ ] ( ) :
、
"""
_LINKS = """
相关链接 相关报道 相关新闻 相关阅读 相关文章 相关信息 相关文档 相关附件 相关稿件 相关内容 相关推荐
相关政策 相关解读 相关专题 延伸阅读 推荐阅读 热门文章 热门推荐 热点推荐 热点新闻 最新文章 最新发布
最新信息 最新动态 猜你喜欢 为您推荐 精彩推荐 编辑推荐 友情链接 媒体解读 政策解读 解读材料 图解政策
阅读排行 点击排行 网友评论 最新评论 发表评论 大家都在看
"""
_SITE_PARTS = """
政府信息公开 政府信息公开目录 政府信息公开指南 政府信息公开专栏 政府信息公开年报 政府信息公开平台
信息公开 信息公开目录 政务公开 政务服务 规章库 互动交流 公众参与 政民互动 新闻中心 新闻动态 通知公告
规划计划 领导之窗 机构职能 机构概况 政策法规 政策文件 走进 数据发布 专题专栏 网站首页 首页 无障碍
政府公报 法定主动公开内容 工作动态
"""


def _either(words: str) -> str:
    """An alternation of words, the longest first, that allows spaces inside them (``来 源``)."""
    return "|".join(
        " *".join(map(re.escape, word)) for word in sorted(set(words.split()), key=len, reverse=True)
    )


_BULLET = r"[•·●■◆▪○◇□►▶*【\[(|<「-]*"
_STAMP = r"(?:\d{4} ?[-/.年] ?\d{1,2} ?[-/.月] ?\d{1,2} ?日?|\d{1,2}:\d{2}(?::\d{2})?)"
_COLON = r" *[:】\]|](?!//)"

SURE_ROW = re.compile(rf"{_BULLET} *(?:{_STAMP} *)*(?:{_either(_SURE_LABELS)}){_COLON}")
"""A row of labels that only pages have, wherever it stands."""
LIKELY_ROW = re.compile(rf"{_BULLET} *(?:{_STAMP} *)*(?:{_either(_LIKELY_LABELS)}){_COLON}")
"""A row of labels that a report may use too; believed before the report begins and after it ends."""
LABEL = re.compile(rf"(?:{_either(_SURE_LABELS + _LIKELY_LABELS)}){_COLON}")
LABEL_ALONE = re.compile(rf"{_BULLET} *(?P<label>{_either(_SURE_LABELS + _LIKELY_LABELS)}) *:$")
BULLET = re.compile(r"[•·●■◆▪○◇□►▶*]")
WIDGETS = re.compile(rf"(?:(?>{_either(_WIDGETS)})[ \t]*+)++")
"""A line of buttons."""
SURE_WIDGET = re.compile(
    r"打 *印|关 *闭|收 *藏|分 *享|字 *[号体]|下载|微信|微博|全屏|返回|朗读|无障碍|语音播报|纠错|首页|长者模式"
    r"|[上下]一页|还原|登录|网站地图"
)
"""What makes a line of buttons certain: 大, 中 and 小 alone may be cells of a table."""
LINKS = re.compile(rf"{_BULLET} *(?:{_either(_LINKS)})[】\]]? *:?[】\]]?(?: *更多>*)?")
"""What stands above a list of links."""
SITE_PARTS = re.compile(
    rf"(?:(?>{_either(_SITE_PARTS)})[ \t|>]*+)++|\S{{2,30}}政府信息公开(?:目录|专栏|平台|网)?"
)
"""Names of parts of a site."""
STAMP_ALONE = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?: +\d{1,2}:\d{2}(?::\d{2})?)?")
"""When a page was put up, as programs write it."""
COUNTER = re.compile(
    rf"(?=.*[\d:])(?:{_STAMP} *)*(?:已?(?:浏览|阅读|点击|访问)(?:次数|量|数)?|人气|热度)"
    r" *:? *\(?\d*\)? *(?:人?次)?"
)
SCAN = re.compile(
    r"扫一扫|.{0,12}(?:扫一扫|扫描|扫码|长按)[^。,;]{0,6}(?:手机|打开|关注|分享|下载|二维码|当前页)[^。;]{0,20}"
)
PATH = re.compile(r"(?:.{0,10}首页|(?:[您你]|当前|现在|的)+位置) *[:>»›/].*")
"""The way to a page: 首页 > 政务公开 > …"""
CREDIT = re.compile(r".{0,90}(?:记者|通讯员|摄影|图片|新华社|图|[网报])[^。]{0,30} *(?<!拍)摄 *[)\]]?")
"""A caption of a photograph with its photographer."""
BYLINE = re.compile(
    r"[(\[【] *(?:本[报网台])?(?:记者|责任编辑|责编|编辑|来源|作者|稿源|通讯员|供稿|审核|校对)"
    r" *[:/ ]? *[^。,;]{1,40}[)\]】]"
)
PAYWALL = re.compile(
    r"[^。]{0,30}(?:(?:剩余|还有|余下) ?\d+ ?% ?(?:未读|内容|全文)"
    r"|(?:登[录陆]|注册|付费|订阅|充值|开通|购买)[^。]{0,8}(?:阅读|查看|全文|解锁|可见)"
    r"|(?:点击|展开|查看|阅读|解锁|下载)(?:此处|这里)?(?:查看|阅读|展开|下载)?(?:全文|更多|原文|剩余)"
    r"|请下载(?:客户端|APP)|(?:会员|VIP)(?:专享|可见|免费))[^。]{0,30}。?",
    re.IGNORECASE,
)
COLOPHON = re.compile(
    r".{0,60}(?:版权所有|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼] ?ICP ?备|公网安备"
    r"|网站标识码|技术支持 ?:|主办(?:单位)? ?:|承办(?:单位)? ?:|Copyright|All Rights Reserved|©"
    r"|建议使用.{0,20}浏览器|未经授权.{0,10}转载|如需转载|免责声明|特别声明).{0,120}",
    re.IGNORECASE,
)
GLOSSARY = re.compile(
    r"[(\[【]?(?:附[件录注表]? ?[\d一二三四五六]{0,2}[:、. ]*)?(?:\d{4}年)?"
    r"(?:《[^》]{2,40}》|政府工作报告|报告)?中?的?"
    r"(?:有关|相关|部分|主要|专业)?(?:(?:专有|专用|专业)?名词|名词术语|用语|术语|词语|缩略语|指标)的?"
    r"(?:解释|注释|说明|释义)(?:说明)?[)\]】]?:?|注释:?"
)
"""The heading of a list that explains words of the report."""
MEETING = re.compile(r"(?:^| )(?:会议)?(?:地 *点|出席|参加|列席|主持|议题|记录|应到|实到)[^:。]{0,6}:")
"""Rows of minutes, where 时间 and 主题 are part of the report."""
TITLE_TAIL = re.compile(
    r"[^。;!?,]{2,70}(?:报告|总结|计划|安排|要点|思路|情况|打算|规划|纲要|方案|公报|意见|汇报|讲话|通知|决定"
    r"|办法|工作|任务|目标|草案|决议|述职|清单|举措|措施|白皮书|简报|纪要|纪实|建议)"
    r"(?:的?(?:报告|总结|汇报|通知|说明))?(?: ?\([^)]{1,16}\))?(?:\[\d+\])?"
)
HEADING = re.compile(
    r"#{1,6} |(?:[一二三四五六七八九十]{1,3} *[、.]|\( *[一二三四五六七八九十\d]{1,3} *\)"
    r"|第[一二三四五六七八九十]{1,3}(?:[章节]|部分)|\d{1,2} *[.、](?!\d))"
)
SUBTITLE = re.compile(r"(?:[—―─–-]+|[(]) ?(?:19|20)\d\d ?年.{0,60}(?:会|上|日)[)]?$")
"""Where and when a report was delivered: ``——2025年1月18日在…会议上``."""
YEAR = re.compile(r"(?:19|20)\d\d|[一二][九〇○零][\d〇○零一二三四五六七八九]{2}|十[一二三四五六]五")
GREETING = re.compile(r"(?:各位|尊敬的|同志们|主席|女士们|同学们|老师们)[^。]{0,20}[:!,]?$")
