; The installer for Windows: for the user who runs it alone, without an administrator.
; packages.py calls makensis with VERSION (1.2.3), VERSION4 (1.2.3.0), SIZE_KB, PAYLOAD, REMOVAL, ICON, DOCUMENT_ICON, LICENCE, OUT.

Unicode true
ManifestDPIAware true
ManifestLongPathAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define PROGRAM "cadrage-window.exe"
!define TYPE "Cadrage.Project"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\Cadrage"
!define CLASSES "Software\Classes"

Name "Cadrage"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Cadrage"
InstallDirRegKey HKCU "${UNINSTALL}" "InstallLocation"
BrandingText "Cadrage ${VERSION}"

VIProductVersion "${VERSION4}"
VIFileVersion "${VERSION4}"
VIAddVersionKey /LANG=0 "ProductName" "Cadrage"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Installs Cadrage"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "CompanyName" "The Cadrage developers"
VIAddVersionKey /LANG=0 "LegalCopyright" "The Cadrage developers, MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"

!insertmacro MUI_PAGE_LICENSE "${LICENCE}"
!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"

LangString TooOld ${LANG_ENGLISH} "Cadrage needs Windows 10 or newer, in 64 bits."
LangString TooOld ${LANG_GERMAN} "Cadrage braucht Windows 10 oder neuer in 64 Bit."
LangString TooOld ${LANG_FRENCH} "Cadrage demande Windows 10 ou plus récent, en 64 bits."
LangString IsOpen ${LANG_ENGLISH} "Cadrage is open. Close it and try again."
LangString IsOpen ${LANG_GERMAN} "Cadrage ist geöffnet. Schließen Sie es und versuchen Sie es erneut."
LangString IsOpen ${LANG_FRENCH} "Cadrage est ouvert. Fermez-le et réessayez."
LangString OldStays ${LANG_ENGLISH} "The older version could not be removed. Remove it in “Installed apps” and run this again."
LangString OldStays ${LANG_GERMAN} "Die ältere Version ließ sich nicht entfernen. Entfernen Sie sie unter „Installierte Apps“ und versuchen Sie es erneut."
LangString OldStays ${LANG_FRENCH} "L’ancienne version n’a pas pu être supprimée. Supprimez-la dans « Applications installées » et recommencez."
LangString ProjectName ${LANG_ENGLISH} "Cadrage project"
LangString ProjectName ${LANG_GERMAN} "Cadrage-Projekt"
LangString ProjectName ${LANG_FRENCH} "Projet Cadrage"
LangString DesktopName ${LANG_ENGLISH} "Shortcut on the desktop"
LangString DesktopName ${LANG_GERMAN} "Verknüpfung auf dem Desktop"
LangString DesktopName ${LANG_FRENCH} "Raccourci sur le bureau"

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastWin10}
  ${OrIfNot} ${RunningX64}
    MessageBox MB_ICONSTOP|MB_OK "$(TooOld)" /SD IDOK
    SetErrorLevel 3
    Quit
  ${EndIf}
FunctionEnd

; A file that runs cannot be opened for writing.
!macro WaitUntilClosed PREFIX
Function ${PREFIX}WaitUntilClosed
  again:
  IfFileExists "$INSTDIR\${PROGRAM}" 0 closed
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  IfErrors open
  FileClose $0
  Goto closed
  open:
  MessageBox MB_ICONEXCLAMATION|MB_RETRYCANCEL "$(IsOpen)" /SD IDCANCEL IDRETRY again
  SetErrorLevel 4
  Quit
  closed:
FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

; The older version takes away exactly what it brought, so that none of its files stay among the new ones.
Function RemoveOlderVersion
  ReadRegStr $R0 HKCU "${UNINSTALL}" "InstallLocation"
  StrCmp $R0 "" done
  IfFileExists "$R0\uninstall.exe" 0 done
  ExecWait '"$R0\uninstall.exe" /S _?=$R0' $R1
  ${If} $R1 <> 0
    MessageBox MB_ICONSTOP|MB_OK "$(OldStays)" /SD IDOK
    SetErrorLevel 5
    Quit
  ${EndIf}
  Delete "$R0\uninstall.exe"
  RMDir "$R0"
  done:
FunctionEnd

Section "Cadrage" SectionProgram
  SectionIn RO
  Call WaitUntilClosed
  Call RemoveOlderVersion
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  File "/oname=cadrage-document.ico" "${DOCUMENT_ICON}"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Cadrage.lnk" "$INSTDIR\${PROGRAM}"

  WriteRegStr HKCU "${CLASSES}\${TYPE}" "" "$(ProjectName)"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\DefaultIcon" "" "$INSTDIR\cadrage-document.ico,0"
  WriteRegStr HKCU "${CLASSES}\${TYPE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.cadrage" "" "${TYPE}"
  WriteRegStr HKCU "${CLASSES}\.cadrage" "Content Type" "application/x-cadrage"
  WriteRegStr HKCU "${CLASSES}\.cadrage\OpenWithProgids" "${TYPE}" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}" "FriendlyAppName" "Cadrage"
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\SupportedTypes" ".cadrage" ""
  WriteRegStr HKCU "${CLASSES}\Applications\${PROGRAM}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)" ; the shell shows icons and types anew

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Cadrage"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\${PROGRAM},0"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "The Cadrage developers"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
SectionEnd

Section /o "$(DesktopName)" SectionDesktop
  CreateShortcut "$DESKTOP\Cadrage.lnk" "$INSTDIR\${PROGRAM}"
SectionEnd

Function un.onInit
  SetRegView 64
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  ; File by file, as they were brought: what somebody else put into the folder stays.
  !include "${REMOVAL}"
  Delete "$INSTDIR\cadrage-document.ico"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Cadrage.lnk"
  Delete "$DESKTOP\Cadrage.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "${CLASSES}\${TYPE}"
  DeleteRegKey HKCU "${CLASSES}\Applications\${PROGRAM}"
  DeleteRegValue HKCU "${CLASSES}\.cadrage\OpenWithProgids" "${TYPE}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.cadrage\OpenWithProgids"
  ; Another program may have taken the ending over meanwhile.
  ReadRegStr $0 HKCU "${CLASSES}\.cadrage" ""
  ${If} $0 == "${TYPE}"
    DeleteRegKey HKCU "${CLASSES}\.cadrage"
  ${EndIf}
  System::Call "shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)" ; the shell shows icons and types anew
SectionEnd
