"""Prints an app's events, and after a cut goes on where it was: PATCHBAY_URL=… PATCHBAY_TOKEN=… python3 stream.py"""
import http.client, os, time, urllib.parse

url, token, position, wait = urllib.parse.urlsplit(os.environ["PATCHBAY_URL"]), os.environ["PATCHBAY_TOKEN"], None, 1
connect = http.client.HTTPSConnection if url.scheme == "https" else http.client.HTTPConnection
while True:
    try:
        service = connect(url.netloc, timeout=60)  # a silent stream says every 15 seconds that it lives
        service.request("GET", "/api/v1/events", headers={
            "Authorization": "Bearer " + token, **({"Last-Event-ID": position} if position else {})})
        answer, frame = service.getresponse(), {}
        if answer.status < 500 and answer.status != 200:
            raise SystemExit(answer.read().decode())
        while line := answer.readline().decode() if answer.status == 200 else "":
            field, _, value = line.rstrip("\r\n").partition(":")
            frame[field] = value.removeprefix(" ")
            if not field:  # an empty line ends a frame; store the position when the event is dealt with
                if line.startswith(("\r", "\n")):
                    if "data" in frame:
                        print(frame.get("event"), frame.get("id", "-"), frame["data"], flush=True)
                    position, wait, frame = frame.get("id", position), int(frame.get("retry", wait * 1000)) / 1000, {}
    except OSError as e:
        print("cut:", e, flush=True)
    time.sleep(wait)
