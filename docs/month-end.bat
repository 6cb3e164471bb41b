@echo off
rem 月末全部报表：供 Windows “任务计划程序”使用，每月 1 日运行一次，出上月的。
rem 可以重复运行：内容没有变化的文件不会重写；有人改动过的文件不会被覆盖（退出码 8）。
rem 用法：month-end.bat [月份，如 2021-06，默认上月] [目录，默认 %JBGS_PAPERS% 或“文档\月末报表”]
chcp 65001 >nul
setlocal
set PYTHONUTF8=1
set MONTH=%~1
if "%MONTH%"=="" for /f %%m in ('powershell -NoProfile -Command "(Get-Date).AddMonths(-1).ToString('yyyy-MM')"') do set MONTH=%%m
set FOLDER=%~2
if "%FOLDER%"=="" set FOLDER=%JBGS_PAPERS%
if "%FOLDER%"=="" set FOLDER=%USERPROFILE%\Documents\月末报表
set FOLDER=%FOLDER%\%MONTH%

if not exist "%FOLDER%" mkdir "%FOLDER%"
jbgs report all --month %MONTH% -o "%FOLDER%" --quiet --json >"%FOLDER%.log.json" 2>"%FOLDER%.log"
set CODE=%ERRORLEVEL%
if %CODE%==0 (
    echo %MONTH% 月末报表已生成：%FOLDER%
) else (
    echo %MONTH% 月末报表没有生成，退出码 %CODE%：
    type "%FOLDER%.log"
)
exit /b %CODE%
