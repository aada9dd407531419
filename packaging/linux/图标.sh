#!/bin/sh
# {title}：把自评表（文件或文件夹）拖到图标上，或双击打开。窗口等按回车键才关闭。
here=$(dirname "$(dirname "$(readlink -f "$0")")")
if ! [ -t 1 ] && [ -z "$PERFEVAL_XL_WINDOW" ]; then # 没有窗口：开一个
    export PERFEVAL_XL_WINDOW=1
    for one in x-terminal-emulator deepin-terminal mate-terminal xfce4-terminal konsole xterm; do
        command -v "$one" >/dev/null 2>&1 || continue
        case $one in
        mate-terminal | xfce4-terminal) exec "$one" -x "$0" "$@" ;;
        *) exec "$one" -e "$0" "$@" ;;
        esac
    done
fi
case {command} in
drop) "$here/程序/启动.sh" drop -- "$@" ;;
*) "$here/程序/启动.sh" {command} ;;
esac
code=$?
if [ -t 0 ]; then
    printf '\n按回车键关闭这个窗口。'
    read -r _
fi
exit $code
