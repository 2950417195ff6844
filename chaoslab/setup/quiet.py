"""What keeps a browser from calling home: flags and preferences, as found in the net log of a live one."""

import json
from pathlib import Path

# No connection is ever made to this port: it is on the browsers' own list of those that are unsafe.
_NOWHERE = "http://127.0.0.1:1/"
_FEATURES = (
    "AimEnabled",  # www.google.com: whether this user may use its assistant
    "AutofillServerCommunication",  # content-autofill.googleapis.com: what the fields of each form mean
    "MediaRouter",  # the whole local network: televisions to cast to
    "NetworkTimeServiceQuerying",  # clients2.google.com: the time
    "OptimizationHints",  # optimizationguide-pa.googleapis.com: models
    "Translate",
)
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-field-trial-config",
    "--disable-sync",
    f"--disable-features={','.join(_FEATURES)}",
    # These two ask whatever else is switched off: components needed at once, and who is signed in.
    f"--component-updater=url-source={_NOWHERE}",
    f"--gaia-url={_NOWHERE}",
    # Else the browser asks the user's keyring for a key, and may show a window for it.
    "--password-store=basic",
    "--use-mock-keychain",
)
_PREFERENCES = {
    "browser": {"enable_spellchecking": False},  # a text field makes it fetch dictionaries
    "safebrowsing": {"enabled": False},
    "search": {"suggest_enabled": False},
    "signin": {"allowed": False},
}
# A resolver of its own choice would be asked instead of the machine's.
_LOCAL_STATE = {"dns_over_https": {"mode": "off"}}


def quieten(profile: Path, **state: object) -> None:
    """Make a profile that calls nobody; `state` is what else its browser should find, whatever its user."""
    (profile / "Default").mkdir(parents=True)
    (profile / "Default" / "Preferences").write_text(json.dumps(_PREFERENCES), encoding="utf-8")
    (profile / "Local State").write_text(json.dumps({**_LOCAL_STATE, **state}), encoding="utf-8")


def own_home(folder: Path) -> dict[str, str]:
    """The environment of a browser whose home is this folder: it writes there whatever its profile is."""
    places = {"CONFIG": ".config", "CACHE": ".cache", "DATA": ".local/share", "STATE": ".local/state"}
    return {"HOME": str(folder), **{f"XDG_{kind}_HOME": str(folder / place) for kind, place in places.items()}}
