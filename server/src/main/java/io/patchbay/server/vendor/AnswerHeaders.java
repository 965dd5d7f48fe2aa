package io.patchbay.server.vendor;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.Header;
import org.jspecify.annotations.Nullable;

/// The headers of an answer, by name in lower case. Most are never looked at, so they stay as they came until somebody
/// does. Immutable.
final class AnswerHeaders extends AbstractMap<String, List<String>> {
    private final Header[] headers;

    AnswerHeaders(Header[] headers) {
        this.headers = headers;
    }

    @Override
    public @Nullable List<String> get(Object key) {
        List<String> values = null;
        if (key instanceof String name) {
            for (Header header : headers) {
                if (header.getName().equalsIgnoreCase(name)) {
                    values = values == null ? new ArrayList<>(1) : values;
                    values.add(header.getValue());
                }
            }
        }
        return values;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<String, List<String>>> entrySet() {
        Map<String, List<String>> byName = new LinkedHashMap<>();
        for (Header header : headers) {
            byName.computeIfAbsent(header.getName().toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
                    .add(header.getValue());
        }
        return Collections.unmodifiableMap(byName).entrySet();
    }
}
