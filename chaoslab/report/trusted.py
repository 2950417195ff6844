"""The one place where text becomes markup unescaped: the report's own style sheet and the charts it drew itself."""

from markupsafe import Markup


def own(markup: str) -> Markup:
    """Vouch for markup that this package made; anything from a journal must have been escaped before."""
    return Markup(markup)  # noqa: S704
