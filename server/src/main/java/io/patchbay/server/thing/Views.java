package io.patchbay.server.thing;

import io.patchbay.server.web.Href;
import io.patchbay.server.web.Links;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/// Turns what is stored into what the API shows.
@Singleton
final class Views {
    private final Links links;

    Views(Links links) {
        this.links = links;
    }

    /// @param expand bodies of what is below instead of links
    ThingView thing(Tree tree, boolean expand) {
        return new ThingView(
                tree.id(),
                tree.name(),
                tree.manufacturer(),
                tree.displayType(),
                tree.mainComponentId(),
                tree.whose().status(),
                tree.attributes(),
                expand
                        ? null
                        : tree.components().stream()
                                .map(c -> componentLink(tree.id(), c.id()))
                                .toList(),
                expand
                        ? tree.components().stream()
                                .map(c -> component(tree.id(), c, true))
                                .toList()
                        : null);
    }

    /// @param expand bodies of what is below instead of links
    ComponentView component(UUID thing, Tree.Branch branch, boolean expand) {
        return new ComponentView(
                branch.id(),
                branch.name(),
                branch.componentType(),
                branch.capabilities(),
                expand
                        ? null
                        : branch.properties().stream()
                                .map(p -> propertyLink(thing, branch.id(), p.id()))
                                .toList(),
                expand ? branch.properties() : null,
                branch.actions());
    }

    Href thingLink(UUID thing) {
        return links.api("/things/" + thing);
    }

    Href componentLink(UUID thing, String component) {
        return links.api("/things/" + thing + "/components/" + component);
    }

    Href propertyLink(UUID thing, String component, String property) {
        return links.api("/things/" + thing + "/components/" + component + "/properties/" + property);
    }

    Href subjectLink(String subject) {
        // a path has no plus for a blank
        return links.api("/subjects/"
                + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20"));
    }
}
