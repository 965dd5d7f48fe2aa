package io.patchbay.server.thing;

import io.patchbay.server.access.AppId;
import io.patchbay.server.web.Rendered;
import io.patchbay.server.web.Renderer;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.UUID;

/// What the API answers when things are read one by one: from memory what is hot, with one query the rest. A subject
/// that is given narrows what is found.
@Singleton
final class ThingAnswers {
    private final ThingReads reads;
    private final Views views;
    private final Renderer renderer;
    private final Current current;
    private final Freshness freshness;

    ThingAnswers(ThingReads reads, Views views, Renderer renderer, Current current, Freshness freshness) {
        this.reads = reads;
        this.views = views;
        this.renderer = renderer;
        this.current = current;
        this.freshness = freshness;
    }

    /// @param expand bodies of what is below instead of links
    Optional<Rendered> thing(AppId app, Optional<String> subject, UUID id, boolean expand) {
        return current.get(
                app,
                subject,
                new Current.Asked(id, null, null, expand),
                this::isNow,
                () -> reads.thing(app, id).map(tree -> shown(tree.whose(), views.thing(tree, expand))));
    }

    /// @param expand bodies of what is below instead of links
    Optional<Rendered> component(AppId app, Optional<String> subject, UUID thing, String id, boolean expand) {
        return current.get(
                app,
                subject,
                new Current.Asked(thing, id, null, expand),
                this::isNow,
                () -> reads.withComponent(app, thing, id)
                        .map(tree -> shown(
                                tree.whose(),
                                views.component(thing, tree.components().getFirst(), expand))));
    }

    Optional<Rendered> property(AppId app, Optional<String> subject, Key key) {
        return current.get(
                app,
                subject,
                new Current.Asked(key.thing(), key.component(), key.property(), false),
                this::isNow,
                () -> reads.property(app, key).map(leaf -> shown(leaf.whose(), leaf.property())));
    }

    /// What is in memory; empty if it must be looked for. At once.
    Optional<Rendered> known(AppId app, Optional<String> subject, Current.Asked asked) {
        return current.known(app, subject, asked, this::isNow);
    }

    private boolean isNow(Whose whose) {
        return whose.isNow(freshness);
    }

    private Current.Shown shown(Whose whose, Object view) {
        return new Current.Shown(whose, renderer.render(view));
    }
}
