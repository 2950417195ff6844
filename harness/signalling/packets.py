"""A WebSocket that takes only Engine.IO packets: a client that sends anything else counts as gone. Imports engineio."""

from engineio.packet import Packet

from harness.exchange import App, Message, Receive, Scope, Send


def packets_only(app: App) -> App:
    """Wraps an Engine.IO application.

    An error about an invalid packet ends the library's handler midway: the client is never reported as gone, and stays
    a viewer until it is missed at the next ping.
    """

    async def heard(scope: Scope, receive: Receive, send: Send) -> None:
        async def packet() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive" and not _is_packet(message):
                return {"type": "websocket.disconnect", "code": 1007}
            return message

        await app(scope, packet if scope["type"] == "websocket" else receive, send)

    return heard


def _is_packet(message: Message) -> bool:
    packet = message.get("text") if message.get("bytes") is None else message["bytes"]
    try:
        Packet(encoded_packet=packet)
    except Exception:  # noqa: BLE001 - among them what a text nested too deep brings about
        return False
    return True
