; The installer for Windows: for one account, without administrator rights.
;
; It is compiled by `python -m tools.release.nsis`, which hands over the names from
; packaging/identity.toml, the version, and two lists made from the frozen folder: INSTALL_LIST
; puts each file down, UNINSTALL_LIST takes exactly those away. What somebody wrote lies in
; another folder (${DATA}), which the installer never touches and the uninstaller keeps unless
; it was asked twice to delete it.

Unicode true
ManifestDPIAware true
SetCompressor /SOLID lzma
RequestExecutionLevel user

!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "Sections.nsh"
!include "FileFunc.nsh"
!include "WinVer.nsh"
!include "x64.nsh"

!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${APP_ID}"
!define CLASSES "Software\Classes"
!define DATA "$LOCALAPPDATA\${PACKAGE}"
!define UNINSTALLER "uninstall.exe"
; Exit codes, the same as those of the program.
!define EXIT_FAILED 1
!define EXIT_OPEN 75

Name "${NAME}"
OutFile "${OUTPUT}"
BrandingText "${NAME} ${VERSION}"
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "${UNINSTALL_KEY}" "InstallLocation"
ShowInstDetails nevershow
ShowUninstDetails nevershow

VIProductVersion "${NUMBERS}"
VIFileVersion "${NUMBERS}"
VIAddVersionKey /LANG=1033 "ProductName" "${NAME}"
VIAddVersionKey /LANG=1033 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=1033 "FileDescription" "${NAME} Setup"
VIAddVersionKey /LANG=1033 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=1033 "LegalCopyright" "${COPYRIGHT}"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SIDE}"
!define MUI_ABORTWARNING
!define MUI_COMPONENTSPAGE_SMALLDESC
!define MUI_FINISHPAGE_RUN "$INSTDIR\${EXECUTABLE}.exe"
!define MUI_FINISHPAGE_RUN_TEXT "$(OpenNow)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT

!insertmacro MUI_PAGE_COMPONENTS
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; Words. A language more is one !insertmacro above and one block like this.
LangString OpenNow ${LANG_ENGLISH} "Open ${NAME}"
LangString PartProgram ${LANG_ENGLISH} "${NAME}"
LangString PartMenu ${LANG_ENGLISH} "Entry in the Start menu"
LangString PartFiles ${LANG_ENGLISH} "Icon for backup files (${SUFFIX})"
LangString AboutProgram ${LANG_ENGLISH} "The program itself, for this account only."
LangString AboutMenu ${LANG_ENGLISH} "Others who use this account can see it there."
LangString AboutFiles ${LANG_ENGLISH} "Opening a backup file then opens ${NAME}."
LangString TooOld ${LANG_ENGLISH} "${NAME} needs Windows 10 or 11 with 64 bits. Nothing was changed."
LangString StillOpen ${LANG_ENGLISH} "${NAME} is open. Close its window, then choose Retry. \
What you wrote is kept, and nothing was changed."
LangString NotWritable ${LANG_ENGLISH} "This folder cannot be written to. Nothing was changed. \
Choose another folder."
LangString TakenFolder ${LANG_ENGLISH} "Something else lies in this folder already: another \
program, or a portable copy. Nothing was changed. Choose another folder."
LangString NotWhole ${LANG_ENGLISH} "Part of the program could not be written. What you wrote \
is kept. Make room, then install again."
LangString KeepData ${LANG_ENGLISH} "The program is removed. What you wrote is still there, \
encrypted:$\r$\n$\r$\n${DATA}$\r$\n$\r$\nKeep it? Yes keeps it."
LangString DeleteData ${LANG_ENGLISH} "Delete everything in this folder for good?\
$\r$\n$\r$\n${DATA}$\r$\n$\r$\nBackups in it go as well. Nobody can bring it back. No keeps it."
LangString DataStays ${LANG_ENGLISH} "Part of the folder could not be deleted. What is left is in\
$\r$\n$\r$\n${DATA}"

; Whether a program file is in use: Windows lets nobody write to one that runs. Opening it for
; writing changes nothing. Leaves 1 or 0 in $0; never makes a file.
!macro LookForOpen FILE
  ${If} ${FileExists} "${FILE}"
    ClearErrors
    FileOpen $1 "${FILE}" a
    ${If} ${Errors}
      StrCpy $0 1
    ${Else}
      FileClose $1
    ${EndIf}
  ${EndIf}
!macroend

; Waits, kindly, until the program in $INSTDIR is closed. Without a window nobody can be asked:
; it ends with the exit code that says so.
!macro WaitUntilClosed UN
  Function ${UN}WaitUntilClosed
    ${Do}
      StrCpy $0 0
      !insertmacro LookForOpen "$INSTDIR\${EXECUTABLE}.exe"
      !insertmacro LookForOpen "$INSTDIR\${CONSOLE}.exe"
      ${If} $0 == 0
        ${ExitDo}
      ${EndIf}
      ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONINFORMATION "$(StillOpen)" /SD IDCANCEL IDCANCEL`
        SetErrorLevel ${EXIT_OPEN}
        Quit
      ${EndIf}
    ${Loop}
  FunctionEnd
!macroend
!insertmacro WaitUntilClosed ""
!insertmacro WaitUntilClosed "un."

Section "$(PartProgram)" SectionProgram
  SectionIn RO
  ; Before anything is run or written: an uninstall.exe here may be somebody else's, and a portable
  ; copy has its journal in it. Only the folder that is registered is known to be ours.
  ReadRegStr $1 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  StrCpy $0 0
  ${If} ${FileExists} "$INSTDIR\${UNINSTALLER}"
  ${AndIf} $1 != $INSTDIR
    StrCpy $0 1
  ${EndIf}
  ${If} ${FileExists} "$INSTDIR\${PACKAGE}.portable"
    StrCpy $0 1
  ${EndIf}
  ${If} $0 == 1
    MessageBox MB_OK|MB_ICONINFORMATION "$(TakenFolder)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Abort
  ${EndIf}
  Call WaitUntilClosed
  ; An older version takes its own files away first, so that nothing of it stays behind. It runs
  ; in place (_?=), silently, and therefore keeps what somebody wrote.
  ${If} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    ExecWait '"$INSTDIR\${UNINSTALLER}" /S _?=$INSTDIR' $0
    ${If} $0 == ${EXIT_OPEN}
      SetErrorLevel ${EXIT_OPEN}
      Quit
    ${EndIf}
  ${EndIf}

  ClearErrors
  CreateDirectory "$INSTDIR"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONINFORMATION "$(NotWritable)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Abort
  ${EndIf}
  SetOverwrite on
  StrCpy $9 0
  ClearErrors
  !include "${INSTALL_LIST}"
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\${UNINSTALLER}"
  ${If} ${Errors}
    StrCpy $9 1
  ${EndIf}

  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXECUTABLE}.exe"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\${UNINSTALLER}"'
  WriteRegStr HKCU "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\${UNINSTALLER}" /S'
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL_KEY}" "NoRepair" 1
!ifdef HOMEPAGE
  WriteRegStr HKCU "${UNINSTALL_KEY}" "URLInfoAbout" "${HOMEPAGE}"
!endif
  ; Registered all the same, so that it can be removed or installed over.
  ${If} $9 == 1
    MessageBox MB_OK|MB_ICONINFORMATION "$(NotWhole)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Abort
  ${EndIf}
SectionEnd

Section "$(PartMenu)" SectionMenu
  CreateShortCut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${EXECUTABLE}.exe" "" "" "" \
    SW_SHOWNORMAL "" "${SUMMARY}"
SectionEnd

; The program takes no path to open: a double click on a backup opens its window, and the
; backup is chosen there. So the command has no "%1".
Section "$(PartFiles)" SectionFiles
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}" "" "${MIME_COMMENT}"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\DefaultIcon" "" "$INSTDIR\${EXECUTABLE}.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PROG_ID}\shell\open\command" "" '"$INSTDIR\${EXECUTABLE}.exe"'
  WriteRegStr HKCU "${CLASSES}\${SUFFIX}" "" "${PROG_ID}"
  WriteRegStr HKCU "${CLASSES}\${SUFFIX}" "Content Type" "${MIME}"
  WriteRegNone HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "${PROG_ID}"
  ${RefreshShellIcons}
SectionEnd

Function .onInit
  SetShellVarContext current
  ${IfNot} ${RunningX64}
  ${OrIfNot} ${AtLeastWin10}
    MessageBox MB_OK|MB_ICONINFORMATION "$(TooOld)" /SD IDOK
    SetErrorLevel ${EXIT_FAILED}
    Quit
  ${EndIf}
  ; Who left the menu entry or the file type out, or took it away, does not get it by an upgrade.
  ${If} ${FileExists} "$INSTDIR\${UNINSTALLER}"
    ${IfNot} ${FileExists} "$SMPROGRAMS\${NAME}.lnk"
      !insertmacro UnselectSection ${SectionMenu}
    ${EndIf}
    ReadRegStr $0 HKCU "${CLASSES}\${SUFFIX}" ""
    ${If} $0 != "${PROG_ID}"
      !insertmacro UnselectSection ${SectionFiles}
    ${EndIf}
  ${EndIf}
FunctionEnd

!insertmacro MUI_FUNCTION_DESCRIPTION_BEGIN
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionProgram} "$(AboutProgram)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionMenu} "$(AboutMenu)"
  !insertmacro MUI_DESCRIPTION_TEXT ${SectionFiles} "$(AboutFiles)"
!insertmacro MUI_FUNCTION_DESCRIPTION_END

Function un.onInit
  SetShellVarContext current
FunctionEnd

Section "Uninstall"
  Call un.WaitUntilClosed
  !include "${UNINSTALL_LIST}"
  Delete "$INSTDIR\${UNINSTALLER}"
  ; Only when it is empty: the folder may hold something of somebody else.
  SetOutPath "$TEMP"
  RMDir "$INSTDIR"

  ; A copy that was left behind in an older folder takes nothing from the one in use.
  ReadRegStr $0 HKCU "${UNINSTALL_KEY}" "InstallLocation"
  ${If} $0 != ""
  ${AndIf} $0 != $INSTDIR
    Return
  ${EndIf}
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${UNINSTALL_KEY}"
  ReadRegStr $0 HKCU "${CLASSES}\${SUFFIX}" ""
  ${If} $0 == "${PROG_ID}"
    DeleteRegValue HKCU "${CLASSES}\${SUFFIX}" ""
    DeleteRegValue HKCU "${CLASSES}\${SUFFIX}" "Content Type"
  ${EndIf}
  DeleteRegValue HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids" "${PROG_ID}"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\${SUFFIX}"
  DeleteRegKey HKCU "${CLASSES}\${PROG_ID}"
  ${un.RefreshShellIcons}

  Call un.AskAboutData
SectionEnd

; Keeping is the answer of every button that is pressed by itself: the default button, Escape
; where there is one, and a silent run. Only a folder of our own is ever deleted: a link in its
; place stays, with all it points to. RMDir /r may follow a link inside it; the program makes none.
Function un.AskAboutData
  ${IfNot} ${FileExists} "${DATA}\instance.lock"
  ${AndIfNot} ${FileExists} "${DATA}\vault.hdr"
    Return
  ${EndIf}
  ${GetFileAttributes} "${DATA}" "REPARSE_POINT" $0
  ${If} $0 != 0
    Return
  ${EndIf}
  ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON1 "$(KeepData)" /SD IDYES IDYES`
    Return
  ${EndIf}
  ${If} ${Cmd} `MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(DeleteData)" /SD IDNO IDNO`
    Return
  ${EndIf}
  ClearErrors
  RMDir /r "${DATA}"
  ${If} ${Errors}
    MessageBox MB_OK|MB_ICONINFORMATION "$(DataStays)" /SD IDOK
  ${EndIf}
FunctionEnd
