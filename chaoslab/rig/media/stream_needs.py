"""What the steps of a trial need of its stream, put together: how it is published, and whether the lab watches it."""

from collections.abc import Iterable

from chaoslab.experiment.method.step import Step
from chaoslab.faults import fault_class
from chaoslab.rig.media.publisher import PublisherSettings, VideoSettings
from chaoslab.world.encoding import StreamNeeds


def needs_of(steps: Iterable[Step]) -> tuple[StreamNeeds, ...]:
    """What each step's fault asks for."""
    return tuple(fault_class(step.fault).model_validate(step.settings).needs() for step in steps)


def publisher_settings(needs: Iterable[StreamNeeds]) -> PublisherSettings:
    """The standard stream, with every encoding at hand that a fault will switch to."""
    asked, video = tuple(needs), VideoSettings()
    also = dict.fromkeys(video.encoded(need.encoding) for need in asked if need.encoding)
    return PublisherSettings(also=tuple(also), begins_at=sum(need.goes_back for need in asked))


def is_watched(needs: Iterable[StreamNeeds]) -> bool:
    """Whether any fault's witness asks what the lab's own viewer saw."""
    return any(need.watched for need in needs)


def is_origin_watched(needs: Iterable[StreamNeeds]) -> bool:
    """Whether any fault's witness asks how the origin's process was."""
    return any(need.origin_watched for need in needs)
