@echo off
rem Starts Frogeye: needs a Java 17 or newer, in JAVA_HOME or on the PATH. FROGEYE_JAVA_OPTS goes to the JVM.
rem cmd cannot tell whether stderr is a terminal: progress is shown in lines here, unless --progress bar is given.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java.exe"
"%JAVA%" --add-modules jdk.incubator.vector -XX:MaxRAMPercentage=50 -XX:ObjectAlignmentInBytes=64 -Dsun.misc.unsafe.memory.access=allow -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 %FROGEYE_JAVA_OPTS% -jar "%~dp0..\lib\frogeye-cli.jar" %*
exit /b %ERRORLEVEL%
