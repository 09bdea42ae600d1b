# SPDX-License-Identifier: Apache-2.0
"""What the proxy of Bitbucket Pipelines leads to: takes reports of Code Insights
and refuses what Bitbucket refuses. Prints its port, then serves until it is
killed; what it has is in FILE after each request.

    bitbucket_server.py FILE
"""
import http.server
import json
import re
import sys

STATE = {"reports": {}, "annotations": [], "requests": []}
PLACE = re.compile(r"http://api\.bitbucket\.org/2\.0/repositories/[\w-]+/[\w-]+"
                   r"/commit/[0-9a-f]{12,40}/reports/([\w-]+)(/annotations)?")
SEVERITIES = {"LOW", "MEDIUM", "HIGH", "CRITICAL"}


def annotations_fit(annotations):
    ids = {a["external_id"] for a in annotations + STATE["annotations"]}
    return (STATE["reports"] and 0 < len(annotations) <= 100
            and len(ids) == len(annotations) + len(STATE["annotations"]) <= 1000
            and all(a["annotation_type"] == "VULNERABILITY"
                    and a["severity"] in SEVERITIES
                    and 0 < len(a["summary"]) <= 450
                    and len(a["details"]) <= 2000
                    and ("line" not in a or a["line"] > 0 and a["path"])
                    for a in annotations))


def report_fits(report):
    return (report["report_type"] == "SECURITY" and len(report["data"]) <= 10
            and report["result"] in {"PASSED", "FAILED"}
            and len(report["title"]) <= 450 and len(report["details"]) <= 2000)


def take(method, name, annotations, body):
    """Whether Bitbucket would."""
    if method == "DELETE":
        found = STATE["reports"].pop(name, None)
        STATE["annotations"].clear()
        return found is not None
    parsed = json.loads(body)
    if method == "PUT" and not annotations and report_fits(parsed):
        STATE["reports"][name] = parsed
        return True
    if method == "POST" and annotations and annotations_fit(parsed):
        STATE["annotations"] += parsed
        return True
    return False


class Handler(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        STATE["requests"].append(f"{self.command} {self.path}")
        place = PLACE.fullmatch(self.path)
        good = place and take(self.command, place[1], place[2], body)
        with open(sys.argv[1], "w", encoding="utf-8") as file:
            json.dump(STATE, file)
        self.send_response(200 if good else 400)
        self.end_headers()

    do_PUT = do_POST = do_DELETE = answer

    def log_message(self, format, *args):  # pylint: disable=redefined-builtin
        pass


with http.server.HTTPServer(("127.0.0.1", 0), Handler) as server:
    print(server.server_port, flush=True)
    server.serve_forever()
