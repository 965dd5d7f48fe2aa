package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The things of an end customer, whole, for rooms that hand them out.
@Singleton
public final class SubjectThings {
    private final ThingReads reads;
    private final Views views;

    SubjectThings(ThingReads reads, Views views) {
        this.reads = reads;
        this.views = views;
    }

    /// Whether the app ever created a resource for this end customer, and has not erased them.
    public boolean isKnown(AppId app, String subject) {
        return reads.subjectKnown(app, subject);
    }

    /// In the order of their ids, with components, properties and values.
    ///
    /// @param after the last id of the page before, or null
    public List<ThingView> pageOf(AppId app, String subject, @Nullable UUID after, int limit) {
        return reads.page(app, subject, after, limit).stream()
                .map(tree -> views.thing(tree, true))
                .toList();
    }
}
