package io.patchbay.server.client;

import io.patchbay.server.access.AppId;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;

/// Lists of an app's clients, for pages: as quick with a hundred thousand of them as with ten. Any thread may call; it
/// blocks for one query.
@Singleton
public final class ClientList {
    /// How many clients a page has at most.
    public static final int PAGE = ClientListStore.PAGE;

    /// How many clients of a state are counted at most.
    public static final int MOST_COUNTED = ClientListStore.MOST_COUNTED;

    private final ClientListStore store;
    private final Running running;

    ClientList(ClientListStore store, Running running) {
        this.store = store;
        this.running = running;
    }

    /// @param clients in the order of subject and connector
    /// @param more whether others follow
    public record Found(List<AppClient> clients, boolean more) {}

    public Found find(AppId app, ClientSearch search) {
        List<ClientListStore.Row> rows = store.page(app, search);
        boolean more = rows.size() > PAGE;
        return new Found(
                rows.stream()
                        .limit(PAGE)
                        .map(row -> row.client(running.live(row.id()).orElse(Live.UNKNOWN)))
                        .toList(),
                more);
    }

    /// How many clients are in each state, those that no client is in included; [#MOST_COUNTED] means that many or
    /// more.
    public Map<State, Integer> counts(AppId app) {
        return store.counts(app);
    }
}
