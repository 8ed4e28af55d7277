"""Lines that search-engine spammers put into hijacked pages."""

from __future__ import annotations

import re

from summarizer.cleaning.vocabulary import HEADING

# Words no report has.
_SURE = re.compile(
    r"无码|一区二区|三区四区|在线观看|免费观看|成人(?:电影|视频|网站|影院)|激情(?:视频|小说|图片|综合)|毛片|黄片"
    r"|[Aa]片(?!区)|三级片|情色|色情|黄色(?:网站|视频)|国产(?:精品|自拍|呦|[Aa][Vv]|一区|视频|在线|偷)"
    r"|日韩(?:精品|一区|[Aa][Vv]|无|在线|欧美)|欧美(?:精品|一区|日韩|性|在线|激情)"
    r"|亚洲(?:精品|一区|[Aa][Vv]|无|欧美|综合|色)|[Aa][Vv](?:在线|女优)|久久(?:精品|综合|热|爱)|中文字幕|人妻|少妇"
    r"|熟女|啪啪|约炮|一夜情|裸聊|援交|呦"
    r"|六合彩|时时彩|百家乐|老虎机|博彩|赌场|娱乐城|真人娱乐|棋牌(?:游戏|平台)|威尼斯人|葡京|太阳城|bet ?365"
    r"|皇冠(?:体育|现金|足球)|幸运飞|北京赛车|彩票(?:平台|开户|投注)|开户送|注册送|返水"
    r"|代开(?:发票|票)|发票代开|办证刻章|代孕|枪支出售|迷药|催情|壮阳|私家侦探|刷单"
)
_LOOSE = re.compile(
    r"高清|精品|美女|免费|视频|专区|不卡|在线|播放|下载|电影|手机版|官网|网址|平台|app|APP|登录入口|注册|开户|投注|直播"
    r"|论坛|小说|图片|国产|日本|欧美|亚洲|韩国"
)
# What authorities do about it.
_POLICING = re.compile(r"打击|整治|查处|治理|防范|严禁|禁止|清理|专项|监管|犯罪|诈骗|侦破|破获|执法|宣传|案")
_SEPARATORS = re.compile(r"[_|,;、~\-/·]| {1,3}")
_LONGEST = 400
_ENOUGH = 2


def is_spam(line: str) -> bool:
    """Whether a line is a string of search words and no sentence.

    A sure word and one more, or a sure word in a string of pieces; reports may write of 精品 and of 彩票, but
    not in a line without a full stop together with such words.
    """
    if len(line) > _LONGEST or "。" in line or HEADING.match(line) or _POLICING.search(line):
        return False
    sure = set(_SURE.findall(line))
    if not sure:
        return False
    pieces = len(_SEPARATORS.split(line))
    return len(sure) + len(set(_LOOSE.findall(line))) >= _ENOUGH or pieces > _ENOUGH
