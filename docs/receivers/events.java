// Prints an app's events, and after a cut goes on where it was: PATCHBAY_URL=… PATCHBAY_TOKEN=… java events.java (JDK 25)
import java.net.*;
import java.net.http.*;
import java.util.*;

void main() throws Exception {
    String position = "", wait = "1000";
    var service = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    for (; ; Thread.sleep(Long.parseLong(wait))) {
        var request = HttpRequest.newBuilder(URI.create(System.getenv("PATCHBAY_URL") + "/api/v1/events"))
                .header("Authorization", "Bearer " + System.getenv("PATCHBAY_TOKEN"));
        if (!position.isEmpty()) request.header("Last-Event-ID", position);
        try {
            var answer = service.send(request.build(), HttpResponse.BodyHandlers.ofLines());
            if (answer.statusCode() != 200 && answer.statusCode() < 500) throw new Exception(answer.body().toList().toString());
            var frame = new HashMap<String, String>();
            for (var all = answer.body().iterator(); answer.statusCode() == 200 && all.hasNext(); ) {
                var line = all.next();
                int colon = line.indexOf(':');
                if (colon >= 0) frame.put(line.substring(0, colon), line.substring(colon + 1).strip());
                if (!line.isEmpty()) continue; // an empty line ends a frame; store the position when the event is dealt with
                if (frame.containsKey("data")) IO.println(frame.get("event") + " " + frame.getOrDefault("id", "-") + " " + frame.get("data"));
                position = frame.getOrDefault("id", position);
                wait = frame.getOrDefault("retry", wait);
                frame.clear();
            }
        } catch (java.io.IOException | java.io.UncheckedIOException e) {
            IO.println("cut: " + e.getMessage());
        }
    }
}
