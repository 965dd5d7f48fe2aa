package io.patchbay.server.thing;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.HotWrites;
import io.patchbay.server.access.Scope;
import io.patchbay.server.web.JsonBody;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Values that apps set: a request waits in the queue of writes, not on a thread.
@Singleton
final class HotPuts implements HotWrites {
    private final Writer writer;
    private final JsonBody json;

    HotPuts(Writer writer, JsonBody json) {
        this.writer = writer;
        this.json = json;
    }

    @Override
    public Optional<Hot> find(String path, @Nullable String query, Function<Scope, Optional<Caller>> callers) {
        ReadPath read = query == null ? ReadPath.of(path, null) : null;
        return read == null || read.asked().component() == null || read.asked().property() == null
                ? Optional.empty()
                : callers.apply(Scope.CONNECTOR).map(by -> hot(by, read));
    }

    private Hot hot(Caller by, ReadPath read) {
        Optional<String> subject = by.subjectIfAny();
        return new Hot(read.template(), body -> put(by, subject, read.key(), body));
    }

    private CompletionStage<Void> put(Caller by, Optional<String> subject, Key key, byte[] body) {
        return writer.putAsync(
                by.app(), subject, key, json.read(ValueBody.class, body).text());
    }
}
