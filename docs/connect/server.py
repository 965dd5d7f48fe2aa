"""An app whose customers connect their devices in a pop-up. Python 3.9 or later, and nothing else:

PATCHBAY_URL=http://localhost:8080 CLIENT_ID=... CLIENT_SECRET=... python3 server.py
"""

import base64
import json
import os
import pathlib
import urllib.error
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATCHBAY = os.environ.get("PATCHBAY_URL", "http://localhost:8080")
PORT = int(os.environ.get("PORT", "9000"))
HERE = f"http://{os.environ.get('HOST', 'localhost')}:{PORT}"
PAGE = pathlib.Path(__file__).with_name("index.html").read_text().replace("{patchbay}", PATCHBAY)


def send(request):
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.load(answer)


def token():
    """For this server only: a browser never sees it, nor the secret."""
    secret = f"{os.environ['CLIENT_ID']}:{os.environ['CLIENT_SECRET']}"
    form = urllib.parse.urlencode({"grant_type": "client_credentials", "scope": "connctd.connector"})
    basic = base64.b64encode(secret.encode()).decode()
    request = urllib.request.Request(
        PATCHBAY + "/oauth2/token", form.encode(), {"Authorization": "Basic " + basic})
    return send(request)["access_token"]


def session(customer):
    """return_url has the origin of the page with the script: nobody else is told what came of it."""
    body = json.dumps({"subject": customer, "return_url": HERE + "/"})
    request = urllib.request.Request(
        PATCHBAY + "/api/v1/connect-sessions",
        body.encode(),
        {"Authorization": "Bearer " + token(), "Content-Type": "application/json"})
    return send(request)


class App(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.partition("?")[0] != "/":
            return self.answer(404, "text/plain", "There is nothing here.")
        self.answer(200, "text/html; charset=utf-8", PAGE)

    def do_POST(self):
        # no other site may make sessions in a customer's name
        if self.path != "/connect" or self.headers.get("Origin", HERE) != HERE:
            return self.answer(403, "text/plain", "Not from here.")
        try:
            # the customer is whoever is signed in to your app
            made = session("anna")
            self.answer(201, "application/json", json.dumps({"url": made["url"]}))
        except urllib.error.HTTPError as e:
            self.answer(502, "text/plain", e.read().decode())
        except urllib.error.URLError as e:
            self.answer(502, "text/plain", str(e.reason))

    def answer(self, status, kind, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


if __name__ == "__main__":
    print(f"open {HERE}/", flush=True)
    ThreadingHTTPServer(("127.0.0.1", PORT), App).serve_forever()
