"""Texts that try to break out of wherever they are printed; each leaves a trace in the page if it runs."""

from collections.abc import Iterator

TRACE = "data-broken-out"
_RUN = f"document.documentElement.setAttribute('{TRACE}','1')"
_BREAKERS = (
    "",
    '"',
    "'",
    ">",
    '">',
    "'>",
    "</title>",
    "</style>",
    "</svg>",
    "</text></svg>",
    "<!--",
    "-->",
    "]]>",
    "`",
)
_SINKS = (
    f"<script>{_RUN}</script>",
    f"<img src=x onerror={_RUN}>",
    f"<svg onload={_RUN}>",
    f'<iframe srcdoc="<script>parent.{_RUN}</script>"></iframe>',
    f"<a href=javascript:{_RUN}>here</a>",
    f'<details open ontoggle="{_RUN}">',
    '<base href="http://127.0.0.1:9/">',
    '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/">',
)
_OTHERS = (
    f' onmouseover="{_RUN}" x="',
    f"javascript:{_RUN}",
    "{{ 7 * 191 }}{% raw %}",
    "&lt;script&gt;&quot;&#39;",
    "\u202egnp.exe\u202c \u2028 \u2029 \u0000 \u001b[31m",
    "%3Cscript%3E",
)


def payloads() -> Iterator[str]:
    """All of them, in a fixed order."""
    yield from (breaker + sink for breaker in _BREAKERS for sink in _SINKS)
    yield from _OTHERS
