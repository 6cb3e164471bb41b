#!/bin/sh
# 月末全部报表：供 cron 使用，例如每月 1 日 7 点出上月的：
#   0 7 1 * *  /opt/jbgs/month-end.sh
# 可以重复运行：内容没有变化的文件不会重写；有人改动过的文件不会被覆盖（退出码 8）。
# 用法：month-end.sh [月份，如 2021-06，默认上月] [目录，默认 $JBGS_PAPERS 或 ~/月末报表]
set -eu

MONTH=${1:-last}
FOLDER=${2:-${JBGS_PAPERS:-$HOME/月末报表}}
LOG=$FOLDER/month-end.log

mkdir -p "$FOLDER"
if "${JBGS:-jbgs}" report all --month "$MONTH" -o "$FOLDER" --quiet --json >"$FOLDER/month-end.json" 2>"$LOG"; then
    echo "月末报表已生成：$FOLDER"
else
    code=$?
    echo "月末报表没有生成（退出码 $code）：" >&2
    cat "$LOG" >&2
    exit "$code"
fi
