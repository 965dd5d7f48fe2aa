package io.patchbay.server.console;

import io.patchbay.server.client.ClientSearch;
import io.patchbay.server.client.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a list of clients is filtered by, as its address says it.
///
/// @param q      what was typed
/// @param type   of the connector; empty for all
/// @param status empty for all
/// @param who    must act; empty for all
/// @param after  the cursor; empty for the first page
record ClientFilter(String q, String type, Optional<Status> status, Optional<Who> who, String after) {
    private static final int LONGEST = 200;

    /// States that people see as one.
    enum Status {
        RUNNING("Running", "good"),
        FAILING("Failing", "bad"),
        CONSENT("Needs the customer", "warn"),
        STARTING("Starting", "wait"),
        PAUSED("Paused", "off");

        private final String words;
        private final String dot;

        Status(String words, String dot) {
            this.words = words;
            this.dot = dot;
        }

        public String words() {
            return words;
        }

        public String dot() {
            return dot;
        }

        Set<State> states() {
            return switch (this) {
                case RUNNING -> Set.of(State.STARTED);
                case FAILING -> Set.of(State.NOBODY, State.VENDOR, State.DEVELOPER, State.AUTHOR);
                case CONSENT -> Set.of(State.SUBJECT);
                case STARTING -> Set.of(State.STARTING);
                case PAUSED -> Set.of(State.PAUSED);
            };
        }
    }

    /// Who must act.
    enum Who {
        NOBODY("Nobody: tried again", State.NOBODY),
        VENDOR("The vendor", State.VENDOR),
        SUBJECT("The customer", State.SUBJECT),
        DEVELOPER("The developer", State.DEVELOPER),
        AUTHOR("The connector's author", State.AUTHOR);

        private final String words;
        private final State state;

        Who(String words, State state) {
            this.words = words;
            this.state = state;
        }

        public String words() {
            return words;
        }
    }

    /// Takes what an address says; what makes no sense counts as not said.
    static ClientFilter of(
            @Nullable String q,
            @Nullable String type,
            @Nullable String status,
            @Nullable String who,
            @Nullable String after) {
        String text = q == null ? "" : q.replace("\0", "").strip();
        return new ClientFilter(
                text.substring(0, Math.min(text.length(), LONGEST)),
                type == null ? "" : type.replace("\0", ""),
                Arrays.stream(Status.values())
                        .filter(s -> s.name().equals(status))
                        .findFirst(),
                Arrays.stream(Who.values()).filter(w -> w.name().equals(who)).findFirst(),
                after == null ? "" : after);
    }

    ClientSearch search() {
        Set<State> states = EnumSet.allOf(State.class);
        status.ifPresent(s -> states.retainAll(s.states()));
        who.ifPresent(w -> states.retainAll(Set.of(w.state)));
        return new ClientSearch(
                q, Optional.of(type).filter(t -> !t.isEmpty()), states, ClientSearch.Place.parse(after));
    }

    /// Whether anything is left out.
    public boolean narrows() {
        return !q.isEmpty() || !type.isEmpty() || status.isPresent() || who.isPresent();
    }

    public boolean has(Status one) {
        return status.filter(one::equals).isPresent();
    }

    public boolean has(Who one) {
        return who.filter(one::equals).isPresent();
    }

    ClientFilter with(Optional<Status> other) {
        return new ClientFilter(q, type, other, who, "");
    }

    ClientFilter from(String place) {
        return new ClientFilter(q, type, status, who, place);
    }

    /// The query of an address that says all this; empty if there is nothing to say.
    String query() {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("q", q);
        said.put("connector", type);
        said.put("status", status.map(Enum::name).orElse(""));
        said.put("who", who.map(Enum::name).orElse(""));
        said.put("after", after);
        String query = said.entrySet().stream()
                .filter(one -> !one.getValue().isEmpty())
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }
}
