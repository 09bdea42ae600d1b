# SPDX-License-Identifier: Apache-2.0
"""A loopback host that takes SARIF logs as the REST API of GitHub does, and
refuses what GitHub refuses. It ends with its standard input, and after a
minute in any case.

    code_scanning_host.py TOKEN [ANSWER...]

Prints its port, then a line for each request. The answers are given one by
one to the first requests, before what a good host would say: a status such as
503, `403+1` with "Retry-After: 1", `302`, `silent` (closes the connection),
`noid`, `pending`, or `failed:WHY` of the state.
"""
import base64
import gzip
import http.server
import json
import pathlib
import re
import sys
import threading

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "conformance"))
from check_report import Errors, check_sarif  # noqa: E402

UPLOADS = "/api/v3/repos/acme/shop/code-scanning/sarifs"
COMMIT = "c0" * 20
REF = re.compile(r"refs/(heads|tags)/.+|refs/pull/\d+/(merge|head)")
ID = "0ddba11-1"


class Host(http.server.BaseHTTPRequestHandler):
    token, answers = "", []

    def log_message(self, *_):
        pass

    def answer(self, status, body, **headers):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)
        print(self.command, self.path, status, flush=True)

    def ordered(self):
        """What the test orders for this request; whether it was answered."""
        order = self.answers.pop(0) if self.answers else ""
        if order == "silent":
            print(self.command, self.path, "silent", flush=True)
            self.close_connection = True
        elif order == "noid":
            self.answer(202, {"id": "../../user"})
        elif order == "pending":
            self.answer(200, {"processing_status": "pending"})
        elif order.startswith("failed:"):
            self.answer(200, {"processing_status": "failed",
                              "errors": [order.partition(":")[2]]})
        elif order == "302":
            self.answer(302, {"message": "ordered 302 \x1b[1m"},
                        Location=f"http://localhost:{self.server.server_port}/x")
        elif order:
            status, _, wait = order.partition("+")
            self.answer(int(status), {"message": f"ordered {order} \x1b[1m"},
                        **({"Retry_After": wait} if wait else {}))
        return bool(order)

    def is_allowed(self):
        if self.headers["Authorization"] != "Bearer " + self.token:
            self.answer(401, {"message": "Bad credentials"})
            return False
        return True

    def do_GET(self):
        if self.ordered() or not self.is_allowed():
            return
        if self.path == f"{UPLOADS}/{ID}":
            self.answer(200, {"processing_status": "complete"})
        else:
            self.answer(404, {"message": "Not Found"})

    def do_POST(self):
        text = self.rfile.read(int(self.headers["Content-Length"]))
        if self.ordered() or not self.is_allowed():
            return
        if self.path != UPLOADS:
            self.answer(404, {"message": "Not Found"})
            return
        body = json.loads(text)
        if body["commit_sha"] != COMMIT or not REF.fullmatch(body["ref"]):
            self.answer(422, {"message": "commit not found"})
            return
        packed = base64.b64decode(body["sarif"], validate=True)
        errors = Errors()
        check_sarif(gzip.decompress(packed).decode(), errors)
        good = (self.headers["Accept"] == "application/vnd.github+json" and
                len(packed) <= 10 << 20 and body["tool_name"] == "patrol")
        if errors or not good:
            self.answer(400, {"message": "; ".join(errors) or "bad request"})
            return
        self.answer(202, {"id": ID, "url": "http://elsewhere.example/"})


def main(token, *answers):
    Host.token, Host.answers = token, list(answers)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Host)
    print(server.server_port, flush=True)
    for end in (threading.Timer(60, server.shutdown),
                threading.Thread(target=lambda: (sys.stdin.read(),
                                                 server.shutdown()))):
        end.daemon = True
        end.start()
    server.serve_forever()


if __name__ == "__main__":
    main(*sys.argv[1:])
