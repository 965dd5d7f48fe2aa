package io.patchbay.server.vendor;

import io.patchbay.connector.description.Config;
import io.patchbay.connector.description.Limit;
import java.util.Optional;
import java.util.UUID;

/// On whose budgets a call counts.
///
/// @param client empty while an instance's configuration is tried: that is nobody's call
/// @param configuration of the instance, which may override a limit
record Account(UUID instance, Optional<UUID> client, Config configuration) {
    private static final UUID ALL = new UUID(0, 0);

    /// What the calls of a scope are counted by; empty if the scope does not apply.
    Optional<UUID> in(Limit.Scope scope) {
        return in(scope, instance, client);
    }

    static Optional<UUID> in(Limit.Scope scope, UUID instance, Optional<UUID> client) {
        return switch (scope) {
            case SERVICE -> Optional.of(ALL);
            case INSTANCE -> Optional.of(instance);
            case CLIENT -> client;
        };
    }

    /// Whose calls they are.
    UUID caller() {
        return client.orElse(instance);
    }

    int calls(Limit limit) {
        if (limit.field().isEmpty()) {
            return limit.calls();
        }
        return limit.field()
                .filter(configuration::has)
                .map(field -> configuration.number(field).intValue())
                .filter(calls -> calls > 0)
                .orElse(limit.calls());
    }
}
