package io.patchbay.server.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.server.Call;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// An end customer's browser on the connect page, over HTTP.
final class Guest {
    private static final HttpClient ELSEWHERE =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final String path;
    private String cookie = "";

    /// @param url of the session
    Guest(String url) {
        this.path = URI.create(url).getRawPath();
    }

    String path() {
        return path;
    }

    String cookie() {
        return cookie;
    }

    /// @param below the session's path
    Call.Answer get(String below) {
        return keep(call("GET", path + below).send());
    }

    Call.Answer post(String below, Map<String, String> fields) {
        return keep(call("POST", path + below).form(fields).send());
    }

    /// Goes on to the vendor, from the page that leads there, and comes back.
    ///
    /// @return the callback's answer
    Call.Answer consents(Call.Answer leaving) {
        return keep(call("GET", callback(leaving)).send());
    }

    /// What the vendor sends the browser to.
    String callback(Call.Answer leaving) {
        assertThat(leaving.status()).as(leaving.text()).isEqualTo(200);
        String vendor = leaving.header("Refresh").replaceFirst("^0; url=", "");
        try {
            URI back = URI.create(ELSEWHERE
                    .send(HttpRequest.newBuilder(URI.create(vendor)).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow());
            return back.getRawPath() + "?" + back.getRawQuery();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The page of the progress, as soon as it says this.
    String sees(String words) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(get("/progress").text()).contains(words));
        return get("/progress").text();
    }

    Call call(String method, String where) {
        Call call = Call.of(method, where).header("Sec-Fetch-Mode", "navigate");
        return cookie.isEmpty() ? call : call.header("Cookie", cookie);
    }

    private Call.Answer keep(Call.Answer answer) {
        String set = answer.header("Set-Cookie");
        if (!set.isEmpty()) {
            cookie = set.split(";", 2)[0];
        }
        return answer;
    }

    /// An attribute of the one element with this id.
    static String attribute(String page, String id, String name) {
        return Pattern.compile("<[a-z]+ [^>]*id=\"" + id + "\"[^>]*>")
                .matcher(page)
                .results()
                .map(MatchResult::group)
                .flatMap(tag ->
                        Pattern.compile(name + "=\"([^\"]*)\"").matcher(tag).results())
                .map(found -> found.group(1).replace("&amp;", "&"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + name + " of #" + id + " in " + page));
    }
}
