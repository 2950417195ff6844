"""SVG elements as escaped markup."""

from markupsafe import Markup, escape

from chaoslab.report.trusted import own

Attribute = str | float | int


def el(name: str, *children: str, **attributes: Attribute) -> Markup:
    """One element; text and values are escaped, `class_` and `text_anchor` are written as SVG spells them."""
    written = "".join(f' {_spelled(key)}="{_value(value)}"' for key, value in attributes.items())
    inner = "".join(escape(child) for child in children)
    return own(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")


def group(*children: str, **attributes: Attribute) -> Markup:
    """`<g>`; nothing at all without children."""
    return el("g", *children, **attributes) if any(children) else own("")


def drawing(width: float, height: float, *children: str, label: str) -> Markup:
    """A whole drawing that scales to its container; screen readers read out `label`."""
    box = f"0 0 {width:g} {height:g}"
    return el("svg", *children, viewBox=box, width=width, height=height, role="img", aria_label=label)


def text(content: str, x: float, y: float, **attributes: Attribute) -> Markup:
    """`<text>`."""
    return el("text", content, x=x, y=y, **attributes)


def rect(x: float, y: float, width: float, height: float, **attributes: Attribute) -> Markup:
    """`<rect>`, with a tooltip if `title` is given."""
    title = str(attributes.pop("title", ""))
    return el("rect", *_title(title), x=x, y=y, width=max(width, 0), height=height, **attributes)


def line(x1: float, y1: float, x2: float, y2: float, **attributes: Attribute) -> Markup:
    """`<line>`."""
    return el("line", x1=x1, y1=y1, x2=x2, y2=y2, **attributes)


def path(points: tuple[tuple[float, float], ...], *, close: bool = False, **attributes: Attribute) -> Markup:
    """A line through points, in drawing units."""
    steps = "L".join(f"{_value(x)},{_value(y)}" for x, y in points)
    return el("path", d=f"M{steps}{'Z' if close else ''}", **attributes)


def cross(x: float, y: float, size: float, *, title: str = "") -> Markup:
    """A cross: something failed here."""
    arm = size / 2
    d = f"M{x - arm:.1f},{y - arm:.1f}l{size:g},{size:g}m{-size:g},0l{size:g},{-size:g}"
    return el("path", *_title(title), d=d, class_="cross")


def text_width(content: str, size: float = 11) -> float:
    """Roughly how wide a text is, erring on the wide side for system fonts."""
    return len(content) * size * 0.56


def _title(title: str) -> tuple[Markup, ...]:
    return (el("title", title),) if title else ()


def _spelled(key: str) -> str:
    return key if key == "viewBox" else key.rstrip("_").replace("_", "-")


def _value(value: Attribute) -> Markup:
    return escape(f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else value)
