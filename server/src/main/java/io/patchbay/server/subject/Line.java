package io.patchbay.server.subject;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One line of an export.
@Schema(name = "ExportLine")
@JsonInclude(JsonInclude.Include.NON_NULL)
record Line(
        @Schema(description = "subject, client, thing, change or action; the last line says end.", examples = "thing")
        String type,

        @Schema(
                description = "Where to go on after this line.",
                examples = "thing.56ed33d9-bd1a-4650-9264-d996132098de")
        @Nullable
        String cursor,

        @Schema(type = SchemaType.OBJECT, description = "What is stored.") @Nullable
        Object data) {
    static final Line END = new Line("end", null, null);

    static Line of(Cursor.Part part, Object key, Object data) {
        return new Line(part.wire(), new Cursor(part, key.toString()).toString(), data);
    }
}
