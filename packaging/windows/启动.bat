@echo off
rem {title}
setlocal EnableExtensions DisableDelayedExpansion
title {title}
set "PERFEVAL_XL_HOME=%~dp0.."
set "PERFEVAL_XL_SCRIPT=%~nx0"
setlocal EnableDelayedExpansion
if not exist "!PERFEVAL_XL_HOME!\python\python.exe" goto incomplete
set "PERFEVAL_XL_LINE=!cmdcmdline!"
"!PERFEVAL_XL_HOME!\python\python.exe" -X utf8 -m launch {command} %*
exit
:incomplete
echo 这里没有找到 python 文件夹。
echo 请先把压缩包“全部解压”到一个文件夹，再从那个文件夹里打开。
pause
exit
