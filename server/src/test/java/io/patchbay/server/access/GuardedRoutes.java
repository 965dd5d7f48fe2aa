package io.patchbay.server.access;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Map;

/// Routes that show what a route learns of its caller.
@Path("/guarded")
@RunOnVirtualThread
final class GuardedRoutes {
    private final Caller caller;

    GuardedRoutes(Caller caller) {
        this.caller = caller;
    }

    @GET
    @Path("/app")
    @Needs(Scope.THINGS_READ)
    public Map<String, Object> app() {
        return Map.of(
                "app",
                caller.app().toString(),
                "virtual",
                Thread.currentThread().isVirtual());
    }

    @GET
    @Path("/subject")
    @Needs(Scope.THINGS_READ)
    @ForSubject
    public Map<String, String> subject() {
        return Map.of("subject", caller.subject());
    }

    @GET
    @Path("/maybe")
    @Needs(Scope.THINGS_READ)
    @ForSubject(required = false)
    public Map<String, String> maybe() {
        return Map.of("subject", caller.subjectIfAny().orElse("nobody"));
    }

    @GET
    @Path("/forgotten")
    public String forgotten() {
        return "secret";
    }
}
