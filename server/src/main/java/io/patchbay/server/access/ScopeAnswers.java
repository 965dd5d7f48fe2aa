package io.patchbay.server.access;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.security.OAuthFlow;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/// Completes the API's description with what [Needs], [Open] and [ForSubject] say of each route. Runs while the service
/// is built.
///
/// Which method an operation is comes from its id, which is configured to be `package.Class_method`; afterwards it is
/// shortened to what a generator of clients makes good names of.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 2)
public final class ScopeAnswers implements OASFilter {
    private static final String APP = "app";
    private static final String DEVELOPER = "developer";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSecurityScheme(APP, app()).addSecurityScheme(DEVELOPER, developer());
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(operation -> route(operation).ifPresent(route -> complete(operation, route)));
    }

    private static void complete(Operation operation, Method route) {
        String room = route.getDeclaringClass().getSimpleName().replaceFirst("Routes$", "");
        operation.setOperationId(
                room.substring(0, 1).toLowerCase(Locale.ROOT) + room.substring(1) + "_" + route.getName());
        Needs needs = route.getAnnotation(Needs.class);
        if (needs == null) {
            operation.setSecurity(List.of());
        } else {
            guard(operation, List.of(needs.value()));
        }
        ForSubject subject = route.getAnnotation(ForSubject.class);
        if (subject != null) {
            operation.addParameter(header(subject.required()));
        }
    }

    private static void guard(Operation operation, List<Scope> scopes) {
        List<String> wires = scopes.stream().map(Scope::wire).toList();
        operation.addSecurityRequirement(
                scopes.contains(Scope.CORE)
                        ? OASFactory.createSecurityRequirement().addScheme(DEVELOPER)
                        : OASFactory.createSecurityRequirement().addScheme(APP, wires));
        String named = "`" + String.join("`, `", wires) + "`";
        String said = Optional.ofNullable(operation.getDescription())
                .map(text -> text + "\n\n")
                .orElse("");
        operation.setDescription(said + "Required scope: " + named);
        answer(operation, "401", "The token is missing, unknown, revoked or expired.");
        answer(operation, "403", "The token lacks scope " + named + ".");
    }

    private static void answer(Operation operation, String status, String description) {
        if (!operation.getResponses().hasAPIResponse(status)) {
            operation
                    .getResponses()
                    .addAPIResponse(status, OASFactory.createAPIResponse().description(description));
        }
    }

    private static Parameter header(boolean required) {
        return OASFactory.createParameter()
                .name(TokenCaller.SUBJECT)
                .in(Parameter.In.HEADER)
                .required(required)
                .description(required ? "The end customer." : "The end customer, to see only what is theirs.")
                .schema(OASFactory.createSchema()
                        .addType(Schema.SchemaType.STRING)
                        .maxLength(500)
                        .addExample("anna"));
    }

    private static SecurityScheme app() {
        OAuthFlow flow = OASFactory.createOAuthFlow().tokenUrl("/oauth2/token");
        for (Scope scope : Scope.values()) {
            if (scope != Scope.CORE) {
                flow.addScope(scope.wire(), scope.allows());
            }
        }
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.OAUTH2)
                .description("An app's token, from `POST /oauth2/token`.")
                .flows(OASFactory.createOAuthFlows().clientCredentials(flow));
    }

    private static SecurityScheme developer() {
        return OASFactory.createSecurityScheme()
                .type(SecurityScheme.Type.HTTP)
                .scheme("bearer")
                .description("A developer's token with scope `connctd.core`, from `POST /api/v1/auth/login`.");
    }

    private static Optional<Method> route(Operation operation) {
        String id = String.valueOf(operation.getOperationId());
        int end = id.lastIndexOf('_');
        if (end < 0) {
            return Optional.empty();
        }
        try {
            Class<?> routes = Class.forName(id.substring(0, end), false, ScopeAnswers.class.getClassLoader());
            return Arrays.stream(routes.getDeclaredMethods())
                    .filter(method -> method.getName().equals(id.substring(end + 1)))
                    .filter(method -> method.isAnnotationPresent(Needs.class) || method.isAnnotationPresent(Open.class))
                    .findFirst();
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        }
    }
}
