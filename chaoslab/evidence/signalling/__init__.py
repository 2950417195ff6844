"""Facts on WebSockets and Socket.IO: connections, attempts, messages, and what the server counted."""
