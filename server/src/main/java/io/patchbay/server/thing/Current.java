package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.cluster.Memories;
import io.patchbay.server.db.Remembered;
import io.patchbay.server.web.Rendered;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Current things as the API shows them, those that are asked for again and again: rendered once, kept while they are
/// what is stored. And which things a client has. Any thread may call.
///
/// Whatever writes things tells it so before it commits; then reads see it from the commit on, never later and never
/// back and forth.
@Singleton
final class Current {
    /// A sixteenth of the heap.
    private static final int SHARE = 16;

    private static final int STAMPS = 1 << 18;

    /// Bytes of what is kept besides its text, roughly.
    private static final int FRAME = 400;

    private static final int MAPPING = 200;

    private final Remembered<Asked, Shown> things;
    private final Remembered<OfClient, List<Mapping>> mappings;

    Current(Memories memories) {
        this.things = memories.make(SHARE, Current::weight, STAMPS);
        this.mappings =
                memories.make(4 * SHARE, (OfClient _, List<Mapping> all) -> FRAME + MAPPING * all.size(), STAMPS / 4);
    }

    /// What a caller asks for: a thing, one of its components, or one of that one's properties.
    ///
    /// @param component null for the thing
    /// @param property  null for the thing or component
    /// @param expand    bodies of what is below instead of links
    record Asked(
            UUID thing,
            @Nullable String component,
            @Nullable String property,
            boolean expand) {}

    /// What it is.
    record Shown(Whose whose, Rendered body) {}

    private record OfClient(AppId app, UUID client) {}

    /// @param now  whether what depends on more than the database is still as it was shown
    /// @param read reads it from the database, in one statement
    Optional<Rendered> get(
            AppId app, Optional<String> subject, Asked asked, Predicate<Whose> now, Supplier<Optional<Shown>> read) {
        return things.get(asked, asked.thing(), shown -> suits(shown, app, now), read)
                .filter(shown -> shown.whose().belongsTo(app, subject))
                .map(Shown::body);
    }

    /// As [#get], but at once; empty if it must be read.
    Optional<Rendered> known(AppId app, Optional<String> subject, Asked asked, Predicate<Whose> now) {
        return things.known(asked, asked.thing(), shown -> suits(shown, app, now))
                .filter(shown -> shown.whose().belongsTo(app, subject))
                .map(Shown::body);
    }

    private static boolean suits(Shown shown, AppId app, Predicate<Whose> now) {
        return shown.whose().app().equals(app) && now.test(shown.whose());
    }

    /// Which things a client has.
    ///
    /// @param read reads them from the database, in one statement
    List<Mapping> mappings(AppId app, UUID client, Supplier<List<Mapping>> read) {
        return mappings.get(new OfClient(app, client), client, _ -> true, () -> Optional.of(read.get()))
                .orElseThrow();
    }

    /// As [#mappings], but at once; empty if they must be read.
    Optional<List<Mapping>> knownMappings(AppId app, UUID client) {
        return mappings.known(new OfClient(app, client), client, _ -> true);
    }

    /// To be called in the transaction that changes things, before it commits.
    void changing(Handle tx, Collection<UUID> changed) {
        things.changing(tx, changed);
    }

    /// To be called in the transaction that adds, reshapes or removes things, before it commits.
    ///
    /// @param clients those that have them
    void changing(Handle tx, Collection<UUID> changed, Collection<UUID> clients) {
        things.changing(tx, changed);
        mappings.changing(tx, clients);
    }

    private static int weight(Asked asked, Shown shown) {
        return FRAME + shown.body().json().length + length(asked.component()) + length(asked.property());
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
