"""What the steps of a trial need of its stream."""

from chaoslab.experiment.method.step import Step
from chaoslab.rig.media.publisher import PublisherSettings, VideoSettings
from chaoslab.rig.media.stream_needs import is_origin_watched, is_watched, needs_of, publisher_settings
from chaoslab.world.encoding import Encoding


def step(fault: str, **settings: object) -> Step:
    return Step(at=4, lasting=2, fault=fault, settings=dict(settings))


def test_a_trial_whose_faults_ask_nothing_has_the_standard_stream() -> None:
    needs = needs_of([step("proxy_down", leg="flv"), step("publisher_stop")])
    assert publisher_settings(needs) == PublisherSettings()
    assert not is_watched(needs)
    assert publisher_settings(needs_of([])) == PublisherSettings()


def test_every_encoding_is_at_hand_once() -> None:
    small, large = Encoding(size=(426, 240)), Encoding(surge=4)
    switch = step("resolution_switch", width=426, height=240)
    needs = needs_of([switch, step("bitrate_surge", factor=4.0), switch])
    usual = VideoSettings()
    assert publisher_settings(needs).also == (usual.encoded(small), usual.encoded(large))


def test_timestamps_begin_high_enough_for_every_leap_back() -> None:
    leaps = [step("timestamp_jump", seconds=seconds) for seconds in (-10.0, 30.0, -5.0)]
    needs = needs_of(leaps)
    assert publisher_settings(needs).begins_at == 15
    assert is_watched(needs)


def test_the_origins_process_is_watched_only_where_a_fault_is_about_it() -> None:
    assert not is_origin_watched(needs_of([step("proxy_down", leg="flv"), step("publisher_kill")]))
    assert all(is_origin_watched(needs_of([step(name)])) for name in ("origin_kill", "origin_restart", "origin_pause"))
