#!/usr/bin/env python3
"""Stands before the local AWS endpoint and writes down what is asked of it.

Usage: tests/record.py ENDPOINT FILE
  ENDPOINT  the URL of the local endpoint, such as http://127.0.0.1:4566
  FILE      gets one JSON object a line: method, path, query, service and Region of the signature,
            target (of protocols that name the action in a header), form (of those that name it in
            the body), json (the body, where it is JSON) and status of the answer

Prints its own URL, to be AWS_ENDPOINT_URL, and serves until its standard input ends.
"""

import http.client
import json
import re
import sys
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "expect"}
MOST_JSON = 1 << 20  # a function's package travels in JSON, too, and tells nothing


def facts(method, target, headers, body):
    """What a request says about who is asked for what."""
    url = urllib.parse.urlsplit(target)
    scope = re.search(r"Credential=[^/]+/\d+/([^/]+)/([^/]+)/", headers.get("Authorization", ""))
    found = {
        "method": method,
        "path": urllib.parse.unquote(url.path),
        "query": dict(urllib.parse.parse_qsl(url.query, keep_blank_values=True)),
        "region": scope[1] if scope else None,
        "service": scope[2] if scope else None,
        "target": headers.get("X-Amz-Target"),
    }
    kind = headers.get("Content-Type", "")
    if "x-www-form-urlencoded" in kind:
        found["form"] = dict(urllib.parse.parse_qsl(body.decode("utf-8")))
    elif "json" in kind and len(body) <= MOST_JSON:
        try:
            found["json"] = json.loads(body)
        except ValueError:
            pass  # the AWS CLI's uploads are called JSON after their file's name
    return found


class Recorder(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def body(self):
        if "chunked" not in self.headers.get("Transfer-Encoding", ""):
            return self.rfile.read(int(self.headers.get("Content-Length", 0)))
        parts = []
        while size := int(self.rfile.readline().split(b";")[0], 16):
            parts.append(self.rfile.read(size))
            self.rfile.readline()
        self.rfile.readline()
        return b"".join(parts)

    def pass_on(self):
        if self.headers.get("Expect", "").lower() == "100-continue":
            self.send_response_only(100)
            self.end_headers()
        body = self.body()
        call = facts(self.command, self.path, self.headers, body)
        refusal = self.server.refusal(call)
        if refusal is not None:
            self.answer(*refusal)
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() not in HOP_BY_HOP}
        connection = http.client.HTTPConnection(self.server.endpoint, timeout=600)
        try:
            connection.request(self.command, self.path, body=body, headers=headers)
            answer = connection.getresponse()
            content = answer.read()
            self.server.note({**call, "status": answer.status})
            self.answer(*(self.server.loss(call) or (answer.status, answer.getheaders(), content)))
        finally:
            connection.close()

    def answer(self, status, headers, content):
        self.send_response_only(status)
        for name, value in headers:
            if name.lower() not in HOP_BY_HOP:
                self.send_header(name, value)
        # The answer to HEAD has the length of what is not sent.
        length = {name.lower(): value for name, value in headers}.get("content-length", "0") if self.command == "HEAD" else str(len(content))
        if status != 204:
            self.send_header("Content-Length", length)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = do_PATCH = pass_on

    def log_message(self, *_):
        pass  # what there is to say is in the file


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, endpoint, out):
        super().__init__(("127.0.0.1", 0), Recorder)
        self.endpoint = urllib.parse.urlsplit(endpoint).netloc
        self.out = out
        self.lock = threading.Lock()

    def refusal(self, call):
        """What a call is answered with, in the endpoint's place: status, headers, body; None to pass it on."""
        return None

    def loss(self, call):
        """What a call that was passed on is answered with, in place of the endpoint's answer; None to give that."""
        return None

    def note(self, call):
        with self.lock:
            self.out.write(json.dumps(call) + "\n")
            self.out.flush()


def main():
    endpoint, path = sys.argv[1:]
    with open(path, "a", encoding="utf-8") as out:
        server = Server(endpoint, out)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"http://127.0.0.1:{server.server_address[1]}", flush=True)
        sys.stdin.read()
        server.shutdown()


if __name__ == "__main__":
    main()
