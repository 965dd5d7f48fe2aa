package io.patchbay.simulators;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The real vendor: free for non-commercial use and without an account, so that a demo with internet access
/// can show real weather.
final class RealOpenMeteo {
    static final URI URL = URI.create("https://api.open-meteo.com");

    private RealOpenMeteo() {}

    /// Asks for one temperature, once.
    ///
    /// @return whether it came in time
    static boolean answers(URI base, Duration patience) throws InterruptedException {
        URI question = URI.create(base + "/v1/forecast?latitude=52.52&longitude=13.41&current=temperature_2m");
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            // not the client's own timeouts, which do not count the time that a broken resolver takes
            HttpResponse<String> response = http.sendAsync(
                            HttpRequest.newBuilder(question).build(), HttpResponse.BodyHandlers.ofString())
                    .get(patience.toMillis(), TimeUnit.MILLISECONDS);
            // a hotel's login page answers as well
            return response.statusCode() == 200 && response.body().contains("\"temperature_2m\":");
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            http.shutdownNow();
        }
    }
}
