@echo off
chcp 65001 >nul
rem 月末全部报表：供 Windows “任务计划程序”使用，每月 1 日运行一次，出上月的。
rem 可以重复运行：内容没有变化的文件不会重写；有人改动过的文件不会被覆盖（退出码 8）。
rem 用法：month-end.bat [月份，如 2021-06，默认上月] [目录，默认 %JBGS_PAPERS% 或“文档\jbgs”]
setlocal
set "PYTHONUTF8=1"
set "MONTH=%~1"
if not defined MONTH set "MONTH=last"
set "FOLDER=%~2"
if not defined FOLDER set "FOLDER=%JBGS_PAPERS%"
if not defined FOLDER set "FOLDER=%USERPROFILE%\Documents\jbgs"
if not exist "%FOLDER%" mkdir "%FOLDER%"

call jbgs report all --month "%MONTH%" -o "%FOLDER%" --quiet --json >"%FOLDER%\month-end.json" 2>"%FOLDER%\month-end.log"
set "CODE=%ERRORLEVEL%"
if "%CODE%"=="0" echo 月末报表已生成："%FOLDER%"
if not "%CODE%"=="0" echo 月末报表没有生成，退出码 %CODE%：
if not "%CODE%"=="0" type "%FOLDER%\month-end.log"
exit /b %CODE%
