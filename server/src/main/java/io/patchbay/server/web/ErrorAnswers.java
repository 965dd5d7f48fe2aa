package io.patchbay.server.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/// Completes the API's description with the errors that need not be written at each route, and their body. Runs while
/// the service is built, after the other filters.
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 1)
public final class ErrorAnswers implements OASFilter {
    private static final String BODY = "Error";

    @Override
    public void filterOpenAPI(OpenAPI document) {
        document.getComponents().addSchema(BODY, schema());
        document.getPaths()
                .getPathItems()
                .forEach((path, item) -> item.getOperations().forEach((_, operation) -> complete(path, operation)));
    }

    private static void complete(String path, Operation operation) {
        List<Parameter> parameters =
                Optional.ofNullable(operation.getParameters()).orElse(List.of());
        APIResponses answers = operation.getResponses();
        Map<String, String> errors = new LinkedHashMap<>();
        if (operation.getRequestBody() != null || parameters.stream().anyMatch(p -> p.getIn() != Parameter.In.PATH)) {
            errors.put("400", "The request is wrong; the description says what to change.");
        }
        if (path.contains("{")) {
            errors.put("404", "There is no such thing for this caller.");
        }
        if (operation.getRequestBody() != null) {
            errors.put("413", "The body is larger than 1 MB.");
            if (operation.getRequestBody().getContent().hasMediaType("application/json")) {
                errors.put("415", "The body is not declared as JSON.");
            }
        }
        errors.put("500", "Something went wrong in the service; its log says more under the request's id.");
        errors.put("503", "The service or its database is overloaded; `Retry-After` says when to try again.");
        errors.forEach((status, description) -> {
            APIResponse given = answers.getAPIResponse(status);
            // the scanner's own words for a body that is not valid
            if (given == null || "Bad Request".equals(given.getDescription())) {
                answers.addAPIResponse(status, OASFactory.createAPIResponse().description(description));
            }
        });
        answers.getAPIResponses().forEach((status, answer) -> {
            if (status.startsWith("4") || status.startsWith("5")) {
                finish(answer);
            } else {
                empty(answer);
            }
        });
    }

    private static void finish(APIResponse answer) {
        if (answer.getContent() == null && answer.getRef() == null) {
            Content content = OASFactory.createContent()
                    .addMediaType(
                            "application/json", OASFactory.createMediaType().schema(ref()));
            answer.setContent(content);
        }
    }

    /// The scanner takes every 200 for one with a body, and then knows nothing of it.
    private static void empty(APIResponse answer) {
        if (answer.getContent() != null
                && answer.getContent().getMediaTypes().values().stream()
                        .map(MediaType::getSchema)
                        .allMatch(schema ->
                                schema == null || OASFactory.createSchema().equals(schema))) {
            answer.setContent(null);
        }
    }

    private static Schema ref() {
        return OASFactory.createSchema().ref("#/components/schemas/" + BODY);
    }

    private static Schema schema() {
        Schema problem = object("One field that is wrong.")
                .addProperty("field", text("Its name; empty if the whole is meant.", "configuration.app_key"))
                .addProperty("message", text("What is wrong and what to change.", "is missing"));
        return object("What every error says.")
                .addProperty("status", number("The HTTP status.", 404))
                .addProperty("error", text("The kind of error.", "NOT_FOUND"))
                .addProperty("description", text("What is wrong and what to change.", "There is no such client."))
                .addProperty("more_info", text("Where the API is described.", "http://localhost:8080/q/swagger-ui/"))
                .addProperty("requestId", text("Header `X-Request-Id` of the answer.", "b3e232def9082216"))
                .addProperty(
                        "problems",
                        OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .description("Each field that is wrong, if there are fields to name.")
                                .items(problem))
                .required(List.of("status", "error", "description", "more_info", "requestId"));
    }

    private static Schema object(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.OBJECT).description(description);
    }

    private static Schema text(String description, String example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.STRING)
                .description(description)
                .addExample(example);
    }

    private static Schema number(String description, int example) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .description(description)
                .addExample(example);
    }
}
