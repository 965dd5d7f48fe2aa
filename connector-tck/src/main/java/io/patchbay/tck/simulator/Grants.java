package io.patchbay.tck.simulator;

import io.patchbay.tck.simulator.OAuthHabits.Issued;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The grants of an authorization server and their tokens. Safe for use by several threads.
final class Grants {
    /// Rotated tokens are remembered to tell a second use from nonsense; so many that a soak test forgets
    /// none.
    private static final int MOST_SPENT = 500_000;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// @param user who consented
    /// @param app the OAuth client's id
    record Owner(String user, String app, List<String> scopes) {
        Owner {
            scopes = List.copyOf(scopes);
        }
    }

    private static final class Grant {
        final Owner owner;
        String refresh = "";
        String access = "";
        Instant until = Instant.MIN;
        Pair pair = new Pair();

        Grant(Owner owner) {
            this.owner = owner;
        }
    }

    /// A pair of tokens that was given.
    private static final class Pair {
        boolean seen;
    }

    /// A refresh token that was used.
    ///
    /// @param then the pair that was given for it
    /// @param lost whether the answer did not reach the caller
    private record Spent(Grant grant, Pair then, Instant at, boolean lost) {}

    private final OAuthHabits habits;
    private final Map<String, Grant> byRefresh = new HashMap<>();
    private final Map<String, Grant> byAccess = new HashMap<>();
    private final Map<String, Spent> spent = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.@Nullable Entry<String, Spent> eldest) {
            return size() > MOST_SPENT;
        }
    };
    private long linked;
    private long refreshes;
    private final List<Reuse> reuses = new ArrayList<>();
    private long refused;

    Grants(OAuthHabits habits) {
        this.habits = habits;
    }

    /// A text that nobody can guess.
    static String random() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    synchronized Issued open(Owner owner, Duration life, Instant now) {
        linked++;
        Grant grant = new Grant(owner);
        grant.refresh = token();
        byRefresh.put(grant.refresh, grant);
        return issue(grant, life, now);
    }

    /// @param app empty for any
    /// @param lost whether the answer will not reach the caller
    /// @return empty if the token is worth nothing
    synchronized Optional<Issued> refresh(String token, String app, Duration life, Instant now, boolean lost) {
        Grant grant = byRefresh.get(token);
        if (grant == null || !(app.isEmpty() || grant.owner.app().equals(app))) {
            refuse(token, now);
            return Optional.empty();
        }
        refreshes++;
        grant.pair.seen = true;
        if (habits.rotating()) {
            grant.pair = new Pair();
            byRefresh.remove(token);
            spent.put(token, new Spent(grant, grant.pair, now, lost));
            grant.refresh = token();
            byRefresh.put(grant.refresh, grant);
        }
        return Optional.of(issue(grant, life, now));
    }

    private void refuse(String token, Instant now) {
        Spent before = spent.get(token);
        if (before == null) {
            refused++;
            return;
        }
        Grant grant = before.grant();
        reuses.add(new Reuse(grant.owner.user(), before.at(), now, before.then().seen, before.lost()));
        if (habits.family()) {
            end(grant);
        }
    }

    synchronized List<Reuse> reuses() {
        return List.copyOf(reuses);
    }

    private Issued issue(Grant grant, Duration life, Instant now) {
        byAccess.remove(grant.access);
        grant.access = token();
        grant.until = now.plus(life);
        byAccess.put(grant.access, grant);
        return new Issued(grant.access, grant.refresh, life, grant.owner.scopes());
    }

    /// @return empty if the token was never given or has ended
    synchronized Optional<Bearer> bearer(String access, Instant now) {
        Optional<Grant> grant = Optional.ofNullable(byAccess.get(access));
        grant.ifPresent(g -> g.pair.seen = true);
        return grant.map(g -> new Bearer(g.owner.user(), g.owner.scopes(), !now.isBefore(g.until)));
    }

    synchronized void expire() {
        byAccess.values().forEach(grant -> grant.until = Instant.MIN);
    }

    /// Ends what this token, access or refresh, belongs to (RFC 7009).
    synchronized void end(String token) {
        Grant grant = byRefresh.getOrDefault(token, byAccess.get(token));
        if (grant != null) {
            end(grant);
        }
    }

    /// Ends the grants of a user, or of all.
    synchronized void endOf(Optional<String> user) {
        List.copyOf(byRefresh.values()).stream()
                .filter(grant -> user.isEmpty() || user.get().equals(grant.owner.user()))
                .forEach(this::end);
    }

    private void end(Grant grant) {
        byRefresh.remove(grant.refresh);
        byAccess.remove(grant.access);
    }

    synchronized OAuthCounts counts(long postponed) {
        long afterLoss = reuses.stream().filter(Reuse::lost).count();
        return new OAuthCounts(linked, refreshes, reuses.size(), afterLoss, refused, postponed);
    }

    private String token() {
        return random() + habits.separator() + random();
    }
}
