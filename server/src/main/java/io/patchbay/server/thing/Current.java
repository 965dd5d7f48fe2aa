package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Alone;
import io.patchbay.server.db.Remembered;
import io.patchbay.server.web.Rendered;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Current things as the API shows them, those that are asked for again and again: rendered once, kept while they are
/// what is stored. Any thread may call.
///
/// Whatever writes things tells it so before it commits; then reads see it from the commit on, never later and never
/// back and forth. What other processes write on the same database is seen half a minute later at most; so a node
/// serves from here only as long as it owns every slice. Whoever lets several nodes write must give each thing an
/// owner, and let only that keep it here.
@Singleton
final class Current {
    private static final Duration LIFETIME = Duration.ofSeconds(30);

    /// The share of the heap that it may take.
    private static final int SHARE = 16;

    /// Bytes of what is kept besides its text, roughly.
    private static final int FRAME = 400;

    /// Eight bytes each; with fewer of them more things are read anew for nothing when others change.
    private static final int STAMPS = 1 << 18;

    private final Remembered<Asked, Shown> memory;
    private final Alone alone;

    @Inject
    Current(Alone alone, InstantSource clock) {
        this(alone, clock, Runtime.getRuntime().maxMemory() / SHARE);
    }

    Current(Alone alone, InstantSource clock, long bytes) {
        this.alone = alone;
        this.memory = new Remembered<>(bytes, Current::weight, LIFETIME, clock, STAMPS);
    }

    /// What a caller asks for: a thing, one of its components, or one of that one's properties.
    ///
    /// @param expand bodies of what is below instead of links
    record Asked(
            UUID thing,
            @Nullable String component,
            @Nullable String property,
            boolean expand) {}

    /// What it is.
    record Shown(Whose whose, Rendered body) {}

    /// @param now  whether what depends on more than the database is still as it was shown
    /// @param read reads it from the database, in one statement
    Optional<Rendered> get(
            AppId app, Optional<String> subject, Asked asked, Predicate<Whose> now, Supplier<Optional<Shown>> read) {
        Optional<Shown> found =
                alone.isAlone() ? memory.get(asked, asked.thing(), shown -> suits(shown, app, now), read) : read.get();
        return found.filter(shown -> shown.whose().belongsTo(app, subject)).map(Shown::body);
    }

    /// As [#get], but at once; empty if it must be read.
    Optional<Rendered> known(AppId app, Optional<String> subject, Asked asked, Predicate<Whose> now) {
        return alone.isAlone()
                ? memory.known(asked, asked.thing(), shown -> suits(shown, app, now))
                        .filter(shown -> shown.whose().belongsTo(app, subject))
                        .map(Shown::body)
                : Optional.empty();
    }

    private static boolean suits(Shown shown, AppId app, Predicate<Whose> now) {
        return shown.whose().app().equals(app) && now.test(shown.whose());
    }

    /// To be called in the transaction that changes, adds or removes things, before it commits.
    void changing(Handle tx, Collection<UUID> things) {
        memory.changing(tx, things);
    }

    private static int weight(Asked asked, Shown shown) {
        return FRAME + shown.body().json().length + length(asked.component()) + length(asked.property());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
