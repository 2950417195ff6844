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
    f'" autofocus onfocus="{_RUN}',
    f"' style='animation:spin 1s' onanimationstart='{_RUN}",
    f"javascript:{_RUN}",
    f"java\tscript:{_RUN}",
    f"&#106;avascript:{_RUN}",
    f"data:text/html,<script>parent.{_RUN}</script>",
    f'<object data="data:text/html,<script>parent.{_RUN}</script>">',
    f'<embed src="javascript:{_RUN}">',
    f"<input autofocus onfocus={_RUN}>",
    f"<body onload={_RUN}>",
    f"<video><source onerror={_RUN}>",
    f"<svg><script>{_RUN}</script></svg>",
    f"<svg><animate onbegin={_RUN} attributeName=x dur=1s>",
    f'<svg><a xlink:href="javascript:{_RUN}"><text>here</text></a></svg>',
    f'<math href="javascript:{_RUN}">here</math>',
    f'<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror={_RUN}&gt;">',
    f'<noscript><p title="</noscript><img src=x onerror={_RUN}>">',
    f"<template><script>{_RUN}</script></template>",
    f'<form action="javascript:{_RUN}"><button>here</button></form>',
    f"<![CDATA[<script>{_RUN}</script>]]>",
    f"<!--><script>{_RUN}</script-->",
    f"<?xml-stylesheet href='javascript:{_RUN}'?>",
    f"<scr\u0000ipt>{_RUN}</scr\u0000ipt>",
    f"\uff1cscript\uff1e{_RUN}\uff1c/script\uff1e",
    f"\\u003cscript\\u003e{_RUN}",
    f"+ADw-script+AD4-{_RUN}+ADw-/script+AD4-",
    f"';{_RUN};//",
    f"\u2028{_RUN}//",
    "<style>@import 'http://127.0.0.1:9/';</style>",
    "</style><link rel=stylesheet href=http://127.0.0.1:9/>",
    f'}} body {{ background: url("javascript:{_RUN}") }}',
    "x: expression(alert(1)); behavior: url(http://127.0.0.1:9/)",
    "{{ 7 * 191 }}{% raw %}",
    "{{ ''.__class__.__mro__ }}",
    "{% include '/etc/hostname' %}${7*191}#{7*191}<%= 7*191 %>",
    "&lt;script&gt;&quot;&#39;",
    "\u202egnp.exe\u202c \u2028 \u2029 \u0000 \u001b[31m",
    "%3Cscript%3E",
)


def payloads() -> Iterator[str]:
    """All of them, in a fixed order."""
    yield from (breaker + sink for breaker in _BREAKERS for sink in _SINKS)
    yield from _OTHERS
