package io.patchbay.server.console;

import io.patchbay.connector.description.Authorization;
import io.patchbay.connector.description.Description;
import io.patchbay.connector.description.Field;
import io.patchbay.connector.description.Form;
import io.patchbay.connector.description.Limit;
import io.patchbay.server.catalogue.Technology;
import io.patchbay.server.link.Consents;
import io.patchbay.thing.PropertyType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A technology as a developer reads about it, from what its description and the operator's settings say.
record Portrait(Technology technology) {
    /// A rule of dealing with this vendor, and what it is here.
    record Rule(String name, String words) {}

    record Needed(String title, String key, String kind, String help, boolean required) {}

    public String type() {
        return technology.typeId();
    }

    public String name() {
        return description().name();
    }

    public String about() {
        return description().description();
    }

    /// Stands where a logo is missing.
    public String initial() {
        return name().substring(0, name().offsetByCodePoints(0, 1)).toUpperCase(Locale.ROOT);
    }

    /// In a few words each.
    public List<String> needs() {
        List<String> needs = new ArrayList<>();
        String yours = required(description().instance());
        needs.add(yours.isEmpty() ? "No configuration of yours" : "From you: " + yours);
        if (consent()) {
            needs.add("Customer's consent");
        }
        String theirs = required(description().client());
        if (!theirs.isEmpty()) {
            needs.add("For each customer: " + theirs);
        }
        return needs;
    }

    public List<Needed> instance() {
        return needed(description().instance());
    }

    public List<Needed> client() {
        return needed(description().client());
    }

    /// Whether exactly one of some of the client's fields is to be given.
    public boolean alternatives() {
        return !description().client().oneOf().isEmpty();
    }

    public List<PropertyType> makes() {
        return description().makes().stream().sorted().toList();
    }

    public List<String> acts() {
        return description().acts().stream().sorted().toList();
    }

    public String pace() {
        return Ago.span(technology.interval());
    }

    public boolean consent() {
        return Consents.needed(technology);
    }

    /// Whether the vendor must be told this service's callback address.
    public boolean calledBack() {
        return description().authorization() instanceof Authorization.OAuth2Code;
    }

    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        rules.add(new Rule("Asked", "Every " + pace() + " for each customer" + operator()));
        rules.add(new Rule("Vendor's limits", limits()));
        switch (description().authorization()) {
            case Authorization.None _ -> rules.add(new Rule("Consent", "None: the vendor asks for no account"));
            case Authorization.Key _ -> rules.add(new Rule("Consent", "None: calls carry your key"));
            case Authorization.OAuth2Code code -> {
                rules.add(new Rule(
                        "Consent",
                        "Each customer logs in at the vendor in a browser" + (code.pkce() ? " (PKCE)" : "")));
                oauth(rules, code.scopes(), code.revoke().isPresent());
            }
            case Authorization.OAuth2Device device -> {
                rules.add(new Rule("Consent", "Each customer confirms a code on a page of the vendor"));
                oauth(rules, device.scopes(), device.revoke().isPresent());
            }
        }
        rules.add(new Rule("Configuration", "Tried at the vendor before it is stored; secrets are sealed"));
        rules.add(new Rule("Vendor's API", technology.baseUrl().toString()));
        return rules;
    }

    /// Whether a search for this finds it: by what it is called, says of itself, makes or does.
    boolean matches(String words) {
        String all = Stream.of(
                        Stream.of(type(), name(), about()), makes().stream().map(PropertyType::name), acts().stream())
                .flatMap(one -> one)
                .collect(Collectors.joining("\n"))
                .replace('_', ' ')
                .toLowerCase(Locale.ROOT);
        return Stream.of(
                        words.replace('_', ' ').toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(all::contains);
    }

    private Description description() {
        return technology.description();
    }

    private String operator() {
        return technology.interval().equals(description().pace().interval())
                ? ""
                : ", as the operator has set it; the connector's own interval is "
                        + Ago.span(description().pace().interval());
    }

    private String limits() {
        if (!technology.limited()) {
            return "Lifted by the operator of this service";
        }
        return description().limits().isEmpty()
                ? "None published"
                : description().limits().stream().map(this::words).collect(Collectors.joining("; "));
    }

    private String words(Limit limit) {
        String calls = String.format(Locale.ENGLISH, "%,d", limit.calls()) + (limit.calls() == 1 ? " call" : " calls")
                + " per " + Ago.per(limit.per());
        String over = switch (limit.scope()) {
            case SERVICE -> " for all of this service";
            case INSTANCE -> " for all your customers";
            case CLIENT -> " for each customer";
        };
        return calls + over + (limit.field().isPresent() ? ", or what your plan allows" : "");
    }

    private static void oauth(List<Rule> rules, List<String> scopes, boolean revocation) {
        if (!scopes.isEmpty()) {
            rules.add(new Rule("Asked of the customer", String.join(", ", scopes)));
        }
        rules.add(new Rule(
                "After deletion",
                revocation
                        ? "The consent is revoked at the vendor"
                        : "The vendor offers no revocation: customers end it in their account there"));
    }

    private static String required(Form form) {
        return form.fields().stream()
                .filter(field -> field.label().required() || form.oneOf().contains(field.key()))
                .map(field -> field.label().title())
                .collect(Collectors.joining(form.oneOf().isEmpty() ? ", " : " or "));
    }

    private static List<Needed> needed(Form form) {
        return form.fields().stream()
                .map(field -> new Needed(
                        field.label().title(),
                        field.key(),
                        kind(field),
                        field.label().help(),
                        field.label().required()))
                .toList();
    }

    private static String kind(Field field) {
        return switch (field) {
            case Field.Text _ -> "text";
            case Field.Secret _ -> "secret";
            case Field.Numeric _ -> "number";
            case Field.Choice _ -> "choice";
            case Field.Flag _ -> "yes or no";
            case Field.Location _ -> "place";
            case Field.Url _ -> "URL";
        };
    }
}
