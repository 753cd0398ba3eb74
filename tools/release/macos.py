"""What macOS wants to know about the program: the property list of its bundle."""

from __future__ import annotations

from tools.release.identity import load_identity, numbers, version


def info_plist() -> dict[str, object]:
    """The bundle's ``Info.plist``, for PyInstaller's ``BUNDLE(info_plist=...)``.

    It asks for nothing: no camera, no microphone, no network, no other program.
    """
    identity, named = load_identity(), version()
    uti = f"{identity.app_id}.backup"
    return {
        "CFBundleIdentifier": identity.app_id,
        "CFBundleName": identity.name,
        "CFBundleDisplayName": identity.name,
        "CFBundleDevelopmentRegion": "en",
        "CFBundlePackageType": "APPL",
        # Apple takes numbers only; what stands behind them is for people.
        "CFBundleShortVersionString": ".".join(str(part) for part in numbers(named)[:3]),
        "CFBundleVersion": ".".join(str(part) for part in numbers(named)),
        "CFBundleGetInfoString": f"{identity.name} {named}",
        "LSMinimumSystemVersion": identity.macos_minimum,
        "LSApplicationCategoryType": "public.app-category.utilities",
        "NSHumanReadableCopyright": identity.copyright,
        "NSHighResolutionCapable": True,
        "NSPrincipalClass": "NSApplication",
        # Dark windows where the system is dark.
        "NSRequiresAquaSystemAppearance": False,
        "NSSupportsAutomaticTermination": False,
        "NSSupportsSuddenTermination": False,
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": uti,
                "UTTypeDescription": identity.mime_comment,
                "UTTypeConformsTo": ["public.data"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [identity.suffix.removeprefix(".")],
                    "public.mime-type": [identity.mime],
                },
            }
        ],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": identity.mime_comment,
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [uti],
            }
        ],
    }
