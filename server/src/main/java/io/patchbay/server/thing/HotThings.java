package io.patchbay.server.thing;

import io.patchbay.server.access.Caller;
import io.patchbay.server.access.HotReads;
import io.patchbay.server.access.Scope;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Things, components and properties that are in memory.
@Singleton
final class HotThings implements HotReads {
    private final ThingAnswers answers;

    HotThings(ThingAnswers answers) {
        this.answers = answers;
    }

    @Override
    public Optional<Hot> find(String path, @Nullable String query, Function<Scope, Optional<Caller>> callers) {
        ReadPath read = ReadPath.of(path, query);
        return read == null
                ? Optional.empty()
                : callers.apply(Scope.THINGS_READ)
                        .flatMap(by -> answers.known(by.app(), by.subjectIfAny(), read.asked()))
                        .map(rendered -> new Hot(read.template(), rendered::answer));
    }
}
