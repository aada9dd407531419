#!/bin/sh
# 在文件管理器的“打开方式”里加上“核对自评表”，只对当前用户，不需要管理员。本文件夹挪了地方的，再运行一次。
here=$(dirname "$(readlink -f "$0")")
menu=${XDG_DATA_HOME:-$HOME/.local/share}/applications
mkdir -p "$menu" || exit 2
quoted=$(printf '%s' "$here/备用/核对自评表.sh" | sed 's/[\\"`$]/\\\\&/g; s/%/%%/g')
cat >"$menu/perfeval-xl.desktop" <<END
[Desktop Entry]
Type=Application
Version=1.0
Name=核对自评表
Icon=applications-office
Terminal=false
Exec="$quoted" %F
MimeType=application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;application/vnd.ms-excel;application/vnd.ms-excel.sheet.macroEnabled.12;application/vnd.openxmlformats-officedocument.wordprocessingml.document;inode/directory;
NoDisplay=true
END
command -v update-desktop-database >/dev/null 2>&1 && update-desktop-database "$menu" 2>/dev/null
echo "好了。以后在自评表上点右键，“打开方式”里有“核对自评表”。"
echo "不要了，删除这个文件就行：$menu/perfeval-xl.desktop"
if [ -t 0 ]; then
    printf '\n按回车键关闭这个窗口。'
    read -r _
fi
