"""Runs gates: `python -m chaoslab.rig.legs.gate --gates JSON`, a line on standard output once all listen.

JSON is `{LEG: {"port": PORT, "to": [HOST, PORT], "rests": BOOLEAN}}`. Each line on standard input is an order,
`{"leg": LEG, "do": NAME}` with `"who"` where the order takes it; each gets a line back, `{}` or `{"error": WORDS}`.
It ends with its input.
"""

import argparse
import asyncio
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from chaoslab.rig.legs.gate.gate import Gate


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser("python -m chaoslab.rig.legs.gate")
    parser.add_argument("--gates", type=json.loads, required=True)
    arguments = parser.parse_args()
    gates = {leg: Gate(way["port"], tuple(way["to"]), rests=way["rests"]) for leg, way in arguments.gates.items()}
    asyncio.run(_serve(gates))


async def _serve(gates: Mapping[str, Gate]) -> None:
    for gate in gates.values():
        await gate.open()
    print("serving", flush=True)
    orders = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(orders), os.fdopen(sys.stdin.fileno(), "rb"))
    async for line in orders:
        print(json.dumps(await _carried_out(gates, json.loads(line))), flush=True)


async def _carried_out(gates: Mapping[str, Gate], order: Mapping[str, Any]) -> dict[str, str]:
    gate, arguments = gates[order["leg"]], [order["who"]] if "who" in order else []
    try:
        await getattr(gate, order["do"])(*arguments)
    except OSError as error:
        return {"error": error.strerror or str(error)}
    return {}


if __name__ == "__main__":
    main()
