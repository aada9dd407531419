#!/bin/sh
# 用本文件夹自带的 Python，没有的用系统的，运行：启动.sh 命令 文件…
inside=$(dirname "$(readlink -f "$0")")
lib=$inside/lib

try() { # 这个 Python 有没有与它相配的库
    command -v "$1" >/dev/null 2>&1 || return 1
    version=$("$1" -I -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || return 1
    [ -d "$lib/$version" ] || return 1
    python=$1
}

python=
for one in "$inside/python/bin/python3" python3 python3.13 python3.12 python3.11; do
    try "$one" && break
done
if [ -z "$python" ]; then
    versions=$(cd "$lib" && ls -d 3.* | tr '\n' ' ')
    echo "这台电脑上没有可用的 Python（要 ${versions}中的一个），请改用自带 Python 的那一份。" >&2
    exit 2
fi
unset PYTHONHOME PYTHONSTARTUP
export PYTHONPATH="$lib/$version:$lib/all" PYTHONNOUSERSITE=1 PYTHONSAFEPATH=1
exec "$python" -X utf8 -m perfeval_xl "$@"
