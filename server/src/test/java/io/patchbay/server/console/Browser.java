package io.patchbay.server.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.server.Call;
import io.patchbay.server.Call.Answer;
import io.patchbay.server.FreshDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a browser sends, over HTTP: the session's cookie, and the CSRF token of the page it was on.
final class Browser {
    private static final Pattern TOKEN = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

    private final String cookie;
    private final String csrf;

    private Browser(String cookie, String csrf) {
        this.cookie = cookie;
        this.csrf = csrf;
    }

    static Browser signedIn() {
        return signedIn(FreshDatabase.EMAIL, FreshDatabase.PASSWORD);
    }

    static Browser signedIn(String email, String password) {
        Answer answer = login(email, password);
        assertThat(answer.status()).as(answer.text()).isEqualTo(303);
        String cookie = answer.header("Set-Cookie").split(";", 2)[0];
        Browser fresh = new Browser(cookie, "");
        return new Browser(cookie, csrf(fresh.get("").text()));
    }

    static Answer login(String email, String password) {
        return Call.post("/console/login")
                .form(Map.of("email", email, "password", password))
                .send();
    }

    static String csrf(String page) {
        Matcher found = TOKEN.matcher(page);
        assertThat(found.find()).as(page).isTrue();
        return found.group(1);
    }

    String cookie() {
        return cookie;
    }

    String csrf() {
        return csrf;
    }

    /// @param path below `/console`
    Answer get(String path) {
        return call("GET", path).send();
    }

    /// As a form of ours is sent.
    Answer post(String path, Map<String, String> fields) {
        Map<String, String> all = new LinkedHashMap<>(fields);
        all.put("csrf", csrf);
        return call("POST", path).form(all).send();
    }

    /// With the session's cookie and nothing else.
    Call call(String method, String path) {
        return Call.of(method, "/console" + path).header("Cookie", cookie);
    }
}
