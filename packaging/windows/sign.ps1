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
# It goes into the account's store for this run, so that its password stands on no command line,
# where every program of the machine could read it.
$pfx = Join-Path $env:RUNNER_TEMP 'signing.pfx'
$store = 'Cert:\CurrentUser\My'
$before = @(Get-ChildItem $store | ForEach-Object Thumbprint)
$imported = @()
try {
    [IO.File]::WriteAllBytes($pfx, [Convert]::FromBase64String($env:WINDOWS_CERTIFICATE))
    $password = [Security.SecureString]::new()
    foreach ($sign in "$env:WINDOWS_CERTIFICATE_PASSWORD".ToCharArray()) {
        $password.AppendChar($sign)
    }
    $imported = @(
        Import-PfxCertificate -FilePath $pfx -CertStoreLocation $store -Password $password
    )
    # A .pfx may hold the certificates above it as well; the key is with the one that signs.
    $signer = $imported | Where-Object HasPrivateKey | Select-Object -First 1
    if (-not $signer) { throw 'the certificate has no key with it' }
    # The time stamp keeps the signature good after the certificate has ended.
    & $signtool.FullName sign /q /fd SHA256 /td SHA256 /tr 'http://timestamp.digicert.com' `
        /sha1 $signer.Thumbprint @Files
    if ($LASTEXITCODE -ne 0) { throw "signtool ended with $LASTEXITCODE" }
}
finally {
    Remove-Item -Force -ErrorAction SilentlyContinue $pfx
    # With its key; one that was in the store before stays.
    $imported | Where-Object { $_.Thumbprint -notin $before } | ForEach-Object {
        $key = if ($_.HasPrivateKey) { @{ DeleteKey = $true } } else { @{} }
        Remove-Item -Path (Join-Path $store $_.Thumbprint) @key -ErrorAction SilentlyContinue
    }
}
# --- until here

& $signtool.FullName verify /q /pa /tw @Files
if ($LASTEXITCODE -ne 0) { throw "the signature does not hold: $LASTEXITCODE" }
Write-Answer 'true'
