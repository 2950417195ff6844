"""Signalling: who watches a stream, its chat, and the news that it has ended.

Socket.IO namespace /streaming      in: stream:viewer:join {key} -> {key, count, ended}, stream:viewer:leave {key}
                                    out: stream:viewer:count {key, count}, stream:ended {key}
Socket.IO namespace /chat           in: chat:join {key} -> {history}, chat:message {text} -> {ok}
                                    out: chat:message {id, name, text, at}
GET /api/viewers/KEY                -> {key, viewers, ended}
POST /control/stream/KEY/end        with the header x-chaoslab-control, where the settings hold a token

A process by itself keeps everything in memory. With Redis, several share rooms, counts, chat and limits; while Redis is
away each goes on for its own clients. `app.py` puts the parts together, `server.py` is the only importer of socketio,
`redis_link.py` the only one of redis.
"""
