# Takes webhooks: WEBHOOK_SECRET=whsec_… PORT=8000 python3 webhook.py
import base64, hmac, os, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

key = base64.b64decode(os.environ["WEBHOOK_SECRET"].removeprefix("whsec_"))
seen = set()  # of message ids; yours belong where what you make of the messages is stored, too


class Receiver(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        message, sent = self.headers.get("webhook-id", ""), self.headers.get("webhook-timestamp", "0")
        digest = hmac.digest(key, f"{message}.{sent}.".encode() + body, "sha256")
        mine = ("v1," + base64.b64encode(digest).decode()).encode()
        theirs = self.headers.get("webhook-signature", "").encode().split()
        genuine = any(hmac.compare_digest(mine, one) for one in theirs) and abs(time.time() - int(sent)) < 300
        if genuine and message not in seen:
            print(body.decode(), flush=True)  # what your app does with it
            seen.add(message)
        self.send_response(204 if genuine else 400)
        self.end_headers()


ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Receiver).serve_forever()
