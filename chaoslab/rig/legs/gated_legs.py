"""The legs of a plan that need a gate before Toxiproxy."""

from chaoslab.faults import fault_class
from chaoslab.legs.leg import Leg
from chaoslab.plan.model import TrialPlan


def gated_legs(plan: TrialPlan) -> tuple[Leg, ...]:
    """Legs that some step harms in a way that Toxiproxy alone cannot, each once; the others get no further hop."""
    legs = (step.settings["leg"] for step in plan.steps if fault_class(step.fault).gated)
    return tuple(dict.fromkeys(legs))
