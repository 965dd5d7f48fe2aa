package io.patchbay.connector.description;

import io.patchbay.thing.PropertyType;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What a connector is, needs and makes. Constant.
///
/// @param id a number of its own among all connectors; never changes
/// @param typeId the technology: lower case letters, digits and dashes; never changes
/// @param description two sentences for developers: what it brings and where its credentials come from
/// @param logo an absolute or `data:` URL, or empty
/// @param baseUrl of the vendor's API; the operator may set another one
/// @param instance the developer's configuration, once per app
/// @param client the configuration for one end customer
/// @param limits the vendor's published limits
/// @param makes every property type its things can have
/// @param acts the ids of every action its things can have
public record Description(
        int id,
        String typeId,
        String name,
        String description,
        String logo,
        URI baseUrl,
        Form instance,
        Form client,
        Authorization authorization,
        Pace pace,
        List<Limit> limits,
        Set<PropertyType> makes,
        Set<String> acts) {
    private static final Pattern TYPE_ID = Pattern.compile("[a-z][a-z0-9-]{1,40}");

    public Description {
        if (id < 1 || !TYPE_ID.matcher(typeId).matches() || name.isBlank()) {
            throw new IllegalArgumentException(
                    "a description needs a positive id, a typeId " + TYPE_ID + " and a name");
        }
        limits = List.copyOf(limits);
        makes = Set.copyOf(EnumSet.copyOf(makes));
        acts = Set.copyOf(acts);
        for (Limit limit : limits) {
            limit.field().ifPresent(field -> {
                if (instance.fields().stream()
                        .noneMatch(f -> f instanceof Field.Numeric && f.key().equals(field))) {
                    throw new IllegalArgumentException("limit field " + field + " is no number of the instance's form");
                }
            });
        }
    }
}
