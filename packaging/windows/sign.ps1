# Signs programs for Windows, where there is a certificate; says plainly when there is none.
# NOT TESTED: no Windows has run it yet.
#
#   sign.ps1 FILE ...
#
# WINDOWS_CERTIFICATE (base64 of a .pfx) and WINDOWS_CERTIFICATE_PASSWORD switch it on.
# "signed=true" or "signed=false" goes to GITHUB_OUTPUT, and from there into the release text.
# A signing service (SignPath, Azure Artifact Signing) would take the place of what is between
# the two marks below; nothing else has to know.
param([Parameter(Mandatory, ValueFromRemainingArguments)][string[]]$Files)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Write-Answer([string]$Value) {
    if ($env:GITHUB_OUTPUT) { Add-Content -Path $env:GITHUB_OUTPUT -Value "signed=$Value" }
    Write-Output "signed=$Value"
}

if (-not $env:WINDOWS_CERTIFICATE) {
    Write-Answer 'false'
    exit 0
}

$kits = Join-Path ${env:ProgramFiles(x86)} 'Windows Kits\10\bin\*\x64\signtool.exe'
$signtool = Get-ChildItem $kits | Sort-Object FullName | Select-Object -Last 1
if (-not $signtool) { throw 'signtool.exe is not here' }

# --- the certificate
$pfx = Join-Path $env:RUNNER_TEMP 'signing.pfx'
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    # The time stamp keeps the signature good after the certificate has ended.
    & $signtool.FullName sign /q /fd SHA256 /td SHA256 /tr 'http://timestamp.digicert.com' `
        /f $pfx /p $env:WINDOWS_CERTIFICATE_PASSWORD @Files
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE" }
}
finally {
    Remove-Item -Force -ErrorAction SilentlyContinue $pfx
}
# --- until here

& $signtool.FullName verify /q /pa /tw @Files
if ($LASTEXITCODE -ne 0) { throw "the signature does not hold: $LASTEXITCODE" }
Write-Answer 'true'
