"""A file server on this machine that misbehaves on demand."""

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BODY = bytes(range(256)) * 4000


class Server(ThreadingHTTPServer):
    """A server on this machine that breaks in the way a test asks for."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.body, self.tag, self.ranges = BODY, '"v1"', True
        self.cut_after: list[int] = []  # bytes after which each of the next answers breaks off
        self.statuses: list[int] = []  # statuses of the next answers
        self.redirect = ""
        self.requests: list[str] = []  # the Range header of each request

    def url(self, path="/model.bin"):
        return f"http://127.0.0.1:{self.server_address[1]}{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *arguments):
        pass

    def do_GET(self):
        server = self.server
        server.requests.append(self.headers.get("Range", ""))
        if server.statuses:
            self.send_error(server.statuses.pop(0))
            return
        if server.redirect:
            self.send_response(302)
            self.send_header("Location", server.redirect)
            self.end_headers()
            return
        body, start = server.body, self.first_byte()
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        if server.tag:
            self.send_header("ETag", server.tag)
        self.send_header("Content-Length", str(len(body) - start))
        self.end_headers()
        limit = server.cut_after.pop(0) if server.cut_after else len(body)
        self.wfile.write(body[start : start + limit])

    def first_byte(self):
        wanted = self.headers.get("Range")
        if not (wanted and self.server.ranges and self.headers.get("If-Range") == self.server.tag):
            return 0
        return int(wanted.removeprefix("bytes=").rstrip("-"))
